// What an address says of the list of services. Addresses may hold anything.
const sources = ['live', 'meter', 'declared', 'imported'] as const
export type ServicesSearch = { year?: number | undefined; source?: (typeof sources)[number] | undefined; service?: string | undefined }

/** What an address says of the list of services; what it cannot mean is left out. */
export function servicesSearchOf(given: Record<string, unknown>): ServicesSearch {
  const year = Number(given['year'])
  const source = sources.find((one) => one === given['source'])
  const service = String(given['service'] ?? '')
  return {
    ...(Number.isInteger(year) && year >= 1950 && year <= 2200 ? { year } : {}),
    ...(source ? { source } : {}),
    ...(/^[0-9a-f-]{36}$/.test(service) ? { service } : {}),
  }
}
