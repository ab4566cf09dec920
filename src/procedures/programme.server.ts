// Programmes and batches are opened, and versions published, by whoever directs a procedure's matter in the division.
import type { Actor } from '../kernel/actor.ts'
import { digestOf as digestOfText } from '../kernel/crypto.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { isWithin } from '../places/places.rules.ts'
import { requireDivision } from '../places/places.server.ts'
import { listCasesFiled } from './caselist.sql.ts'
import { judge } from './condition.rules.ts'
import { batchShown } from './guide.server.ts'
import { type Ground, knownOf, loadCase } from './known.server.ts'
import { type ParameterValues, type Procedure, textOf } from './procedure.rules.ts'
import {
  batchTimesWrong,
  listProgrammes,
  listVersions,
  openBatch,
  openProgramme,
  parametersWrong,
  previewVersion,
  publishVersion,
  versionMissing,
  versionTooEarly,
} from './programme.contract.ts'
import { findBatch, findProgramme, insertBatch, insertProgramme, listBatchRows, listProgrammeRows } from './programme.sql.ts'
import { parameterFaults } from './proof.rules.ts'
import { findVersionOn, insertVersion, listVersionRows, takeVersions, type VersionRow } from './version.sql.ts'

/** How many cases a preview looks at. */
const previewMost = 500

/** What a declaration is recognised by. */
export function digestOf(procedure: Procedure): string {
  return digestOfText('international', textOf(procedure))
}

function declared({ declared: all }: Ground, code: string, edition?: string): Procedure {
  const found = all.findLast((one) => one.code === code && (edition === undefined || one.edition === edition))
  if (!found) throw notFound({ what: 'procedure' })
  return found
}

/** Whether the actor directs a matter in a division: by a grant for it or for all matters, there or above. */
function directs(actor: Actor, matterCode: string, divisionCode: string): boolean {
  return actor.grants.some(
    (grant) =>
      grant.permissions.has('procedures.direct') &&
      grant.divisionCode !== null &&
      isWithin(divisionCode, grant.divisionCode) &&
      (grant.matterCode === null || grant.matterCode === matterCode),
  )
}

/** A version is of the whole province: whoever directs its matter there publishes it. @throws not_found */
function requireDirected(ground: Ground, actor: Actor, code: string, edition?: string): Procedure {
  const procedure = declared(ground, code, edition)
  if (!directs(actor, procedure.matterCode, provinceOf(actor))) throw notFound({ what: 'procedure' })
  return procedure
}
const provinceOf = (actor: Actor) => `${actor.grants.find((grant) => grant.divisionCode !== null)?.divisionCode?.slice(0, 2) ?? '00'}0000`

function requireParameters(procedure: Procedure, parameters: ParameterValues): void {
  const faults = parameterFaults(procedure, parameters)
  if (faults.length > 0) throw parametersWrong({ faults: faults.map(([key, what]) => ({ key, what })) })
}

const versionShown = ({ number, edition, parameters, validFrom, documentNo, note }: VersionRow) => ({
  ...{ number, edition, validFrom, documentNo, note },
  parameters: parameters as Record<string, number | Record<string, number>>,
})

const programmeHandlers = (ground: Ground) => [
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

/** The codes of the conditions that are not met, by a declaration and its parameters. */
async function unmetBy(ground: Ground, db: Db, id: string, now: Date, wanted: { procedure: Procedure; parameters: ParameterValues }) {
  const loaded = await loadCase(ground, db, id)
  const known = await knownOf(ground, db, loaded, now)
  const codes = (procedure: Procedure, parameters: ParameterValues) =>
    judge(procedure, { ...known, parameters }).flatMap(({ code, result }) => (result === 'not_met' ? [code] : []))
  return {
    id,
    caseNo: loaded.row.caseNo,
    before: codes(loaded.procedure, loaded.version.parameters),
    after: codes(wanted.procedure, wanted.parameters),
  }
}

const versionHandlers = (ground: Ground) => [
  handle(listVersions, async ({ input, db }) => {
    declared(ground, input.code)
    return { items: (await listVersionRows(db, input.code)).map(versionShown) }
  }),

  handle(publishVersion, async ({ input, actor, db }) => {
    const procedure = requireDirected(ground, actor, input.code, input.edition)
    requireParameters(procedure, input.parameters)
    await takeVersions(db, procedure.code)
    const latest = (await listVersionRows(db, procedure.code))[0]
    if (latest && input.validFrom < latest.validFrom) throw versionTooEarly({ validFrom: latest.validFrom })
    const { validFrom, documentNo, note, parameters } = input
    await insertVersion(db, {
      ...{
        procedureCode: procedure.code,
        edition: procedure.edition,
        digest: digestOf(procedure),
        parameters,
        validFrom,
        documentNo,
        note,
      },
      publishedBy: actor.personId,
    })
    return versionShown((await listVersionRows(db, procedure.code))[0]!)
  }),

  handle(previewVersion, async ({ input, actor, db, now }) => {
    const procedure = requireDirected(ground, actor, input.code, input.edition)
    requireParameters(procedure, input.parameters)
    const ids = await listCasesFiled(db, procedure.code, input.from, input.to, previewMost + 1)
    const isCut = ids.length > previewMost
    const changed = []
    for (const id of ids.slice(0, previewMost)) {
      const one = await unmetBy(ground, db, id, now, { procedure, parameters: input.parameters })
      if (one.before.join() !== one.after.join()) changed.push(one)
    }
    return { cases: Math.min(ids.length, previewMost), isCut, changed }
  }),
]

export const directingHandlers = (ground: Ground) => [...programmeHandlers(ground), ...versionHandlers(ground)]
