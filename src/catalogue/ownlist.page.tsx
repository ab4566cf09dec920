// The instruments of one institution, as those who keep them see them: drafts and retired ones too.
import '../web/styles/keep.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { InstitutionChoice } from '../identity/organisation.part.tsx'
import { Button } from '../web/field.tsx'
import { count } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { useReadOn } from '../web/query.tsx'
import { Empty, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { entryWords as words } from './entry.words.ts'
import { StateTag } from './facts.part.tsx'
import { PriceLines } from './found.part.tsx'
import { labelWords } from './label.words.ts'
import { type FoundInstrument, searchInstruments } from './search.contract.ts'

export function OwnListPage() {
  const say = useSay()
  useTitle(say(words.listTitle))
  const { me, may } = useMe()
  const { institutionId: chosen, query } = useSearch({ from: '/work/instruments' })
  const navigate = useNavigate({ from: '/work/instruments' })
  const institutionId = chosen ?? me?.organisation?.id
  return (
    <>
      <div className="work-head">
        <h1>{say(words.listTitle)}</h1>
        <div className="aside">
          {institutionId && (
            <Link className="btn" to="/labels" search={{ institutionId, ...(query ? { query } : {}) }}>
              {say(labelWords.title)}
            </Link>
          )}
          {may('booking.maintain') && (
            <Link className="btn" to="/work/instruments/defaults">
              {say(words.defaults)}
            </Link>
          )}
        </div>
      </div>
      <p className="why">
        {say(words.listLead)} {!may('catalogue.edit') && say(words.sharedOnly)}
      </p>
      {!me?.organisation && <InstitutionChoice value={chosen} onChoose={(id) => void navigate({ search: { institutionId: id } })} />}
      {institutionId && (
        <>
          <SearchLine
            query={query ?? ''}
            onSearch={(text) => void navigate({ search: (before) => ({ ...before, query: text || undefined }) })}
          />
          <OwnList institutionId={institutionId} query={query ?? ''} isAll={may('catalogue.edit')} />
        </>
      )}
    </>
  )
}

function SearchLine({ query, onSearch }: { query: string; onSearch: (query: string) => void }) {
  const say = useSay()
  const [text, setText] = useState(query)
  useEffect(() => setText(query), [query])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSearch(text.trim())
  }
  return (
    <search>
      <form className="search-line" onSubmit={submit}>
        <input
          className="input"
          type="search"
          maxLength={100}
          aria-label={say(words.searchLabel)}
          placeholder={say(words.searchLabel)}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit">{say(words.search)}</Button>
      </form>
    </search>
  )
}

function OwnList({ institutionId, query, isAll }: { institutionId: string; query: string; isAll: boolean }) {
  const say = useSay()
  const { may } = useMe()
  const states = isAll ? 'all' : 'shared'
  const reading = useReadOn(searchInstruments, { institutionId, query, states, sort: query ? 'relevance' : 'name', limit: 50 })
  return (
    <Read of={reading} rows={8}>
      {(data) => {
        const items = data.pages.flatMap((page) => page.items)
        const first = data.pages[0]
        if (items.length === 0 && query)
          return (
            <Empty title={words.nothingTitle} why={words.nothingWhy}>
              <Link className="btn" to="/work/instruments" search={(before) => ({ ...before, query: undefined })}>
                {say(words.seeAll)}
              </Link>
            </Empty>
          )
        if (items.length === 0)
          return (
            <Empty title={words.emptyTitle} why={words.emptyWhy}>
              {may('catalogue.import') && (
                <Link className="btn primary" to="/work/instruments/import">
                  {say(words.importThem)}
                </Link>
              )}
            </Empty>
          )
        return (
          <>
            <p className="muted" role="status">
              {say(first?.isTotalExact === false ? words.totalOver : words.total, { count: count(first?.total ?? 0) })}
            </p>
            <OwnTable items={items} />
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

function OwnTable({ items }: { items: readonly FoundInstrument[] }) {
  const say = useSay()
  const name = useName()
  return (
    <table className="table to-list own-list">
      <thead>
        <tr>
          <th scope="col">{say(words.name)}</th>
          <th scope="col">{say(words.innerCode)}</th>
          <th scope="col">{say(words.model)}</th>
          <th scope="col" className="num">
            {say(words.price)}
          </th>
          <th scope="col">{say(words.state)}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row" className="main">
              <Link to="/work/instruments/$id" params={{ id: item.id }}>
                {name(item)}
              </Link>
            </th>
            <td data-label={say(words.innerCode)}>{item.innerCode}</td>
            <td data-label={say(words.model)}>{item.model}</td>
            <td className="num" data-label={say(words.price)}>
              <PriceLines item={item} />
            </td>
            <td className="lead">
              <StateTag state={item.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
