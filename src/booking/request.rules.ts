import type { RequestReason, RequestState, TestRequest } from './request.contract.ts'

/** Every reason why samples cannot be sent to an instrument; none when they can. */
export function requestRefusals(
  request: { deadlineOn: string | null },
  facts: { today: string; isOnline: boolean; takesSamples: boolean },
): RequestReason[] {
  const reasons: RequestReason[] = []

  // The instrument is online: neither a draft, nor out of service, nor retired.
  if (!facts.isOnline) reasons.push({ code: 'not_online' })

  // The institution takes samples for it; some instruments are only lent by the hour.
  if (!facts.takesSamples) reasons.push({ code: 'takes_no_samples' })

  // The report is wanted on a day that is still to come, or today.
  if (request.deadlineOn !== null && request.deadlineOn < facts.today) reasons.push({ code: 'deadline_past' })

  return reasons
}

const endings: Record<'accept' | 'decline' | 'withdraw', { from: readonly RequestState[]; to: RequestState }> = {
  accept: { from: ['submitted'], to: 'accepted' },
  decline: { from: ['submitted'], to: 'declined' },
  withdraw: { from: ['submitted', 'accepted'], to: 'withdrawn' },
}

/** The seals a report is wanted under that are not registered for its instrument: the sender is told, the institution decides. */
export function sealsMissing(wanted: 'none' | 'CMA' | 'CNAS' | 'CMA_CNAS', held: readonly string[]): string[] {
  return wanted === 'none' ? [] : wanted.split('_').filter((seal) => !held.includes(seal))
}

/** The state that an action leads to; nothing where the present state does not allow it. */
export function requestStateAfter(action: keyof typeof endings, state: RequestState): RequestState | undefined {
  return endings[action].from.includes(state) ? endings[action].to : undefined
}

/** What a request will cost: the quote, else the price of a sample times the samples; null when it is by agreement 面议. */
export function expectedFenOfSamples(
  request: { quotedFen: number | null; sampleCount: number },
  sample: { fen: number } | null,
): number | null {
  return request.quotedFen ?? (sample && sample.fen * request.sampleCount)
}

/** A request as it is told, with what it will cost. */
export function shownRequest(row: Omit<TestRequest, 'expectedFen'> & { sampleFen: number | null; isToDo: boolean }): TestRequest {
  return { ...row, expectedFen: expectedFenOfSamples(row, row.sampleFen === null ? null : { fen: row.sampleFen }) }
}
