import { relative } from 'node:path'
import type { run } from 'node:test'
import { inspect } from 'node:util'

export type Counts = { passed: number; failed: number; skipped: number }
type Events = ReturnType<typeof run>

type FileReport = Counts & { failures: string[]; noise: string[]; skips: Set<string> }

const noiseLinesAtMost = 80

/**
 * Follows node's test runner over one file: a line as it ends, then its failures in full with what it printed.
 * Parents are counted with their subtests, suites are not, as node itself counts.
 * A file that ran no test of its own is a failure: it would look green for nothing.
 */
export async function report(events: Events, path: string, root: string): Promise<{ counts: Counts; seconds: number }> {
  const file: FileReport = { passed: 0, failed: 0, skipped: 0, failures: [], noise: [], skips: new Set() }
  const begunAt = performance.now()
  let end: { passed: boolean; error?: Error } = { passed: false }
  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') file.noise.push(data.message)
    // What goes wrong outside any test, such as in a last hook, is told as a failure of the file itself.
    if (type === 'test:fail' && data.name === path && file.failed === 0 && end.error === undefined)
      addFailure(file, 'after its tests', data.details.error)
    if (type !== 'test:complete') continue
    if (data.name === path) {
      end = data.details
    } else if (data.details.type !== 'suite') {
      addTest(file, data)
    } else if (!data.details.passed) {
      // A suite fails by its hooks; the tests it then could not run are counted already and say nothing of the cause.
      const counted = file.failed
      addFailure(file, data.name, data.details.error)
      file.failed = Math.max(counted, 1)
    }
  }
  endFile(file, end)
  const seconds = (performance.now() - begunAt) / 1000
  const name = relative(root, path)
  console.log(lineOf(name, file, seconds))
  if (file.failed > 0) printFailures(name, file)
  const { passed, failed, skipped } = file
  return { counts: { passed, failed, skipped }, seconds }
}

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

function endFile(file: FileReport, details: { passed: boolean; error?: Error }): void {
  if (file.failed > 0) return
  if (!details.passed) addFailure(file, 'the file did not end well', details.error)
  else if (file.passed + file.skipped === 0) addFailure(file, 'the file ran no test', undefined)
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
