// The two lists of ARCHITECTURE.md: which slice, which floor, and what may be imported from where.
import { slices } from '../../src/slices.ts'
import { type Floor, floors, type Import, type Node, nameOf, type Problem, problem, type Source } from './tree.ts'

const openDoors: readonly Floor[] = ['words', 'contract', 'rules', 'server', 'part']
/** Floors whose files also run in the browser: nothing of the server may be in their reach. */
const browserFloors: readonly Floor[] = ['words', 'contract', 'rules', 'declaration', 'part', 'page']
const browserPackages =
  /^(react|react-dom|antd|zod|dayjs|clsx|echarts|pinyin-pro|@ant-design\/|@tanstack\/|@rc-component\/|@simplewebauthn\/browser$)/
/** The frame's files of addresses: `router.tsx`, and one `…routes.tsx` for each part of the product. */
const isRouter = (path: string) => /^src\/web\/(root|router|[a-z]+routes)\.tsx$/.test(path)
const mainFiles = ['src/main.ts', 'src/app.ts', 'src/slices.server.ts']

const sliceNo = (slice: string) => (slices as readonly string[]).indexOf(slice)
const floorNo = (floor: Floor) => (floors as readonly string[]).indexOf(floor)
const isSlice = (slice: string) => sliceNo(slice) >= 0

/** Every file has an address of two words: a slice of src/slices.ts and a floor. Only the kernel and the browser's frame name files freely. */
export function everyFileHasAnAddress(tree: readonly Source[]): Problem[] {
  return tree.flatMap((source) => {
    if (source.slice === '') return [problem(source, 0, `this folder is no slice: add it to src/slices.ts, or move the file`)]
    if (source.floor === 'free' && isSlice(source.slice) && source.slice !== 'kernel')
      return [problem(source, 0, `name it noun.floor.ts, with a floor of: ${floors.join(', ')}`)]
    if (source.floor === 'tables' && !source.text.startsWith('// Printed from'))
      return [problem(source, 0, 'only `npm run types` writes .tables.ts files')]
    return []
  })
}

/** An import goes back or down: to the same or an earlier slice, and inside a slice to the same or a lower floor. */
export function importsGoBackOrDown(tree: readonly Source[]): Problem[] {
  const byPath = new Map(tree.map((source) => [source.path, source]))
  return tree.flatMap((source) =>
    source.imports.flatMap((each) => {
      const target = byPath.get(each.from)
      if (!target || mainFiles.includes(source.path) || isRouter(source.path)) return []
      const reason = refusal(source, target)
      return reason ? [problem(source, each.start, `may not import ${target.path}: ${reason}`)] : []
    }),
  )
}

/** The kernel's promises are tested through whatever slice shows them; every other slice's tests look back as its code does. */
function refusal(source: Source, target: Source): string | undefined {
  if (target.slice === 'command' && source.slice !== 'command' && source.floor !== 'test') return 'commands are reached only from main.ts'
  if (target.slice === 'example' && !['example', 'command', 'test', 'bench'].includes(source.slice) && source.floor !== 'test')
    return 'the example province is reached only from commands'
  if (target.floor === 'page' && source.slice !== 'web') return 'pages are opened only by the router'
  if (source.floor === 'test' || source.slice === 'test' || source.slice === 'bench')
    return doorOf(source, target) ?? (isSlice(source.slice) && source.slice !== 'kernel' ? backOf(source, target) : undefined)
  if (target.floor === 'test' || target.slice === 'test' || target.slice === 'bench') return 'only tests open tests'
  if (isSlice(source.slice) && !isSlice(target.slice) && !(target.slice === 'web' && (source.floor === 'part' || source.floor === 'page')))
    return target.path === 'src/slices.ts' ? undefined : 'a slice knows only slices; parts and pages also know src/web'
  return backOf(source, target) ?? doorOf(source, target) ?? downOf(source, target)
}

function backOf(source: Source, target: Source): string | undefined {
  if (!isSlice(source.slice) || !isSlice(target.slice) || sliceNo(target.slice) <= sliceNo(source.slice)) return undefined
  return `${target.slice} stands after ${source.slice} in src/slices.ts; record an event there, or move what both know to the earlier slice`
}

function doorOf(source: Source, target: Source): string | undefined {
  if (target.slice === source.slice || !isSlice(target.slice) || target.slice === 'kernel' || openDoors.includes(target.floor))
    return undefined
  return `${target.floor} of ${target.slice} is private: only its ${openDoors.join(', ')} may be opened`
}

function downOf(source: Source, target: Source): string | undefined {
  if (source.floor === 'free' || target.floor === 'free' || floorNo(target.floor) <= floorNo(source.floor)) return undefined
  return `${target.floor} stands above ${source.floor}`
}

/** What runs in the browser reaches nothing of the server: no node module, no server package, however many files lie between. */
export function browserFilesReachNoServer(tree: readonly Source[]): Problem[] {
  const byPath = new Map(tree.map((source) => [source.path, source]))
  const known = new Map<string, string | undefined>()
  return tree.flatMap((source) => {
    if (source.floor === 'test' || (!browserFloors.includes(source.floor) && source.slice !== 'web')) return []
    return runtimeImports(source).flatMap((each) => {
      const way = wayToServer(each.from, byPath, known, [])
      return way ? [problem(source, each.start, `runs in the browser but reaches the server: ${way}`)] : []
    })
  })
}

function runtimeImports(source: Source): Import[] {
  return source.imports.filter((each) => !each.isTypeOnly)
}

function wayToServer(
  from: string,
  byPath: ReadonlyMap<string, Source>,
  known: Map<string, string | undefined>,
  above: readonly string[],
): string | undefined {
  const source = byPath.get(from)
  if (!source) return from.startsWith('src/') || browserPackages.test(from) ? undefined : from
  if (source.floor === 'sql' || source.floor === 'server') return from
  if (known.has(from) || above.includes(from)) return known.get(from)
  let way: string | undefined
  for (const each of runtimeImports(source)) way ??= wayToServer(each.from, byPath, known, [...above, from])
  known.set(from, way && `${from} → ${way}`)
  return known.get(from)
}

/** Which packages a floor may open at all; the browser's are checked by their reach. */
const packagesOf: Partial<Record<Floor, RegExp>> = {
  words: /^$/,
  contract: /^zod$/,
  rules: /^(zod|pinyin-pro)$/,
  declaration: /^zod$/,
  sql: /^(kysely|node:crypto)$/,
  server: /^(node:|zod$|csv-|exceljs$|iconv-lite$)/,
}

/** Words import nothing; contracts only zod; SQL only the query builder; only kernel files know Fastify, the drivers and the queue. */
export function packagesStayInTheirFloor(tree: readonly Source[]): Problem[] {
  return tree.flatMap((source) =>
    source.imports.flatMap((each) => {
      if (source.floor === 'words') return [problem(source, each.start, 'words import nothing')]
      const allowed = packagesOf[source.floor]
      const isFile = /^(src|test|bench|seeds|\.\.)\//.test(each.from) || each.from.endsWith('.json')
      if (isFile || !allowed || allowed.test(each.from) || source.slice === 'kernel') return []
      return [problem(source, each.start, `${source.floor} may not open the package ${each.from}: its adapter belongs to the kernel`)]
    }),
  )
}

/** A name passed on hides its address, and drags what its giver needs to wherever it is asked for. */
export function noBarrels(tree: readonly Source[]): Problem[] {
  return tree.flatMap((source) => {
    const tell = (start: number) => problem(source, start, 'import it from its own file where it is needed, instead of passing it on')
    const imported = new Set(source.imports.flatMap((each) => each.names))
    const passedOn = (source.program.body as Node[]).filter(
      (node) =>
        node.type === 'ExportNamedDeclaration' &&
        !node.source &&
        (node.specifiers as Node[]).some((each) => imported.has(nameOf(each.local as Node))),
    )
    return [...source.imports.filter((each) => each.isReexport), ...passedOn].map((each) => tell(each.start))
  })
}

/** Two files that need each other are one file, or three. */
export function noCycles(tree: readonly Source[]): Problem[] {
  const byPath = new Map(tree.map((source) => [source.path, source]))
  const done = new Set<string>()
  const found: Problem[] = []
  const visit = (source: Source, above: readonly string[]) => {
    for (const each of runtimeImports(source)) {
      const target = byPath.get(each.from)
      if (!target || each.isDynamic) continue
      const at = above.indexOf(target.path)
      if (at >= 0) found.push(problem(source, each.start, `closes a cycle: ${[...above.slice(at), target.path].join(' → ')}`))
      else if (!done.has(target.path)) visit(target, [...above, target.path])
    }
    done.add(source.path)
  }
  for (const source of tree) if (!done.has(source.path)) visit(source, [source.path])
  return found
}
