// A county's approved indicators: one line each, with its trend beside the median of its city, that opens to what stands behind it.
import { Link, useLocation } from '@tanstack/react-router'
import { fixed } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { readDecimal } from './decimal.rules.ts'
import type { County, ProfileIndicator } from './profile.contract.ts'
import { profileWords as words } from './profile.words.ts'
import { returnWords } from './return.words.ts'
import { figureBehind } from './returnsearch.rules.ts'

type Point = { year: number; value: string }

export function ProfileIndicators({ county }: { county: County }) {
  const say = useSay()
  const name = useName()
  const { indicators, years } = county
  if (indicators.length === 0) return <p className="muted">{say(words.indicatorsNone)}</p>
  return (
    <>
      <p className="muted">{say(words.indicatorsLead, { from: years[0], to: years.at(-1), city: county.city ? name(county.city) : '' })}</p>
      {[...Map.groupBy(indicators, ({ group }) => group.zh)].map(([group, own]) => (
        <section key={group} className="profile-group">
          <h3>{say(own[0]!.group)}</h3>
          {own.map((indicator) => (
            <Indicator key={indicator.code} county={county} indicator={indicator} />
          ))}
        </section>
      ))}
    </>
  )
}

/** An address that names an indicator opens it, once the county is there. */
const intoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'center' })

function Indicator({ county, indicator }: { county: County; indicator: ProfileIndicator }) {
  const say = useSay()
  const id = `indicator-${indicator.code}`
  const isAsked = useLocation({ select: ({ hash }) => hash === id })
  const latest = indicator.values.at(-1)!
  const before = indicator.values.find(({ year }) => year === latest.year - 1)
  const middle = indicator.middles.find(({ year }) => year === latest.year)
  return (
    <details className="profile-indicator" id={id} open={isAsked || undefined} ref={isAsked ? intoView : undefined}>
      <summary>
        <span className="profile-name">
          {say(indicator.title)} <span className="unit">{say(indicator.unit)}</span>
        </span>
        <Trend years={county.years} own={indicator.values} middles={indicator.middles} />
        <span className="profile-cell">
          <span className="figure-link">
            <b>{readDecimal(latest.value)}</b>
          </span>{' '}
          <small>{latest.year}</small>
        </span>
        <span className="profile-cell">
          <small>{say(words.change)}</small> {before ? <Change from={before.value} to={latest.value} /> : '—'}
        </span>
        <span className="profile-cell">
          <small>{say(words.middle)}</small> {middle ? readDecimal(middle.value) : '—'}{' '}
          {middle && <small>{say(words.middleOf, { count: middle.count })}</small>}
        </span>
      </summary>
      <Behind county={county} indicator={indicator} />
    </details>
  )
}

/** By how much of itself a number changed, signed; of what was nothing no share can be told. */
function Change({ from, to }: { from: string; to: string }) {
  const share = Number(from) === 0 ? null : ((Number(to) - Number(from)) / Math.abs(Number(from))) * 100
  if (share === null) return '—'
  return `${share > 0 ? '+' : ''}${fixed(share, 1)}%`
}

const [width, height, edge] = [120, 32, 4]

/** The years as a line, with the median of the city as dashes; the same numbers stand in the table that opens below. */
function Trend({ years, own, middles }: { years: readonly number[]; own: readonly Point[]; middles: readonly Point[] }) {
  const all = [...own, ...middles].map(({ value }) => Number(value))
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const x = (year: number) => edge + (years.length > 1 ? ((year - years[0]!) / (years.at(-1)! - years[0]!)) * (width - 2 * edge) : 0)
  const y = (value: string) => height - edge - (high > low ? ((Number(value) - low) / (high - low)) * (height - 2 * edge) : height / 2)
  const line = (points: readonly Point[]) => points.map(({ year, value }) => `${x(year)},${y(value)}`).join(' ')
  const last = own.at(-1)!
  return (
    <svg className="profile-trend" aria-hidden="true" viewBox={`0 0 ${width} ${height}`}>
      <polyline className="profile-middle" points={line(middles)} />
      <polyline points={line(own)} />
      <circle cx={x(last.year)} cy={y(last.value)} r={3} />
    </svg>
  )
}

function Behind({ county, indicator }: { county: County; indicator: ProfileIndicator }) {
  const say = useSay()
  return (
    <div className="profile-behind">
      <p className="muted">
        {say(words.definitionOf, { definition: say(indicator.definition) })} · {say(indicator.department)}
      </p>
      <table className="table to-list">
        <TableHead
          columns={[
            words.year,
            { num: words.value },
            ...(indicator.numerator ? [{ num: words.parts }] : []),
            words.origin,
            words.approvedOn,
          ]}
        />
        <tbody>
          {indicator.values.toReversed().map((one) => (
            <tr key={one.year}>
              <th scope="row" className="main">
                {one.year}
              </th>
              <td className="num" data-label={say(words.value)}>
                <Own divisionCode={county.divisionCode} indicator={indicator} of={one} />
              </td>
              {indicator.numerator && (
                <td className="num" data-label={say(words.parts)}>
                  {one.numerator && one.denominator ? `${readDecimal(one.numerator)} ÷ ${readDecimal(one.denominator)}` : '—'}
                </td>
              )}
              <td data-label={say(words.origin)}>
                {say(returnWords[`origin_${one.origin}`])} · {say(returnWords[`vintage_${one.vintage}`])}
                {[one.provider, one.sourceDocument].filter(Boolean).map((text) => ` · ${text}`)}
              </td>
              <td data-label={say(words.approvedOn)}>{one.approvedOn}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {indicator.peers.length > 0 && <Peers county={county} indicator={indicator} />}
    </div>
  )
}

/** What the platform counted opens to its records of that year, as known when they were counted; what was filed has its document beside it. */
function Own(props: { divisionCode: string; indicator: ProfileIndicator; of: ProfileIndicator['values'][number] }) {
  const { divisionCode, indicator, of: one } = props
  if (one.origin !== 'computed' || !indicator.figure) return readDecimal(one.value)
  return (
    <Link
      className="figure-link"
      to="/figures/$name"
      params={{ name: indicator.figure }}
      search={figureBehind({ isOptional: false }, { year: one.year, divisionCode, recordedAt: one.recordedAt })}
    >
      <b>{readDecimal(one.value)}</b>
    </Link>
  )
}

/** The counties of the city year by year, the median last. */
function Peers({ county, indicator }: { county: County; indicator: ProfileIndicator }) {
  const say = useSay()
  const name = useName()
  const { years } = county
  const told = (points: readonly Point[], year: number) => {
    const one = points.find((point) => point.year === year)
    return one ? readDecimal(one.value) : '—'
  }
  const own = { code: county.divisionCode, nameZh: county.nameZh, nameEn: county.nameEn, values: indicator.values }
  const others = county.peers.flatMap((peer) => {
    const found = indicator.peers.find(({ code }) => code === peer.code)
    return found ? [{ ...peer, values: found.values }] : []
  })
  return (
    <>
      <h4>{say(words.peersTitle)}</h4>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say(words.county)}</th>
              {years.map((year) => (
                <th key={year} scope="col" className="num">
                  {year}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[own, ...others].map((one) => (
              <tr key={one.code}>
                <th scope="row">
                  {one === own ? (
                    name(one)
                  ) : (
                    <Link to="/counties/$code" params={{ code: one.code }}>
                      {name(one)}
                    </Link>
                  )}
                </th>
                {years.map((year) => (
                  <td key={year} className="num">
                    {told(one.values, year)}
                  </td>
                ))}
              </tr>
            ))}
            <tr className="profile-total">
              <th scope="row">{say(words.middle)}</th>
              {years.map((year) => (
                <td key={year} className="num">
                  {told(indicator.middles, year)}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </>
  )
}
