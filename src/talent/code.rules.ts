// The short-lived code of a card: which card, until when, and a proof; in letters and digits that are not mistaken for each other.
import { awardNoOf } from '../procedures/case.rules.ts'

/** How long a code serves, and how long a page shows one before it asks for the next. */
export const codeSeconds = 90
export const shownSeconds = 60

/** Crockford's base 32: no I, L, O and U. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const proofBytes = 8
const bodyBytes = 9
const codeLength = Math.ceil(((bodyBytes + proofBytes) * 8) / 5)

export type Coded = { cardNo: string; expiresAt: number }

/** The number of a card in its parts: the year, the count within it, and how often it was given out. */
function partsOf(prefix: string, cardNo: string): { year: number; count: number; issue: number } | null {
  const match = /^([A-Z]{2,6})-(\d{4})-(\d{6,8})(?:-(\d{1,3}))?$/.exec(cardNo)
  if (match?.[1] !== prefix) return null
  return { year: Number(match[2]), count: Number(match[3]), issue: Number(match[4] ?? 1) }
}

/** What a code says, as bytes. @param expiresAt seconds since 1970 @throws where the number is not one of a card */
export function bodyOf(prefix: string, { cardNo, expiresAt }: Coded): Uint8Array {
  const parts = partsOf(prefix, cardNo)
  if (!parts) throw new Error('not the number of a card')
  const view = new DataView(new ArrayBuffer(bodyBytes))
  view.setUint32(0, (parts.year - 2000) * 2 ** 24 + parts.count)
  view.setUint8(4, parts.issue)
  view.setUint32(5, expiresAt)
  return new Uint8Array(view.buffer)
}

/** A code as people read it: the bytes and their proof, in groups of four. */
export function codeOf(body: Uint8Array, proof: Uint8Array): string {
  const bytes = [...body, ...proof.slice(0, proofBytes)]
  const bits = bytes
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .padEnd(codeLength * 5, '0')
  const text = (bits.match(/.{5}/g) ?? []).map((five) => letters[Number.parseInt(five, 2)]).join('')
  return (text.match(/.{1,4}/g) ?? []).join('-')
}

/** Reads a code as it was typed or scanned, without believing it; null for what cannot be one. */
export function readCode(prefix: string, typed: string): { coded: Coded; body: Uint8Array; proof: Uint8Array } | null {
  const text = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  if (text.length !== codeLength || [...text].some((letter) => !letters.includes(letter))) return null
  const bits = [...text].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = Uint8Array.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
  // What is left over of the last letter says nothing, and must say so.
  if (bits.slice(bytes.length * 8).includes('1')) return null
  const [body, proof] = [bytes.slice(0, bodyBytes), bytes.slice(bodyBytes)]
  const view = new DataView(body.buffer, body.byteOffset, bodyBytes)
  const [numbers, issue, expiresAt] = [view.getUint32(0), view.getUint8(4), view.getUint32(5)]
  const caseNo = `${prefix}-${2000 + Math.floor(numbers / 2 ** 24)}-${String(numbers % 2 ** 24).padStart(6, '0')}`
  return { coded: { cardNo: awardNoOf(caseNo, issue), expiresAt }, body, proof }
}

export type CardState = 'valid' | 'frozen' | 'cancelled' | 'expired' | 'replaced' | 'unfounded'

/**
 * What a card is worth on a day: replaced by a newer one, resting, taken back, run out, without ground since the class it rests on was
 * revoked, or good.
 */
export function cardStateOf(
  card: { isCurrent: boolean; state: string; lastOn: string | null },
  classState: string | undefined,
  today: string,
): CardState {
  if (!card.isCurrent) return 'replaced'
  if (card.state === 'frozen') return 'frozen'
  if (card.state === 'revoked') return 'cancelled'
  if (card.state === 'expired' || (card.lastOn !== null && card.lastOn < today)) return 'expired'
  return classState === 'revoked' ? 'unfounded' : 'valid'
}

/** Why a use may not be recorded, all reasons. */
export type UseProblem = 'not_of_class' | 'not_provider' | 'own_card'
export function useProblems(
  service: { classes: readonly string[] } | undefined,
  { cardClass, isProvider, isOwn = false }: { cardClass: string; isProvider: boolean; isOwn?: boolean },
): UseProblem[] {
  const problems: UseProblem[] = []
  if (!service?.classes.includes(cardClass)) problems.push('not_of_class')
  if (!isProvider) problems.push('not_provider')
  if (isOwn) problems.push('own_card')
  return problems
}
