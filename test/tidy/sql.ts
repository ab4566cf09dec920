// Whose tables a query names: its own slice's, or views named report_… that an earlier slice publishes.
import { readdirSync, readFileSync } from 'node:fs'
import { slices } from '../../src/slices.ts'
import { literal, type Node, nameOf, type Problem, problem, root, type Source, templateText, walk } from './tree.ts'

export type Migration = { path: string; slice: string; text: string }
/** The slice that owns each table and view, by the migration that makes it. */
export type Owners = ReadonlyMap<string, string>

export function readMigrations(): Migration[] {
  return readdirSync(`${root}database`)
    .sort()
    .map((name) => ({
      path: `database/${name}`,
      slice: name.match(/^\d{4}-([a-z]+)/)?.[1] ?? '',
      text: readFileSync(`${root}database/${name}`, 'utf8'),
    }))
}

export function ownersOf(migrations: readonly Migration[]): Owners {
  const owners = new Map<string, string>()
  for (const { slice, text } of migrations)
    for (const [, name] of withoutComments(text).matchAll(/create\s+(?:or\s+replace\s+)?(?:table|view|materialized\s+view)\s+(\w+)/gi))
      if (!owners.has(name!)) owners.set(name!, slice)
  return owners
}

const isEarlier = (owner: string, reader: string) => slices.indexOf(owner as never) < slices.indexOf(reader as never)

function refusal(table: string, reader: string, owners: Owners, floor = 'sql'): string | undefined {
  const owner = owners.get(table)
  if (owner !== undefined && floor === 'declaration' && !table.startsWith('report_'))
    return `a figure reads published views: ${table} is none`
  if (owner === undefined || owner === reader) return undefined
  if (!table.startsWith('report_'))
    return `${table} belongs to ${owner}: read a report_… view of it, or ask a function of ${owner}.server.ts`
  return isEarlier(owner, reader) ? undefined : `${owner}, which publishes ${table}, stands after ${reader} in src/slices.ts`
}

/** The SQL of a slice names its own tables, and report_… views of earlier slices; a declaration names published views only. */
export function tablesBelongToTheirSlice(tree: readonly Source[], owners: Owners): Problem[] {
  return tree
    .filter((source) => source.floor === 'sql' || source.floor === 'declaration')
    .flatMap((source) =>
      tablesNamedIn(source, owners).flatMap(({ table, node }) => {
        const reason = refusal(table, source.slice, owners, source.floor)
        return reason ? [problem(source, node, reason)] : []
      }),
    )
}

const builders =
  /\.(selectFrom|insertInto|updateTable|deleteFrom|mergeInto|from|using|innerJoin|leftJoin|rightJoin|fullJoin|crossJoin|table)$/

function tablesNamedIn(source: Source, owners: Owners): { table: string; node: Node }[] {
  const found: { table: string; node: Node }[] = []
  walk(source.program, (node) => {
    if (node.type === 'CallExpression' && (node.callee as Node).type === 'MemberExpression') {
      const method = `.${nameOf((node.callee as Node).property as Node)}`
      const [first] = node.arguments as Node[]
      const names = first?.type === 'ArrayExpression' ? (first.elements as Node[]).map(literal) : [literal(first)]
      if (builders.test(method)) for (const name of names) if (name) found.push({ table: name.trim().split(/[\s.]/)[0]!, node: first! })
    }
    const text = node.type === 'TemplateLiteral' ? templateText(node) : literal(node)
    if (text?.includes(' ')) for (const table of tablesIn(text)) found.push({ table, node })
  })
  return found.filter(({ table }) => owners.has(table))
}

/** The names that stand where a table stands, in SQL text; not those that `with` makes there. */
export function tablesIn(text: string): string[] {
  const made = new Set([...text.matchAll(/\b(\w+)\s+as\s+(?:(?:not\s+)?materialized\s*)?\(/gi)].map((match) => match[1]))
  const plain = text.replace(/\b(distinct|extract\s*\([^)]*|trim\s*\([^)]*|substring\s*\([^)]*)\s+from\b/gi, '')
  const lists = plain.matchAll(
    /\b(?:from|join|into|update|truncate|table|references|using|copy|only)\s+((?:only\s+|lateral\s+)?[\s\S]*?)(?=\b(?:where|group|order|limit|left|inner|right|full|cross|join|on|set|union|returning|values|for|select|having|as\s*\()\b|[();]|$)/gi,
  )
  return [...lists]
    .flatMap(([, list]) => list!.split(',').map((each) => each.trim().split(/\s+/)[0] ?? ''))
    .filter((name) => /^\w+$/.test(name) && !made.has(name))
}

const withoutComments = (text: string) => text.replace(/--[^\n]*/g, (comment) => ' '.repeat(comment.length))

/** A migration refers only to tables of its own and earlier slices; its views read its own tables and earlier report_… views. */
export function migrationsLookBack(migrations: readonly Migration[], owners: Owners): Problem[] {
  return migrations.flatMap((migration) => {
    const text = withoutComments(migration.text)
    const lineAt = (offset: number) => text.slice(0, offset).split('\n').length
    const references = [...text.matchAll(/\breferences\s+(\w+)/gi)].flatMap((match) => {
      const owner = owners.get(match[1]!)
      const isBack = owner === undefined || owner === migration.slice || isEarlier(owner, migration.slice)
      return isBack
        ? []
        : [{ path: migration.path, line: lineAt(match.index), text: `refers to ${match[1]}, which belongs to a later slice` }]
    })
    const views = [...text.matchAll(/create\s+view\s+\w+\s+as\s+([\s\S]*?);/gi)].flatMap((match) =>
      tablesIn(match[1]!).flatMap((table) => {
        const reason = refusal(table, migration.slice, owners)
        return reason ? [{ path: migration.path, line: lineAt(match.index), text: reason }] : []
      }),
    )
    return [...references, ...views]
  })
}

/** Every constraint that a refusal may come from has a name of its own. */
export function constraintsAreNamed(migrations: readonly Migration[]): Problem[] {
  return migrations.flatMap((migration) =>
    withoutComments(migration.text)
      .split('\n')
      .flatMap((line, at) => {
        const isUnnamed =
          /\b(primary key|unique|references|exclude using)\b/i.test(line) &&
          !/\bconstraint \w+ (primary key|unique|references|exclude|foreign key)/i.test(line)
        const isOther = /create unique index|create trigger|create index/i.test(line)
        return isUnnamed && !isOther
          ? [{ path: migration.path, line: at + 1, text: 'name this constraint: `constraint table_what …`' }]
          : []
      }),
  )
}
