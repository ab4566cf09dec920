// Figures of one place: each a number that opens, or a plain word of why there is none.
import type { ReactNode } from 'react'
import { type FigureDimension, type FigureValue, getFigure } from '../figures/figure.contract.ts'
import { Figure } from '../figures/figure.part.tsx'
import type { FigureSearch } from '../figures/open.rules.ts'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Shape } from '../web/state.tsx'

type Ask = {
  name: string
  search: FigureSearch
  /** The part to show of a figure that is told apart by a dimension. */
  part?: { by: FigureDimension; key: string }
  /** Whose it is, where that is not plain from what stands around. */
  note?: string
}

const nothing = (perUnit: number): FigureValue => ({ amount: 0, perUnit, text: '0', isSuppressed: false, isUnrecorded: false })

/** The figure as it was asked for, or its part; a part that is not there counts nothing. */
function useAsked({ name, search, part }: Ask) {
  const asked = { ...search, ...(part ? { by: part.by } : {}) }
  const { data, error } = useRead(getFigure, { name, ...asked }, { staleTime: 300_000 })
  if (!data) return { asked, isFailed: error !== null }
  const own = part && data.parts.find(({ key }) => key === part.key)?.value
  const isWhole = !part || data.value.isUnrecorded || data.value.isSuppressed
  return { asked, figure: data.figure, value: isWhole ? data.value : (own ?? nothing(data.value.perUnit)), isFailed: false }
}

function OneFigure(ask: Ask) {
  const say = useSay()
  const { asked, figure, value, isFailed } = useAsked(ask)
  if (isFailed) return null
  return (
    <li>
      {figure && value ? (
        <>
          <h3>{say(figure.title)}</h3>
          <p className="value">
            <Figure name={ask.name} value={value} unit={figure.unit} search={{ ...asked, ...(ask.part ? { part: ask.part.key } : {}) }} />
          </p>
          {ask.note && <p className="muted">{ask.note}</p>}
        </>
      ) : (
        <Shape rows={1} />
      )}
    </li>
  )
}

/** Figures side by side. */
export function PlaceFigures({ of, children }: { of: readonly Ask[]; children?: ReactNode }) {
  return (
    <ul className="profile-figures">
      {of.map((ask) => (
        <OneFigure key={`${ask.name} ${ask.part?.key ?? ''}`} {...ask} />
      ))}
      {children}
    </ul>
  )
}
