// Lists that go on, and the heads of tables: what every page of rows has in common.
import type { ReactNode } from 'react'
import type { Word } from '../kernel/word.ts'
import { Button } from './field.tsx'
import { useSay } from './language.tsx'
import type { CallError } from './query.tsx'
import { Read } from './state.tsx'
import { webWords } from './web.words.ts'

type ReadingOn<Item> = {
  data: { pages: { items: Item[] }[] } | undefined
  error: CallError | null
  isPending: boolean
  refetch: () => unknown
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

/** What was read so far of a list, with the way to more of it; `empty` where there is nothing. */
export function ReadOn<Item>(props: { of: ReadingOn<Item>; empty: ReactNode; children: (items: Item[]) => ReactNode }) {
  const { of: reading, empty, children } = props
  const say = useSay()
  return (
    <Read of={reading}>
      {(data) => {
        const items = data.pages.flatMap((page) => page.items)
        if (items.length === 0) return empty
        return (
          <>
            {children(items)}
            {reading.hasNextPage && (
              <div className="pager">
                <Button onPress={() => void reading.fetchNextPage()} isBusy={reading.isFetchingNextPage}>
                  {say(webWords.showMore)}
                </Button>
              </div>
            )}
          </>
        )
      }}
    </Read>
  )
}

/** The head of a table: a word for each column, or `{ num }` where numbers stand below it. */
export function TableHead({ columns }: { columns: readonly (Word | { num: Word })[] }) {
  const say = useSay()
  return (
    <thead>
      <tr>
        {columns.map((column) =>
          'num' in column ? (
            <th key={column.num.en} scope="col" className="num">
              {say(column.num)}
            </th>
          ) : (
            <th key={column.en} scope="col">
              {say(column)}
            </th>
          ),
        )}
      </tr>
    </thead>
  )
}
