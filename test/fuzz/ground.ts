// A world with something in every corner, people of several roles in it, and what every answer of it is held to.
import type { LightMyRequestResponse } from 'fastify'
import type { Contract } from '../../src/kernel/contract.ts'
import { run } from '../../src/kernel/db.ts'
import * as kernelContract from '../../src/kernel/kernel.contract.ts'
import type { World } from '../../src/kernel/test.ts'
import { fillWorld } from '../kit/full.ts'
import { password, signedIn } from '../kit/people.ts'
import { makeWorkshop } from '../kit/services.ts'
import type { Pool } from './values.ts'

export type Reader = { role: string; token: string | null; personId: string | null; permissions: ReadonlySet<string> }
export type Ground = { world: World; contracts: readonly Contract[]; readers: readonly Reader[]; pool: Pool; secrets: readonly string[] }
export type Asked = { method: string; url: string; headers: Record<string, string>; payload?: string | Buffer }

const patienceMs = 15_000

/** Fills a world and signs in one person of each role that is asked about. */
export async function makeGround(world: World): Promise<Ground> {
  await fillWorld(world)
  const { institutionId, firmId } = await makeWorkshop(world)
  const roles = [
    ['firm_engineer', { organisationId: firmId }],
    ['operator', { organisationId: institutionId }],
    ['asset_officer', { organisationId: institutionId }],
    ['provincial_officer', { divisionCode: '220000' }],
    ['finance', { organisationId: institutionId }],
    ['system_admin', { divisionCode: '220000' }],
    ['security_admin', { divisionCode: '220000' }],
    ['auditor', { divisionCode: '220000' }],
  ] as const
  const readers: Reader[] = [{ role: 'nobody', token: null, personId: null, permissions: new Set() }]
  for (const [role, scope] of roles) {
    const { token, personId } = await signedIn(world, role, scope)
    const rows = await run<{ permission: string }>(world.db, 'select permission from role_permission where role = $1', [role])
    readers.push({ role, token, personId, permissions: new Set(rows.map((row) => row.permission)) })
  }
  const contracts = world.app.slices.flatMap((slice) => slice.handlers).map((handler) => handler.contract)
  const hashes = await run<{ secret: string }>(
    world.db,
    `select password_hash as secret from person_private where password_hash is not null union select token_hash from session`,
  )
  const secrets = [password, world.dataDir, world.url, ...hashes.map((row) => row.secret)]
  return { world, contracts, readers, pool: await poolOf(world, readers), secrets }
}

/** Ids of whatever there is, but not of those who ask: they would shut themselves out. */
async function poolOf(world: World, readers: readonly Reader[]): Promise<Pool> {
  const own = new Set(readers.map((reader) => reader.personId))
  const ids: string[] = []
  for (const table of await tablesOf(world, `and column_name = 'id' and data_type = 'uuid'`)) {
    const rows = await run<{ id: string }>(world.db, `select id from ${table} order by id limit 4`)
    ids.push(...rows.map((row) => row.id).filter((id) => !own.has(id)))
  }
  const words = await run<{ word: string }>(
    world.db,
    `select word from (select service_no::text as word from service limit 2) a union select code from role where kind = 'business'
     union select code from instrument_class union select login_name from person_private union select hash from file
     union (select name_zh from instrument_version limit 3)`,
  )
  const known = [
    '2022-03',
    '2022-03-01',
    '2025',
    '220000',
    '220100',
    'hour',
    'sample',
    'shared_hours',
    'service',
    '示例',
    'TEM',
    'zh',
    'en',
  ]
  return { ids, words: [...words.map((row) => row.word).slice(0, 60), ...known] }
}

async function tablesOf(world: World, where: string): Promise<string[]> {
  const rows = await run<{ name: string }>(
    world.db,
    `select distinct c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where table_schema = 'public' and table_type = 'BASE TABLE' ${where} order by 1`,
  )
  return rows.map((row) => row.name)
}

/** What remembers that something was asked, though it was refused: the trail and the counts of attempts. */
const remembers = new Set([
  'audit_record',
  'audit_origin',
  'sign_in_failure',
  'visit_count',
  'opening_count',
  'session',
  'provider_attempt',
])

/** How many rows each table has, as one text: a refused command leaves it as it was. */
export async function rowCounter(world: World): Promise<() => Promise<string>> {
  const tables = (await tablesOf(world, '')).filter((name) => !remembers.has(name))
  // A function keeps its plan, which takes ten times as long to make as to run; and workers would take longer to start than to count.
  await run(
    world.db,
    `create or replace function row_counts() returns text language plpgsql set max_parallel_workers_per_gather = 0 as $$
     begin return (select string_agg(name || ' ' || rows, E'\\n' order by name) from (
       ${tables.map((name) => `select '${name}' as name, count(*) as rows from ${name}`).join(' union all ')}) each); end $$`,
  )
  return async () => (await run<{ counts: string }>(world.db, 'select row_counts() as counts'))[0]!.counts
}

const shared = new Set(
  Object.values(kernelContract).flatMap((each) => (typeof each === 'function' && 'code' in each ? [(each as { code: string }).code] : [])),
)
const innards =
  /syntax error at|violates \w+ constraint|duplicate key|relation "|column "|invalid input syntax|out of range for type|node:internal|node_modules|\.ts:\d+|\.js:\d+|\$argon2|at async |ECONNREFUSED/

/** What is wrong with an answer, or undefined: no fault, no wait, a refusal with a code that is promised, and nothing of our insides. */
export function faultOf(
  reply: LightMyRequestResponse,
  ms: number,
  contract: Contract | undefined,
  secrets: readonly string[],
): string | undefined {
  if (ms > patienceMs) return `answered after ${Math.round(ms)} ms`
  const text = reply.body
  if (reply.statusCode >= 500 && reply.statusCode !== 503) return `answered ${reply.statusCode}: ${text.slice(0, 200)}`
  const leak = text.match(innards)?.[0] ?? secrets.find((secret) => text.includes(secret))
  if (leak) return `tells ${leak}`
  if (reply.statusCode < 400) return undefined
  const type = String(reply.headers['content-type'] ?? '')
  if (!type.startsWith('application/problem+json')) return `answered ${reply.statusCode} as ${type || 'nothing'}`
  const problem = reply.json() as Record<string, unknown>
  const keys = ['type', 'title', 'status', 'code', 'params', 'requestId']
  if (keys.some((key) => !(key in problem)) || problem.status !== reply.statusCode) return `is no problem: ${text.slice(0, 200)}`
  if (shared.has(String(problem.code))) return undefined
  return contract?.errors.some((kind) => kind.code === problem.code) ? undefined : `does not promise ${problem.code}`
}

/** One operation as a request: what the path names goes there, a reader's values in the query, a writer's in the body. */
export function asked(contract: Contract, input: Record<string, unknown>, token: string | null, key?: string): Asked {
  const rest = { ...input }
  const path = contract.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(textOf(value)).slice(0, 2_000) || '%20'
  })
  const inQuery = contract.method === 'GET' || contract.upload === true
  const pairs = Object.entries(rest).flatMap(([name, value]) =>
    value === undefined ? [] : (Array.isArray(value) ? value : [value]).map((each) => `${name}=${encodeURIComponent(textOf(each))}`),
  )
  const headers = {
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(key ? { 'idempotency-key': key } : {}),
    ...(inQuery && !contract.upload ? {} : { 'content-type': contract.upload ? 'application/octet-stream' : 'application/json' }),
  }
  const query = inQuery && pairs.length > 0 ? `?${pairs.join('&').slice(0, 12_000)}` : ''
  const url = path + query
  if (contract.upload) return { method: 'POST', url, headers, payload: 'a,b\n1,2\n' }
  return { method: contract.method, url, headers, ...(inQuery ? {} : { payload: JSON.stringify(rest) }) }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed()
