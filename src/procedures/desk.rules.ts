export const shownCases = ['mine', 'open', 'ended'] as const
export type ShownCases = (typeof shownCases)[number]
export type CaseSearch = { show?: ShownCases; procedure?: string; q?: string }

/** What of the address says which cases are listed. */
export function caseSearchOf(search: Record<string, unknown>): CaseSearch {
  const show = shownCases.find((one) => one === search['show'])
  const { procedure, q } = search
  return {
    ...(show ? { show } : {}),
    ...(typeof procedure === 'string' && procedure !== '' ? { procedure: procedure.slice(0, 60) } : {}),
    ...(typeof q === 'string' && q !== '' ? { q: q.slice(0, 100) } : {}),
  }
}

/** What of the address says of which procedure. */
export function procedureSearchOf(search: Record<string, unknown>): { procedure?: string } {
  const { procedure } = caseSearchOf(search)
  return procedure === undefined ? {} : { procedure }
}
