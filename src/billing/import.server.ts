import { occupy } from '../booking/booking.server.ts'
import { takeTime, vacate } from '../booking/use.server.ts'
import { askForFold } from '../figures/figures.server.ts'
import { kindByCreditCode } from '../identity/identity.rules.ts'
import { getOrganisationByCreditCode, registerOrganisation, requireOrganisationOf, requireRightFor } from '../identity/identity.server.ts'
import { tellImportFailed, tellImportFinished } from '../identity/notice.server.ts'
import { partiesByName } from '../identity/resolution.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { on } from '../kernel/events.ts'
import { defineImport, type ImportContext, type Verdict, type Written } from '../kernel/imports/definition.ts'
import { importFailed, importFinished } from '../kernel/imports/imports.contract.ts'
import { startImport } from '../kernel/imports/imports.server.ts'
import { notFound, tryAgain } from '../kernel/kernel.contract.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { importServiceRecords } from './import.contract.ts'
import { changesTo, checkRecord, serviceFields } from './import.rules.ts'
import { deleteRowTimes, deleteWrittenRowTimes, insertRowTimes } from './import.sql.ts'
import { serviceImportWords, serviceReasonWords } from './import.words.ts'
import { hashOf, isUnchanged, type Looked, lookAt, type Row } from './import-look.server.ts'
import type { NewService } from './service.rules.ts'
import { recordServices, withdrawServices } from './service.server.ts'
import { takeStandingServices } from './service.sql.ts'

/** Looks and writes no record; only the times that the rows would take are noted, so that rows of one file meet each other. */
async function compare(db: Db, rows: readonly Row[], context: ImportContext): Promise<Verdict[]> {
  await deleteRowTimes(db, context.runId, rows[0]!.rowNo)
  const looked = await lookAt(db, rows, context, { rowsBefore: true })
  await insertRowTimes(
    db,
    context.runId,
    looked.flatMap(({ rowNo, lane, instrument, recorded: { startsAt, endsAt } }) =>
      lane === null ? [] : [{ rowNo, lane, instrumentId: instrument!.id, startsAt: startsAt!, endsAt: endsAt! }],
    ),
  )
  return looked.map((one): Verdict => {
    if (one.reasons.length > 0) return { outcome: 'refused', reasons: one.reasons }
    const { standing, twin } = one
    if (isUnchanged(one)) return { outcome: 'unchanged', targetId: standing!.serviceNo }
    if (standing) return { outcome: 'changed', targetId: standing.serviceNo, changes: changesTo(standing, one.recorded) }
    if (!twin) return { outcome: 'new' }
    return { outcome: 'duplicate', targetId: twin.serviceNo, reasons: [{ code: 'says_the_same', params: {}, field: 'recordNo' }] }
  })
}

/** Who the customers of records are, by row: names are written down, organisations that are new are registered by their codes. */
async function settleCustomers(db: Db, institutionId: string, looked: readonly Looked[]): Promise<Map<number, string>> {
  const registered = new Map<string, string>()
  const names = await partiesByName(
    db,
    institutionId,
    looked.flatMap(({ customer }) => (customer && 'name' in customer ? customer.name : [])),
  )
  const customers = new Map<number, string>()
  for (const { rowNo, customer } of looked) {
    if (!customer) continue
    if ('organisationId' in customer) customers.set(rowNo, customer.organisationId)
    else if ('name' in customer) customers.set(rowNo, names.get(customer.name)!.writtenId)
    else {
      const { creditCode, name } = customer.register
      const id = registered.get(creditCode) ?? (await registerByCode(db, creditCode, name))
      registered.set(creditCode, id)
      customers.set(rowNo, id)
    }
  }
  return customers
}

async function registerByCode(db: Db, creditCode: string, nameZh: string): Promise<string> {
  const known = await getOrganisationByCreditCode(db, creditCode)
  return known?.id ?? registerOrganisation(db, { creditCode, nameZh, nameEn: '', kind: kindByCreditCode(creditCode), divisionCode: null })
}

/** Takes the instruments' time and the services that stand, and looks again in a later statement: what was previewed may have changed. */
async function takeAndLook(db: Db, rows: readonly Row[], context: ImportContext): Promise<Looked[]> {
  const first = await lookAt(db, rows, context, { rowsBefore: false })
  await takeTime(db, ...new Set(first.flatMap(({ instrument }) => instrument?.id ?? [])))
  await takeStandingServices(
    db,
    first.flatMap(({ standing }) => standing?.serviceNo ?? []),
  )
  return lookAt(db, rows, context, { rowsBefore: false })
}

async function apply(db: Db, rows: readonly Row[], context: ImportContext): Promise<Written[]> {
  const looked = await takeAndLook(db, rows, context)
  const seen = new Set<string>()
  for (const one of looked) {
    const key = one.row.recordNo ? `no ${one.row.recordNo}` : `is ${one.hash}`
    if (seen.has(key)) one.reasons.push({ code: 'needs_record_no', params: {}, field: 'recordNo' })
    seen.add(key)
  }
  const good = looked.filter((one) => one.reasons.length === 0 && !isUnchanged(one))
  const customers = await settleCustomers(db, context.scopeId, good)
  const before = await takeStandingServices(
    db,
    good.flatMap((one) => one.standing?.serviceNo ?? []),
  )
  // A corrected record lets go of its time before that is given back, and new times are taken before anything names them.
  if (before.length > 0) await withdrawServices(db, before, { actorId: context.startedBy, voidReason: '' })
  await vacate(
    db,
    good.flatMap((one) => one.standing?.occupancyId ?? []),
  )
  const occupancies = await takeTimes(db, good)
  if (good.length > 0) {
    const services = good.map((one) => asService(one, context, customers.get(one.rowNo)!, occupancies.get(one.rowNo) ?? null))
    await recordServices(db, services)
    await askForFold(db)
  }
  await deleteWrittenRowTimes(db, context.runId, rows.at(-1)!.rowNo)
  return looked.map((one): Written => {
    if (one.reasons.length > 0) return { outcome: 'refused', reasons: one.reasons }
    return { outcome: isUnchanged(one) ? 'unchanged' : 'written' }
  })
}

/** Takes the times of good rows; the instruments' time was taken before the rows were looked at, so nobody can have come between. */
async function takeTimes(db: Db, good: readonly Looked[]): Promise<Map<number, string>> {
  const timed = good.filter((one) => one.lane !== null)
  const ids = await occupy(
    db,
    timed.map(({ lane, instrument, recorded: { startsAt, endsAt } }) => ({
      instrumentId: instrument!.id,
      lane: lane!,
      startsAt: startsAt!,
      endsAt: endsAt!,
      kind: 'use' as const,
      reason: '',
    })),
  )
  if (ids.includes(null)) throw tryAgain({})
  return new Map(timed.map((one, at) => [one.rowNo, ids[at]!]))
}

function asService(one: Looked, context: ImportContext, customerId: string, occupancyId: string | null): NewService {
  const { row, recorded, hash, standing } = one
  return {
    ...recorded,
    invoicedOn: recorded.invoiceNo === null ? null : (standing?.invoicedOn ?? null),
    receivedFen: standing?.receivedFen ?? 0,
    receivedOn: standing?.receivedOn ?? null,
    ...(standing ? { serviceNo: standing.serviceNo, correctionReason: serviceImportWords.correctedByImport.zh } : {}),
    instrumentId: one.instrument!.id,
    institutionId: context.scopeId,
    customerId,
    occupancyId,
    recordNo: row.recordNo ?? null,
    fingerprint: row.recordNo ? null : hash,
    importHash: hash,
    hoursKind: 'declared',
    source: 'imported',
    priceParts: [{ basis: 'stated', fen: recorded.fen }],
    recordedBy: context.startedBy,
  }
}

/** Finished service records of an institution, by its own record numbers or by what they say. */
export const serviceImport = defineImport({
  kind: 'services',
  title: serviceImportWords.importServiceRecords,
  fields: serviceFields,
  reasons: serviceReasonWords,
  key: (row) => row.recordNo ?? keyOf(row),
  check: checkRecord,
  async requireRight(db, actor, institutionId, what = 'organisation') {
    await requireRightFor(db, actor, 'billing.import', institutionId, { what })
  },
  scopeNamed: async (db, creditCode) => (await getOrganisationByCreditCode(db, creditCode))?.id,
  compare,
  apply,
})

/** What a record without a number goes by: something a person can read, and enough of its content's hash to be its own. */
function keyOf(row: Row['row']): string {
  const customer = row.customerName ?? row.creditCode ?? ''
  return `${row.instrumentCode} ${row.usedOn ?? row.endsAt ?? ''} ${customer} #${hashOf(row).slice(0, 16)}`
}

async function institutionOf(
  db: Db,
  actor: Actor,
  input: { institutionId?: string | undefined; institutionCreditCode?: string | undefined },
): Promise<string> {
  if (input.institutionId !== undefined) return input.institutionId
  if (input.institutionCreditCode === undefined) return requireOrganisationOf(actor)
  const organisation = await getOrganisationByCreditCode(db, input.institutionCreditCode)
  if (!organisation) throw notFound({ what: 'organisation' })
  return organisation.id
}

export const importHandlers: Slice['handlers'] = [
  handle(importServiceRecords, async ({ input, actor, db }) => {
    const scopeId = await institutionOf(db, actor, input)
    await serviceImport.requireRight(db, actor, scopeId)
    return startImport(db, serviceImport, { ...input, scopeId, startedBy: actor.personId })
  }),
]

export const importListeners = [
  on(importFinished, async ({ payload, db }) => {
    if (payload.kind === serviceImport.kind) await tellImportFinished(db, payload, '/work/services/import')
  }),
  on(importFailed, async ({ payload, db }) => {
    if (payload.kind === serviceImport.kind) await tellImportFailed(db, payload, '/work/services/import')
  }),
]
