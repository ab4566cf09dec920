// The source as the tidy rules see it: every file with its address, its syntax tree and what it imports.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parseSync } from 'vite'
import { slices } from '../../src/slices.ts'

export const root = new URL('../../', import.meta.url).pathname

/** A broken rule: where, and what to do about it. */
export type Problem = { path: string; line: number; text: string }

/** Syntax nodes by their ESTree names; the rules ask for few of their fields. */
export type Node = { type: string; start: number; end: number; [field: string]: unknown }
export type Import = { from: string; names: string[]; isTypeOnly: boolean; start: number; isReexport: boolean; isDynamic: boolean }
export type Comment = { type: 'Line' | 'Block'; value: string; start: number; end: number }
export type Source = {
  path: string
  text: string
  /** The first word of its address: a slice of src/slices.ts, or a folder beside them. */
  slice: string
  /** The second word of its address, by the file's suffix; `free` for a file without one. */
  floor: Floor
  program: Node
  comments: Comment[]
  imports: Import[]
}

/** The second list, from the ground up. `tables` are generated and stand below sql. */
export const floors = ['words', 'contract', 'rules', 'declaration', 'tables', 'sql', 'server', 'part', 'page', 'test'] as const
export type Floor = (typeof floors)[number] | 'free'

/** Places below src that are no slices: the commands and the browser's frame. Files beside them are `root`. */
export const places = ['command', 'web'] as const

/** Which slice or place a path belongs to; undefined when it is neither. */
export function sliceOf(path: string): string | undefined {
  const [top, second, third] = path.split('/')
  if (top === 'test' || top === 'bench') return top
  if (top === 'seeds') return 'example'
  if (top !== 'src') return /^vite\.\w+\.ts$/.test(top ?? '') ? 'bench' : undefined
  if (third === undefined) return 'root'
  return [...slices, ...places].find((name) => name === second)
}

/** The floor of a file by its suffix: `booking.rules.ts` stands on `rules`. The scenario kit of the kernel belongs to the tests. */
export function floorOf(path: string): Floor {
  if (path === 'src/kernel/test.ts' || path.startsWith('test/')) return 'test'
  const name = path.split('/').at(-1) ?? ''
  if (/\.test\.tsx?$/.test(name)) return 'test'
  const suffix = name.match(/^[a-z0-9-]+\.([a-z]+)\.tsx?$/)?.[1]
  return floors.find((floor) => floor === suffix) ?? 'free'
}

/** Reads one file's text into a Source. @throws when it does not parse */
export function sourceOf(path: string, text: string): Source {
  const parsed = parseSync(path, text)
  if (parsed.errors.length > 0) throw new Error(`${path} does not parse: ${parsed.errors[0]?.message}`)
  const program = parsed.program as unknown as Node
  const comments = parsed.comments as Comment[]
  return { path, text, slice: sliceOf(path) ?? '', floor: floorOf(path), program, comments, imports: importsOf(path, program) }
}

/** Every TypeScript file of the product, its tests and its measurements. */
export function readTree(): Source[] {
  const patterns = ['src/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}', 'bench/**/*.ts', 'seeds/**/*.ts', 'vite.*.ts']
  const paths = patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).sort()
  return paths.map((path) => sourceOf(path, readFileSync(join(root, path), 'utf8')))
}

function importsOf(path: string, program: Node): Import[] {
  const found: Import[] = []
  const add = (from: string, names: string[], isTypeOnly: boolean, node: Node, more: { isReexport?: boolean; isDynamic?: boolean } = {}) =>
    found.push({ from: resolveFrom(path, from), names, isTypeOnly, start: node.start, isReexport: false, isDynamic: false, ...more })
  walk(program, (node) => {
    const from = literal(node.source as Node | undefined)
    if (node.type === 'ImportDeclaration' && from) {
      const specifiers = node.specifiers as Node[]
      const isTypeOnly = node.importKind === 'type' || (specifiers.length > 0 && specifiers.every((each) => each.importKind === 'type'))
      add(from, specifiers.map(importedName), isTypeOnly, node)
    } else if ((node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration') && from) {
      add(from, [], node.exportKind === 'type', node, { isReexport: true })
    } else if (node.type === 'ImportExpression' && from) add(from, [], false, node, { isDynamic: true })
    else if (node.type === 'TSImportType' && from) add(from, [], true, node)
  })
  return found
}

function importedName(specifier: Node): string {
  const imported = specifier.imported as { name?: string; value?: string } | undefined
  return imported?.name ?? imported?.value ?? '*'
}

/** A relative import as a path from the root of the tree; a package by its own name. */
function resolveFrom(path: string, from: string): string {
  return from.startsWith('.') ? normalize(join(dirname(path), from.replace(/\?\w+$/, ''))) : from
}

/** The text of a string literal, or of a template without holes. */
export function literal(node: Node | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type !== 'TemplateLiteral') return undefined
  const quasis = node.quasis as { value: { cooked: string } }[]
  return quasis.length === 1 ? quasis[0]?.value.cooked : undefined
}

/** The whole text of a template, with every hole written as `$0`. */
export function templateText(node: Node): string {
  return (node.quasis as { value: { cooked: string | null } }[]).map((quasi) => quasi.value.cooked ?? '').join('$0')
}

/** Visits every node; `parents` are the nodes around it, the outermost first. A visit that answers false keeps out of the node. */
// biome-ignore lint/suspicious/noConfusingVoidType: most visitors answer nothing
export function walk(node: Node, visit: (node: Node, parents: readonly Node[]) => boolean | void, parents: Node[] = []): void {
  if (visit(node, parents) === false) return
  parents.push(node)
  for (const [field, value] of Object.entries(node)) {
    if (field === 'parent') continue
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit, parents)
  }
  parents.pop()
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string' && 'start' in value
}

/** The name an expression calls or reads: `Date.now`, `run`, `world.send`. Empty when it has none. */
export function nameOf(node: Node | undefined): string {
  if (node?.type === 'Identifier') return String(node.name)
  if (node?.type === 'ThisExpression') return 'this'
  if (node?.type !== 'MemberExpression' || node.computed) return ''
  return `${nameOf(node.object as Node)}.${nameOf(node.property as Node)}`
}

export function problem(source: Source, at: number | Node, text: string): Problem {
  const offset = typeof at === 'number' ? at : at.start
  return { path: source.path, line: source.text.slice(0, offset).split('\n').length, text }
}
