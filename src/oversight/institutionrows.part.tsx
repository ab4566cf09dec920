// Every institution of the statement in one table that sorts and narrows; each number opens, each name leads to its own statement.
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Figure } from '../figures/figure.part.tsx'
import { count } from '../web/format.ts'
import { Icon } from '../web/icon.tsx'
import { useName, useSay } from '../web/language.tsx'
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
type Props = { statement: Statement; search: StatementSearch; onAsk: (change: Partial<StatementSearch>) => void }

export function InstitutionRows({ statement, search, onAsk }: Props) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const cells = columns.flatMap((name) => statement.cells.find((cell) => cell.figure === name) ?? [])
  const order = search.order ?? 'down'
  const rows = sortedRows(rowsNamed(statement.rows, typed), search.sort, order)
  const sort = (figure: string) =>
    onAsk(search.sort === figure && order === 'down' ? { sort: figure, order: 'up' } : { sort: figure, order: undefined })
  return (
    <section className="section" aria-labelledby="institutions-title">
      <div className="section-head">
        <h2 id="institutions-title">{say(words.byInstitution)}</h2>
        <span className="muted" role="status">
          {say(words.shown, { count: count(rows.length) })}
        </span>
        <input
          className="input aside row-filter noprint"
          type="search"
          aria-label={say(words.filter)}
          placeholder={say(words.filter)}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={say(words.table)}>
        <table className="table to-list statement-table">
          <thead>
            <tr>
              <th scope="col">{say(words.institution)}</th>
              {cells.map((cell) => (
                <SortHead
                  key={cell.figure}
                  cell={cell}
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
            <tr>
              <th scope="row" className="main">
                {say(words.whole)}
              </th>
              {cells.map((cell) => (
                <td key={cell.figure} className={cell.figure === 'shared_hours' ? 'num lead' : 'num'} data-label={say(cell.title)}>
                  {cell.value.text ?? say(words.withheld)}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </section>
      <p className="note">{say(words.overlap)}</p>
    </section>
  )
}

type SortHeadProps = { cell: StatementCell; direction: 'up' | 'down' | undefined; onSort: () => void }

function SortHead({ cell, direction, onSort }: SortHeadProps) {
  const say = useSay()
  return (
    <th scope="col" className="num" aria-sort={direction === 'up' ? 'ascending' : direction === 'down' ? 'descending' : undefined}>
      <button
        type="button"
        className="sort"
        data-on={direction ? '' : undefined}
        onClick={onSort}
        title={say(webWords.sortBy, { column: say(cell.title) })}
      >
        <span>
          {say(cell.title)}
          <br />
          <small>{say(cell.unit)}</small>
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
  const asOf = search.asOf ? { asOf: search.asOf } : {}
  return (
    <tr>
      <th scope="row" className="main">
        <Link
          className="plain"
          to="/figures/statement"
          search={{ year: statement.year, institutionId: row.institutionId, ...asOf }}
          title={say(words.seeOwn)}
        >
          {name(row)}
        </Link>
      </th>
      {cells.map((cell) => {
        const value = row.values[cell.figure]
        const question = {
          ...(cell.nature === 'stock' ? { on: statement.stockOn } : { year: statement.year }),
          institutionId: row.institutionId,
          ...asOf,
        }
        return (
          <td key={cell.figure} className={cell.figure === 'shared_hours' ? 'num lead' : 'num'} data-label={say(cell.title)}>
            {value?.isSuppressed ? (
              <span className="note">{say(words.withheld)}</span>
            ) : (
              value && <Figure name={cell.figure} value={value} search={question} />
            )}
          </td>
        )
      })}
    </tr>
  )
}
