// Samples that can be drawn again: the population as it was known on a moment, a seed, and the cases they gave.
import { randomBytes } from 'node:crypto'
import { displayNames } from '../identity/name.server.ts'
import { masked } from '../identity/personal.rules.ts'
import type { Actor } from '../kernel/actor.ts'
import { digestOf } from '../kernel/crypto.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { findWatermark } from '../kernel/watermark.ts'
import { prefixOf } from '../places/places.rules.ts'
import { requireDivision } from '../places/places.server.ts'
import { foldCase } from './case.rules.ts'
import { listSubjectNames } from './case.sql.ts'
import { type Ground, inspectedBy } from './known.server.ts'
import { notesShown, paperOf } from './paper.server.ts'
import { bookOf } from './paperbook.server.ts'
import { replayHandlers } from './replay.server.ts'
import {
  addNote,
  drawSample,
  exportSample,
  getSample,
  getWorkingPaper,
  listSamples,
  periodBackwards,
  populationEmpty,
  redrawSample,
  type SampleBrief,
  type SampleMethod,
  type SampleShown,
  sampleTooLarge,
} from './sample.contract.ts'
import {
  type Criteria,
  insertNote,
  insertSample,
  type ListedSample,
  listActionsBy,
  listFindings,
  listPopulation,
  listSampledCases,
  listSampleRows,
  type SampledCase,
} from './sample.sql.ts'
import { drawFrom, type Member, populationText } from './sampling.rules.ts'

type Population = { members: Member[]; ids: ReadonlyMap<string, string>; digest: string; fen: number }

/** The population of criteria as it was known on a moment: a case that moved since stands as its journal had it then. */
async function populationOf(db: Db, of: Criteria, method: SampleMethod, asOf: string): Promise<Population> {
  const rows = await listPopulation(db, { ...of, pattern: `${prefixOf(of.divisionCode)}%` }, asOf)
  const moved = rows.filter((row) => row.isMoved).map((row) => row.id)
  const journals = Map.groupBy(await listActionsBy(db, moved, asOf), (action) => action.caseId)
  const statusOf = (row: (typeof rows)[number]) => {
    const journal = journals.get(row.id)
    return journal ? foldCase(journal.map((action) => ({ ...action, actedOn: dayOf(action.actedAt) }))).status : row.status
  }
  const stood = rows.map((row) => ({ ...row, status: statusOf(row) }))
  const wanted = stood.filter(
    ({ status, fen }) => (of.statuses.length === 0 || of.statuses.includes(status)) && (method !== 'money' || fen > 0),
  )
  const stratumOf = { simple: () => '', money: () => '', division: (row: Stood) => row.divisionCode, outcome: (row: Stood) => row.status }
  const members = wanted.map((row) => ({ caseNo: row.caseNo, stratum: stratumOf[method](row), fen: row.fen }))
  return {
    members,
    ids: new Map(wanted.map((row) => [row.caseNo, row.id])),
    digest: digestOf('international', populationText(members)),
    fen: members.reduce((sum, one) => sum + one.fen, 0),
  }
}
type Stood = { divisionCode: string; status: string }

/** A sample of the actor's divisions and procedures. @throws not_found */
async function requireSample(ground: Ground, db: Db, actor: Actor, id: string): Promise<ListedSample> {
  const [found] = await listSampleRows(db, inspectedBy(ground, actor), { id, after: null, limit: 1 })
  if (!found) throw notFound({ what: 'sample' })
  return found
}

/** A case of a sample of the actor's. @throws not_found */
async function requireSampled(ground: Ground, db: Db, actor: Actor, id: string, caseId: string): Promise<void> {
  await requireSample(ground, db, actor, id)
  if (!(await listSampledCases(db, id)).some((one) => one.caseId === caseId)) throw notFound({ what: 'sample' })
}

async function briefsOf({ declared }: Ground, db: Db, rows: readonly ListedSample[]): Promise<SampleBrief[]> {
  const ids = rows.map((row) => row.id)
  const names = await displayNames(db, [...new Set(rows.map((row) => row.drawnBy))])
  const found = await listFindings(db, ids)
  return rows.map((row) => {
    const own = found.filter((one) => one.sampleId === row.id && one.finding !== null)
    return {
      ...row,
      statuses: [...row.statuses],
      procedure: declared.findLast((one) => one.code === row.procedureCode)!.title,
      drawnBy: names.get(row.drawnBy) ?? '',
      examinedCount: own.length,
      exceptionCount: own.filter((one) => one.finding === 'exception').length,
    }
  })
}

async function sampleShown(ground: Ground, db: Db, row: ListedSample): Promise<SampleShown> {
  const cases: readonly SampledCase[] = await listSampledCases(db, row.id)
  const names = await listSubjectNames(
    db,
    cases.map((one) => one.caseId),
  )
  const found = new Map((await listFindings(db, [row.id])).map((one) => [one.caseId, one]))
  const isOfPeople = ground.declared.findLast((one) => one.code === row.procedureCode)!.subject === 'person'
  const [brief] = await briefsOf(ground, db, [row])
  return {
    ...brief!,
    cases: cases.map((one) => {
      const name = names.get(one.caseId) ?? ''
      const noted = found.get(one.caseId)
      return {
        ...one,
        subjectName: isOfPeople ? masked('name', name) : name,
        finding: noted?.finding ?? null,
        noteCount: noted?.noteCount ?? 0,
      }
    }),
  }
}

/** What may be drawn from: a procedure and a division that the actor inspects. @throws not_found, no_such_division, period_backwards */
async function requireDrawable(ground: Ground, db: Db, actor: Actor, of: Criteria): Promise<void> {
  const isDeclared = ground.declared.some((one) => one.code === of.procedureCode && (of.edition === null || one.edition === of.edition))
  const isTheirs = inspectedBy(ground, actor).some(
    ({ pattern, procedureCode }) => procedureCode === of.procedureCode && of.divisionCode.startsWith(pattern.slice(0, -1)),
  )
  if (!isDeclared || !isTheirs) throw notFound({ what: 'procedure' })
  await requireDivision(db, of.divisionCode)
  if (of.filedTo < of.filedFrom) throw periodBackwards({})
}

const drawingHandlers = (ground: Ground) => [
  handle(drawSample, async ({ input, actor, db, now }) => {
    await requireDrawable(ground, db, actor, input)
    const settled = await findWatermark(db)
    const asOf = input.asOf !== undefined && Date.parse(input.asOf) < Date.parse(settled) ? input.asOf : settled
    const seed = input.seed ?? randomBytes(8).toString('hex')
    const population = await populationOf(db, input, input.method, asOf)
    const count = population.members.length
    if (count === 0) throw populationEmpty({})
    if (input.size > count) throw sampleTooLarge({ count })
    const isByMoney = input.method === 'money'
    const drawn = drawFrom(population.members, input.method, input.size, seed)
    const id = await insertSample(
      db,
      {
        ...input,
        ...{ seed, asOf, populationCount: count, populationDigest: population.digest, drawnBy: actor.personId, drawnAt: isoOf(now) },
        populationFen: isByMoney ? population.fen : null,
      },
      drawn.map(({ caseNo, stratum, fen, hits }) => ({ caseId: population.ids.get(caseNo)!, stratum, fen: isByMoney ? fen : null, hits })),
    )
    return sampleShown(ground, db, await requireSample(ground, db, actor, id))
  }),

  handle(redrawSample, async ({ input, actor, db }) => {
    const sample = await requireSample(ground, db, actor, input.id)
    const { members, digest } = await populationOf(db, sample, sample.method, sample.asOf)
    const again = drawFrom(members, sample.method, Math.min(sample.size, members.length), sample.seed).map((one) => one.caseNo)
    const kept = (await listSampledCases(db, sample.id)).map((one) => one.caseNo)
    const missing = kept.filter((caseNo) => !again.includes(caseNo))
    const added = again.filter((caseNo) => !kept.includes(caseNo))
    const isSame = digest === sample.populationDigest && missing.length + added.length === 0
    return { isSame, populationCount: members.length, populationDigest: digest, missing, added }
  }),
]

const readingHandlers = (ground: Ground) => [
  handle(listSamples, async ({ input, actor, db }) => {
    const asked = { id: null, after: input.cursor ?? null, limit: input.limit + 1 }
    const found = await listSampleRows(db, inspectedBy(ground, actor), asked)
    const rows = found.slice(0, input.limit)
    return { items: await briefsOf(ground, db, rows), nextCursor: found.length > input.limit ? rows.at(-1)!.id : null }
  }),

  handle(getSample, async ({ input, actor, db }) => sampleShown(ground, db, await requireSample(ground, db, actor, input.id))),

  handle(getWorkingPaper, async ({ input, actor, db, now }) => {
    await requireSampled(ground, db, actor, input.id, input.caseId)
    return paperOf(ground, db, { sampleId: input.id, caseId: input.caseId, actor, now })
  }),

  handle(addNote, async ({ input, actor, db, now }) => {
    const { id, caseId, finding, text } = input
    await requireSampled(ground, db, actor, id, caseId)
    await insertNote(db, id, { caseId, finding, text, writtenBy: actor.personId, writtenAt: isoOf(now) })
    return { notes: await notesShown(db, id, caseId) }
  }),

  handle(exportSample, async ({ input, actor, db, now }) => {
    const sample = await sampleShown(ground, db, await requireSample(ground, db, actor, input.id))
    const papers = []
    for (const { caseId } of sample.cases) papers.push(await paperOf(ground, db, { sampleId: sample.id, caseId, actor, now }))
    return bookOf(sample, papers, input.language)
  }),
]

export const sampleHandlers = (ground: Ground) => [...drawingHandlers(ground), ...readingHandlers(ground), ...replayHandlers(ground)]
