// What belongs into a backup, and in which order it goes back.
import type pg from 'pg'
import { type ArchivedTable, nameOfTable } from './archive.ts'

/** What the queue measures of itself is left behind; its jobs, its kinds of jobs and its timetable travel. */
const queueTables = ['queue', 'schedule', 'subscription', 'job', 'job_dependency']

/**
 * Goes back last, because its rows close months to the rows of other tables:
 * a month must be closed after the transactions that were in it when it was.
 */
const lastTables = ['public.ledger_closing']

/** The tables in the order of their references: what is referred to comes before what refers to it. */
export async function listTables(client: pg.ClientBase): Promise<ArchivedTable[]> {
  const { rows: columns } = await client.query<{ schema: string; name: string; columns: string[] }>(
    `select n.nspname as schema, c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind in ('r', 'p') and not c.relispartition
       and (n.nspname = 'public' or (n.nspname = 'pgboss' and c.relname = any ($1)))
       and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
     group by 1, 2 order by 1, 2`,
    [queueTables],
  )
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select fn.nspname || '.' || f.relname as "from", tn.nspname || '.' || t.relname as "to" from pg_constraint k
     join pg_class f on f.oid = k.conrelid join pg_namespace fn on fn.oid = f.relnamespace
     join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
     where k.contype = 'f'`,
  )
  return inOrder(columns, references)
}

function inOrder(tables: readonly ArchivedTable[], references: readonly { from: string; to: string }[]): ArchivedTable[] {
  const byName = new Map(tables.map((table) => [nameOfTable(table), table]))
  const done = new Set<string>()
  const ordered: ArchivedTable[] = []
  const place = (name: string) => {
    const table = byName.get(name)
    if (!table || done.has(name)) return
    done.add(name)
    for (const { from, to } of references) if (from === name) place(to)
    ordered.push(table)
  }
  const names = [...byName.keys()]
  for (const name of [...names.filter((each) => each.startsWith('pgboss.queue')), ...names.filter((each) => !lastTables.includes(each))])
    place(name)
  for (const name of lastTables) place(name)
  return ordered
}

/** How far every sequence has counted. A sequence stands outside snapshots: it may be ahead of the rows, never behind. */
export async function listSequences(client: pg.ClientBase): Promise<{ name: string; lastValue: string; isCalled: boolean }[]> {
  const { rows } = await client.query<{ name: string }>(
    "select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and n.nspname = 'public' order by 1",
  )
  const found = []
  for (const { name } of rows) {
    const [at] = (await client.query<{ last_value: string; is_called: boolean }>(`select last_value::text, is_called from ${name}`)).rows
    found.push({ name, lastValue: at!.last_value, isCalled: at!.is_called })
  }
  return found
}

/** A table's name and columns as SQL writes them. */
export function quoted(table: ArchivedTable): { name: string; columns: string } {
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
  return { name: `${quote(table.schema)}.${quote(table.name)}`, columns: table.columns.map(quote).join(', ') }
}

export async function migrationsOf(client: pg.ClientBase): Promise<string[]> {
  return (await client.query<{ name: string }>('select name from public.migration order by name')).rows.map((row) => row.name)
}

/** The number of the queue's own schema, 0 where there is none. */
export async function queueVersionOf(client: pg.ClientBase): Promise<number> {
  const [found] = (await client.query<{ is: boolean }>("select to_regclass('pgboss.version') is not null as is")).rows
  return found?.is ? Number((await client.query<{ version: number }>('select version from pgboss.version')).rows[0]?.version ?? 0) : 0
}
