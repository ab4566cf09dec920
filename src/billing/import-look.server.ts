// Looking at rows of service records before they are written: whose they are, what is known of them, what stands in their way.
import { createHash } from 'node:crypto'
import { takenWithin } from '../booking/use.server.ts'
import type { Instrument } from '../catalogue/catalogue.contract.ts'
import { findInstrumentsByInnerCode } from '../catalogue/catalogue.server.ts'
import { knownOrganisations } from '../identity/resolution.server.ts'
import type { Db } from '../kernel/db.ts'
import type { Candidate, ImportContext } from '../kernel/imports/definition.ts'
import type { RowReason } from '../kernel/imports/row.rules.ts'
import { dayOf } from '../kernel/time.ts'
import { closedMonths } from '../ledger/ledger.server.ts'
import { clockOf } from '../metering/use.rules.ts'
import {
  changesTo,
  contentOf,
  customerOf,
  laneFor,
  nearestCode,
  placeReasons,
  type RecordCustomer,
  type Recorded,
  recordedBy,
  type ServiceRecord,
  type Taken,
  withInvoiceRecorded,
} from './import.rules.ts'
import { type KnownRecord, listInnerCodes, listKnownRecords, listRowTimes } from './import.sql.ts'

export type Row = Candidate<ServiceRecord>
export type Looked = {
  rowNo: number
  row: ServiceRecord
  /** What is wrong; the rest can be relied on only where nothing is. */
  reasons: RowReason[]
  recorded: Recorded
  hash: string
  /** The service that stands under this record's number, or that says the same where it has none. */
  standing: KnownRecord | undefined
  /** An unnumbered service that says exactly what this numbered record says. */
  twin: KnownRecord | undefined
  instrument: Instrument | undefined
  customer: RecordCustomer | undefined
  lane: number | null
}

export const hashOf = (row: ServiceRecord): string => createHash('sha256').update(contentOf(row)).digest('hex')

/** Whether what would be written is what is there already. */
export function isUnchanged({ standing, hash, recorded }: Looked): boolean {
  return standing !== undefined && (standing.importHash === hash || changesTo(standing, recorded).length === 0)
}

/** Looks at a batch of rows. With `rowsBefore` the times of earlier rows of the same file count as taken. */
export async function lookAt(db: Db, rows: readonly Row[], context: ImportContext, options: { rowsBefore: boolean }): Promise<Looked[]> {
  const hashes = rows.map(({ row }) => hashOf(row))
  const recordNos = rows.flatMap(({ row }) => row.recordNo ?? [])
  const known = await listKnownRecords(db, { institutionId: context.scopeId, recordNos, fingerprints: hashes })
  const codes = [...new Set(rows.map(({ row }) => row.instrumentCode!))]
  const instruments = await findInstrumentsByInnerCode(db, context.scopeId, codes)
  const nearest = await nearestCodes(
    db,
    context.scopeId,
    codes.filter((code) => !instruments.has(code)),
  )
  const organisations = await knownOrganisations(db, {
    creditCodes: rows.flatMap(({ row }) => row.creditCode?.toUpperCase() ?? []),
    names: rows.flatMap(({ row }) => row.customerName ?? []),
  })
  const facts = { now: context.now.toISOString(), today: dayOf(context.now), closedMonths: await closedMonths(db) }
  const looked = rows.map(({ rowNo, row }, at): Looked => {
    const hash = hashes[at]!
    const same = known.get(`is ${hash}`)
    const found = row.recordNo ? known.get(`no ${row.recordNo}`) : same
    const standing = found?.isStanding ? found : undefined
    const recorded = withInvoiceRecorded(recordedBy(row), standing)
    const twin = row.recordNo && !found && same?.isStanding ? same : undefined
    const instrument = instruments.get(row.instrumentCode!)
    const given = customerOf(row, organisations)
    const customer = 'reason' in given ? undefined : given
    const one: Looked = { rowNo, row, reasons: [], recorded, hash, standing, twin, instrument, customer, lane: null }
    if (isUnchanged(one)) return one
    if (!instrument) one.reasons.push(unknownInstrument(row.instrumentCode!, nearest))
    if ('reason' in given) one.reasons.push(given.reason)
    if (found && !standing) one.reasons.push({ code: 'voided_before', params: {}, field: 'recordNo' })
    one.reasons.push(...placeReasons(recorded, { ...facts, startedOn: instrument?.startedOn ?? null }))
    if (standing && recorded.fen < standing.receivedFen) one.reasons.push({ code: 'received_more', params: {}, field: 'fen' })
    const before = standing?.effectiveOn.slice(0, 7)
    if (before && before !== recorded.effectiveOn.slice(0, 7) && facts.closedMonths.has(before))
      one.reasons.push({ code: 'month_closed', params: { month: before }, field: 'usedOn' })
    return one
  })
  await chooseLanes(db, looked, options.rowsBefore ? context.runId : null)
  return looked
}

async function nearestCodes(db: Db, institutionId: string, unknown: readonly string[]): Promise<Map<string, string | undefined>> {
  if (unknown.length === 0) return new Map()
  const codes = await listInnerCodes(db, institutionId)
  return new Map(unknown.map((code) => [code, nearestCode(code, codes)]))
}

function unknownInstrument(given: string, nearest: ReadonlyMap<string, string | undefined>): RowReason {
  const code = nearest.get(given)
  const field = 'instrumentCode'
  return code
    ? { code: 'unknown_instrument_nearest', params: { given, nearest: code }, field }
    : { code: 'unknown_instrument', params: { given }, field }
}

/** Gives every good row with times a lane in which they are free, in the order of the rows, or the reason why there is none. */
async function chooseLanes(db: Db, looked: Looked[], runId: string | null): Promise<void> {
  const timed = looked.filter(
    ({ reasons, recorded, ...one }) => reasons.length === 0 && recorded.startsAt !== null && !isUnchanged({ reasons, recorded, ...one }),
  )
  const spans = spansOf(timed)
  const taken = Map.groupBy(
    [
      ...(await takenWithin(db, spans)).map((time) => ({ ...time, rowNo: null as number | null })),
      ...(runId ? await listRowTimes(db, runId, spans) : []).map((time) => ({ ...time, id: '' })),
    ].map((time) => ({ ...time, from: Date.parse(time.startsAt), to: Date.parse(time.endsAt) })),
    (time) => time.instrumentId,
  )
  for (const one of timed) {
    const time = { from: Date.parse(one.recorded.startsAt!), to: Date.parse(one.recorded.endsAt!) }
    const others = taken.get(one.instrument!.id) ?? []
    // A record that comes again with other times is not in its own way.
    const inTheWay = one.standing?.occupancyId ? others.filter(({ id }) => id !== one.standing!.occupancyId) : others
    const lane = laneFor(time, inTheWay, one.instrument!.laneCount)
    if (typeof lane !== 'number') {
      one.reasons.push(timeTaken(lane.meets))
      continue
    }
    one.lane = lane
    others.push({ ...time, id: '', instrumentId: one.instrument!.id, lane, rowNo: one.rowNo, startsAt: '', endsAt: '' })
    taken.set(one.instrument!.id, others)
  }
}

function spansOf(timed: readonly Looked[]): { instrumentId: string; startsAt: string; endsAt: string }[] {
  const byInstrument = Map.groupBy(timed, (one) => one.instrument!.id)
  return [...byInstrument].map(([instrumentId, rows]) => ({
    instrumentId,
    startsAt: rows.map(({ recorded }) => recorded.startsAt!).sort()[0]!,
    endsAt: rows
      .map(({ recorded }) => recorded.endsAt!)
      .sort()
      .at(-1)!,
  }))
}

function timeTaken(meets: Taken): RowReason {
  const from = clockOf(new Date(meets.from).toISOString())
  const to = clockOf(new Date(meets.to).toISOString())
  return meets.rowNo === null
    ? { code: 'time_taken', params: { from, to }, field: 'startsAt' }
    : { code: 'time_taken_row', params: { row: meets.rowNo, from, to }, field: 'startsAt' }
}
