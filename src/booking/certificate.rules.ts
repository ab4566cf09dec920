// Whether the certificates that a level asks for are there and stand. Pure.
import type { CertificateStanding } from './certificate.contract.ts'

/** What a level asks for, with what a person told of it. */
export type CertificateFacts = { name: string; isTold: boolean; validUntil: string | null }

/** What a certificate is worth on a day; it lasts to its last day, and that day is still good. */
export function certificateOn({ isTold, validUntil }: Omit<CertificateFacts, 'name'>, day: string): CertificateStanding {
  if (!isTold) return 'missing'
  return validUntil !== null && validUntil < day ? 'expired' : 'valid'
}

/** The names of those that stand in the way of a level on a day. */
export function lackingOn(asked: readonly CertificateFacts[], day: string): string[] {
  return asked.filter((one) => certificateOn(one, day) !== 'valid').map(({ name }) => name)
}
