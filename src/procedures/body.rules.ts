// A matter lies with a body in a division; whoever belongs to bodies acts for theirs alone.
import type { Actor } from '../kernel/actor.ts'

/** Who has which matter, as on a day. */
export type Bodies = {
  /** The body that has a matter in a division; null where none is entered. */
  readonly holderOf: (matterCode: string, divisionCode: string) => string | null
  /** Whether an organisation has, had or will have any matter. */
  readonly isBody: (organisationId: string) => boolean
}
export const noBodies: Bodies = { holderOf: () => null, isBody: () => false }

/**
 * Whether somebody acts for the body that has a matter in a division. Where no body is entered, and for people who belong to none, their
 * grant alone decides; who belongs to a body acts on a matter that it has, and on no other's.
 */
export function actsForBody(actor: Pick<Actor, 'grants'>, bodies: Bodies, matterCode: string, divisionCode: string): boolean {
  const holder = bodies.holderOf(matterCode, divisionCode)
  if (holder === null) return true
  const own = actor.grants.flatMap(({ organisationId }) => (organisationId !== null && bodies.isBody(organisationId) ? organisationId : []))
  return own.length === 0 || own.includes(holder)
}
