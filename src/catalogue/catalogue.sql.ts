import { sql } from 'kysely'
import { constraintOf, copyRows, type Db } from '../kernel/db.ts'
import { noSuchDivision } from '../places/places.contract.ts'
import {
  delistedBeforeListed,
  type Instrument,
  type InstrumentClass,
  type InstrumentFacts,
  innerCodeTaken,
  noSuchClass,
} from './catalogue.contract.ts'

export type InstrumentRow = { id: string; institutionId: string; innerCode: string; laneCount: number; isExample: boolean }
export type VersionRow = InstrumentFacts & {
  id: string
  instrumentId: string
  source: string
  importRunId: string | null
  contentHash: string
  likeness: string
}

const factColumns = sql`
  v.name_zh as "nameZh", v.name_en as "nameEn", v.model, v.manufacturer, v.country, v.class_code as "classCode",
  v.class_item_code as "classItemCode", v.school_class_code as "schoolClassCode", v.serial_no as "serialNo", v.kind, v.worth_fen as "worthFen", v.started_on as "startedOn", v.listed_on as "listedOn",
  v.delisted_on as "delistedOn", v.state, v.division_code as "divisionCode", v.place, v.function_text as "functionText",
  v.technical_text as "technicalText", v.service_text as "serviceText", v.standards, v.fee_text as "feeText",
  v.seals`
const instrumentColumns = sql`
  i.id, i.institution_id as "institutionId", i.inner_code as "innerCode", i.lane_count as "laneCount", i.is_example as "isExample",
  v.source, v.content_hash as "contentHash", v.recorded_at as "recordedAt", ${factColumns}`
const current = sql`instrument i join instrument_version v on v.instrument_id = i.id and v.superseded_at is null`

export async function findInstrument(db: Db, id: string): Promise<Instrument | undefined> {
  return (await sql<Instrument>`select ${instrumentColumns} from ${current} where i.id = ${id}`.execute(db)).rows[0]
}

export async function listInstruments(db: Db, ids: readonly string[]): Promise<Instrument[]> {
  if (ids.length === 0) return []
  return (
    await sql<Instrument>`select ${instrumentColumns} from unnest(${ids}::uuid[]) as wanted(id)
    join instrument i on i.id = wanted.id join instrument_version v on v.instrument_id = i.id and v.superseded_at is null order by i.id`.execute(
      db,
    )
  ).rows
}

/** Driven by the wanted codes, so that a table just filled, of which the planner knows nothing yet, is not read whole for each. */
export async function listInstrumentsByInnerCode(db: Db, institutionId: string, innerCodes: readonly string[]): Promise<Instrument[]> {
  if (innerCodes.length === 0) return []
  const rows = await sql<Instrument>`
    select ${instrumentColumns}
    from unnest(${innerCodes}::text[]) as wanted(code)
    join instrument i on i.institution_id = ${institutionId} and i.inner_code = wanted.code
    join instrument_version v on v.instrument_id = i.id and v.superseded_at is null
    order by i.inner_code`.execute(db)
  return rows.rows
}

/** Takes instruments in id order, so that two writers of the same ones queue instead of meeting crosswise. */
export async function takeInstruments(db: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await sql<{
    id: string
  }>`select id from instrument where id = any(${ids}::uuid[]) order by id for no key update`.execute(db)
  return rows.rows.map((row) => row.id)
}

/** Writes instruments in one statement. @throws inner_code_taken */
export async function insertInstrumentRows(db: Db, rows: readonly InstrumentRow[]): Promise<void> {
  if (rows.length === 0) return
  try {
    await copyRows(
      db,
      'instrument (id, institution_id, inner_code, lane_count, is_example)',
      rows.map((row) => [row.id, row.institutionId, row.innerCode, row.laneCount, row.isExample]),
    )
  } catch (error) {
    if (constraintOf(error) === 'instrument_inner_code_key') throw innerCodeTaken({ innerCode: takenCode(error) })
    throw error
  }
}

function missingCode(error: unknown): string {
  return /=\((.*)\) is not/.exec((error as { detail?: string }).detail ?? '')?.[1] ?? ''
}

function takenCode(error: unknown): string {
  return /=\([^,]*, (.*)\) already/.exec((error as { detail?: string }).detail ?? '')?.[1] ?? ''
}

/** Supersedes the versions in force of these instruments, in one statement. */
export async function supersedeVersions(db: Db, instrumentIds: readonly string[]): Promise<void> {
  if (instrumentIds.length === 0) return
  await sql`
    update instrument_version set superseded_at = now()
    where instrument_id = any(${instrumentIds}::uuid[]) and superseded_at is null`.execute(db)
}

const versionColumns = [
  ['id', 'id'],
  ['instrument_id', 'instrumentId'],
  ['name_zh', 'nameZh'],
  ['name_en', 'nameEn'],
  ['model', 'model'],
  ['manufacturer', 'manufacturer'],
  ['country', 'country'],
  ['class_code', 'classCode'],
  ['class_item_code', 'classItemCode'],
  ['school_class_code', 'schoolClassCode'],
  ['serial_no', 'serialNo'],
  ['kind', 'kind'],
  ['worth_fen', 'worthFen'],
  ['started_on', 'startedOn'],
  ['listed_on', 'listedOn'],
  ['delisted_on', 'delistedOn'],
  ['state', 'state'],
  ['division_code', 'divisionCode'],
  ['place', 'place'],
  ['function_text', 'functionText'],
  ['technical_text', 'technicalText'],
  ['service_text', 'serviceText'],
  ['standards', 'standards'],
  ['fee_text', 'feeText'],
  ['seals', 'seals'],
  ['source', 'source'],
  ['import_run_id', 'importRunId'],
  ['content_hash', 'contentHash'],
  ['likeness', 'likeness'],
] as const satisfies readonly (readonly [string, keyof VersionRow])[]

/** Writes versions in one statement. @throws delisted_before_listed, no_such_class, no_such_division */
export async function insertVersions(db: Db, rows: readonly VersionRow[]): Promise<void> {
  if (rows.length === 0) return
  try {
    await copyRows(
      db,
      `instrument_version (${versionColumns.map(([column]) => column).join(', ')})`,
      rows.map((row) => versionColumns.map(([, name]) => row[name])),
    )
  } catch (error) {
    const constraint = constraintOf(error)
    if (constraint === 'instrument_version_days') throw delistedBeforeListed({})
    if (constraint === 'instrument_version_class_fkey') throw noSuchClass({ classCode: missingCode(error) })
    if (constraint === 'instrument_version_division_fkey') throw noSuchDivision({ divisionCode: missingCode(error) })
    throw error
  }
}

const classColumns = sql`code, name_zh as "nameZh", name_en as "nameEn", parent_code as "parentCode"`

export async function listClasses(db: Db): Promise<InstrumentClass[]> {
  return (await sql<InstrumentClass>`select ${classColumns} from instrument_class order by code`.execute(db)).rows
}

/** A class and those it lies in, the widest first; empty for a code that is none. */
export async function listClassPath(db: Db, code: string): Promise<InstrumentClass[]> {
  const rows = await sql<InstrumentClass>`
    with recursive path as (
      select c.*, 0 as depth from instrument_class c where c.code = ${code}
      union all select p.*, path.depth + 1 from instrument_class p join path on p.code = path.parent_code
    )
    select ${classColumns} from path order by depth desc`.execute(db)
  return rows.rows
}

/** How many instruments an institution keeps that are not retired. */
export async function countKept(db: Db, institutionId: string): Promise<number> {
  const rows = await sql<{ count: number }>`select count(*) as count from report_instrument
    where institution_id = ${institutionId} and superseded_at is null and state <> 'retired'`.execute(db)
  return rows.rows[0]!.count
}
