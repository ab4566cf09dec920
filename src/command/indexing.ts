// The index from files alone: what a reader of a ranking needs to compute it again.
import { readFileSync } from 'node:fs'
import { CsvError, parse } from 'csv-parse/sync'
import { type Composite, computeComposite } from '../evaluation/composite.rules.ts'
import { evaluationWords } from '../evaluation/evaluation.words.ts'
import { columnsOf, forbiddenGaps } from '../evaluation/prepare.rules.ts'
import { headOf, type YearReport, yearReport } from '../evaluation/report.rules.ts'
import type { Robustness } from '../evaluation/robust.rules.ts'
import { IndicatorSystem } from '../evaluation/system.contract.ts'
import { systemProblems } from '../evaluation/system.rules.ts'
import { rowsOfSheet, yearsOf } from '../evaluation/table.rules.ts'
import { inputIssues } from '../kernel/issue.rules.ts'
import { both, type Command, CommandRefusal, progressLine, shell, tell, usage, type Values } from './command.ts'
import { commandWords } from './command.words.ts'
import { indexingWords as words } from './indexing.words.ts'

const faultsShown = 20

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new CommandRefusal(words.noFile, { file })
  }
}

/** Tells the first faults, one a line, and refuses. */
function refuseFaults(file: string, faults: readonly string[]): void {
  if (faults.length === 0) return
  for (const fault of faults.slice(0, faultsShown)) shell.process.stderr.write(`${fault}\n`)
  if (faults.length > faultsShown) tell(words.more, { count: faults.length - faultsShown })
  throw new CommandRefusal(words.wrong, { file, count: faults.length })
}

type Problem = { code: keyof typeof evaluationWords }
const inWords = (problem: Problem) => both(evaluationWords[problem.code], problem)

/** Where in a file something stands, as people count: `indicators[2] (high_tech_firms) weight`. */
function placeIn(json: unknown, path: string): string {
  const [list = '', at = '', ...rest] = path.split('.')
  if (!/^\d+$/.test(at)) return path || '.'
  const node = (json as Record<string, unknown[] | undefined>)[list]?.[Number(at)]
  const code = (node as { code?: unknown } | null | undefined)?.code
  return [`${list}[${Number(at) + 1}]`, ...(typeof code === 'string' ? [`(${code})`] : []), rest.join('.')].filter(Boolean).join(' ')
}

function readSystem(file: string): IndicatorSystem {
  let json: unknown
  try {
    json = JSON.parse(textOf(file).replace(/^\uFEFF/, ''))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new CommandRefusal(words.notJson, { file, reason: error.message })
  }
  const { data, error } = IndicatorSystem.safeParse(json)
  if (error)
    refuseFaults(
      file,
      inputIssues(error).map(({ path, text }) => `${placeIn(json, path)}: ${both(text)}`),
    )
  refuseFaults(file, systemProblems(data!).map(inWords))
  return data!
}

function readData(file: string, system: IndicatorSystem) {
  let sheet: string[][]
  try {
    sheet = parse(textOf(file), { bom: true, relax_column_count: true, skip_empty_lines: true })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new CommandRefusal(words.notCsv, { file, reason: error.message })
  }
  const columns = columnsOf(
    system,
    (sheet[0] ?? []).map((head) => head.trim()),
  )
  const { rows, problems } = rowsOfSheet(sheet, columns)
  refuseFaults(file, problems.map(inWords))
  if (rows.length === 0) throw new CommandRefusal(words.noUnits, { file })
  const years = yearsOf(rows, columns)
  refuseFaults(file, forbiddenGaps(system, years).map(inWords))
  return years
}

/** A number of an option. @throws the usage where it is none within its limits */
function numberIn(values: Values, option: string, or: number, [least, most]: readonly [number, number], isWhole: boolean): number {
  const given = values[option]
  if (given === undefined) return or
  const value = Number(given)
  const isRight = /^\d+(\.\d+)?$/.test(String(given)) && value >= least && value <= most && (!isWhole || Number.isInteger(value))
  if (!isRight) usage(commandWords.badValue, { option: `--${option}`, value: given, shape: `${least}–${most}` })
  return value
}

function robustnessOf(values: Values): Robustness | undefined {
  const runs = numberIn(values, 'runs', 0, [0, 100_000], true)
  const seed = numberIn(values, 'seed', 1, [0, 2 ** 32 - 1], true)
  const weightSpread = numberIn(values, 'spread', 0.25, [0, 1], false)
  return runs === 0 ? undefined : { seed, runs, weightSpread, normalisations: ['minMax', 'zScore', 'rank'] }
}

/** Each year's report as it is wanted: not all are kept at once. */
function* reportsOf(composite: Composite, robustness: Robustness | undefined, onRun: (done: number) => void): Generator<YearReport> {
  for (const year of composite.years) yield yearReport(composite, year, robustness, onRun)
}

/** One JSON document, written year by year: a hundred thousand rows are no single text. */
function printDocument(composite: Composite, reports: Iterable<YearReport>, robustness: Robustness | undefined): void {
  const head = JSON.stringify({ ...headOf(composite), ...(robustness ? { robustness } : {}) })
  shell.process.stdout.write(`${head.slice(0, -1)},"years":[`)
  let separator = '\n'
  for (const report of reports) {
    shell.process.stdout.write(`${separator}${JSON.stringify(report)}`)
    separator = ',\n'
  }
  shell.process.stdout.write(']}\n')
}

/** How many cells were filled in, brought back or found wrong, kind by kind: a ranking that rests on them says so. */
function noted(notes: YearReport['notes']): string {
  const kinds = [...Map.groupBy(notes, ({ code }) => code)].map(([code, own]) => `${code} ${own.length}`)
  return kinds.length > 0 ? `${both(words.noted, { kinds: kinds.join(', ') })}\n` : ''
}

function printRanking({ system }: Composite, { year, units, intervals, notes }: YearReport): void {
  const placed = units.map((unit, at) => ({ ...unit, interval: intervals?.[at] }))
  placed.sort((one, other) => (one.rank ?? Number.POSITIVE_INFINITY) - (other.rank ?? Number.POSITIVE_INFINITY))
  const lines = placed.map(({ unit, rank, score, class: own, interval }) => {
    const between = interval && interval.low !== null ? `  [${interval.low}–${interval.high}]` : ''
    return `${String(rank ?? '—').padStart(5)}  ${(score?.toFixed(4) ?? '—').padStart(12)}${between}  ${unit}${own ? `  ${own}` : ''}`
  })
  const { code, version } = system
  shell.process.stdout.write(
    `${both(words.head, { code, version, year: year ?? '', count: units.length })}\n${lines.join('\n')}\n${noted(notes)}`,
  )
}

export const indexing: Command = {
  title: words.title,
  options: {
    system: { type: 'string', shape: 'S.json', help: words.system },
    data: { type: 'string', shape: 'D.csv', help: words.data },
    runs: { type: 'string', shape: '1000', help: words.runs },
    seed: { type: 'string', shape: '1', help: words.seed },
    spread: { type: 'string', shape: '0.25', help: words.spread },
    json: { type: 'boolean', help: commandWords.json },
  },
  notes: [words.notes],
  run: async ({ values }) => {
    const { system: systemFile, data: dataFile, json } = values
    if (systemFile === undefined || dataFile === undefined) usage(words.missing)
    const robustness = robustnessOf(values)
    const system = readSystem(String(systemFile))
    const composite = computeComposite(system, readData(String(dataFile), system))
    const progress = progressLine()
    const onRun = (done: number) => progress(words.run, { done, runs: robustness!.runs })
    const reports = reportsOf(composite, robustness, onRun)
    if (json) printDocument(composite, reports, robustness)
    else for (const report of reports) printRanking(composite, report)
    progress()
  },
}
