// Finding an instrument: words as people type them, filters with counts, results that say why they were found.
import '../web/styles/find.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { Button } from '../web/field.tsx'
import { count } from '../web/format.ts'
import { Icon } from '../web/icon.tsx'
import { useSay } from '../web/language.tsx'
import { useRead, useReadOn } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Empty, Read, Shape } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { Filters, usePlaceName } from './filter.part.tsx'
import { type FindSearch, filterCount, withoutFilters } from './find.rules.ts'
import { findWords as words } from './find.words.ts'
import { FoundList, Understood } from './found.part.tsx'
import { countInstruments, searchInstruments, searchSorts } from './search.contract.ts'
import { SearchBox } from './searchbox.part.tsx'

export function FindPage() {
  const say = useSay()
  const search = useSearch({ from: '/instruments' })
  const navigate = useNavigate({ from: '/instruments' })
  useTitle(search.query ? `${search.query} · ${say(words.title)}` : say(words.title))
  const { sort: _, ...filters } = search
  const counts = useRead(countInstruments, filters, { placeholderData: (before) => before })
  const change = (next: Partial<FindSearch>) => void navigate({ search: (before) => cleaned({ ...before, ...next }), resetScroll: false })
  return (
    <Main>
      <h1 className="unseen">{say(words.title)}</h1>
      <SearchBox
        query={search.query ?? ''}
        onSearch={(query) => void navigate({ search: (before) => cleaned({ ...before, query: query || undefined }) })}
      />
      <div className="find">
        <aside className="wide" aria-label={say(words.filters)}>
          <Filters search={search} counts={counts.data} onChange={change} />
          {filterCount(search) > 0 && (
            <Button size="small" onPress={() => void navigate({ search: withoutFilters(search) })}>
              {say(words.clear)}
            </Button>
          )}
        </aside>
        <Results search={search} onChange={change} counts={counts.data} />
      </div>
    </Main>
  )
}

function cleaned(search: Partial<Record<keyof FindSearch, unknown>>): FindSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as FindSearch
}

type ResultsProps = { search: FindSearch; onChange: (change: Partial<FindSearch>) => void; counts: Parameters<typeof Filters>[0]['counts'] }

function Results({ search, onChange, counts }: ResultsProps) {
  const say = useSay()
  const placeName = usePlaceName()
  const reading = useReadOn(searchInstruments, search)
  return (
    <div className="results">
      <Read of={reading} shape={<Shape rows={7} />}>
        {(data) => {
          const first = data.pages[0]
          const items = data.pages.flatMap((page) => page.items)
          return (
            <>
              <div className="results-head">
                <p role="status">
                  <b>{say(first?.isTotalExact === false ? words.totalOver : words.total, { count: count(first?.total ?? 0) })}</b>
                </p>
                <FilterSheet search={search} onChange={onChange} counts={counts} />
                <SortChoice search={search} onChange={onChange} />
              </div>
              {first && <Understood understanding={first.understanding} leftOut={first.leftOut} />}
              {items.length === 0 ? <NothingFound search={search} /> : <FoundList items={items} placeName={placeName} />}
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
    </div>
  )
}

function SortChoice({ search, onChange }: Omit<ResultsProps, 'counts'>) {
  const say = useSay()
  return (
    <label className="sort-choice">
      <span>{say(words.sort)}</span>
      <select
        className="input"
        value={search.sort ?? 'relevance'}
        onChange={(event) => onChange({ sort: event.target.value as FindSearch['sort'] })}
      >
        {searchSorts.map((sort) => (
          <option key={sort} value={sort}>
            {say(words[`sort_${sort}`])}
          </option>
        ))}
      </select>
    </label>
  )
}

function NothingFound({ search }: { search: FindSearch }) {
  const say = useSay()
  const navigate = useNavigate({ from: '/instruments' })
  const filters = filterCount(search)
  if (filters === 0) return <Empty title={words.emptyTitle} why={words.emptyWhy} />
  return (
    <Empty
      title={words.emptyTitle}
      why={{ zh: say(words.emptyFilteredWhy, { count: filters }), en: say(words.emptyFilteredWhy, { count: filters }) }}
    >
      <Button kind="primary" onPress={() => void navigate({ search: withoutFilters(search) })}>
        {say(words.clear)}
      </Button>
    </Empty>
  )
}

/** On a phone the filters stand on a sheet of their own. */
function FilterSheet({ search, onChange, counts }: ResultsProps) {
  const say = useSay()
  const sheet = useRef<HTMLDialogElement>(null)
  const filters = filterCount(search)
  return (
    <div className="narrow">
      <button type="button" className="btn" onClick={() => sheet.current?.showModal()}>
        <Icon name="filter" />
        {filters > 0 ? say(words.filtersOn, { count: filters }) : say(words.filters)}
      </button>
      <dialog ref={sheet} className="filter-sheet" aria-label={say(words.filters)}>
        <div className="sheet-head">
          <h2>{say(words.filters)}</h2>
          <button type="button" className="btn quiet" aria-label={say(webWords.close)} onClick={() => sheet.current?.close()}>
            <Icon name="cross" />
          </button>
        </div>
        <Filters search={search} counts={counts} onChange={onChange} />
        <div className="sheet-act">
          <Button kind="primary" size="large" isFull onPress={() => sheet.current?.close()}>
            {say(words.apply, { count: count(counts?.total ?? 0) })}
          </Button>
        </div>
      </dialog>
    </div>
  )
}
