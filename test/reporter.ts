import { relative } from 'node:path'
import type { run } from 'node:test'
import { inspect } from 'node:util'

export type Counts = { passed: number; failed: number; skipped: number }
type Events = ReturnType<typeof run>

type FileReport = Counts & { failures: string[]; noise: string[]; skips: Set<string> }

const noiseLinesAtMost = 80

export type Told = { path: string; counts: Counts; seconds: number }

/**
 * Follows node's test runner over one process of group.ts: of each file a line as it ends, then its failures in full with what it printed.
 * Parents are counted with their subtests, suites are not, as node itself counts.
 * A file that ran no test of its own is a failure: it would look green for nothing. So is one that its process did not come to.
 */
export async function report(events: Events, paths: readonly string[], root: string): Promise<Told[]> {
  const told: Told[] = []
  let file = emptyReport()
  let begunAt = performance.now()
  const end = (path: string, details: Ending) => {
    endFile(file, details)
    const seconds = (performance.now() - begunAt) / 1000
    const name = relative(root, path)
    console.log(lineOf(name, file, seconds))
    if (file.failed > 0) printFailures(name, file)
    told.push({ path, counts: file, seconds })
    file = emptyReport()
    begunAt = performance.now()
  }
  let ending: Ending = { passed: false }
  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') file.noise.push(data.message)
    if (type !== 'test:complete') continue
    if (data.nesting === 0 && data.details.type === 'suite' && paths.includes(data.name)) end(data.name, data.details)
    else if (data.nesting === 0) ending = data.details
    else if (data.details.type !== 'suite') addTest(file, data)
    else if (!data.details.passed) {
      // A suite fails by its hooks; the tests it then could not run are counted already and say nothing of the cause.
      const counted = file.failed
      addFailure(file, data.name, data.details.error)
      file.failed = Math.max(counted, 1)
    }
  }
  for (const path of paths.filter((each) => told.every((one) => one.path !== each)))
    end(path, { passed: false, error: new Error('its process ended before it did') })
  // What goes wrong outside every file, such as at the end of the process, is told as a failure of the last one.
  const last = told.at(-1)
  if (!ending.passed && last && told.every(({ counts }) => counts.failed === 0)) {
    addFailure(file, 'after its tests', ending.error)
    printFailures(relative(root, last.path), file)
    last.counts.failed += 1
  }
  return told
}

type Ending = { passed: boolean; error?: Error }
const emptyReport = (): FileReport => ({ passed: 0, failed: 0, skipped: 0, failures: [], noise: [], skips: new Set() })

type Complete = Extract<Awaited<ReturnType<ReturnType<Events['iterator']>['next']>>['value'], { type: 'test:complete' }>['data']

function addTest(file: FileReport, data: Complete): void {
  if (data.skip !== undefined || data.todo !== undefined) {
    file.skipped += 1
    if (typeof data.skip === 'string') file.skips.add(data.skip)
  } else if (data.details.passed) file.passed += 1
  else addFailure(file, data.name, data.details.error)
}

function addFailure(file: FileReport, name: string, error: Error | undefined): void {
  file.failed += 1
  const failureType = (error as { failureType?: string } | undefined)?.failureType
  if (failureType !== 'subtestsFailed') file.failures.push(`${name}\n${textOf(error?.cause ?? error)}`)
}

/** A failed assertion says all in its message; other errors may carry more. Frames inside node help nobody. */
function textOf(error: unknown): string {
  const isAssertion = (error as { code?: string } | undefined)?.code === 'ERR_ASSERTION'
  const text = isAssertion ? String((error as Error).stack) : inspect(error, { depth: 6 })
  const frame = /^\s+at .*(node:internal|\(node:)/
  return text
    .split('\n')
    .filter((line) => !frame.test(line))
    .join('\n')
}

/** Of a file that fails by its tests they have told already; one that cannot be loaded, or whose hook fails, tells it itself. */
function endFile(file: FileReport, details: Ending): void {
  const isTold = file.failed > 0 && (details.error as { failureType?: string } | undefined)?.failureType === 'subtestsFailed'
  if (!details.passed && !isTold) addFailure(file, 'the file did not end well', details.error)
  else if (file.passed + file.failed + file.skipped === 0) addFailure(file, 'the file ran no test', undefined)
}

function lineOf(name: string, file: FileReport, seconds: number): string {
  const skipped = file.skipped > 0 ? `, ${file.skipped} skipped${file.skips.size > 0 ? ` (${[...file.skips].join('; ')})` : ''}` : ''
  const failed = file.failed > 0 ? `, ${file.failed} FAILED` : ''
  return `  ${file.failed > 0 ? '✗' : '✓'} ${name}  ${file.passed} passed${failed}${skipped}  ${seconds.toFixed(1)} s`
}

function printFailures(name: string, file: FileReport): void {
  for (const failure of file.failures) console.log(`\n✗ ${name}: ${failure.replaceAll('\n', '\n    ')}`)
  const lines = file.noise
    .join('')
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
  if (lines.length === 0) return
  console.log(`\n  ${name} printed${lines.length > noiseLinesAtMost ? ` (the last ${noiseLinesAtMost} lines)` : ''}:`)
  for (const line of lines.slice(-noiseLinesAtMost)) console.log(`    ${line}`)
  console.log('')
}
