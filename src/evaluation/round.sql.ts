import { sql } from 'kysely'
import { constraintOf, type Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { YearReport } from './report.rules.ts'
import type { RankInterval } from './robust.rules.ts'
import { indexSystemExists, type Round, type System } from './round.contract.ts'

const systemColumns = sql`code, version, subject, jsonb_build_object('zh', title_zh, 'en', title_en) as title, basis,
  is_assumption as "isAssumption", system`

/** Every version, the latest first. */
export async function listSystemRows(db: Db): Promise<System[]> {
  return (await sql<System>`select ${systemColumns} from index_system order by code, recorded_at desc, version desc`.execute(db)).rows
}

export async function findSystem(db: Db, code: string, version: string): Promise<System | undefined> {
  return (await sql<System>`select ${systemColumns} from index_system where code = ${code} and version = ${version}`.execute(db)).rows[0]
}

/** @throws index_system_exists */
export async function insertSystem(
  db: Db,
  { code, version, subject, title, basis, isAssumption, system }: System,
  personId: string,
): Promise<void> {
  try {
    await sql`
      insert into index_system (code, version, subject, title_zh, title_en, system, basis, is_assumption, recorded_by)
      values (${code}, ${version}, ${subject}, ${title.zh}, ${title.en}, ${JSON.stringify(system)}::jsonb, ${basis}, ${isAssumption}, ${personId})`.execute(
      db,
    )
  } catch (error) {
    if (constraintOf(error) === 'index_system_pkey') throw indexSystemExists({})
    throw error
  }
}

/** Writes versions that are not there yet: one that is never changes. */
export async function insertSeededSystems(db: Db, systems: readonly System[]): Promise<void> {
  for (const { code, version, subject, title, basis, isAssumption, system } of systems)
    await sql`
      insert into index_system (code, version, subject, title_zh, title_en, system, basis, is_assumption)
      values (${code}, ${version}, ${subject}, ${title.zh}, ${title.en}, ${JSON.stringify(system)}::jsonb, ${basis}, ${isAssumption})
      on conflict on constraint index_system_pkey do nothing`.execute(db)
}

const roundColumns = sql`r.id, r.system_code as "systemCode", r.system_version as "systemVersion",
  jsonb_build_object('zh', s.title_zh, 'en', s.title_en) as title, s.subject, r.from_year as "fromYear", r.year, r.as_of as "asOf", r.state, r.runs,
  r.runs_made as "runsMade", r.seed, r.spread_percent as "spreadPercent", r.replaces, r.created_at as "createdAt"`
const roundsJoined = sql`index_round r join index_system s on s.code = r.system_code and s.version = r.system_version`

/** Every round, the latest year first. */
export async function listRoundRows(db: Db): Promise<Round[]> {
  return (await sql<Round>`select ${roundColumns} from ${roundsJoined} order by r.year desc, r.id desc`.execute(db)).rows
}

export async function findRound(db: Db, id: string): Promise<Round | undefined> {
  return (await sql<Round>`select ${roundColumns} from ${roundsJoined} where r.id = ${id}`.execute(db)).rows[0]
}

/** Takes a round, and with it every other of its system and year, so that at most one is published. */
export async function takeRound(db: Db, id: string): Promise<Round | undefined> {
  await sql`
    select 1 from index_round where (system_code, year) = (select system_code, year from index_round where id = ${id})
    order by id for no key update`.execute(db)
  return findRound(db, id)
}

export async function findPublished(db: Db, systemCode: string, year: number): Promise<string | null> {
  const found = await db
    .selectFrom('index_round')
    .select('id')
    .where('system_code', '=', systemCode)
    .where('year', '=', year)
    .where('state', '=', 'published')
    .executeTakeFirst()
  return found?.id ?? null
}

/** The round over a subject of the latest year that was published on a moment, and not taken back or replaced by then. */
export async function findPublishedAt(db: Db, subject: string, at: string): Promise<Round | undefined> {
  const last = sql`(select a.act from index_round_act a where a.round_id = r.id and a.acted_at <= ${at}::timestamptz
    order by a.acted_at desc, a.id desc limit 1)`
  const found = await sql<Round>`select ${roundColumns} from ${roundsJoined}
    where s.subject = ${subject} and ${last} = 'publish' order by r.year desc, r.id desc limit 1`.execute(db)
  return found.rows[0]
}

export type NewRound = Pick<Round, 'systemCode' | 'systemVersion' | 'fromYear' | 'year' | 'runs' | 'seed' | 'spreadPercent' | 'replaces'>

export async function insertRound(db: Db, round: NewRound, asOf: string, personId: string | null): Promise<string> {
  const id = newId()
  const { systemCode, systemVersion, fromYear, year, runs, seed, spreadPercent, replaces } = round
  await sql`
    insert into index_round (id, system_code, system_version, from_year, year, as_of, state, runs, seed, spread_percent, replaces, created_by)
    values (${id}, ${systemCode}, ${systemVersion}, ${fromYear}, ${year}, ${asOf}, 'computing', ${runs}, ${seed}, ${spreadPercent}, ${replaces},
      ${personId})`.execute(db)
  return id
}

export async function insertRoundAct(
  db: Db,
  {
    roundId,
    act,
    reason,
    personId,
  }: { roundId: string; act: 'compute' | 'publish' | 'supersede' | 'withdraw'; reason: string; personId: string | null },
): Promise<void> {
  await db.insertInto('index_round_act').values({ id: newId(), round_id: roundId, act, reason, acted_by: personId }).execute()
}

export function listRoundActs(db: Db, roundId: string) {
  return db
    .selectFrom('index_round_act')
    .select(['id', 'act', 'reason', 'acted_by as personId', 'acted_at as actedAt'])
    .where('round_id', '=', roundId)
    .orderBy('id', 'desc')
    .execute()
}

export async function setRoundState(db: Db, id: string, state: Round['state']): Promise<void> {
  await db.updateTable('index_round').set({ state }).where('id', '=', id).execute()
}

/** Keeps the tables of all years once; a job that runs again finds them. */
export async function insertReports(db: Db, roundId: string, reports: readonly YearReport[]): Promise<void> {
  for (const report of reports)
    await sql`insert into index_round_year (round_id, year, report) values (${roundId}, ${report.year}, ${JSON.stringify(report)}::jsonb)
      on conflict on constraint index_round_year_pkey do nothing`.execute(db)
  await sql`update index_round set state = 'computed' where id = ${roundId} and state = 'computing'`.execute(db)
}

/** The tables of a round, year by year. */
export async function listReports(db: Db, roundId: string): Promise<YearReport[]> {
  const rows = await sql<{ report: YearReport }>`select report from index_round_year where round_id = ${roundId} order by year`.execute(db)
  return rows.rows.map((row) => row.report)
}

export async function setRunsMade(db: Db, id: string, made: number): Promise<void> {
  await db.updateTable('index_round').set({ runs_made: made }).where('id', '=', id).execute()
}

export async function insertIntervals(db: Db, roundId: string, intervals: readonly RankInterval[]): Promise<void> {
  await sql`
    insert into index_round_interval (round_id, unit, rank, median, low, high)
    select ${roundId}::uuid, * from jsonb_to_recordset(${JSON.stringify(intervals)}::jsonb)
      as i(unit text, rank integer, median double precision, low double precision, high double precision)
    on conflict on constraint index_round_interval_pkey do nothing`.execute(db)
}

export function listIntervals(db: Db, roundId: string): Promise<RankInterval[]> {
  return db
    .selectFrom('index_round_interval')
    .select(['unit', 'rank', 'median', 'low', 'high'])
    .where('round_id', '=', roundId)
    .orderBy('unit')
    .execute()
}
