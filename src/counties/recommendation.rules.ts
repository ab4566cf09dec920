/** The cases in the order of their ranks; null unless somebody is ranked and the ranks run from 1 on, each once. */
export function inOrder(rows: readonly { readonly caseId: string; readonly rank: string }[]): string[] | null {
  const ranked = rows.filter(({ rank }) => rank !== '').toSorted((a, b) => Number(a.rank) - Number(b.rank))
  const isWhole = ranked.length > 0 && ranked.every(({ rank }, at) => Number(rank) === at + 1)
  return isWhole ? ranked.map(({ caseId }) => caseId) : null
}
