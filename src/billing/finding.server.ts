// The stories of findings: a job computes them institution by institution, their keeper says what is to be thought of each.
import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Kept } from '../catalogue/group.rules.ts'
import { groupsFor, instrumentsGranted } from '../catalogue/group.server.ts'
import { scopesOf } from '../identity/grant.rules.ts'
import { requireRightFor } from '../identity/identity.server.ts'
import { displayNames } from '../identity/name.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { defineJob, enqueue, work, workInSteps } from '../kernel/jobs.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { patternsWithin } from '../places/places.rules.ts'
import { areRelated, relatedOrganisations } from '../registry/status.server.ts'
import { chargeFor } from './charge.rules.ts'
import {
  computeFindings,
  findingSettled,
  getFindingRun,
  listFindings,
  listFindingThresholds,
  setFindingThreshold,
  settleFinding,
} from './finding.contract.ts'
import { type CheckedRow, findAll, type OwnRating, quarterEnd, thresholdOn } from './finding.rules.ts'
import {
  countFindings,
  findRun,
  insertRun,
  listChecked,
  listCheckedInstruments,
  listFindingRows,
  listInstitutionsWith,
  listRatings,
  listThresholds,
  type PricedRow,
  putFindings,
  putThreshold,
  type RunRow,
  type Seen,
  takeFinding,
  updateRun,
  updateSettled,
} from './finding.sql.ts'
import { resolveSight } from './reading.sql.ts'
import { findSelfReport } from './selfreport.sql.ts'
import { sightOf } from './sight.rules.ts'

const wholeProvince = '220000'

/** What the prices of its day come to, where they say anything of the record. */
function listFenOf({ hourFen, sampleFen, isOnRequest, isAgreed, seconds, sampleCount: samples }: PricedRow): number | null {
  const price = (fen: number | null) => (fen === null ? undefined : { priceId: '', fen })
  const [hour, sample] = [price(hourFen), price(sampleFen)]
  const prices = { isOnRequest, ...(hour ? { hour } : {}), ...(sample ? { sample } : {}) }
  const charge = chargeFor({ prices, seconds, samples, agreed: null })
  return isAgreed || 'pending' in charge ? null : charge.fen
}

/** Who was not independent of the owner at the end of any quarter, to be asked again about each day of theirs. */
async function suspectsOf(db: Db, institutionId: string, year: number): Promise<Set<string>> {
  const found: string[] = []
  for (const quarter of [1, 2, 3, 4]) found.push(...(await relatedOrganisations(db, institutionId, quarterEnd(`${year}-Q${quarter}`))))
  return new Set(found)
}

async function rowsOf(db: Db, institutionId: string, year: number): Promise<CheckedRow[]> {
  const suspects = await suspectsOf(db, institutionId, year)
  const rows: CheckedRow[] = []
  for (const row of await listChecked(db, institutionId, year)) {
    const isSuspect = suspects.has(row.customerId)
    const isRelated = isSuspect && (await areRelated(db, institutionId, row.customerId, row.effectiveOn))
    rows.push({ ...row, listFen: listFenOf(row), tie: row.isOwner ? 'owner_itself' : isRelated ? 'related' : 'none' })
  }
  return rows
}

/** The ratings of a year by the owner itself or by an organisation that was related to it on the day. */
async function ownRatingsOf(db: Db, institutionId: string, year: number): Promise<OwnRating[]> {
  const found: OwnRating[] = []
  for (const { customerId, isOwner, ...rating } of await listRatings(db, institutionId, year))
    if (isOwner || (await areRelated(db, institutionId, customerId, rating.ratedOn)))
      found.push({ ...rating, tie: isOwner ? 'owner_itself' : 'related' })
  return found
}

/** What a finding stands on, in few letters: the same rows and numbers give the same. */
const fingerprintOf = (serviceIds: readonly string[], numbers: readonly unknown[]) =>
  createHash('sha256')
    .update([...serviceIds.toSorted(), ...numbers].join(' '))
    .digest('hex')
    .slice(0, 32)

/** Computes the checks of one institution and year, and writes what became of them. */
async function checkInstitution(db: Db, institutionId: string, year: number, now: Date): Promise<void> {
  const thresholds = await listThresholds(db)
  const instruments = await listCheckedInstruments(db, institutionId, year)
  const found = findAll({
    ...{ year, today: dayOf(now), rows: await rowsOf(db, institutionId, year) },
    instruments: new Map(instruments.map((one) => [one.id, one])),
    selfReport: await findSelfReport(db, institutionId, year),
    ownRatings: await ownRatingsOf(db, institutionId, year),
    threshold: (name, day) => thresholdOn(thresholds, name, day),
  })
  const marked = found.map((one) => {
    const { serviceIds, detail, numerator, denominator, threshold } = one
    return { ...one, fingerprint: fingerprintOf(serviceIds, [detail, numerator, denominator, threshold]) }
  })
  await putFindings(db, { institutionId, year, now: isoOf(now) }, marked)
}

export const computeFindingsJob = defineJob('compute_findings', z.object({ runId: z.uuid() }))
export const nightlyFindingsJob = defineJob('compute_findings_nightly', z.object({}))

const computing = workInSteps(computeFindingsJob, async ({ payload: { runId }, step }) => {
  for (;;) {
    const isDone = await step(async (db, now) => {
      const run = await findRun(db, runId)
      if (!run || run.finishedAt !== null) return true
      const institutionId = run.institutionIds[run.done]
      if (institutionId) await checkInstitution(db, institutionId, run.year, now)
      const done = institutionId ? run.done + 1 : run.done
      await updateRun(db, runId, done, done === run.institutionIds.length ? isoOf(now) : null)
      return done === run.institutionIds.length
    })
    if (isDone) return
  }
})

/** Every night the year and the one before it are looked at, everywhere. */
const nightly = work(
  nightlyFindingsJob,
  async ({ db, now }) => {
    const thisYear = Number(dayOf(now).slice(0, 4))
    for (const year of [thisYear - 1, thisYear]) {
      const institutionIds = await listInstitutionsWith(db, year, { organisationIds: [], patterns: patternsWithin([wholeProvince]) })
      await enqueue(db, computeFindingsJob, { runId: await insertRun(db, { year, institutionIds, by: null, at: isoOf(now) }) })
    }
  },
  { every: '30 17 * * *' },
)

/** Whose findings a reader sees. */
async function seenBy(db: Db, actor: Actor, permission: string): Promise<Seen> {
  return resolveSight(db, sightOf(actor, permission, await instrumentsGranted(db, actor, permission)))
}

const shown = ({ id, year, done, institutionIds, finishedAt }: RunRow) => ({ id, year, done, total: institutionIds.length, finishedAt })

/** How many findings wait for whoever keeps these institutions and instruments. */
export async function waitingFindings(db: Db, { institutionIds, instrumentIds }: Kept): Promise<number> {
  const counts = await countFindings(db, { institutionIds, instrumentIds }, undefined)
  return counts.reduce((sum, one) => sum + one.count, 0)
}

export const findingWorkers = [computing, nightly]

export const findingHandlers = [
  handle(listFindings, async ({ input, actor, db }) => {
    const { institutionId, check, show, cursor, limit } = input
    const seen = await seenBy(db, actor, 'billing.read')
    const rows = await listFindingRows(db, { seen, institutionId, check, show, before: cursor, limit: limit + 1 })
    const page = rows.slice(0, limit)
    const names = await displayNames(
      db,
      page.flatMap(({ settledBy }) => settledBy ?? []),
    )
    return {
      items: page.map(({ settledBy, ...row }) => ({ ...row, settledByName: settledBy && (names.get(settledBy) ?? '') })),
      nextCursor: rows.length > limit ? page.at(-1)!.id : null,
      waiting: await countFindings(db, seen, institutionId),
    }
  }),

  handle(settleFinding, async ({ input, actor, db, now }) => {
    const finding = await takeFinding(db, input.id)
    if (!finding) throw notFound({ what: 'finding' })
    const instrumentGroupIds = await groupsFor(db, actor, finding.instrumentId)
    await requireRightFor(db, actor, 'billing.correct', finding.institutionId, { what: 'finding', instrumentGroupIds })
    if (finding.state !== 'open' || finding.goneAt !== null) throw findingSettled({})
    await updateSettled(db, finding.id, { state: input.state, note: input.note, by: actor.personId, at: isoOf(now) })
    return {}
  }),

  handle(computeFindings, async ({ input, actor, db, now }) => {
    const { year, institutionId } = input
    if (institutionId) await requireRightFor(db, actor, 'billing.import', institutionId)
    const { organisationIds, divisionCodes } = scopesOf(actor, 'billing.import')
    const whose = institutionId
      ? { organisationIds: [institutionId], patterns: [] }
      : { organisationIds, patterns: patternsWithin(divisionCodes) }
    const institutionIds = await listInstitutionsWith(db, year, whose)
    const runId = await insertRun(db, { year, institutionIds, by: actor.personId, at: isoOf(now) })
    await enqueue(db, computeFindingsJob, { runId })
    return shown((await findRun(db, runId))!)
  }),

  handle(getFindingRun, async ({ input, actor, db }) => {
    const found = await findRun(db, input.id)
    if (!found || found.askedBy !== actor.personId) throw notFound({ what: 'finding_run' })
    return shown(found)
  }),

  handle(listFindingThresholds, async ({ db }) => ({ items: await listThresholds(db) })),

  handle(setFindingThreshold, async ({ input, db, now }) => {
    await putThreshold(db, input, isoOf(now))
    return { items: await listThresholds(db) }
  }),
]
