// Labels to print: three by eight on a sheet, each with the QR code of an instrument's public page.
import '../web/styles/label.css'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { Button, Field } from '../web/field.tsx'
import { useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Empty, Problem, Read, Shape, SignInFirst } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { labelsMost, makeLabels } from './label.contract.ts'
import { labelWords as words } from './label.words.ts'
import type { OwnSearch } from './own.rules.ts'
import { type FoundInstrument, searchInstruments } from './search.contract.ts'

const onSheet = 24

export function LabelPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me, isAsking } = useMe()
  const search = useSearch({ strict: false }) as OwnSearch
  const institutionId = search.institutionId ?? me?.organisation?.id
  const { query = '' } = search
  const reading = useRead(
    searchInstruments,
    { institutionId: institutionId ?? '', query, states: 'shared', sort: query ? 'relevance' : 'name', limit: labelsMost },
    { enabled: institutionId !== undefined },
  )
  return (
    <Main>
      <div className="noprint">
        <p className="why">
          <Link to="/work/instruments" search={search}>
            {say(words.back)}
          </Link>
        </p>
        <h1 className="page-title">{say(words.title)}</h1>
        <p className="muted">{say(words.lead)}</p>
      </div>
      {isAsking ? (
        <Shape />
      ) : !me ? (
        <SignInFirst onward="/labels" />
      ) : institutionId === undefined ? (
        <Empty title={words.nothing} why={words.nothing} />
      ) : (
        <Read of={reading}>
          {({ items, total }) => (
            <>
              {total > items.length && <p className="why noprint">{say(words.more, { count: items.length })}</p>}
              {items.length === 0 ? <Empty title={words.nothing} why={words.nothing} /> : <Chosen key={query} items={items} />}
            </>
          )}
        </Read>
      )}
    </Main>
  )
}

function Chosen({ items }: { items: readonly FoundInstrument[] }) {
  const say = useSay()
  const name = useName()
  const [left, setLeft] = useState<readonly string[]>([])
  const [skip, setSkip] = useState(0)
  const chosen = items.filter(({ id }) => !left.includes(id))
  const labels = useRead(makeLabels, { ids: items.map(({ id }) => id) })
  const pictures = new Map(labels.data?.items.map((one) => [one.id, one.qrSvg]))
  return (
    <>
      <details className="noprint label-choice">
        <summary>{say(words.chosen, { count: chosen.length, sheets: Math.ceil((skip + chosen.length) / onSheet) })}</summary>
        <div className="buttons">
          <Button size="small" onPress={() => setLeft([])}>
            {say(words.all)}
          </Button>
          <Button size="small" onPress={() => setLeft(items.map(({ id }) => id))}>
            {say(words.none)}
          </Button>
        </div>
        <div className="label-list">
          {items.map((one) => (
            <label key={one.id} className="check-line">
              <input
                type="checkbox"
                className="check"
                checked={!left.includes(one.id)}
                onChange={(event) => setLeft(event.target.checked ? left.filter((id) => id !== one.id) : [...left, one.id])}
              />{' '}
              {name(one)} <span className="muted">{one.innerCode}</span>
            </label>
          ))}
        </div>
        <Field label={words.skip}>
          {(control) => (
            <input
              {...control}
              type="number"
              min={0}
              max={onSheet - 1}
              value={skip}
              onChange={(event) => setSkip(Math.min(Math.max(Math.trunc(Number(event.target.value)) || 0, 0), onSheet - 1))}
            />
          )}
        </Field>
      </details>
      {labels.error && <Problem error={labels.error} retry={() => void labels.refetch()} />}
      <div className="buttons noprint">
        <Button kind="primary" isBusy={labels.isPending} onPress={() => print()}>
          {say(words.print)}
        </Button>
      </div>
      <Sheet skip={skip} chosen={chosen} pictures={pictures} />
    </>
  )
}

type SheetProps = { skip: number; chosen: readonly FoundInstrument[]; pictures: ReadonlyMap<string, string> }

function Sheet({ skip, chosen, pictures }: SheetProps) {
  const say = useSay()
  const name = useName()
  return (
    <ul className="labels">
      {Array.from({ length: skip }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place on the sheet that is left free has nothing but its place
        <li key={`free ${at}`} className="label-free" aria-hidden />
      ))}
      {chosen.map((one) => (
        <li key={one.id}>
          {pictures.has(one.id) && (
            <img src={`data:image/svg+xml,${encodeURIComponent(pictures.get(one.id)!)}`} alt={say(words.picture, { name: name(one) })} />
          )}
          <div>
            <b>{name(one)}</b>
            <span>{one.model}</span>
            <span>{say(words.number, { code: one.innerCode })}</span>
            <span>{name({ nameZh: one.institutionNameZh, nameEn: one.institutionNameEn })}</span>
          </div>
        </li>
      ))}
    </ul>
  )
}
