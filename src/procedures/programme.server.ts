// Programmes and batches are opened by whoever directs a procedure's matter in the division.
import type { Actor } from '../kernel/actor.ts'
import { digestOf as digestOfText } from '../kernel/crypto.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { isWithin } from '../places/places.rules.ts'
import { requireDivision } from '../places/places.server.ts'
import { batchShown } from './guide.server.ts'
import type { Ground } from './known.server.ts'
import { type Procedure, textOf } from './procedure.rules.ts'
import { batchTimesWrong, listProgrammes, openBatch, openProgramme, versionMissing } from './programme.contract.ts'
import { findBatch, findProgramme, insertBatch, insertProgramme, listBatchRows, listProgrammeRows } from './programme.sql.ts'
import { findVersionOn } from './version.sql.ts'

/** What a declaration is recognised by. */
export function digestOf(procedure: Procedure): string {
  return digestOfText('international', textOf(procedure))
}

/** The declaration of a code: of an edition, or the latest. @throws not_found */
export function declared({ declared: all }: Ground, code: string, edition?: string): Procedure {
  const found = all.findLast((one) => one.code === code && (edition === undefined || one.edition === edition))
  if (!found) throw notFound({ what: 'procedure' })
  return found
}

/** Whether the actor directs a matter in a division: by a grant for it or for all matters, there or above. */
export function directs(actor: Actor, matterCode: string, divisionCode: string): boolean {
  return actor.grants.some(
    (grant) =>
      grant.permissions.has('procedures.direct') &&
      grant.divisionCode !== null &&
      isWithin(divisionCode, grant.divisionCode) &&
      (grant.matterCode === null || grant.matterCode === matterCode),
  )
}

export const programmeHandlers = (ground: Ground) => [
  handle(openProgramme, async ({ input, actor, db }) => {
    const { matterCode } = declared(ground, input.procedureCode)
    await requireDivision(db, input.divisionCode)
    if (!directs(actor, matterCode, input.divisionCode)) throw notFound({ what: 'procedure' })
    return { id: await insertProgramme(db, { ...input, recordedBy: actor.personId }) }
  }),

  handle(openBatch, async ({ input, actor, db, now }) => {
    const programme = await findProgramme(db, input.id)
    if (!programme || !directs(actor, declared(ground, programme.procedureCode).matterCode, programme.divisionCode))
      throw notFound({ what: 'programme' })
    if (!(await findVersionOn(db, programme.procedureCode, dayOf(input.opensAt)))) throw versionMissing({})
    const { id: programmeId, closesAt, ...batch } = input
    if (closesAt !== null && Date.parse(closesAt) <= Date.parse(input.opensAt)) throw batchTimesWrong({})
    const id = await insertBatch(db, { ...batch, closesAt, programmeId, recordedBy: actor.personId })
    return batchShown((await findBatch(db, id))!, now)
  }),

  handle(listProgrammes, async ({ actor, db, now }) => {
    const batches = await listBatchRows(db, null)
    const seen = (await listProgrammeRows(db)).filter((one) =>
      directs(actor, declared(ground, one.procedureCode).matterCode, one.divisionCode),
    )
    return {
      items: seen.map((one) => ({
        ...{ id: one.id, procedureCode: one.procedureCode, divisionCode: one.divisionCode, documentNo: one.documentNo },
        procedure: declared(ground, one.procedureCode).title,
        name: { zh: one.nameZh, en: one.nameEn },
        batches: batches.filter((batch) => batch.programmeId === one.id).map((batch) => batchShown(batch, now)),
      })),
    }
  }),
]
