// The province as tiles, one for each county-level division, in the colour of a count; and the same as a table.
import '../web/styles/tilemap.css'
import { type ReactNode, useState } from 'react'
import type { Word } from '../kernel/word.ts'
import { count } from '../web/format.ts'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { edgesOf, limitsFor, prefectureLabels, shortName, stepOf, tiles } from './tile.rules.ts'
import { tileWords } from './tile.words.ts'

export type MappedDivision = { code: string; nameZh: string; nameEn: string; parentCode: string | null }
export type TileMapProps = {
  /** All divisions in force, prefectures included. */
  divisions: readonly MappedDivision[]
  /** The count of each division by its code; one that is missing counts nothing, `null` is not published. */
  values: ReadonlyMap<string, number | null>
  unit: Word
  title: ReactNode
  /** Where the colours change, five rising whole numbers; reckoned from the largest value where they are left out. */
  limits?: readonly number[]
  /** What a division without a value is told as, where that is not none of what is counted; it has no colour then. */
  missing?: Word
  /** Where a tile leads; without it tiles are not links. */
  link?: (code: string, props: { className: string; style: object; title: string; children: ReactNode }) => ReactNode
}

/** A tile is three Chinese characters wide; the whole name stands in its title, and in the table. */
const lettersMost = 4

export function TileMap({ divisions, values, unit, title, link, limits: given, missing }: TileMapProps) {
  const say = useSay()
  const name = useName()
  const { language } = useLanguage()
  const [asTable, setAsTable] = useState(false)
  const byCode = new Map(divisions.map((division) => [division.code, division]))
  const limits = given ?? limitsFor(Math.max(0, ...tiles.map((tile) => values.get(tile.code) ?? 0)))
  const isMissing = (code: string) => missing !== undefined && !values.has(code)
  const told = (code: string) => {
    const value = values.get(code)
    if (missing && isMissing(code)) return say(missing)
    return value === null ? say(tileWords.withheld) : count(value ?? 0)
  }
  const full = (code: string) => {
    const division = byCode.get(code)
    const parent = byCode.get(division?.parentCode ?? '')
    return [division && name(division), parent && name(parent), isMissing(code) ? told(code) : `${told(code)} ${say(unit)}`]
      .filter(Boolean)
      .join(language === 'zh' ? '，' : ', ')
  }
  return (
    <figure className="map">
      <figcaption>{title}</figcaption>
      {asTable ? (
        <DivisionTable divisions={divisions} told={told} unit={unit} name={name} />
      ) : (
        <div className="tiles">
          {tiles.map((tile) => {
            const props = {
              className: ['tile', ...edgesOf(tile).map((edge) => `edge-${edge}`)].join(' '),
              style: {
                gridArea: `${tile.row}/${tile.column}`,
                ...(isMissing(tile.code) ? blank : colours(stepOf(values.get(tile.code) ?? 0, limits))),
              },
              title: full(tile.code),
              children: (
                <>
                  <span aria-hidden="true" className={language === 'zh' && tile.labelZh.length > 2 ? 'three' : undefined}>
                    {language === 'zh' ? tile.labelZh : shortName(byCode.get(tile.code)?.nameEn ?? '').slice(0, lettersMost)}
                  </span>
                  <b className="unseen">{full(tile.code)}</b>
                </>
              ),
            }
            return <TileOf key={tile.code} code={tile.code} props={props} link={link} />
          })}
          <Prefectures byCode={byCode} />
        </div>
      )}
      <div className="map-legend">
        {!asTable && <Steps limits={limits} />}
        <span className="note">
          {say(tileWords.unitIs, { unit: say(unit) })}
          {!asTable && say(tileWords.notBoundaries)}
        </span>
        <button type="button" className="see" onClick={() => setAsTable(!asTable)}>
          {say(asTable ? tileWords.seeMap : tileWords.seeTable)}
        </button>
      </div>
    </figure>
  )
}

/** The names of prefectures, beside their tiles. */
function Prefectures({ byCode }: { byCode: ReadonlyMap<string, MappedDivision> }) {
  const name = useName()
  return prefectureLabels.map((label) => {
    const prefecture = byCode.get(label.code)
    const classes = ['prefecture', label.towards === 'right' ? 'to-right' : '', label.isLow ? 'low' : ''].filter(Boolean).join(' ')
    return (
      <span key={label.code} aria-hidden="true" className={classes} style={{ gridArea: `${label.row}/${label.column}/auto/span 2` }}>
        {prefecture ? shortName(name(prefecture)) : ''}
      </span>
    )
  })
}

type TileLook = { className: string; style: object; title: string; children: ReactNode }

function TileOf({ code, props, link }: { code: string; props: TileLook; link: TileMapProps['link'] }) {
  return link ? link(code, props) : <div {...props} />
}

const blank = { '--fill': 'transparent', '--fill-text': 'var(--ink-3)' }

function colours(step: number): object {
  return { '--fill': `var(--q-${step})`, '--fill-text': `var(--q-${step}-t)` }
}

function Steps({ limits }: { limits: readonly number[] }) {
  const say = useSay()
  const first = `0–${(limits[0] ?? 1) - 1}`
  const words = [(limits[0] ?? 1) === 1 ? '0' : first, ...limits.map((limit, at) => rangeOf(limit, limits[at + 1]))]
  return (
    <ul aria-label={say(tileWords.legend)}>
      {words.map((text, step) => (
        <li key={text}>
          <i style={{ background: `var(--q-${step})` }} />
          {text}
        </li>
      ))}
    </ul>
  )
}

function rangeOf(from: number, next: number | undefined): string {
  if (next === undefined) return `≥${count(from)}`
  return next - 1 === from ? count(from) : `${count(from)}–${count(next - 1)}`
}

type TableProps = {
  divisions: readonly MappedDivision[]
  told: (code: string) => string
  unit: Word
  name: (division: MappedDivision) => string
}

function DivisionTable({ divisions, told, unit, name }: TableProps) {
  const say = useSay()
  const byCode = new Map(divisions.map((division) => [division.code, division]))
  return (
    <div className="table-scroll map-table">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say(tileWords.division)}</th>
            <th scope="col">{say(tileWords.prefecture)}</th>
            <th scope="col" className="num">
              {say(unit)}
            </th>
          </tr>
        </thead>
        <tbody>
          {tiles.map((tile) => {
            const division = byCode.get(tile.code)
            const parent = byCode.get(division?.parentCode ?? '')
            return (
              <tr key={tile.code}>
                <th scope="row">{division ? name(division) : tile.labelZh}</th>
                <td>{parent && name(parent)}</td>
                <td className="num">{told(tile.code)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
