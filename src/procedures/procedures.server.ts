// The engine, put together: it names no procedure, it is given those that slices declare.
import * as z from 'zod'
import type { Db } from '../kernel/db.ts'
import { record } from '../kernel/events.ts'
import { defineJob, work } from '../kernel/jobs.ts'
import type { Slice } from '../kernel/perform.ts'
import type { SeedRow } from '../kernel/seeds.ts'
import { dayOf, isoOf, momentOf } from '../kernel/time.ts'
import type { Word } from '../kernel/word.ts'
import { wholeDivision } from '../places/places.server.ts'
import { actHandlers } from './act.server.ts'
import { applyListHandlers } from './applylist.server.ts'
import { changeAward, findAwardOf, listEnding, takeEarlierEnding } from './award.sql.ts'
import { boardHandlers } from './board.server.ts'
import { caseDecided } from './case.contract.ts'
import { caseHandlers } from './case.server.ts'
import { delegationHandlers } from './delegation.server.ts'
import { deskHandlers } from './desk.server.ts'
import { expertHandlers } from './expert.server.ts'
import { expertImportHandlers } from './expertimport.server.ts'
import { feeHandlers } from './fee.server.ts'
import { upsertTaxRules } from './fee.sql.ts'
import { fundHandlers } from './fund.server.ts'
import { guideHandlers } from './guide.server.ts'
import { append, project } from './journal.server.ts'
import { type Ground, loadCase } from './known.server.ts'
import { materialHandlers } from './material.server.ts'
import { payListHandlers } from './paylist.server.ts'
import { paymentHandlers } from './payment.server.ts'
import type { ParameterValues } from './procedure.rules.ts'
import { digestOf, programmeHandlers } from './programme.server.ts'
import { hasStanding, insertBatch, insertProgramme } from './programme.sql.ts'
import { programmeWords as words } from './programme.words.ts'
import { parameterFaults, proveProcedure } from './proof.rules.ts'
import { recordHandlers } from './record.server.ts'
import { reviewHandlers } from './review.server.ts'
import { sampleHandlers } from './sample.server.ts'
import { seatHandlers } from './seat.server.ts'
import { unaskedHandlers } from './unasked.server.ts'
import { proceduresChecks } from './verify.server.ts'
import { versionHandlers } from './version.server.ts'
import { insertVersion, listDigestsUsed, listVersionRows, updateDigest } from './version.sql.ts'
import { warnAll, warnedAt, warnOfLimits } from './warning.server.ts'

const expireAwards = defineJob('expire_awards', z.object({}))
const endingAtOnce = 200

/** Awards whose last day has passed end, each by an action of its case; what came in from before has no case to act on. */
async function expire(ground: Ground, db: Db, now: Date): Promise<void> {
  for (const award of await takeEarlierEnding(db, dayOf(now), endingAtOnce)) await changeAward(db, award, 'expired')
  for (const caseId of await listEnding(db, dayOf(now), endingAtOnce)) {
    const loaded = await loadCase(ground, db, caseId, true)
    const award = await findAwardOf(db, caseId)
    if (award?.state !== 'standing' && award?.state !== 'frozen') continue
    await append(db, loaded, { verb: 'expire', actorId: null }, now)
    await changeAward(db, award, 'expired')
    await project(db, loaded)
    const { procedure, state } = loaded
    await record(db, caseDecided, { caseId, procedureCode: procedure.code, status: 'expired', level: state.level })
  }
}

/**
 * Brings the first versions to what the file says, and looks at the declarations: one that proves wrong, or that changed although a case
 * stands on it, keeps the product from starting.
 */
async function bringVersions({ declared, rulings }: Ground, db: Db, rows: readonly SeedRow[]): Promise<void> {
  const faults = declared
    .flatMap((one) => proveProcedure(one, Object.keys(rulings)))
    .map(({ procedure, at, what }) => `${procedure}: ${at} ${what}`)
  if (faults.length > 0) throw new Error(`procedures are declared wrong:\n${faults.join('\n')}`)
  for (const used of await listDigestsUsed(db)) {
    const now = declared.find((one) => one.code === used.procedureCode && one.edition === used.edition)
    if (now && digestOf(now) === used.digest) continue
    if (used.caseCount > 0)
      throw new Error(
        `${used.procedureCode}/${used.edition} ${now ? 'was changed' : 'is gone'}, and ${used.caseCount} cases stand on it: declare another edition instead`,
      )
    if (now) await updateDigest(db, used.procedureCode, used.edition, digestOf(now))
  }
  const known = new Set((await listVersionRows(db, null)).map(({ procedureCode, number }) => `${procedureCode} ${number}`))
  for (const row of rows) {
    const number = Number(row.number)
    if (known.has(`${row.procedure_code} ${number}`)) continue
    const procedure = declared.find((one) => one.code === row.procedure_code && one.edition === row.edition)
    if (!procedure) throw new Error(`procedure_versions.csv names no declaration: ${row.procedure_code}/${row.edition}`)
    const parameters = JSON.parse(row.parameters ?? '{}') as ParameterValues
    const wrong = parameterFaults(procedure, parameters)
    if (wrong.length > 0)
      throw new Error(`procedure_versions.csv, ${row.procedure_code} ${number}: ${wrong.map((one) => one.join(' ')).join('; ')}`)
    await insertVersion(db, {
      ...{
        procedureCode: procedure.code,
        number,
        edition: procedure.edition,
        digest: digestOf(procedure),
        parameters,
        note: row.note ?? '',
      },
      ...{ validFrom: row.valid_from!, documentNo: row.document_no!, publishedBy: null, texts: {}, standard: [] },
      ...{ triedFrom: null, triedTo: null, triedCases: null, triedChanged: null },
    })
  }
  for (const { code, title, isStanding } of declared) if (isStanding) await ensureStanding(db, code, title)
}

/** What is taken all the year round has one programme of the whole province with one batch that never closes. */
async function ensureStanding(db: Db, procedureCode: string, title: Word): Promise<void> {
  const first = (await listVersionRows(db, procedureCode)).at(-1)
  const province = await wholeDivision(db)
  if (!first || province === null || (await hasStanding(db, procedureCode))) return
  const { documentNo } = first
  const named = { nameZh: title.zh, nameEn: title.en, recordedBy: null }
  const programmeId = await insertProgramme(db, { ...named, procedureCode, divisionCode: province, documentNo })
  const always = { closesAt: null, referenceOn: null, quota: null, opensAt: isoOf(momentOf(first.validFrom)) }
  await insertBatch(db, { ...always, programmeId, recordedBy: null, nameZh: words.standing.zh, nameEn: words.standing.en })
}

/** The slice of procedures, for the declarations it is given. */
export function proceduresSlice(ground: Ground): Slice {
  return {
    handlers: [
      ...guideHandlers(ground),
      ...programmeHandlers(ground),
      ...versionHandlers(ground),
      ...caseHandlers(ground),
      ...applyListHandlers(ground),
      ...materialHandlers(ground),
      ...actHandlers(ground),
      ...expertHandlers,
      ...expertImportHandlers,
      ...reviewHandlers(ground),
      ...seatHandlers(ground),
      ...deskHandlers(ground),
      ...delegationHandlers(ground),
      ...boardHandlers(ground),
      ...recordHandlers(ground),
      ...fundHandlers(ground),
      ...paymentHandlers(ground),
      ...payListHandlers(ground),
      ...feeHandlers,
      ...sampleHandlers(ground),
      ...unaskedHandlers(ground),
    ],
    checks: proceduresChecks,
    workers: [
      work(expireAwards, async ({ db, now }) => expire(ground, db, now), { every: '10 17 * * *' }),
      work(warnOfLimits, async ({ db, now }) => warnAll(ground, db, now), { every: warnedAt }),
    ],
    seeds: [
      { file: 'procedure_versions.csv', write: (db, rows) => bringVersions(ground, db, rows) },
      { file: 'remuneration_tax.csv', write: upsertTaxRules },
    ],
  }
}
