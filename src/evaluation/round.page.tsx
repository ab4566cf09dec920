// One round of an index: who stands where and how sure that is, on a map and in a table, side by side, and as a sheet; and its publication.
import '../web/styles/rounds.css'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { fixed, moment } from '../web/format.ts'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Gone, isGone, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { getIndexRound, type Placed } from './round.contract.ts'
import { RoundActs } from './roundact.part.tsx'
import { IntervalBar } from './roundchart.part.tsx'
import { roundPageWords as words } from './roundpage.words.ts'
import { ScoreMap, type ShownRound as Shown } from './standing.part.tsx'

const comparedMost = 4

export function RoundPage() {
  const say = useSay()
  const { id } = useParams({ from: '/rounds/$id' })
  const reading = useRead(getIndexRound, { id }, { staleTime: 0 })
  useTitle(reading.data ? say(words.roundOf, { title: say(reading.data.round.title), year: reading.data.round.year }) : say(words.title))
  return (
    <Main>
      <p className="why">
        <Link to="/rounds">{say(words.back)}</Link>
      </p>
      {isGone(reading.error) ? (
        <Gone title={words.goneTitle} why={words.goneWhy}>
          <Link className="btn primary" to="/rounds">
            {say(words.back)}
          </Link>
        </Gone>
      ) : (
        <Read of={reading} rows={8}>
          {(shown) => <RoundShown shown={shown} />}
        </Read>
      )}
    </Main>
  )
}

function RoundShown({ shown }: { shown: Shown }) {
  const say = useSay()
  const { language } = useLanguage()
  const { round, rankedCount: ranked, absentCount: absent, imputedCount: imputed, treatedCount: treated } = shown
  const sheet = (format: string) => `/api/index-rounds/${round.id}/sheet?format=${format}&language=${language}`
  return (
    <>
      <h1 className="page-title">{say(words.roundOf, { title: say(round.title), year: round.year })}</h1>
      <div className="round-head">
        <div>
          <p>
            <span className={round.state === 'published' ? 'tag good' : 'tag warn'}>{say(words[`state_${round.state}`])}</span>{' '}
            {say(words.asOf)} {moment(round.asOf)}
          </p>
          <p className="why">{say(words.basis, { basis: shown.basis })}</p>
          {shown.isAssumption && <p className="why">{say(words.assumption)}</p>}
          <p className="note">{say(words.counts, { ranked, absent, imputed, treated })}</p>
          {shown.units.length < ranked && <p className="note">{say(words.onlyOwn)}</p>}
          <p className="note">{say(words.intervalWhy, { spread: round.spreadPercent, runs: round.runs })}</p>
          {shown.units.length >= ranked && (
            <p className="buttons noprint">
              <a className="btn" href={sheet('xlsx')} download>
                {say(words.downloadXlsx)}
              </a>
              <a href={sheet('csv')} download>
                {say(words.downloadCsv)}
              </a>
              <a href={sheet('system')} download>
                {say(words.downloadSystem)}
              </a>
              <a href={sheet('data')} download>
                {say(words.downloadData)}
              </a>
            </p>
          )}
          <RoundActs shown={shown} />
        </div>
        {round.subject === 'counties' && <ScoreMap shown={shown} />}
      </div>
      <Compared shown={shown} />
      <Ranking shown={shown} />
    </>
  )
}

const tops = ({ groups }: Shown) => {
  const root = groups.find(({ parent }) => parent === null)?.code
  return groups.filter(({ parent }) => parent === root)
}

/** The units whose names were ticked, by their codes in the address. */
function useCompared(shown: Shown): { compared: readonly string[]; toggle: (unit: string) => void } {
  const { compare = '' } = useSearch({ strict: false }) as { compare?: string }
  const navigate = useNavigate()
  const known = new Set(shown.units.map(({ unit }) => unit))
  const compared = compare.split(',').filter((unit) => known.has(unit))
  const toggle = (unit: string) => {
    const next = compared.includes(unit) ? compared.filter((one) => one !== unit) : [...compared, unit].slice(-comparedMost)
    void navigate({
      to: '/rounds/$id',
      params: { id: shown.round.id },
      search: next.length > 0 ? { compare: next.join(',') } : {},
      replace: true,
      resetScroll: false,
    })
  }
  return { compared, toggle }
}

function Compared({ shown }: { shown: Shown }) {
  const say = useSay()
  const name = useName()
  const { compared } = useCompared(shown)
  const units = compared.flatMap((unit) => shown.units.find((one) => one.unit === unit) ?? [])
  if (units.length < 2) return <p className="note noprint">{say(words.compareHint)}</p>
  const rows: { key: string; title: string; of: (unit: Placed) => number | null }[] = [
    { key: 'index', title: say(words.index), of: ({ score }) => score },
    ...tops(shown).map(({ code, title }) => ({ key: code, title: say(title), of: ({ scores }: Placed) => scores[code] ?? null })),
  ]
  return (
    <section className="section">
      <h2>{say(words.compareTitle)}</h2>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say(words.indicator)}</th>
              {units.map((unit) => (
                <th key={unit.unit} scope="col" className="num">
                  {name(unit)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const scores = units.map(row.of)
              const best = Math.max(...scores.map((score) => score ?? Number.NEGATIVE_INFINITY))
              return (
                <tr key={row.key}>
                  <th scope="row">{row.title}</th>
                  {units.map((unit, at) => (
                    <td key={unit.unit} className="num">
                      {scores[at] === null ? '—' : scores[at] === best ? <b>{fixed(best, 1)}</b> : fixed(scores[at]!, 1)}
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Ranking({ shown }: { shown: Shown }) {
  const say = useSay()
  const { compared, toggle } = useCompared(shown)
  return (
    <section className="section">
      <h2>{say(words.ranking)}</h2>
      {shown.isYearly && <p className="why">{say(words.growthWhy)}</p>}
      <table className="table to-list">
        <TableHead
          columns={[
            { num: words.rank },
            shown.round.subject === 'counties' ? words.unit : words.unitOther,
            { num: words.score },
            words.interval,
            words.class,
            { num: words.growth },
            words.compare,
          ]}
        />
        <tbody>
          {shown.units.map((unit) => (
            <UnitRow
              key={unit.unit}
              shown={shown}
              unit={unit}
              isCompared={compared.includes(unit.unit)}
              onCompare={() => toggle(unit.unit)}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function UnitRow({ shown, unit, isCompared, onCompare }: { shown: Shown; unit: Placed; isCompared: boolean; onCompare: () => void }) {
  const say = useSay()
  const name = useName()
  const own = shown.classes.find(({ code }) => code === unit.class)
  return (
    <tr>
      <td className="num" data-label={say(words.rank)}>
        {unit.rank ?? '—'}
      </td>
      <th scope="row" className="main">
        <Link to="/rounds/$id/$unit" params={{ id: shown.round.id, unit: unit.unit }}>
          {name(unit)}
        </Link>
      </th>
      <td className="num" data-label={say(words.score)}>
        {unit.score === null ? '—' : fixed(unit.score, 1)}
      </td>
      <td data-label={say(words.interval)}>
        <IntervalBar rank={unit.rank} low={unit.low} high={unit.high} of={shown.rankedCount} />
      </td>
      <td data-label={say(words.class)}>{own ? say(own.title) : '—'}</td>
      <td className="num" data-label={say(words.growth)}>
        {unit.growth === null ? '—' : fixed(unit.growth, 1)}
      </td>
      <td className="act">
        <input
          type="checkbox"
          className="check"
          checked={isCompared}
          aria-label={say(words.compareNamed, { name: name(unit) })}
          onChange={onCompare}
        />
      </td>
    </tr>
  )
}
