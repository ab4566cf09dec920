// Offers side by side: which may be taken, in which order they stand, and when an inquiry has come to nothing.
import type { InquiryState, offerProblems } from './inquiry.contract.ts'
import type { RequestState } from './request.contract.ts'

export type OfferProblem = (typeof offerProblems)[number]
type Offer = { state: RequestState; offeredUntil: string | null }

/** Why an offer is not taken today, all reasons; none when it may be. */
export function offerProblemsOf(inquiry: InquiryState, { state, offeredUntil }: Offer, today: string): OfferProblem[] {
  const problems: OfferProblem[] = []
  if (inquiry !== 'open') problems.push('inquiry_over')
  if (state !== 'accepted') problems.push('not_offered')
  if (state === 'accepted' && offeredUntil !== null && offeredUntil < today) problems.push('offer_over')
  return problems
}

type Priced = { state: RequestState; expectedFen: number | null; turnaroundDays: number | null }
const big = Number.MAX_SAFE_INTEGER

/** The cheapest offer first, of the same price the quicker; those without an offer last. */
export function compareOffers(one: Priced, other: Priced): number {
  const rank = ({ state }: Priced) => (state === 'accepted' || state === 'finished' ? 0 : state === 'submitted' ? 1 : 2)
  return (
    rank(one) - rank(other) ||
    (one.expectedFen ?? big) - (other.expectedFen ?? big) ||
    (one.turnaroundDays ?? big) - (other.turnaroundDays ?? big)
  )
}

/**
 * How an inquiry ends by itself: whoever asked withdrew every request; every owner still asked declined; or its day is past and nobody
 * offers. Null while it does not.
 */
export function endOfInquiry(
  offers: readonly Pick<Offer, 'state'>[],
  answersBy: string,
  today: string,
): 'withdrawn' | 'all_declined' | 'nobody' | null {
  const asked = offers.filter(({ state }) => state !== 'withdrawn')
  if (asked.length === 0) return 'withdrawn'
  if (asked.every(({ state }) => state === 'declined')) return 'all_declined'
  const hasOffer = asked.some(({ state }) => state === 'accepted')
  return !hasOffer && answersBy < today ? 'nobody' : null
}
