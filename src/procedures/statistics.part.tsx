// The parts of an office's statistics: a chart of the months, a table with a number for each part, and the grounds of refusal.

import { getFigure } from '../figures/figure.contract.ts'
import { Figure } from '../figures/figure.part.tsx'
import type { FigureSearch } from '../figures/open.rules.ts'
import type { Output } from '../kernel/contract.ts'
import type { Language, Word } from '../kernel/word.ts'
import { useSay } from '../web/language.tsx'
import { useRead, useReads } from '../web/query.tsx'
import type { StatisticsWay } from './statistics.rules.ts'
import { statisticsWords as words } from './statistics.words.ts'

export type Answer = Output<typeof getFigure>
type Say = (word: Word, params?: Record<string, unknown>) => string

/** The keys of all parts in their order: as the first figure that has them gives them. */
function keysOf(answers: readonly Answer[]): { key: string; label: Word }[] {
  const labels = new Map(answers.flatMap((answer) => answer.parts.map(({ key, label }) => [key, label] as const)))
  return [...labels].map(([key, label]) => ({ key, label })).toSorted((a, b) => (a.key < b.key ? -1 : 1))
}

const monthLabel = (key: string, label: Word): Word => (/^\d{4}-\d{2}-01$/.test(key) ? { zh: key.slice(0, 7), en: key.slice(0, 7) } : label)

/** The question behind one cell: that of the figure, for the part alone. */
function searchOfCell(search: FigureSearch, by: StatisticsWay, key: string): FigureSearch | undefined {
  if (by === 'procedure') return { ...search, procedure: key }
  if (by === 'month') {
    const { year: _, ...rest } = search
    return { ...rest, from: key.slice(0, 7), to: key.slice(0, 7) }
  }
  return /^\d{6}$/.test(key) ? { ...search, divisionCode: key } : undefined
}

type TableProps = { answers: readonly Answer[]; by: StatisticsWay; searchOf: (answer: Answer) => FigureSearch }

export function PartsTable({ answers, by, searchOf }: TableProps) {
  const say = useSay()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard
    <section className="table-scroll" tabIndex={0} aria-label={say(words.partsTable)}>
      <table className="table to-list statistics-table">
        <thead>
          <tr>
            <th scope="col">{say(words[`by_${by}`])}</th>
            {answers.map(({ figure }) => (
              <th key={figure.name} scope="col" className="num">
                {say(figure.title)}
                <span className="unit">{say(figure.unit)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keysOf(answers).map(({ key, label }) => (
            <tr key={key}>
              <th scope="row" className="main">
                {say(monthLabel(key, label))}
              </th>
              {answers.map((answer) => {
                const part = answer.parts.find((one) => one.key === key)
                const search = searchOfCell(searchOf(answer), by, key)
                return (
                  <td key={answer.figure.name} className="num" data-label={say(answer.figure.title)}>
                    {part && search && part.value.text !== null ? (
                      <Figure name={answer.figure.name} value={part.value} search={search} />
                    ) : (
                      (part?.value.text ?? say(words.none))
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="main">
              {say(words.whole)}
            </th>
            {answers.map(({ figure, value }) => (
              <td key={figure.name} className="num" data-label={say(figure.title)}>
                {value.text ?? say(words.none)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

/** The table as a CSV text, with the mark by which spreadsheets know its encoding. */
export function sheetOf(answers: readonly Answer[], language: Language, say: Say): string {
  const plain = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const numberOf = (text: string | null | undefined) => (text ?? '').replaceAll(',', '').replace('−', '-')
  const heads = [say(words.part), ...answers.map(({ figure }) => `${figure.title[language]}（${figure.unit[language]}）`)]
  const rows = keysOf(answers).map(({ key, label }) => [
    say(monthLabel(key, label)),
    ...answers.map((answer) => numberOf(answer.parts.find((one) => one.key === key)?.value.text)),
  ])
  const whole = [say(words.whole), ...answers.map(({ value }) => numberOf(value.text))]
  return `\uFEFF${[heads, ...rows, whole].map((row) => row.map(plain).join(',')).join('\r\n')}\r\n`
}

const high = 96

/** Filed and decided by month, side by side; the numbers stand below, for everybody. */
export function MonthChart({ scope, year }: { scope: object; year: number }) {
  const say = useSay()
  const [filed, decided] = useReads(
    getFigure,
    ['cases_filed', 'cases_decided'].map((name) => ({ name, ...scope, year, by: 'month' as const })),
  ).map((reading) => reading.data)
  if (!filed || !decided) return null
  const at = (answer: Answer, month: number) =>
    answer.parts.find(({ key }) => key === `${year}-${String(month).padStart(2, '0')}-01`)?.value.amount ?? 0
  const months = Array.from({ length: 12 }, (_, index) => ({
    number: index + 1,
    filed: at(filed, index + 1),
    decided: at(decided, index + 1),
  }))
  const most = Math.max(1, ...months.flatMap((month) => [month.filed, month.decided]))
  return (
    <section aria-labelledby="statistics-chart" className="statistics-section">
      <div className="section-head">
        <h2 id="statistics-chart">{say(words.chart)}</h2>
        <span className="muted">{say(words.chartLead, { year })}</span>
        <span className="statistics-key">
          <i className="filed" /> {say(words.filed)} <i className="decided" /> {say(words.decided)}
        </span>
      </div>
      <ol className="statistics-chart">
        {months.map((month) => (
          <li key={month.number}>
            <span className="bars" aria-hidden="true">
              <i className="filed" style={{ height: `${(month.filed / most) * high}px` }} />
              <i className="decided" style={{ height: `${(month.decided / most) * high}px` }} />
            </span>
            <span className="numbers">
              <span>
                <span className="unseen">{say(words.filed)} </span>
                {month.filed}
              </span>
              <span className="unseen">, {say(words.decided)} </span>
              <span>{month.decided}</span>
            </span>
            <span className="month">{say(words.month, { number: month.number })}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Why cases were refused, the most frequent first. */
export function Grounds({ scope, period }: { scope: object; period: object }) {
  const say = useSay()
  const { data } = useRead(getFigure, { name: 'cases_refused', ...scope, ...period, by: 'ground' })
  if (!data) return null
  const parts = data.parts.toSorted((a, b) => (b.value.amount ?? 0) - (a.value.amount ?? 0))
  const most = Math.max(1, ...parts.map((part) => part.value.amount ?? 0))
  return (
    <section aria-labelledby="statistics-grounds" className="statistics-section">
      <h2 id="statistics-grounds">{say(words.grounds)}</h2>
      {parts.length === 0 ? (
        <p className="muted">{say(words.groundsNone)}</p>
      ) : (
        <dl className="statistics-grounds">
          {parts.map((part) => (
            <div key={part.key}>
              <dt>{say(part.label)}</dt>
              <dd>
                <span className="rule" style={{ width: `${((part.value.amount ?? 0) / most) * 100}%` }} aria-hidden="true" />
                <span>{part.value.text ?? say(words.none)}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
