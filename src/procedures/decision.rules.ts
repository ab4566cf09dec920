/** The last decision of a journal: who reads a case or its letter is told the same one. */
const decidingVerbs = ['grant', 'refuse', 'reject', 'revoke', 'lapse', 'uphold', 'overturn']

type Line = { readonly verb: string; readonly actedAt: string; readonly text: string }

/** The line that the case ended by; after an appeal was upheld, the reasons of the first decision still hold and come before. */
export function decisionOf<One extends Line>(journal: readonly One[]): { at: string; reasons: string[] } | null {
  const lines = journal.filter((line) => decidingVerbs.includes(line.verb))
  const last = lines.at(-1)
  if (!last || last.verb === 'overturn') return null
  const before = last.verb === 'uphold' ? lines.at(-2) : undefined
  return { at: last.actedAt, reasons: [before?.text ?? '', last.text].filter(Boolean) }
}
