// A link that shows by itself that we made it, for whom a slice let in; it is looked up nowhere and soon over.
import { timingSafeEqual } from 'node:crypto'
import { vault } from '../keyring.ts'
import { linkSeconds } from './attachment.rules.ts'

const purpose = 'attachment.link'
const textOf = (id: string, until: number) => `${id}.${until}`

/** A path under our address that gives out one attachment for five minutes. */
export function makeLink(id: string, now: Date): string {
  const until = Math.floor(now.getTime() / 1000) + linkSeconds
  return `/api/attachments/${id}/content?until=${until}&proof=${vault().equalityKey(purpose, textOf(id, until))}`
}

/** Whether a link is ours and not over; one made before the keys were exchanged is good to its end. */
export function isGoodLink({ id, until, proof }: { id: string; until: number; proof: string }, now: Date): boolean {
  if (until * 1000 < now.getTime() || until * 1000 > now.getTime() + linkSeconds * 2000) return false
  const told = Buffer.from(proof)
  return vault()
    .equalityKeys(purpose, textOf(id, until))
    .map((each) => Buffer.from(each))
    .some((each) => each.length === told.length && timingSafeEqual(each, told))
}
