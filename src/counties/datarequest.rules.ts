import type { requestStates } from './datarequest.contract.ts'

export type RequestFacts = {
  readonly dueOn: string
  readonly expiresAt: string
  readonly endedAt: string | null
  readonly answeredAt: string | null
  readonly settledAt: string | null
}

/** Where a request stands at a moment: what was done counts before what time did. */
export function stateOf(request: RequestFacts, now: Date, today: string): (typeof requestStates)[number] {
  if (request.settledAt !== null) return 'settled'
  if (request.answeredAt !== null) return 'answered'
  if (request.endedAt !== null) return 'ended'
  if (Date.parse(request.expiresAt) <= now.getTime()) return 'expired'
  return request.dueOn < today ? 'late' : 'open'
}

/** Whether an answer on paper may still be recorded: a link that expired keeps nobody from answering. */
export const isAwaited = (state: (typeof requestStates)[number]): boolean => isStanding(state) || state === 'expired'

/** Whether its link may still be opened. */
export const isStanding = (state: (typeof requestStates)[number]): boolean => state === 'open' || state === 'late'
