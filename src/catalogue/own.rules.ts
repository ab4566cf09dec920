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
