// Digits that open: a figure is a link to its definition and records, its unit beside it.
import { Link } from '@tanstack/react-router'
import { useLanguage, useSay } from '../web/language.tsx'
import type { Figure as FigureFacts, FigureValue } from './figure.contract.ts'
import type { FigureSearch } from './open.rules.ts'
import { openWords as words } from './open.words.ts'

type FigureProps = {
  name: string
  value: FigureValue
  unit?: FigureFacts['unit']
  /** The question the digits answer, so that the page behind them answers the same. */
  search: FigureSearch
}

/** One figure as a link. What is suppressed has no digits to open, and says so. */
export function Figure({ name, value, unit, search }: FigureProps) {
  const say = useSay()
  if (value.isSuppressed) return <span className="note">{say(words.suppressed)}</span>
  if (value.isUnrecorded) return <span className="note">{say(words.unrecorded)}</span>
  if (value.text === null) return <span className="note">{say(words.noValue)}</span>
  return (
    <>
      <Link className="figure-link" to="/figures/$name" params={{ name }} search={search}>
        <b>{value.text}</b>
      </Link>
      {/* A space for whoever hears it or copies it; what is seen keeps its own distance. */}
      {unit && <span className="unit"> {say(unit)}</span>}
    </>
  )
}

type PeriodOf = { from: string | null; to: string | null; on: string | null }

/** A period in words: 2022 年; 2022-03 至 2022-05; 2022-12-31 时点. `to` is the day after the last. */
export function usePeriodName(): (period: PeriodOf) => string {
  const say = useSay()
  const { language } = useLanguage()
  return ({ from, to, on }) => {
    if (on) return say(words.atDay, { day: on })
    if (!from || !to) return ''
    if (from.endsWith('-01-01') && to === `${Number(from.slice(0, 4)) + 1}-01-01`) return say(words.yearOf, { year: from.slice(0, 4) })
    const last = new Date(Date.parse(`${to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 7)
    return from.slice(0, 7) === last ? last : say(words.months, { from: from.slice(0, 7), to: last, language })
  }
}
