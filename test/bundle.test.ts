// What a reader's phone must fetch before a page can show: the budgets of public pages and of work pages, measured on a fresh build.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

type Chunk = { file: string; imports?: string[]; isDynamicEntry?: boolean; isEntry?: boolean; src?: string }

const budgetKb = { public: 250, work: 450 }
const root = join(import.meta.dirname, '..')
const outDir = mkdtempSync(join(tmpdir(), 'xianchuang-bundle-'))
after(() => rmSync(outDir, { recursive: true, force: true }))

await build({
  root: join(root, 'src/web'),
  configFile: join(root, 'vite.config.ts'),
  logLevel: 'error',
  build: { outDir, emptyOutDir: true },
})
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

/** The address of each page, read off the router: a page where people work stands under /work. */
function pagesByAddress(): { address: string; source: string }[] {
  const router = readFileSync(join(root, 'src/web/router.tsx'), 'utf8')
  return [...router.matchAll(/path: '([^']+)'[\s\S]*?import\('\.\/([^']+)'\)|path: '([^']+)'[\s\S]*?import\('(\.\.\/[^']+)'\)/g)].map(
    (match) => ({
      address: match[1] ?? match[3] ?? '',
      source: match[2] ?? match[4] ?? '',
    }),
  )
}

const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry)
assert.ok(entry, 'the build has an entry')
const pages = pagesByAddress()

test('the router names every page of the build', () => {
  const built = Object.values(manifest).filter((chunk) => chunk.isDynamicEntry && chunk.src?.includes('.page.'))
  const named = new Set(pages.map((page) => page.source))
  assert.deepEqual(
    built.map((chunk) => chunk.src).filter((source) => source && !named.has(source)),
    [],
  )
  assert.ok(pages.length > 0)
})

for (const { address, source } of pages) {
  const kind = address.startsWith('/work') ? 'work' : 'public'
  test(`${address} fetches at most ${budgetKb[kind]} kB of gzipped script`, (context) => {
    assert.ok(manifest[source], `${source} is in the build`)
    const size = gzippedKb([...needed(entry), ...needed(source)])
    context.diagnostic(`${size.toFixed(1)} kB`)
    assert.ok(size <= budgetKb[kind], `${size.toFixed(1)} kB`)
  })
}
