import { relative } from 'node:path'
import type { run } from 'node:test'
import { inspect } from 'node:util'

export type Counts = { passed: number; failed: number; skipped: number }
export type SlowFile = { file: string; seconds: number }
type Events = ReturnType<typeof run>

type FileReport = Counts & { begunAt: number; failures: string[]; noise: string[]; skips: Set<string> }

const slowSeconds = 5
const noiseLinesAtMost = 80

/**
 * Follows one run of node's test runner: a line for each file as it ends, the failures in full after the last,
 * with what their files printed. Parents are counted with their subtests, suites are not, as node itself counts.
 * A file that ran no test of its own is a failure: it would look green for nothing.
 */
export async function report(events: Events, root: string): Promise<{ counts: Counts; slow: SlowFile[] }> {
  const files = new Map<string, FileReport>()
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
  const slow: SlowFile[] = []
  const of = (file: string): FileReport => {
    const known = files.get(file)
    if (known) return known
    const fresh = { passed: 0, failed: 0, skipped: 0, begunAt: performance.now(), failures: [], noise: [], skips: new Set<string>() }
    files.set(file, fresh)
    return fresh
  }
  for await (const { type, data } of events) {
    if ((type === 'test:stdout' || type === 'test:stderr') && data.file) of(data.file).noise.push(data.message)
    if (type === 'test:dequeue' && data.file === data.name) of(data.name).begunAt = performance.now()
    // What goes wrong outside any test, such as in a last hook, is told as a failure of the file itself.
    if (type === 'test:fail' && data.file === data.name && of(data.name).failed === 0)
      addFailure(of(data.name), 'after its tests', data.details.error)
    if (type !== 'test:complete' || !data.file) continue
    const file = of(data.file)
    if (data.name === data.file) {
      endFile(file, data.details)
      const seconds = (performance.now() - file.begunAt) / 1000
      if (seconds > slowSeconds) slow.push({ file: relative(root, data.file), seconds })
      console.log(lineOf(relative(root, data.file), file, seconds))
    } else if (data.details.type !== 'suite') {
      addTest(file, data)
    } else if (!data.details.passed) {
      // A suite fails by its hooks; the tests it then could not run are counted already and say nothing of the cause.
      const uncounted = file.failed
      addFailure(file, data.name, data.details.error)
      file.failed = Math.max(uncounted, 1)
    }
  }
  for (const [name, file] of files) {
    for (const kind of ['passed', 'failed', 'skipped'] as const) counts[kind] += file[kind]
    if (file.failed > 0) printFailures(relative(root, name), file)
  }
  return { counts, slow }
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
  if (failureType !== 'subtestsFailed') file.failures.push(`${name}\n${inspect(error?.cause ?? error, { depth: 6 })}`)
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
}
