export const shownDecisions = ['changes', 'proposals', 'relations'] as const
export type ShownDecisions = (typeof shownDecisions)[number]

/** What of the address says which sort of decision is shown. */
export function decisionSearchOf(search: Record<string, unknown>): { show?: ShownDecisions } {
  const show = shownDecisions.find((one) => one === search['show'])
  return show ? { show } : {}
}
