// Any counties side by side: chosen from the list of the province, an approved number in each cell with its place, each opening to its county.
import '../web/styles/profile.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { listDivisions } from '../places/places.contract.ts'
import { Button } from '../web/field.tsx'
import { useName, useSay } from '../web/language.tsx'
import { ReadAsAnyone, useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Empty, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { type Comparison, compareCounties, comparedMost } from './comparison.contract.ts'
import type { ComparisonSearch } from './comparison.rules.ts'
import { comparisonWords as words } from './comparison.words.ts'
import { CountySelect } from './countyselect.part.tsx'
import { readDecimal } from './decimal.rules.ts'

/** What it shows and prints is what the public may know, whoever reads it. */
export function ComparisonPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { codes = [], year } = useSearch({ from: '/counties/compare' })
  return (
    <Main>
      <ReadAsAnyone>
        <h1 className="page-title">{say(words.title)}</h1>
        <p className="muted">{say(words.lead)}</p>
        <Chooser codes={codes} year={year} />
        {codes.length === 0 ? <Empty title={words.nobody} why={words.nobodyWhy} /> : <Asked codes={codes} year={year} />}
      </ReadAsAnyone>
    </Main>
  )
}

type Chosen = { codes: readonly string[]; year: number | undefined }

/** Goes to other counties, or another year of the same. */
function useChoose() {
  const navigate = useNavigate()
  return ({ codes, year }: Chosen) => {
    const search: ComparisonSearch = { ...(codes.length > 0 ? { codes: [...codes] } : {}), ...(year === undefined ? {} : { year }) }
    void navigate({ to: '/counties/compare', search, replace: true })
  }
}

function Chooser({ codes, year }: Chosen) {
  const say = useSay()
  const name = useName()
  const choose = useChoose()
  const { data } = useRead(listDivisions, {}, { staleTime: Number.POSITIVE_INFINITY })
  const named = codes.flatMap((code) => data?.items.find((one) => one.code === code) ?? [])
  const isFull = codes.length >= comparedMost
  return (
    <div className="compare-ask noprint">
      <CountySelect
        label={words.add}
        value=""
        none={say(words.choose)}
        isDisabled={isFull}
        isOffered={({ code }) => !codes.includes(code)}
        {...(isFull ? { hint: say(words.full, { most: comparedMost }) } : {})}
        onChange={(code) => code && choose({ codes: [...codes, code], year })}
      />
      <ul className="compare-chosen">
        {named.map((county) => (
          <li key={county.code}>
            <Button
              size="small"
              label={say(words.remove, { name: name(county) })}
              onPress={() => choose({ codes: codes.filter((code) => code !== county.code), year })}
            >
              {name(county)} ×
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Asked({ codes, year }: Chosen) {
  const reading = useRead(compareCounties, { codes: codes.join(','), ...(year === undefined ? {} : { year }) })
  return <Read of={reading}>{(shown) => <Shown shown={shown} codes={codes} />}</Read>
}

function Shown({ shown, codes }: { shown: Comparison; codes: readonly string[] }) {
  const say = useSay()
  const choose = useChoose()
  if (shown.year === null) return <Empty title={words.noYear} why={words.noYearWhy} />
  return (
    <>
      <div className="section-head">
        <select
          className="input compare-year noprint"
          aria-label={say(words.year)}
          value={shown.year}
          onChange={(event) => choose({ codes, year: Number(event.target.value) })}
        >
          {shown.years.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
        <span className="aside noprint">
          <Button onPress={() => print()}>{say(words.print)}</Button>
        </span>
      </div>
      <Table shown={shown} />
    </>
  )
}

/** One table, so that every county keeps its column; the groups are lines in it. */
function Table({ shown }: { shown: Comparison }) {
  const say = useSay()
  const name = useName()
  return (
    <div className="table-scroll">
      <table className="table compare">
        <thead>
          <tr>
            <th scope="col">{say(words.indicator)}</th>
            {shown.counties.map((county) => (
              <th key={county.code} scope="col" className="num">
                <Link to="/counties/$code" params={{ code: county.code }}>
                  {name(county)}
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        {[...Map.groupBy(shown.indicators, ({ group }) => group.zh)].map(([group, own]) => (
          <tbody key={group}>
            <tr>
              <th scope="rowgroup" className="compare-group" colSpan={shown.counties.length + 1}>
                {say(own[0]!.group)}
              </th>
            </tr>
            {own.map((indicator) => (
              <tr key={indicator.code}>
                <th scope="row">
                  {say(indicator.title)} <span className="unit">{say(indicator.unit)}</span>
                </th>
                {shown.counties.map((county, at) => (
                  <Cell key={county.code} indicator={indicator} code={county.code} at={at} />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function Cell({ indicator, code, at }: { indicator: Comparison['indicators'][number]; code: string; at: number }) {
  const say = useSay()
  const cell = indicator.cells[at]
  if (!cell) return <td className="num muted">{say(words.none)}</td>
  const ranks = indicator.cells.flatMap((one) => one?.rank ?? [])
  const isBest = cell.rank !== null && indicator.cells.length > 1 && cell.rank === Math.min(...ranks)
  return (
    <td className="num">
      <Link to="/counties/$code" params={{ code }} hash={`indicator-${indicator.code}`}>
        {isBest ? <b>{readDecimal(cell.value)}</b> : readDecimal(cell.value)}
      </Link>
      {cell.rank !== null && (
        <>
          <br />
          <small>
            {say(words.place, { rank: cell.rank, of: indicator.of })}
            {isBest && <span className="unseen"> {say(words.best)}</span>}
          </small>
        </>
      )}
    </td>
  )
}
