// Prints every slice's table types from the migrations themselves: `npm run types` writes them, a test compares them.
import { readFileSync, writeFileSync } from 'node:fs'
import pg from 'pg'
import { listMigrations } from './migrate.ts'

type Column = {
  table_name: string
  column_name: string
  data_type: string
  is_nullable: 'YES' | 'NO'
  column_default: string | null
  identity_generation: string | null
  is_view: boolean
  base_table: string | null
  choices: string | null
}

const columnsSql = `
  select c.table_name, c.column_name, case when c.data_type = 'ARRAY' then c.udt_name else c.data_type end as data_type, c.is_nullable, c.column_default, c.identity_generation,
    t.table_type = 'VIEW' as is_view, b.base_table,
    (select pg_get_constraintdef(k.oid) from pg_constraint k
      where k.conrelid = format('public.%I', c.table_name)::regclass and k.contype = 'c' and cardinality(k.conkey) = 1
        and (select attname from pg_attribute where attrelid = k.conrelid and attnum = k.conkey[1]) = c.column_name
        and pg_get_constraintdef(k.oid) ~ '= ANY \\(\\(?ARRAY' limit 1) as choices
  from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
  left join lateral (select min(u.table_name::text) as base_table from information_schema.view_column_usage u
    where u.view_schema = c.table_schema and u.view_name = c.table_name and u.column_name = c.column_name and t.table_type = 'VIEW') b on true
  where c.table_schema = 'public' order by c.table_name collate "C", c.ordinal_position`

/** TypeScript text by slice, of an empty database whose migrations are applied one after the other; a table belongs to the slice whose migration made it. */
export async function printTables(emptyDatabaseUrl: string): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: emptyDatabaseUrl })
  await client.connect()
  const ownerOf = new Map<string, string>()
  let columns: Column[] = []
  for (const migration of listMigrations()) {
    await client.query(migration.text)
    columns = (await client.query<Column>(columnsSql)).rows
    for (const { table_name } of columns) if (!ownerOf.has(table_name)) ownerOf.set(table_name, migration.slice)
  }
  await client.end()
  const known = columns.map((column) => (column.is_view ? asInBase(column, columns) : column))
  return new Map(
    [...new Set(ownerOf.values())].map((slice) => [
      slice,
      printSlice(
        slice,
        known.filter((column) => ownerOf.get(column.table_name) === slice),
      ),
    ]),
  )
}

// PostgreSQL calls every column of a view nullable and forgets its checks: both are read off the table's column of that name.
function asInBase(column: Column, columns: readonly Column[]): Column {
  const base = columns.find((candidate) => candidate.table_name === column.base_table && candidate.column_name === column.column_name)
  return { ...column, is_nullable: base?.is_nullable ?? 'NO', choices: base?.choices ?? null }
}

function printSlice(slice: string, columns: readonly Column[]): string {
  const tables = Map.groupBy(columns, (column) => column.table_name)
  const interfaces = [...tables].map(([name, own]) => `export interface ${pascal(name)}Table {\n${own.map(printColumn).join('\n')}\n}`)
  const entries = [...tables.keys()].map((name) => `    ${name}: ${pascal(name)}Table`)
  const body = `${interfaces.join('\n\n')}\n\ndeclare module '${slice === 'kernel' ? './db.ts' : '../kernel/db.ts'}' {\n  interface Tables {\n${entries.join('\n')}\n  }\n}\n`
  const helpers = ['ColumnType', 'Generated', 'GeneratedAlways'].filter((helper) => new RegExp(`\\b${helper}<`).test(body))
  const imports = helpers.length > 0 ? `import type { ${helpers.join(', ')} } from 'kysely'\n\n` : ''
  return `// Printed from database/*-${slice}*.sql by \`npm run types\`.\n${imports}${body}`
}

function printColumn(column: Column): string {
  const read = readType(column) + (column.is_nullable === 'YES' ? ' | null' : '')
  const hasDefault = column.column_default !== null || column.is_nullable === 'YES'
  let type = read
  if (column.is_view) type = read
  else if (column.identity_generation === 'ALWAYS') type = `GeneratedAlways<${read}>`
  else if (column.data_type === 'jsonb' || column.data_type === 'json')
    type = `ColumnType<unknown, string${hasDefault ? ' | undefined' : ''}, string>`
  else if (column.data_type === 'tsvector') type = `ColumnType<string, unknown, unknown>`
  else if (hasDefault && column.column_default !== null) type = `Generated<${read}>`
  return `  ${column.column_name}: ${type}`
}

function readType({ data_type, choices }: Column): string {
  if (choices?.includes('::text')) return [...choices.matchAll(/'([^']*)'::text/g)].map((match) => `'${match[1]}'`).join(' | ')
  if (['bigint', 'integer', 'smallint', 'numeric', 'double precision'].includes(data_type)) return 'number'
  if (data_type === 'boolean') return 'boolean'
  if (data_type.startsWith('_')) return 'string[]'
  if (data_type === 'jsonb' || data_type === 'json') return 'unknown'
  return 'string'
}

function pascal(name: string): string {
  return name.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase())
}

/** The file a slice's types stand in. */
export function tablesFileOf(slice: string): URL {
  return new URL(`../${slice}/${slice}.tables.ts`, import.meta.url)
}

if (import.meta.main) {
  const { withScratchDatabase } = await import('./scratch.ts')
  await withScratchDatabase(async (url) => {
    for (const [slice, text] of await printTables(url)) {
      const file = tablesFileOf(slice)
      let before = ''
      try {
        before = readFileSync(file, 'utf8')
      } catch {
        // The slice has no types yet.
      }
      if (before !== text) writeFileSync(file, text)
      process.stdout.write(`${before === text ? 'unchanged' : 'written  '} src/${slice}/${slice}.tables.ts\n`)
    }
  })
}
