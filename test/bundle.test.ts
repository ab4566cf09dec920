// What a reader's phone must fetch before a page can show: the budgets of public pages and of work pages, measured on what is built of these sources.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { builtPages } from '../src/command/pages.ts'

type Chunk = { file: string; imports?: string[]; isDynamicEntry?: boolean; isEntry?: boolean; src?: string }

const budgetKb = { public: 250, work: 450 }
const root = join(import.meta.dirname, '..')
const outDir = (await builtPages(root)) ?? assert.fail('the pages cannot be built')
const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(outDir, '.vite/manifest.json'), 'utf8'))

/** Every chunk that must be there before this one runs, itself included. */
function needed(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found
  found.add(name)
  for (const other of manifest[name]?.imports ?? []) needed(other, found)
  return found
}

function gzippedKb(names: Iterable<string>): number {
  const files = new Set([...names].map((name) => manifest[name]?.file).filter((file) => file !== undefined))
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(outDir, file))).byteLength, 0) / 1000
}

type Page = { address: string; source: string; isWork: boolean }

/** The pages as the router names them; those hung below the work frame are where people work. */
function pagesOfRouter(): Page[] {
  const files = globSync('src/web/{root,router,*routes}.tsx', { cwd: root }).map((name) => readFileSync(join(root, name), 'utf8'))
  return files
    .join('\n')
    .split('createRoute({')
    .slice(1)
    .flatMap((text) => {
      const source = text.match(/import\('(?:\.\/)?([^']+)'\)/)?.[1]
      if (!source) return []
      const isWork = text.includes('getParentRoute: () => work') || source === 'work.tsx'
      return [{ address: `${isWork ? '/work' : ''}${text.match(/path: '([^']+)'/)?.[1] ?? ''}`, source, isWork }]
    })
}

const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry)
assert.ok(entry, 'the build has an entry')
const pages = pagesOfRouter()

test('the router names every page of the build', () => {
  const built = Object.values(manifest).filter((chunk) => chunk.isDynamicEntry && chunk.src?.includes('.page.'))
  const named = new Set(pages.map((page) => page.source))
  assert.deepEqual(
    built.map((chunk) => chunk.src).filter((source) => source && !named.has(source)),
    [],
  )
  assert.ok(pages.length > 0)
})

for (const { address, source, isWork } of pages) {
  const kind = isWork ? 'work' : 'public'
  test(`${address} fetches at most ${budgetKb[kind]} kB of gzipped script`, (context) => {
    assert.ok(manifest[source], `${source} is in the build`)
    const size = gzippedKb([...needed(entry), ...(isWork ? needed('work.tsx') : []), ...needed(source)])
    context.diagnostic(`${size.toFixed(1)} kB`)
    assert.ok(size <= budgetKb[kind], `${size.toFixed(1)} kB`)
  })
}
