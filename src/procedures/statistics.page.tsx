// How an office works: what came in, what was decided, how soon, and why not; every number opens to its cases.
import '../web/styles/statistics.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { getFigure } from '../figures/figure.contract.ts'
import { Figure } from '../figures/figure.part.tsx'
import { useMe } from '../identity/me.part.tsx'
import { listDivisions } from '../places/places.contract.ts'
import { isWithin } from '../places/places.rules.ts'
import { Button, Choice, Field } from '../web/field.tsx'
import { shanghaiDay } from '../web/format.ts'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { useRead, useReads } from '../web/query.tsx'
import { Problem, Shape } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { listProcedures } from './procedure.contract.ts'
import { type Answer, Grounds, MonthChart, PartsTable, sheetOf } from './statistics.part.tsx'
import { isBegun, lastDayOfSpan, monthsOf, type StatisticsSearch, spans, statisticsWays } from './statistics.rules.ts'
import { statisticsWords as words } from './statistics.words.ts'

const flows = [
  'cases_filed',
  'cases_accepted',
  'cases_to_mend',
  'cases_not_accepted',
  'cases_decided',
  'cases_granted',
  'cases_refused',
] as const
const times = ['case_on_time_share', 'case_days_mean', 'case_days_median'] as const
const stocks = ['cases_open', 'cases_overdue'] as const
const disputes = ['case_objections', 'case_objections_answered', 'case_appeals', 'case_appeals_answered'] as const

export function StatisticsPage() {
  const say = useSay()
  useTitle(say(words.title))
  const search = useSearch({ strict: false }) as StatisticsSearch
  const navigate = useNavigate()
  const { me } = useMe()
  const today = shanghaiDay(Date.now())
  const { year = Number(today.slice(0, 4)), span = 'year', by = 'procedure', procedure } = search
  const own = [...new Set(me?.grants.flatMap((grant) => grant.divisionCode ?? []) ?? [])]
  const division = search.division ?? own[0]
  const institutionId = division ? undefined : me?.organisation?.id
  const go = (part: Partial<StatisticsSearch>) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined))
    void navigate({ to: '/work/statistics', search: next, replace: true, resetScroll: false })
  }
  const scope = {
    ...(procedure ? { procedure } : {}),
    ...(division ? { divisionCode: division } : institutionId ? { institutionId } : {}),
  }
  return (
    <>
      <Asking search={{ ...search, year, span, by, ...(division ? { division } : {}) }} own={own} today={today} onAsk={go} />
      {me && isBegun(year, span, today) && <Statistics {...{ scope, year, span, today }} by={by} />}
    </>
  )
}

type AskingProps = {
  search: StatisticsSearch & { year: number; span: string }
  own: readonly string[]
  today: string
  onAsk: (part: Partial<StatisticsSearch>) => void
}

function Asking({ search, own, today, onAsk }: AskingProps) {
  const say = useSay()
  const { data } = useRead(listProcedures, {}, { staleTime: 600_000 })
  const thisYear = Number(today.slice(0, 4))
  const years = Array.from({ length: thisYear - 2021 }, (_, at) => thisYear - at)
  const spanName = (one: string) => {
    const name =
      one === 'year' ? say(words.span_year) : say(one.startsWith('q') ? words.span_quarter : words.span_month, { number: one.slice(1) })
    return isBegun(search.year, one, today) ? name : `${name}${say(words.notBegun)}`
  }
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <div className="aside" id="statistics-aside" />
      </div>
      <p className="why">{say(words.lead)}</p>
      <div className="statistics-ask">
        <Field label={words.procedure}>
          {(control) => (
            <select
              {...control}
              value={search.procedure ?? ''}
              onChange={(event) => onAsk({ procedure: event.target.value || undefined } as Partial<StatisticsSearch>)}
            >
              <option value="">{say(words.allProcedures)}</option>
              {data?.items.map((one) => (
                <option key={one.code} value={one.code}>
                  {say(one.title)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {own.length > 0 && <DivisionField own={own} value={search.division ?? own[0]!} onChange={(division) => onAsk({ division })} />}
        <Field label={words.year}>
          {(control) => (
            <select {...control} value={search.year} onChange={(event) => onAsk({ year: Number(event.target.value) })}>
              {years.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.span}>
          {(control) => (
            <select {...control} value={search.span} onChange={(event) => onAsk({ span: event.target.value })}>
              {spans.map((one) => (
                <option key={one} value={one} disabled={!isBegun(search.year, one, today)}>
                  {spanName(one)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Choice
          label={words.by}
          value={search.by ?? 'procedure'}
          options={statisticsWays.map((value) => ({ value, word: words[`by_${value}`] }))}
          onChoose={(by) => onAsk({ by })}
        />
      </div>
    </>
  )
}

function DivisionField({ own, value, onChange }: { own: readonly string[]; value: string; onChange: (code: string) => void }) {
  const name = useName()
  const { data } = useRead(listDivisions, {}, { staleTime: Number.POSITIVE_INFINITY })
  const mine = (data?.items ?? []).filter((one) => own.some((code) => isWithin(one.code, code)))
  return (
    <Field label={words.division}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {mine.map((one) => (
            <option key={one.code} value={one.code}>
              {`${one.level === 'county' ? '　　' : one.level === 'prefecture' ? '　' : ''}${name(one)}`}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

type StatisticsProps = { scope: object; year: number; span: string; today: string; by: (typeof statisticsWays)[number] }

function Statistics({ scope, year, span, today, by }: StatisticsProps) {
  const say = useSay()
  const { language } = useLanguage()
  const period = monthsOf(year, span)
  const on = lastDayOfSpan(year, span, today)
  const names = [...flows, ...times, ...(by === 'month' ? [] : stocks)]
  const isStock = (name: string) => (stocks as readonly string[]).includes(name)
  const questions = names.map((name) => ({ name, ...scope, ...(isStock(name) ? { on } : period), by }))
  const readings = useReads(getFigure, questions)
  const others = useReads(
    getFigure,
    [...disputes, ...(by === 'month' ? stocks : [])].map((name) => ({ name, ...scope, ...(isStock(name) ? { on } : period) })),
  )
  const error = readings.find((reading) => reading.error)?.error
  if (error) return <Problem error={error} />
  const answers = readings.flatMap((reading): Answer[] => (reading.data ? [reading.data] : []))
  if (answers.length < readings.length) return <Shape rows={8} />
  const more = others.flatMap((reading): Answer[] => (reading.data ? [reading.data] : []))
  const save = () => {
    const url = URL.createObjectURL(new Blob([sheetOf(answers, language, say)], { type: 'text/csv;charset=utf-8' }))
    const link = Object.assign(document.createElement('a'), { href: url, download: `${say(words.fileName)}-${year}-${span}.csv` })
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <>
      <section aria-labelledby="statistics-sum" className="statistics-section">
        <div className="section-head">
          <h2 id="statistics-sum">{say(words.summary)}</h2>
          <Button onPress={save}>{say(words.export)}</Button>
        </div>
        <dl className="statistics-sums">
          {[...answers, ...more].map(({ figure, value, period: { on: day } }) => (
            <div key={figure.name}>
              <dt>{say(figure.title)}</dt>
              <dd>
                <Figure name={figure.name} value={value} unit={figure.unit} search={{ ...scope, ...(day ? { on: day } : period) }} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <MonthChart scope={scope} year={year} />
      <section aria-labelledby="statistics-parts" className="statistics-section">
        <h2 id="statistics-parts">{say(words.parts)}</h2>
        <PartsTable
          answers={answers}
          by={by}
          searchOf={(answer) => ({ ...scope, ...(answer.period.on ? { on: answer.period.on } : period) })}
        />
      </section>
      <Grounds scope={scope} period={period} />
    </>
  )
}
