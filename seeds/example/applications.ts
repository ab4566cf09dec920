// Applications for talent grading in every state, made by invented people through the operations themselves, each act on a day of its own.
import type { App } from '../../src/app.ts'
import { permissionsFrom } from '../../src/identity/grant.rules.ts'
import { actorGrantsOf } from '../../src/identity/grant.server.ts'
import { openAccount } from '../../src/identity/identity.server.ts'
import type { Actor } from '../../src/kernel/actor.ts'
import type { Contract, Input, InputSent, Output } from '../../src/kernel/contract.ts'
import { inTransaction } from '../../src/kernel/db.ts'
import { newId } from '../../src/kernel/id.ts'
import { type Handler, perform } from '../../src/kernel/perform.ts'
import { dayOf } from '../../src/kernel/time.ts'
import { type Act, actOnCase, saveCase, startCase, submitCase } from '../../src/procedures/case.contract.ts'
import { attachMaterial } from '../../src/procedures/material.contract.ts'
import { openBatch, openProgramme } from '../../src/procedures/programme.contract.ts'
import { payGrants } from './payments.ts'
import { randomFrom } from './random.ts'
import { reviewCases } from './reviews.ts'
import { fileServices, type ServicesOf } from './services.ts'

export type ExamplePeople = Record<
  | 'talent'
  | 'employer'
  | 'county'
  | 'city'
  | 'hunchun'
  | 'yanbian'
  | 'province'
  | 'leader'
  | 'reviewer'
  | 'bureau'
  | 'finance'
  | 'officer'
  | 'rival'
  | 'firm',
  string
>

const caseCount = 44
/** The application of the account `talent`, which is granted, and the class. */
const ofTalent = { number: 12, wantedClass: 'C' } as const
/** Whose class by the list below is C: a subsidy is laid down for it. */
const [paidNumber, waitingNumber] = [54, 64]
const origin = { address: '127.0.0.1', agent: 'example', site: 'http://localhost' }
const classes = ['D', 'E', 'E', 'D', 'C', 'E', 'D', 'E', 'B', 'E'] as const
const kinds = ['technical', 'skilled', 'managing', 'founding'] as const

/** How far a case has come, by its number: some wait at every office, most are done. */
const ways = [
  ...['granted', 'granted', 'employer', 'intake', 'city', 'granted', 'province', 'notice', 'decision', 'refused'],
  ...['granted', 'mending', 'granted', 'granted', 'intake', 'granted', 'published', 'granted', 'withheld', 'granted'],
] as const

export type Caller = {
  at: (moment: Date) => void
  call<C extends Contract>(personId: string, contract: C, input: InputSent<C>): Promise<Output<C>>
}

/** Calls operations as if somebody had on a day: the same checks, one transaction, the same journal. */
export function callerOf(app: App): Caller {
  const handlers = new Map<string, Handler>(
    app.slices.flatMap((slice) => slice.handlers).map((handler) => [handler.contract.name, handler]),
  )
  const listeners = app.slices.flatMap((slice) => slice.listeners ?? [])
  const actors = new Map<string, Actor>()
  let now = new Date()
  const actorOf = async (personId: string): Promise<Actor> => {
    const known = actors.get(personId)
    if (known) return known
    const grants = await actorGrantsOf(app.db, personId)
    const organisationId = grants.find((grant) => grant.organisationId)?.organisationId ?? null
    const actor = { personId, sessionId: newId(), organisationId, permissions: permissionsFrom(grants), grants }
    actors.set(personId, actor)
    return actor
  }
  return {
    at: (moment) => {
      now = moment
    },
    call: async (personId, contract, input) => {
      const request = { sent: input as Input<typeof contract>, actor: await actorOf(personId), now, requestId: 'example', from: origin }
      const settings = { db: app.db, listeners, enqueue: app.jobs.enqueue, auditOf: () => null }
      return (await perform(handlers.get(contract.name)!, request, settings)) as Output<typeof contract>
    },
  }
}

/** A resident number of nobody: there is no division 999999. */
function residentIdOf(bornOn: string, sequence: number): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const first17 = `999999${bornOn.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
  return first17 + '10X98765432'[weights.reduce((total, weight, at) => total + weight * Number(first17[at]), 0) % 11]
}

const idOf = (number: number) => residentIdOf(`${1984 + (number % 12)}-0${1 + (number % 9)}-1${number % 9}`, number)

const hour = 3_600_000
const day = 24 * hour

type Places = Pick<ServicesOf, 'firm' | 'host'> & { newFirm: string; bureauId: string }

/**
 * Opens a programme with two batches and files cases that stand at every stage; two of those granted are paid a subsidy by the finance
 * bureau. Then a few of every other procedure.
 */
export async function fileApplications(app: App, people: ExamplePeople, places: Places): Promise<void> {
  const firmId = places.firm.id
  const { at, call } = callerOf(app)
  const random = randomFrom(20_260_202)
  const start = new Date(Math.floor((Date.now() - 150 * day) / day) * day + 2 * hour)
  at(start)
  const programme = await call(people.province, openProgramme, {
    ...{ procedureCode: 'talent_grading', divisionCode: '220000', documentNo: '示例〔2026〕1号' },
    ...{ nameZh: '示例：年度人才分类定级', nameEn: 'Example: talent classification of the year' },
  })
  const batch = await call(people.province, openBatch, {
    ...{ id: programme.id, nameZh: '示例：常年受理', nameEn: 'Example: all year round', opensAt: start.toISOString() },
  })
  for (let number = 0; number < caseCount; number += 1) {
    const way = ways[number % ways.length]!
    const filedAt = new Date(
      start.getTime() + Math.floor((number / caseCount) * 100 + random.whole(0, 20)) * day + random.whole(0, 6) * hour,
    )
    const applicant = number === ofTalent.number ? people.talent : await invented(app, number)
    await fileOne({ at, call }, people, { number, way, filedAt, applicant, firmId, batchId: batch.id })
  }
  const underReview = []
  for (const number of [caseCount, caseCount + 1]) {
    const one = { number, way: 'expert', filedAt: new Date(Date.now() - 27 * day), applicant: await invented(app, number), firmId } as const
    underReview.push(await fileOne({ at, call }, people, { ...one, batchId: batch.id }))
  }
  await reviewCases({ at, call }, { province: people.province, reviewer: people.reviewer, firmId }, underReview, (pool) =>
    experts(app, pool),
  )
  const graded = async (number: number, days: number) => {
    const one = { number, way: 'granted', filedAt: new Date(Date.now() - days * day), applicant: await invented(app, number) } as const
    await fileOne({ at, call }, people, { ...one, firmId, batchId: batch.id })
    return { personId: one.applicant, answers: personOf(number) }
  }
  const pair = [await graded(paidNumber, 112), await graded(waitingNumber, 82)] as const
  await payGrants({ at, call }, people, { firmId, bureauId: places.bureauId }, pair)
  const [first, second] = [await invented(app, caseCount + 2), await invented(app, caseCount + 3)]
  const professors = [idOf(caseCount + 2), idOf(caseCount + 3)] as const
  await fileServices(
    { at, call },
    {
      ...{ people, ...places, invented: [first, second], talentId: idOf(ofTalent.number), talentClass: ofTalent.wantedClass },
      numbers: { professors, newFirm: places.newFirm },
    },
  )
}

/** Accounts of invented experts. */
async function experts(app: App, count: number): Promise<{ loginName: string; personId: string }[]> {
  const made = []
  for (let number = 1; number <= count; number += 1) {
    const loginName = `example-expert-${number}`
    const account = { loginName, displayName: `示例专家${String(number).padStart(2, '0')}`, passwordHash: '', isExample: true, grants: [] }
    made.push({ loginName, personId: await inTransaction(app.db, 'write', (tx) => openAccount(tx, account)) })
  }
  return made
}

async function invented(app: App, number: number): Promise<string> {
  const displayName = `示例人才${String(number + 1).padStart(2, '0')}`
  const account = { loginName: `example-talent-${number + 1}`, displayName, passwordHash: '', isExample: true }
  const grants = [{ role: 'individual', organisationId: null, divisionCode: null }]
  return inTransaction(app.db, 'write', (tx) => openAccount(tx, { ...account, grants }))
}

/** What every form asks of an invented person. */
function personOf(number: number) {
  const name = number === ofTalent.number ? '褚示例' : `示例人才${String(number + 1).padStart(2, '0')}`
  return { name, idNumber: idOf(number), phone: `1380000${String(1000 + number)}` }
}

type One = { number: number; way: (typeof ways)[number] | 'expert'; filedAt: Date; applicant: string; firmId: string; batchId: string }

/** @returns the case, which has come as far as its way leads */
async function fileOne({ at, call }: Caller, people: ExamplePeople, one: One): Promise<string> {
  const { number, way, applicant, firmId, batchId } = one
  let moment = one.filedAt
  const later = (days: number) => {
    // The future has not happened: who would come to it acts this very hour.
    moment = new Date(Math.min(moment.getTime() + days * day, Date.now()))
    at(moment)
  }
  later(0)
  const wantedClass = number === ofTalent.number ? ofTalent.wantedClass : classes[number % classes.length]!
  const { id } = await call(applicant, startCase, { batchId, organisationId: firmId })
  const contractFrom = dayOf(new Date(one.filedAt.getTime() - 200 * day))
  const answers = {
    ...{ ...personOf(number), division: '220521', kind: kinds[number % kinds.length]!, wantedClass },
    ...{
      route: way === 'expert' ? 'assessed' : 'recognised',
      engagement: 'full_time',
      contractTerm: 'fixed',
      contractFrom,
      contractTo: `${Number(contractFrom.slice(0, 4)) + 5}-12-31`,
      position: '示例岗位',
    },
    ...{ achievements: '示例：对照参考标准的业绩说明。', isCivilServant: false, isSanctioned: false, hasNewResult: false },
  }
  await call(applicant, saveCase, { id, answers })
  for (const code of ['identity', 'contract', 'evidence']) await call(applicant, attachMaterial, { id, code })
  let count = (await call(applicant, submitCase, { id })).actionCount
  const act = async (personId: string, wanted: Act, days: number) => {
    later(days)
    const done = await call(personId, actOnCase, { id, number: count, act: wanted })
    count = done.actionCount
  }
  const steps: [string, () => Promise<void>][] = [
    ['employer', () => act(people.employer, { verb: 'pass', opinion: '示例：同意推荐' }, 2)],
    ['intake', () => act(people.county, { verb: 'accept', opinion: '' }, 2)],
    ['city', () => act(people.city, { verb: 'pass', opinion: '' }, 3)],
    ['province', () => act(people.province, { verb: 'pass', opinion: '' }, 8)],
    ['expert', async () => undefined],
    ['notice', () => act(people.province, { verb: 'publish' }, 1)],
    ['published', () => act(people.province, { verb: 'close_notice' }, 18)],
    ['decision', () => act(people.leader, { verb: 'grant', level: wantedClass, reason: '示例：符合条件' }, 2)],
  ]
  for (const [stage, go] of steps) {
    if (way === stage) return id
    if (way === 'mending' && stage === 'intake') {
      const defects = [{ path: 'achievements', text: '示例：请逐条对应认定参考标准写明业绩。' }]
      await act(people.county, { verb: 'ask_mend', defects }, 2)
      return id
    }
    if (way === 'withheld' && stage === 'city') {
      await act(people.city, { verb: 'suspend', kind: 'inspection', reason: '示例：现场核查' }, 2)
      return id
    }
    if (way === 'refused' && stage === 'province') {
      await act(people.province, { verb: 'refuse', reason: '示例：业绩未达到参考标准。', ground: 'merits' }, 6)
      return id
    }
    if (stage === 'published' && moment.getTime() + 18 * day > Date.now()) return id
    await go()
  }
  return id
}
