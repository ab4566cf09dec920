// The stories of qualifications: the levels of an instrument, asking for one, and what the institution decides.
import { groupsFor } from '../catalogue/group.server.ts'
import { hasRightFor, requireOrganisationOf, requireOwn, requireRightFor } from '../identity/identity.server.ts'
import { displayNames } from '../identity/name.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { takePolicy } from './booking.sql.ts'
import { certificateOn, lackingOn } from './certificate.rules.ts'
import { qualificationAsked, qualificationDecided } from './notice.contract.ts'
import { tellInstitutionOf, tellPerson } from './notice.server.ts'
import {
  askQualification,
  certificatesLacking,
  decideQualification,
  levelNamesTwice,
  listMyQualifications,
  listQualificationLevels,
  listQualifications,
  type Qualification,
  type QualificationAction,
  type Qualified,
  qualificationStateWrong,
  setQualificationLevels,
  validityPast,
} from './qualification.contract.ts'
import { activeUntil, addMonths, lastingFrom, mayBe, standingOn, stateOnce } from './qualification.rules.ts'
import {
  findLevel,
  findQualification,
  listLevels,
  listQualificationsFor,
  listQualificationsOf,
  ownQualification,
  type QualificationRow,
  replaceLevels,
  updateQualification,
} from './qualification.sql.ts'
import { findSchedule } from './schedule.sql.ts'

/** An instrument that the reader may know of: a draft is only its institution's. @throws not_found */
export async function knownInstrument(db: Db, actor: Actor | null, instrumentId: string) {
  const schedule = await findSchedule(db, instrumentId)
  const instrumentGroupIds = await groupsFor(db, actor, instrumentId)
  const isHidden =
    schedule?.state === 'draft' && !(await hasRightFor(db, actor, 'booking.maintain', schedule.institutionId, { instrumentGroupIds }))
  if (!schedule || isHidden) throw notFound({ what: 'instrument' })
  return schedule
}

/** @throws not_found, not_permitted */
export async function requireKeeper(
  db: Db,
  actor: Actor,
  { instrumentId, permission, what }: { instrumentId: string; permission: 'booking.maintain' | 'booking.approve'; what: string },
): Promise<string> {
  const schedule = await findSchedule(db, instrumentId)
  if (!schedule) throw notFound({ what })
  const instrumentGroupIds = await groupsFor(db, actor, instrumentId)
  await requireRightFor(db, actor, permission, schedule.institutionId, { what, instrumentGroupIds })
  return schedule.institutionId
}

function told(row: QualificationRow, day: string): Qualification {
  const { personId, organisationNameZh, institutionId, monthsValid, monthsUnused, certifiedUntil, certificates, ...rest } = row
  return { ...rest, standing: standingOn(row, day), activeUntil: row.grantedOn === null ? null : activeUntil(row) }
}

const toldOf = async (db: Db, personId: string, now: Date) => (await listQualificationsOf(db, personId)).map((row) => told(row, dayOf(now)))

async function toldFor(db: Db, instrumentId: string, now: Date): Promise<Qualified[]> {
  const rows = await listQualificationsFor(db, instrumentId)
  const names = await displayNames(
    db,
    rows.map((row) => row.personId),
  )
  return rows.map((row) => ({
    ...told(row, dayOf(now)),
    personName: names.get(row.personId) ?? '',
    organisationNameZh: row.organisationNameZh,
    certificates: row.certificates.map((one) => ({ name: one.name, validUntil: one.validUntil, standing: certificateOn(one, dayOf(now)) })),
  }))
}

type Decision = { action: QualificationAction; note: string; actorId: string; validUntil?: string | undefined; now: Date }

/** Does something with a qualification whose instrument was taken. @throws qualification_state_wrong, validity_past, certificates_lacking */
export async function decideOn(db: Db, row: QualificationRow, { action, note, actorId, validUntil, now }: Decision): Promise<void> {
  const today = dayOf(now)
  if (!mayBe(action, { state: row.state, isAsked: row.askedAt !== null })) throw qualificationStateWrong({})
  if (validUntil !== undefined && validUntil < today) throw validityPast({})
  const isGiven = action === 'grant' || action === 'extend'
  const lacking = isGiven ? lackingOn(row.certificates, today) : []
  if (lacking.length > 0) throw certificatesLacking({ names: lacking.join('、') })
  const lasting = row.monthsValid === null ? null : addMonths(today, row.monthsValid)
  await updateQualification(db, row.id, {
    ...{ action, note, actorId, state: stateOnce(action, row.state) },
    askedAt: action === 'ask' ? isoOf(now) : action === 'decline' || isGiven ? null : row.askedAt,
    grantedOn: isGiven ? today : row.grantedOn,
    validUntil: isGiven ? (validUntil ?? lasting) : row.validUntil,
  })
}

type Passed = { levelId: string; personId: string; organisationId: string }

/**
 * Somebody passed a training on a day for a level whose instrument was taken: the level is theirs from that day. One that is
 * suspended stays so, for the institution to give back; one that asks for certificates which are not there waits to be granted.
 */
export async function passFor(db: Db, one: Passed, { day, actorId, now }: { day: string; actorId: string; now: Date }): Promise<void> {
  const row = await ownQualification(db, one.levelId, one.personId, one.organisationId)
  if (!mayBe('pass', { state: row.state, isAsked: row.askedAt !== null })) return
  await updateQualification(db, row.id, {
    ...{ action: 'pass', note: '', actorId },
    ...(lackingOn(row.certificates, dayOf(now)).length > 0
      ? { state: row.state, askedAt: row.state === 'held' ? row.askedAt : isoOf(now), grantedOn: row.grantedOn, validUntil: row.validUntil }
      : { state: 'held' as const, askedAt: null, ...lastingFrom(day, row.monthsValid, row.state === 'held' ? row : null) }),
  })
  await tellPerson(db, qualificationDecided, row)
}

/** The stories of qualifications. */
export const qualificationHandlers = [
  handle(listQualificationLevels, async ({ input, actor, db }) => {
    await knownInstrument(db, actor, input.id)
    return { items: await listLevels(db, input.id) }
  }),

  handle(setQualificationLevels, async ({ input, actor, db, now }) => {
    await takePolicy(db, input.id)
    await requireKeeper(db, actor, { instrumentId: input.id, permission: 'booking.maintain', what: 'instrument' })
    const names = input.levels.flatMap(({ nameZh, nameEn }) => (nameZh === nameEn ? [nameZh] : [nameZh, nameEn]))
    const isTwice = input.levels.some(({ certificates }) => new Set(certificates.map((one) => one.nameZh)).size < certificates.length)
    if (isTwice || new Set(names).size < names.length) throw levelNamesTwice({})
    const own = new Set((await listLevels(db, input.id)).map(({ id }) => id))
    const kept = new Set<string>()
    const levels = input.levels.map(({ id, ...level }, at) => {
      if (id !== undefined && (!own.has(id) || kept.has(id))) throw notFound({ what: 'qualification_level' })
      if (id !== undefined) kept.add(id)
      return { ...level, id: id ?? newId(), rank: at + 1, isNeeded: input.neededRank === at + 1 }
    })
    await replaceLevels(db, input.id, levels, isoOf(now))
    return { items: levels }
  }),

  handle(listMyQualifications, async ({ actor, db, now }) => ({ items: await toldOf(db, actor.personId, now) })),

  handle(askQualification, async ({ input, actor, db, now }) => {
    const organisationId = requireOrganisationOf(actor)
    requireOwn(actor, 'booking.book', organisationId)
    const level = await findLevel(db, input.id)
    if (!level) throw notFound({ what: 'qualification_level' })
    await takePolicy(db, level.instrumentId)
    await knownInstrument(db, actor, level.instrumentId)
    const row = await ownQualification(db, level.id, actor.personId, organisationId)
    if (standingOn(row, dayOf(now)) === 'in_force') throw qualificationStateWrong({})
    await decideOn(db, row, { action: 'ask', note: input.note, actorId: actor.personId, now })
    await tellInstitutionOf(db, qualificationAsked, row)
    return { items: await toldOf(db, actor.personId, now) }
  }),

  handle(listQualifications, async ({ input, actor, db, now }) => {
    await requireKeeper(db, actor, { instrumentId: input.id, permission: 'booking.approve', what: 'instrument' })
    return { items: await toldFor(db, input.id, now) }
  }),

  handle(decideQualification, async ({ input, actor, db, now }) => {
    const found = await findQualification(db, input.id)
    if (!found) throw notFound({ what: 'qualification' })
    await requireKeeper(db, actor, { instrumentId: found.instrumentId, permission: 'booking.approve', what: 'qualification' })
    await takePolicy(db, found.instrumentId)
    const row = (await findQualification(db, input.id)) ?? found
    const { action, note, validUntil } = input
    await decideOn(db, row, { action, note, validUntil, actorId: actor.personId, now })
    await tellPerson(db, qualificationDecided, row)
    return { items: await toldFor(db, found.instrumentId, now) }
  }),
]
