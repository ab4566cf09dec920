import { isChild } from './consent.rules.ts'

/** The purpose of the register that rests on a guardian's consent to a minor's own account. */
export const minorPurpose = 'minor_account'

/** The day of birth that a citizen identity number 公民身份号码 says (GB 11643-1999), '2012-03-07'. */
export function bornOnOf(residentId: string): string {
  return `${residentId.slice(6, 10)}-${residentId.slice(10, 12)}-${residentId.slice(12, 14)}`
}

/** Whether an identity number is of somebody under eighteen (Civil Code, article 17). */
export function isMinorsId(residentId: string, today: string): boolean {
  return isChild(bornOnOf(residentId), today)
}
