import { listingStates } from './acceptance.contract.ts'

/** What the address of an institution's list says; what it cannot mean is left out. */
export type OwnSearch = { institutionId?: string; query?: string }

export function ownSearchOf(given: Record<string, unknown>): OwnSearch {
  const { institutionId, query } = given
  return {
    ...(typeof institutionId === 'string' && /^[0-9a-f-]{36}$/.test(institutionId) ? { institutionId } : {}),
    ...((typeof query === 'string' || typeof query === 'number') && `${query}`.length <= 100 && `${query}` !== ''
      ? { query: `${query}` }
      : {}),
  }
}

/** What the address of the clock of joining says. */
export type ListingSearch = { state?: (typeof listingStates)[number] }

export function listingSearchOf(given: Record<string, unknown>): ListingSearch {
  const state = listingStates.find((one) => one === given['state'])
  return state ? { state } : {}
}
