import { type Db, run } from '../kernel/db.ts'
import type { Recorded } from './import.rules.ts'

export type KnownRecord = Recorded & {
  key: string
  id: string
  serviceNo: string
  customerId: string
  importHash: string | null
  occupancyId: string | null
  isStanding: boolean
  invoicedOn: string | null
  receivedFen: number
  receivedOn: string | null
}

/** The keys under which an institution's record is known again: its own number, or what it says. */
export type RecordKeys = { institutionId: string; recordNos: readonly string[]; fingerprints: readonly string[] }

const knownColumns = `id, service_no as "serviceNo", customer_id as "customerId", import_hash as "importHash", occupancy_id as "occupancyId",
  superseded_at is null as "isStanding", effective_on as "effectiveOn", starts_at as "startsAt", ends_at as "endsAt", seconds,
  sample_count as "sampleCount", fen, invoice_no as "invoiceNo", invoiced_fen as "invoicedFen", content,
  invoiced_on as "invoicedOn", received_fen as "receivedFen", received_on as "receivedOn"`

// Each of the four says its index's own condition: standing and superseded rows have an index each, by number and by what they say.
const knownText = (['is null', 'is not null'] as const)
  .flatMap((state) => [
    `select 'no ' || record_no as key, recorded_at, ${knownColumns} from service
     where institution_id = $1 and record_no = any($2::text[]) and record_no is not null and superseded_at ${state}`,
    `select 'is ' || fingerprint, recorded_at, ${knownColumns} from service
     where institution_id = $1 and fingerprint = any($3::text[]) and fingerprint is not null and superseded_at ${state}`,
  ])
  .join(' union all ')

/** Records that are known already, by key; of one that was voided its last version. A key that stands wins over one that was voided. */
export async function listKnownRecords(db: Db, { institutionId, recordNos, fingerprints }: RecordKeys): Promise<Map<string, KnownRecord>> {
  const rows = await run<KnownRecord>(
    db,
    `select distinct on (key) * from (${knownText}) known order by key, "isStanding" desc, recorded_at desc, id desc`,
    [institutionId, recordNos, fingerprints],
  )
  return new Map(rows.map((row) => [row.key, row]))
}

/** Every number an institution gave its instruments, for finding the one that was probably meant. */
export async function listInnerCodes(db: Db, institutionId: string): Promise<string[]> {
  const rows = await run<{ innerCode: string }>(
    db,
    'select inner_code as "innerCode" from report_instrument where institution_id = $1 and superseded_at is null order by inner_code',
    [institutionId],
  )
  return rows.map((row) => row.innerCode)
}

export type RowTime = { rowNo: number; instrumentId: string; lane: number; startsAt: string; endsAt: string }

/** Forgets what rows from this one on would take: the run is being read again from here. */
export async function deleteRowTimes(db: Db, runId: string, fromRowNo: number): Promise<void> {
  await run(db, 'delete from service_import_time where run_id = $1 and row_no >= $2', [runId, fromRowNo])
}

/** Forgets what rows up to this one would take: they are written. */
export async function deleteWrittenRowTimes(db: Db, runId: string, throughRowNo: number): Promise<void> {
  await run(db, 'delete from service_import_time where run_id = $1 and row_no <= $2', [runId, throughRowNo])
}

export async function insertRowTimes(db: Db, runId: string, times: readonly RowTime[]): Promise<void> {
  if (times.length === 0) return
  await run(
    db,
    `insert into service_import_time (run_id, row_no, instrument_id, lane, starts_at, ends_at)
     select $1, row_no, instrument_id, lane, starts_at, ends_at
     from json_to_recordset($2::json) as row(row_no integer, instrument_id uuid, lane smallint, starts_at timestamptz, ends_at timestamptz)`,
    [
      runId,
      JSON.stringify(
        times.map((time) => ({
          row_no: time.rowNo,
          instrument_id: time.instrumentId,
          lane: time.lane,
          starts_at: time.startsAt,
          ends_at: time.endsAt,
        })),
      ),
    ],
  )
}

/** What earlier rows of the same file would take of these instruments, each within its own span. */
export async function listRowTimes(
  db: Db,
  runId: string,
  spans: readonly { instrumentId: string; startsAt: string; endsAt: string }[],
): Promise<RowTime[]> {
  if (spans.length === 0) return []
  return run<RowTime>(
    db,
    `select t.row_no as "rowNo", t.instrument_id as "instrumentId", t.lane, t.starts_at as "startsAt", t.ends_at as "endsAt"
     from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) as w (instrument_id, starts_at, ends_at)
     join service_import_time t on t.run_id = $1 and t.instrument_id = w.instrument_id and t.starts_at < w.ends_at and t.ends_at > w.starts_at`,
    [runId, spans.map((span) => span.instrumentId), spans.map((span) => span.startsAt), spans.map((span) => span.endsAt)],
  )
}
