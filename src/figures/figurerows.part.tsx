// The records behind a figure, cut to the reader.
import { Link } from '@tanstack/react-router'
import type { Output } from '../kernel/contract.ts'
import { Button } from '../web/field.tsx'
import { count, decimal, hours, moment, yuan } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useReadOn } from '../web/query.tsx'
import { Read } from '../web/state.tsx'
import { webWords } from '../web/web.words.ts'
import { type getFigure, listFigureRows } from './figure.contract.ts'
import type { FigureSearch } from './open.rules.ts'
import { openWords as words } from './open.words.ts'

type Rows = Output<typeof listFigureRows>
type Column = Rows['columns'][number]
type Props = { name: string; search: FigureSearch; answer: Output<typeof getFigure> }

export function FigureRows({ name, search, answer }: Props) {
  const say = useSay()
  const { by: _, ...question } = search
  const reading = useReadOn(listFigureRows, { name, ...question })
  return (
    <section className="section" id="rows" aria-labelledby="rows-title">
      <div className="section-head">
        <h2 id="rows-title">{say(words.rowsTitle)}</h2>
        <span className="muted">
          {answer.rowCount !== null && `${count(answer.rowCount)} · `}
          {say(words.rowsNewest)}
        </span>
      </div>
      <Read of={reading} rows={6}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items)
          const columns = data.pages[0]?.columns ?? []
          if (data.pages[0]?.isClosed) return <p className="box empty">{say(words.rowsClosed)}</p>
          if (data.pages[0]?.isSuppressed) return <p className="box empty">{say(words.rowsSuppressed)}</p>
          if (items.length === 0) return <p className="muted">{say(words.rowsNone)}</p>
          return (
            <>
              {items.some((item) => item.isMasked) && <p className="note">{say(words.rowsMasked)}</p>}
              <RowTable columns={columns} items={items} />
              {reading.hasNextPage && (
                <div className="pager noprint">
                  <Button onPress={() => void reading.fetchNextPage()} isBusy={reading.isFetchingNextPage}>
                    {say(webWords.showMore)}
                  </Button>
                </div>
              )}
            </>
          )
        }}
      </Read>
    </section>
  )
}

function RowTable({ columns: given, items }: { columns: readonly Column[]; items: Rows['items'] }) {
  const say = useSay()
  const isNumber = (column: Column) => column.type === 'seconds' || column.type === 'fen' || column.type === 'count'
  const columns = given.filter((column) => !column.isPrivate || items.some((item) => (item.values[column.key] ?? null) !== null))
  const lead = columns.findLast((column) => isNumber(column) && !column.isPrivate)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard
    <section className="table-scroll" tabIndex={0} aria-label={say(words.rowsTable)}>
      <table className="table to-list figure-rows">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={isNumber(column) ? 'num' : undefined}>
                {say(column.title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              {columns.map((column, at) => {
                const names = [isNumber(column) ? 'num' : '', at === 0 ? 'main' : '', column === lead ? 'lead' : '']
                  .filter(Boolean)
                  .join(' ')
                return (
                  <td
                    key={column.key}
                    className={names || undefined}
                    data-label={at === 0 || column === lead ? undefined : say(column.title)}
                  >
                    {at === 0 && item.link ? (
                      <Link to={item.link}>
                        <Cell column={column} value={item.values[column.key] ?? null} />
                      </Link>
                    ) : (
                      <Cell column={column} value={item.values[column.key] ?? null} />
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Cell({ column, value }: { column: Column; value: string | number | null }) {
  const say = useSay()
  if (value === null || value === '') return column.isPrivate ? '—' : ''
  const choice = column.choices?.[String(value)]
  if (choice) return say(choice)
  if (typeof value === 'number') {
    if (column.type === 'fen') return yuan(value)
    if (column.type === 'seconds') return hours(value)
    return decimal(value, 1, 0)
  }
  return column.type === 'moment' ? moment(value) : value
}
