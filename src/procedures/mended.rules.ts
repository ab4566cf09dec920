// What may be changed while defects are mended: what was named, what was never given, and what a change made wrong. The rest stands as filed.

export type Defect = { path: string; text: string }

const rootOf = (path: string) => path.split('.')[0]!

/** Whether a list of defects is about the application as a whole, so that all of it may be changed. */
const isWhole = (defects: readonly Defect[]) => defects.some(({ path }) => path === '')

/** The fields that may be changed; null where all may. */
export function openFields(
  keys: readonly string[],
  answers: Readonly<Record<string, unknown>>,
  defects: readonly Defect[],
): string[] | null {
  if (isWhole(defects)) return null
  const named = new Set(defects.map(({ path }) => rootOf(path)))
  return keys.filter((key) => named.has(key) || answers[key] === undefined)
}

/** Whether a material may be given, or taken back: it was named, or nothing of it was given. */
export function isMaterialOpen(code: string, isGiven: boolean, defects: readonly Defect[]): boolean {
  return isWhole(defects) || !isGiven || defects.some(({ path }) => path === `material.${code}`)
}

/** Of the answers sent, the keys that would change what stands as filed; the same answer again changes nothing. */
export function closedChanges(
  sent: Readonly<Record<string, unknown>>,
  kept: Readonly<Record<string, unknown>>,
  open: ReadonlySet<string>,
): string[] {
  const text = (value: unknown) => JSON.stringify(value === '' ? undefined : value)
  return Object.keys(sent).filter((key) => !open.has(key) && text(sent[key]) !== text(kept[key]))
}
