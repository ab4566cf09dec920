// Every institution of the statement in one table that sorts and narrows; each number opens, each name leads to its own statement. On a
// phone a row is a name and its three main figures, and opens to the rest.
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Figure } from '../figures/figure.part.tsx'
import type { Word } from '../kernel/word.ts'
import { count } from '../web/format.ts'
import { Icon } from '../web/icon.tsx'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { webWords } from '../web/web.words.ts'
import type { Statement, StatementCell } from './oversight.contract.ts'
import { rowsNamed, type StatementSearch, sortedRows } from './statement.rules.ts'
import { statementWords as words } from './statement.words.ts'

const columns = [
  'shared_instrument_count',
  'shared_instrument_worth',
  'shared_hours',
  'units_served',
  'enterprises_served',
  'amount_accrued',
  'enterprise_amount_accrued',
  'amount_invoiced',
]
/** What a phone shows of a row before it is opened, by a shorter name. */
const mainColumns: Readonly<Record<string, Word>> = {
  shared_hours: words.shortHours,
  units_served: words.shortUnits,
  amount_accrued: words.shortAccrued,
}
const byName = 'name'
type Props = { statement: Statement; search: StatementSearch; onAsk: (change: Partial<StatementSearch>) => void }

export function InstitutionRows({ statement, search, onAsk }: Props) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const cells = columns.flatMap((name) => statement.cells.find((cell) => cell.figure === name) ?? [])
  const order = search.order ?? 'down'
  const { language } = useLanguage()
  const rows = sortedRows(rowsNamed(statement.rows, typed), search.sort, order, language)
  const sort = (column: string) => onAsk(sortAsked(search, column))
  return (
    <section className="section" aria-labelledby="institutions-title">
      <div className="section-head">
        <h2 id="institutions-title">{say(words.byInstitution)}</h2>
        <span className="muted" role="status">
          {say(words.shown, { count: count(rows.length) })}
        </span>
        <div className="row-tools aside noprint">
          <SortChoice cells={cells} search={search} onAsk={onAsk} />
          <input
            className="input row-filter"
            type="search"
            aria-label={say(words.filter)}
            placeholder={say(words.filter)}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={say(words.table)}>
        <table className="table statement-table">
          <thead>
            <tr>
              <SortHead title={words.institution} direction={search.sort === byName ? order : undefined} onSort={() => sort(byName)} />
              {cells.map((cell) => (
                <SortHead
                  key={cell.figure}
                  title={cell.title}
                  unit={cell.unit}
                  direction={search.sort === cell.figure ? order : undefined}
                  onSort={() => sort(cell.figure)}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <InstitutionRow key={row.institutionId} row={row} cells={cells} statement={statement} search={search} />
            ))}
          </tbody>
          <tfoot>
            <WholeRow cells={cells} />
          </tfoot>
        </table>
      </section>
      <p className="note">{say(words.overlap)}</p>
    </section>
  )
}

function WholeRow({ cells }: { cells: readonly StatementCell[] }) {
  const say = useSay()
  return (
    <tr>
      <th scope="row">{say(words.whole)}</th>
      {cells.map((cell) => (
        <td key={cell.figure} className={classOf(cell.figure)} data-label={labelOf(cell, say)}>
          {cell.value.text ?? say(cell.value.isSuppressed ? words.withheld : words.none)}
        </td>
      ))}
    </tr>
  )
}

const classOf = (figure: string) => (mainColumns[figure] ? 'num main' : 'num rest')
const labelOf = (cell: StatementCell, say: ReturnType<typeof useSay>) => {
  const short = mainColumns[cell.figure]
  return short ? say(short) : `${say(cell.title)} ${say(cell.unit)}`
}

/** The order a column asks for when it is chosen once, and again. Names run from the first, numbers from the largest. */
function sortAsked(search: StatementSearch, column: string): Partial<StatementSearch> {
  const first = column === byName ? 'up' : undefined
  const second = column === byName ? undefined : 'up'
  return { sort: column, order: search.sort === column && search.order === first ? second : first }
}

/** A phone has no heads to press. */
function SortChoice({ cells, search, onAsk }: { cells: readonly StatementCell[] } & Pick<Props, 'search' | 'onAsk'>) {
  const say = useSay()
  return (
    <select
      className="input row-sort"
      aria-label={say(words.order)}
      value={search.sort ?? ''}
      onChange={(event) => onAsk(event.target.value ? sortAsked({}, event.target.value) : { sort: undefined, order: undefined })}
    >
      <option value="">{say(words.orderByPlace)}</option>
      <option value={byName}>{say(words.orderByName)}</option>
      {cells.map((cell) => (
        <option key={cell.figure} value={cell.figure}>
          {say(cell.title)}
        </option>
      ))}
    </select>
  )
}

type SortHeadProps = { title: Word; unit?: Word; direction: 'up' | 'down' | undefined; onSort: () => void }

function SortHead({ title, unit, direction, onSort }: SortHeadProps) {
  const say = useSay()
  const sorted = direction === 'up' ? 'ascending' : direction === 'down' ? 'descending' : undefined
  return (
    <th scope="col" className={unit ? 'num' : undefined} aria-sort={sorted}>
      <button
        type="button"
        className="sort"
        data-on={direction ? '' : undefined}
        onClick={onSort}
        title={say(webWords.sortBy, { column: say(title) })}
      >
        <span>
          {say(title)}
          {unit && (
            <>
              <br />
              <small>{say(unit)}</small>
            </>
          )}
        </span>
        {direction && <Icon name={direction} />}
      </button>
    </th>
  )
}

type InstitutionRowProps = {
  row: Statement['rows'][number]
  cells: readonly StatementCell[]
  statement: Statement
  search: StatementSearch
}

function InstitutionRow({ row, cells, statement, search }: InstitutionRowProps) {
  const say = useSay()
  const name = useName()
  const [isOpen, setIsOpen] = useState(false)
  const asOf = search.asOf ? { asOf: search.asOf } : {}
  return (
    <tr data-open={isOpen ? '' : undefined}>
      <th scope="row">
        <Link
          className="plain"
          to="/figures/statement"
          search={{ year: statement.year, institutionId: row.institutionId, ...asOf }}
          title={say(words.seeOwn)}
        >
          {name(row)}
        </Link>
        <button
          type="button"
          className="open-row noprint"
          aria-expanded={isOpen}
          aria-label={say(isOpen ? words.lessOf : words.moreOf, { name: name(row) })}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Icon name={isOpen ? 'up' : 'down'} />
        </button>
      </th>
      {cells.map((cell) => (
        <td key={cell.figure} className={classOf(cell.figure)} data-label={labelOf(cell, say)}>
          <Digits cell={cell} row={row} statement={statement} asOf={asOf} />
        </td>
      ))}
    </tr>
  )
}

type DigitsProps = { cell: StatementCell; row: Statement['rows'][number]; statement: Statement; asOf: { asOf?: string } }

function Digits({ cell, row, statement, asOf }: DigitsProps) {
  const say = useSay()
  const value = row.values[cell.figure]
  if (!value || value.text === null) return <span className="note">{say(value?.isSuppressed ? words.withheld : words.none)}</span>
  const period = cell.nature === 'stock' ? { on: statement.stockOn } : { year: statement.year }
  return <Figure name={cell.figure} value={value} search={{ ...period, institutionId: row.institutionId, ...asOf }} />
}
