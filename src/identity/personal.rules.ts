import type { PersonalField, Purpose } from './purpose.contract.ts'

/** What each field is sealed for, and compared for; other purposes have other keys. The address for mail has its own in email.rules. */
export const sealPurposes = { phone: 'person.phone', id_number: 'person.id_number', bank_account: 'person.bank_account' } as const

const stars = (count: number) => '*'.repeat(Math.max(count, 0))

/**
 * A personal value as a screen shows it to who need not know it whole: 138****1234, 220***********123X, 张**, 62****1234, z***@example.com.
 * Short values keep their first character alone.
 */
export function masked(kind: PersonalField, text: string): string {
  const letters = [...text]
  const between = (first: number, last: number, middle: string) =>
    letters.length >= first + last + 3
      ? letters.slice(0, first).join('') + middle + letters.slice(letters.length - last).join('')
      : `${letters.slice(0, 1).join('')}${stars(letters.length - 1)}`
  if (text === '') return ''
  if (kind === 'name') return `${letters[0]}**`
  if (kind === 'phone') return between(3, 4, '****')
  if (kind === 'id_number')
    return letters.length >= 15 ? between(3, 4, stars(letters.length - 7)) : between(1, 2, stars(letters.length - 3))
  if (kind === 'bank_account') return between(2, 4, '****')
  const at = text.lastIndexOf('@')
  return at > 0 ? `${letters[0]}***${text.slice(at)}` : `${letters[0]}***`
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Whether a citizen identity number 公民身份号码 has its 18 characters, a day of birth that was, and its check character (GB 11643-1999). */
export function isResidentId(text: string, today: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return false
  const bornOn = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`
  const moment = new Date(`${bornOn}T00:00:00Z`)
  if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== bornOn || bornOn < '1850-01-01' || bornOn > today)
    return false
  const sum = weights.reduce((total, weight, at) => total + weight * Number(text[at]), 0)
  return '10X98765432'[sum % 11] === text[17]
}

/** The form in which a number is kept and compared: width, spaces, hyphens and case do not count. */
export function plainNumber(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

/** As plainNumber; a mobile number of the mainland loses its +86. */
export function plainPhone(text: string): string {
  return plainNumber(text).replace(/^(\+|00)86(?=1\d{10}$)/, '')
}

/** A mobile number of the mainland, a landline with its area code, or a number of another country with its +. */
export function isPhone(plain: string): boolean {
  return /^1[3-9]\d{9}$/.test(plain) || /^0\d{9,11}$/.test(plain) || /^\+[1-9]\d{6,14}$/.test(plain)
}

/** 8 to 32 digits, as banks number accounts and cards. */
export function isBankAccount(plain: string): boolean {
  return /^\d{8,32}$/.test(plain)
}

/** Whether the last digit is the check digit of a bank card (ISO/IEC 7812-1, Luhn). Accounts of firms and passbooks have none, so this warns and never refuses. */
export function hasLuhnDigit(plain: string): boolean {
  const sum = [...plain].reverse().reduce((total, letter, at) => {
    const digit = Number(letter) * (at % 2 === 1 ? 2 : 1)
    return total + (digit > 9 ? digit - 9 : digit)
  }, 0)
  return sum % 10 === 0
}

/** How somebody in these roles sees a field that a purpose asks for: as it is, masked with a way to reveal it, or masked. */
export type Shown = 'plain' | 'revealable' | 'masked' | 'hidden'
export function howShown(
  purpose: Pick<Purpose, 'fields' | 'unmaskedFor' | 'revealedTo'>,
  field: PersonalField,
  roles: readonly string[],
): Shown {
  if (!purpose.fields.includes(field)) return 'hidden'
  if (roles.some((role) => purpose.unmaskedFor.includes(role))) return 'plain'
  return roles.some((role) => purpose.revealedTo.includes(role)) ? 'revealable' : 'masked'
}
