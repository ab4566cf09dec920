// Writes the example province through the same tables, functions and constraints as everything else, all or nothing.
import type { App } from '../../src/app.ts'
import { recordServices } from '../../src/billing/service.server.ts'
import { occupy } from '../../src/booking/booking.server.ts'
import { insertInstruments } from '../../src/catalogue/catalogue.server.ts'
import { askForFold } from '../../src/figures/figures.server.ts'
import { carryOver } from '../../src/figures/visit.server.ts'
import { creditCodeCheck } from '../../src/identity/identity.rules.ts'
import { openAccount, registerOrganisations } from '../../src/identity/identity.server.ts'
import { partyByName } from '../../src/identity/resolution.server.ts'
import { type Db, inTransaction, run } from '../../src/kernel/db.ts'
import { setContext } from '../../src/kernel/events.ts'
import { newId } from '../../src/kernel/id.ts'
import { hashPassword } from '../../src/kernel/password.ts'
import { momentOf } from '../../src/kernel/time.ts'
import type { Word } from '../../src/kernel/word.ts'
import { insertSessions } from '../../src/metering/metering.server.ts'
import { insertPrices, type NewPrice } from '../../src/prices/prices.server.ts'
import { acceptInstruments } from './acceptances.ts'
import { exampleAccounts, examplePassword } from './accounts.ts'
import { type ExamplePeople, fileApplications } from './applications.ts'
import { bookComingDays } from './coming.ts'
import { nameCounties } from './counties.ts'
import { reportFaults } from './faults.ts'
import { checkHours } from './findings.ts'
import { sayWhatIsReached } from './indicators.ts'
import { exampleWords as words } from './load.words.ts'
import { applyForNames } from './namings.ts'
import { orderTests } from './orders.ts'
import { type Plan, planExample } from './plan.ts'
import { planCounties } from './plans.ts'
import { reportProgress } from './progress.ts'
import { askAtTheEnd } from './questions.ts'
import type { PlannedRecord } from './records.ts'
import { fileReturns, recogniseFirms } from './returns.ts'
import { publishRound } from './rounds.ts'
import { trainComingUsers } from './training.ts'

export type Progress = (stage: Word, done: number, total: number) => void

const atOnce = 2_500
/** The letter says more than 160,000; the exact count is invented. */
const openingVisits = 161_286
const analyzedAfter: ReadonlySet<number> = new Set([0, 3, 12])
/** The institution whose officer and operator have example accounts. */
const hostInstitution = 4
/** A quarter in which the host forgot to write down what was agreed: something for its checks to find. */
const isForgotten = (record: PlannedRecord) => record.institution === hostInstitution && record.day >= '2022-10-01'

/** Whether an amount was agreed on: every one that lies well off the prices of the example. */
function isAgreed(record: PlannedRecord, { hourYuan, sampleYuan }: Plan['instruments'][number]): boolean {
  const list = (record.seconds / 3600) * (hourYuan ?? 0) + record.samples * (sampleYuan ?? 0)
  return Math.abs(record.yuan - list) > 0.15 * list && !(isForgotten(record) && record.seconds % 3 === 0)
}
/** The county of the firm with example accounts. */
const firmDivision = '220521'

/** Whether this database holds the example province, whole; a load that was broken off has left nothing. */
export async function hasExample(db: Db): Promise<boolean> {
  return (await run(db, 'select 1 from organisation where is_example limit 1')).length > 0
}

/**
 * Loads the example province in one transaction, so that nobody sees a part of it and a crash leaves nothing.
 * @returns false when it was there already.
 */
export async function loadExample(app: App, onProgress: Progress = () => {}): Promise<boolean> {
  if (await hasExample(app.db)) return false
  onProgress(words.planning, 0, 1)
  const plan = await makePlan(app.db)
  const passwordHash = await hashPassword(examplePassword)
  const { bookable, firm, bureauId, people, recognisable } = await inTransaction(app.db, 'write', async (tx) => {
    setContext(tx, {
      now: new Date(),
      actor: null,
      requestId: 'example',
      listeners: app.slices.flatMap((slice) => slice.listeners ?? []),
      enqueue: app.jobs.enqueue,
    })
    await run(tx, 'set local statement_timeout = 0')
    await run(tx, 'set local idle_in_transaction_session_timeout = 0')
    const { instruments, ...accounts } = await write(tx, plan, passwordHash, onProgress)
    onProgress(words.committing, 0, 1)
    const isBookable = (at: number) => plan.instruments[at]!.institution === hostInstitution && plan.instruments[at]!.hourYuan !== null
    return { ...accounts, bookable: instruments.filter((_, at) => isBookable(at)) }
  })
  await run(app.db, 'analyze')
  await app.jobs.drain()
  onProgress(words.calendars, 0, 1)
  await bookComingDays(app.server, bookable)
  await orderTests(app.server, bookable)
  await reportFaults(app.server, bookable)
  await trainComingUsers(app.server, bookable.slice(1), Date.now())
  await askAtTheEnd(app.server, bookable)
  await checkHours(app.server, () => app.jobs.drain())
  onProgress(words.applications, 0, 1)
  await nameCounties(app.db)
  await recogniseFirms(app, recognisable)
  const everybody = Object.fromEntries(people) as ExamplePeople
  await fileReturns(app, everybody)
  await planCounties(app.db)
  await publishRound(app, everybody.province)
  await reportProgress(app, everybody)
  await applyForNames(app, everybody)
  await fileApplications(app, everybody, {
    ...{ firm, bureauId },
    host: { code: inventedCode(hostInstitution), name: plan.institutions[hostInstitution]!.nameZh },
    newFirm: inventedCode(900_000),
  })
  return true
}

async function makePlan(db: Db): Promise<Plan> {
  const places = await run<{ code: string; nameZh: string; nameEn: string; level: string }>(
    db,
    'select code, name_zh as "nameZh", name_en as "nameEn", level from division order by code',
  )
  const special = new Map(
    (await run<{ day: string; is_working: boolean }>(db, 'select day, is_working from calendar_day')).map((row) => [
      row.day,
      row.is_working,
    ]),
  )
  return planExample(places, (day) => special.get(day) ?? ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))
}

type Ids = { institutions: string[]; customers: string[]; names: string[]; instruments: string[] }

async function write(tx: Db, plan: Plan, passwordHash: string, onProgress: Progress) {
  onProgress(words.organisations, 0, plan.institutions.length + plan.customers.length)
  const institutions = await registerOrganisations(
    tx,
    plan.institutions.map((one, at) => ({ ...one, creditCode: inventedCode(at), isExample: true })),
  )
  const customers: string[] = []
  for (let from = 0; from < plan.customers.length; from += atOnce) {
    const part = plan.customers.slice(from, from + atOnce)
    customers.push(
      ...(await registerOrganisations(
        tx,
        part.map((one, at) => ({ ...one, creditCode: inventedCode(1_000 + from + at), isExample: true })),
      )),
    )
    onProgress(words.organisations, institutions.length + customers.length, plan.institutions.length + plan.customers.length)
  }
  const names: string[] = []
  const keeperOf = new Map(
    plan.records.flatMap(({ customer, institution }) => (customer.of === 'name' ? [[customer.at, institution]] : [])),
  )
  for (const [at, name] of plan.unsettled.entries()) names.push((await partyByName(tx, institutions[keeperOf.get(at) ?? 0]!, name)).partyId)
  const instruments = await writeInstruments(tx, plan, institutions, onProgress)
  await sayWhatIsReached(tx, plan.instruments, instruments)
  const ids: Ids = { institutions, customers, names, instruments }
  for (let from = 0; from < plan.records.length; from += atOnce) {
    await writeRecords(tx, plan, from, ids)
    onProgress(words.records, Math.min(from + atOnce, plan.records.length), plan.records.length)
    // Nobody else can look at rows that are not committed: without this the planner takes the tables for empty.
    if (analyzedAfter.has(from / atOnce)) await run(tx, 'analyze')
  }
  const accounts = await openAccounts(tx, plan, ids, passwordHash)
  await acceptInstruments(tx, institutions[hostInstitution]!, accounts.people.get('officer')!)
  const recognisable = plan.customers.flatMap((one, at) =>
    one.kind === 'firm' && one.divisionCode !== null && customers[at] !== accounts.firm.id ? [customers[at]!] : [],
  )
  await carryOver(tx, 'visit_count', { value: openingVisits, countedOn: '2024-05-23', source: words.openingVisits.zh })
  await askForFold(tx)
  return { instruments, recognisable, ...accounts }
}

async function writeInstruments(tx: Db, plan: Plan, institutions: readonly string[], onProgress: Progress): Promise<string[]> {
  onProgress(words.instruments, 0, plan.instruments.length)
  const instruments = await insertInstruments(
    tx,
    plan.instruments.map((one) => ({
      institutionId: institutions[one.institution]!,
      innerCode: one.innerCode,
      nameZh: one.nameZh,
      nameEn: one.nameEn,
      model: one.model,
      manufacturer: '示例仪器制造厂',
      classCode: one.classCode,
      kind: one.isSpecial ? ('special' as const) : ('general' as const),
      worthFen: one.worthYuan * 100,
      startedOn: one.startedOn,
      listedOn: one.listedOn,
      divisionCode: one.divisionCode,
      place: one.place,
      functionText: one.functionText,
      technicalText: one.technicalText,
      standards: one.standards,
      seals: one.seals,
      source: words.source.zh,
      isExample: true,
    })),
  )
  const prices = plan.instruments.flatMap((one, at): NewPrice[] => {
    const common = { instrumentId: instruments[at]!, validFrom: one.listedOn, documentNo: words.source.zh }
    if (one.isOnRequest) return [{ ...common, basis: 'on_request' as const, fen: null }]
    return [
      ...(one.hourYuan === null ? [] : [{ ...common, basis: 'hour' as const, fen: one.hourYuan * 100 }]),
      ...(one.sampleYuan === null ? [] : [{ ...common, basis: 'sample' as const, fen: one.sampleYuan * 100 }]),
    ]
  })
  await insertPrices(tx, prices)
  onProgress(words.instruments, plan.instruments.length, plan.instruments.length)
  return instruments
}

async function writeRecords(tx: Db, plan: Plan, from: number, ids: Ids): Promise<void> {
  const records = plan.records.slice(from, from + atOnce)
  const moments = records.map((record) =>
    record.minutes
      ? { startsAt: momentOf(record.day, record.minutes.from).toISOString(), endsAt: momentOf(record.day, record.minutes.to).toISOString() }
      : undefined,
  )
  const timed = records.flatMap((record, at) =>
    moments[at]
      ? [{ at, row: { instrumentId: ids.instruments[record.instrument]!, lane: 1, ...moments[at]!, kind: 'use' as const, reason: '' } }]
      : [],
  )
  const occupied = await occupy(
    tx,
    timed.map(({ row }) => row),
  )
  if (occupied.includes(null)) throw new Error('the example plans two uses of one instrument at one time')
  const occupancyOf = new Map(timed.map(({ at }, turn) => [at, occupied[turn]!]))
  const parties = records.map((record) =>
    record.customer.of === 'own'
      ? ids.institutions[record.institution]!
      : record.customer.of === 'name'
        ? ids.names[record.customer.at]!
        : ids.customers[record.customer.at]!,
  )
  const sessions = await insertSessions(
    tx,
    records.map((record, at) => ({
      id: newId(),
      instrumentId: ids.instruments[record.instrument]!,
      customerId: parties[at]!,
      source: record.source,
      usedOn: record.day,
      ...moments[at],
      occupancyId: occupancyOf.get(at) ?? null,
      sampleCount: record.samples,
      ...(record.source === 'live' ? { meteredSeconds: record.seconds } : { declaredSeconds: record.seconds }),
    })),
  )
  await recordServices(
    tx,
    records.map((record, at) => ({
      instrumentId: ids.instruments[record.instrument]!,
      institutionId: ids.institutions[record.institution]!,
      customerId: parties[at]!,
      sessionId: sessions[at]!,
      recordNo: `2022-${String(from + at + 1).padStart(6, '0')}`,
      effectiveOn: record.day,
      ...moments[at],
      seconds: record.seconds,
      sampleCount: record.samples,
      fen: record.yuan * 100,
      ...(isAgreed(record, plan.instruments[record.instrument]!)
        ? { priceParts: [{ basis: 'agreed' as const, fen: record.yuan * 100, note: words.agreed.zh }] }
        : {}),
      hoursKind: record.source === 'live' ? ('metered' as const) : ('declared' as const),
      source: record.source,
      invoiceNo: record.invoiceNo,
      invoicedFen: record.invoiceNo ? record.yuan * 100 : 0,
      isExample: true,
    })),
  )
}

/** A well-formed credit code that belongs to nobody: there is no registering body 99. */
function inventedCode(number: number): string {
  const first17 = `99220000${String(number).padStart(9, '0')}`
  return first17 + creditCodeCheck(first17)
}

type Opened = { firm: { id: string; name: string; divisionCode: string }; bureauId: string; people: Map<string, string> }

/** @returns the firm and the finance bureau of the example's accounts, and the ids of those who have accounts */
async function openAccounts(tx: Db, plan: Plan, ids: Ids, passwordHash: string): Promise<Opened> {
  const people = new Map<string, string>()
  const firms = plan.customers.flatMap((one, at) => (one.kind === 'firm' && one.divisionCode === firmDivision ? [ids.customers[at]!] : []))
  const name = plan.customers[ids.customers.indexOf(firms[0]!)]!.nameZh
  const host = ids.institutions[hostInstitution]!
  const bureau = {
    kind: 'government' as const,
    nameZh: '通化示例财政局',
    nameEn: 'Example finance bureau of Tonghua',
    divisionCode: '220500',
  }
  const [bureauId] = (await registerOrganisations(tx, [{ ...bureau, creditCode: inventedCode(900), isExample: true }])) as [string]
  const scopes = {
    firm: { role: 'firm_engineer', organisationId: firms[0]!, displayName: '李示例' },
    rival: { role: 'firm_engineer', organisationId: firms[1]!, displayName: '王示例' },
    officer: { role: 'asset_officer', organisationId: host, displayName: '周示例' },
    operator: { role: 'operator', organisationId: host, displayName: '赵示例' },
    province: { role: 'provincial_officer', divisionCode: '220000', displayName: '孙示例' },
    auditor: { role: 'auditor', divisionCode: '220000', displayName: '钱示例' },
    admin: { role: 'system_admin', divisionCode: '220000', displayName: '吴示例' },
    security: { role: 'security_admin', divisionCode: '220000', displayName: '郑示例' },
    employer: { role: 'firm_admin', organisationId: firms[0]!, displayName: '卫示例' },
    county: { role: 'county_officer', divisionCode: '220521', displayName: '冯示例' },
    bureau: { role: 'department_officer', divisionCode: '220521', matterCode: 'talent_schooling', displayName: '许示例' },
    city: { role: 'city_officer', divisionCode: '220500', displayName: '蒋示例' },
    hunchun: { role: 'county_officer', divisionCode: '222404', displayName: '金示例' },
    yanbian: { role: 'city_officer', divisionCode: '222400', displayName: '崔示例' },
    leader: { role: 'department_leader', divisionCode: '220000', displayName: '沈示例' },
    reviewer: { role: 'expert', displayName: '陈示例' },
    talent: { role: 'individual', displayName: '褚示例' },
    finance: { role: 'finance', organisationId: bureauId, displayName: '韩示例' },
  } as const
  for (const loginName of exampleAccounts) {
    const { role, displayName, ...scope } = scopes[loginName]
    const grant = {
      role,
      organisationId: 'organisationId' in scope ? scope.organisationId : null,
      divisionCode: 'divisionCode' in scope ? scope.divisionCode : null,
      matterCode: 'matterCode' in scope ? scope.matterCode : null,
    }
    people.set(loginName, await openAccount(tx, { loginName, displayName, passwordHash, isExample: true, grants: [grant] }))
  }
  return { firm: { id: firms[0]!, name, divisionCode: firmDivision }, bureauId, people }
}
