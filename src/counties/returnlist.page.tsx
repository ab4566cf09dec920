// The returns of a year: who is missing and due first, who waits for whom, and how much the platform filled in by itself.
import '../web/styles/returns.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { getFigure } from '../figures/figure.contract.ts'
import { useMe } from '../identity/me.part.tsx'
import type { Output } from '../kernel/contract.ts'
import { DayText } from '../web/daytext.tsx'
import { Button, Choice, Field } from '../web/field.tsx'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { DirectReporting } from './direct.part.tsx'
import { listReturns, openReturnRound, returnStates, withdrawReturnRound } from './return.contract.ts'
import { ReturnTag } from './returncell.part.tsx'
import { returnPageWords as words } from './returnpage.words.ts'
import { commonDivision, type ReturnSearch } from './returnsearch.rules.ts'

type Returns = Output<typeof listReturns>
type Item = Returns['items'][number]
const chosen = ['all', 'filling', 'waiting'] as const
/** Whose each level's form is to fill in. */
const files = { county: 'counties.file', city: 'counties.pass', province: 'counties.approve' } as const
const options = chosen.map((value) => ({ value, word: words[`show_${value}`] }))

export function ReturnListPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { may } = useMe()
  const { year, show = 'all' } = useSearch({ strict: false }) as ReturnSearch
  const navigate = useNavigate()
  const reading = useRead(listReturns, year === undefined ? {} : { year }, { staleTime: 0 })
  const [isOpening, setIsOpening] = useState(false)
  const go = (search: ReturnSearch) => void navigate({ to: '/work/returns', search, replace: true })
  const waiting = (item: Item) =>
    (item.state === 'filling' && may(files[item.level])) ||
    (item.state === 'at_city' && may('counties.pass')) ||
    (item.state === 'at_province' && may('counties.approve'))
  const isShown = (item: Item) => show === 'all' || (show === 'waiting' ? waiting(item) : item.state === show)
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <div className="aside">
          <Years data={reading.data} onChoose={(next) => go({ show, year: next })} />
          <Choice
            label={words.show}
            value={show as (typeof chosen)[number]}
            options={options}
            onChoose={(next) => go(year === undefined ? { show: next } : { year, show: next })}
          />
          {may('counties.approve') && !isOpening && <Button onPress={() => setIsOpening(true)}>{say(words.openRound)}</Button>}
        </div>
      </div>
      <p className="why">{say(words.lead)}</p>
      {isOpening && reading.data && <RoundForm after={reading.data.years[0]} onDone={() => setIsOpening(false)} />}
      <Read of={reading}>
        {(data) => (
          <>
            {data.round && <Standing data={data} />}
            {data.round && may('counties.approve') && data.items.every((item) => item.state === 'filling') && (
              <TakeBack round={data.round} />
            )}
            <Elsewhere data={data} />
            <Items items={data.items.filter(isShown)} show={show} />
            <DirectReporting />
          </>
        )}
      </Read>
    </>
  )
}

function Years({ data, onChoose }: { data: Returns | undefined; onChoose: (year: number) => void }) {
  const say = useSay()
  if (!data?.round) return null
  return (
    <select
      className="input return-year"
      aria-label={say(words.year)}
      value={data.round.year}
      onChange={(event) => onChoose(Number(event.target.value))}
    >
      {data.years.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  )
}

/** How many stand where, when they are due, and the share that nobody had to type. */
function Standing({ data: { round, items } }: { data: Returns }) {
  const say = useSay()
  return (
    <dl className="return-sums">
      {returnStates.map((state) => (
        <div key={state}>
          <dt>{say(words[`state_${state}`])}</dt>
          <dd>
            <Link to="/work/returns" search={round ? { year: round.year, show: state } : { show: state }}>
              {items.filter((item) => item.state === state).length}
            </Link>
            {state === 'filling' && round && <span className="note">{say(words.due, { on: round.dueOn })}</span>}
          </dd>
        </div>
      ))}
      <div>
        <dt>{say(words.fileOnce)}</dt>
        <dd>{round && <FileOnce year={round.year} divisionCode={commonDivision(items)} />}</dd>
      </div>
    </dl>
  )
}

/** A year that was opened by mistake goes again, while nobody has done anything with it. */
function TakeBack({ round: { id, year } }: { round: NonNullable<Returns['round']> }) {
  const say = useSay()
  const navigate = useNavigate()
  const send = useSend(withdrawReturnRound, {
    refresh: [listReturns],
    onDone: () => void navigate({ to: '/work/returns', search: {}, replace: true }),
  })
  return (
    <>
      <div className="buttons">
        <Button size="small" isBusy={send.isPending} onPress={() => send.mutate({ id })}>
          {say(words.takeBack, { year })}
        </Button>
      </div>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
    </>
  )
}

/** Returns of other years that wait for the reader, say because they were opened again. */
function Elsewhere({ data: { round, waiting } }: { data: Returns }) {
  const say = useSay()
  const others = waiting.filter(({ year }) => year !== round?.year)
  if (others.length === 0) return null
  return (
    <p>
      {say(words.elsewhere)}{' '}
      {others.map(({ year, count }) => (
        <Link key={year} to="/work/returns" search={{ year, show: 'waiting' }}>
          {say(words.elsewhereOne, { year, count })}{' '}
        </Link>
      ))}
    </p>
  )
}

/** The share of the reader's own county or city; of the whole for the province. */
function FileOnce({ year, divisionCode }: { year: number; divisionCode: string | undefined }) {
  const asked = { year, ...(divisionCode === undefined ? {} : { divisionCode }) }
  const { data } = useRead(getFigure, { name: 'file_once_share', ...asked })
  return (
    <Link to="/figures/$name" params={{ name: 'file_once_share' }} search={asked}>
      {data?.value.text ?? '—'} %
    </Link>
  )
}

function Items({ items, show }: { items: readonly Item[]; show: NonNullable<ReturnSearch['show']> }) {
  const whys = { filling: words.noneFilling, waiting: words.noneWaiting, all: words.noneAll } as const
  if (items.length === 0) return <Empty title={words.noneTitle} why={show in whys ? whys[show as keyof typeof whys] : words.noneState} />
  return (
    <table className="table to-list">
      <TableHead columns={[words.county, words.state, { num: words.filled }, { num: words.computed }, words.awaited, words.handedIn]} />
      <tbody>
        {items.map((item) => (
          <ItemRow key={item.id} item={item} />
        ))}
      </tbody>
    </table>
  )
}

function ItemRow({ item }: { item: Item }) {
  const say = useSay()
  const name = useName()
  const { filledCount: filled, requiredCount: required } = item
  return (
    <tr>
      <th scope="row" className="main">
        <Link to="/work/returns/$id" params={{ id: item.id }}>
          {name(item)}
        </Link>
        {item.level !== 'county' && <span className="note"> {say(words[`level_${item.level}`])}</span>}
      </th>
      <td data-label={say(words.state)}>
        <ReturnTag state={item.state} /> {item.isOverdue && <span className="tag bad">{say(words.late)}</span>}
      </td>
      <td className="num" data-label={say(words.filled)}>
        {say(words.ofThem, { filled, required })}
      </td>
      <td className="num" data-label={say(words.computed)}>
        {item.computedCount}
      </td>
      <td data-label={say(words.awaited)}>
        {item.awaitedCount > 0 && item.expectedOn ? say(words.awaitedUntil, { count: item.awaitedCount, on: item.expectedOn }) : '—'}
      </td>
      <td data-label={say(words.handedIn)}>{item.handedInAt?.slice(0, 10) ?? '—'}</td>
    </tr>
  )
}

function RoundForm({ after, onDone }: { after: number | undefined; onDone: () => void }) {
  const say = useSay()
  const [year, setYear] = useState((after ?? new Date().getFullYear() - 2) + 1)
  const [opensOn, setOpensOn] = useState(`${year + 1}-03-01`)
  const [dueOn, setDueOn] = useState(`${year + 1}-04-30`)
  const [isTried, setIsTried] = useState(false)
  const send = useSend(openReturnRound, { refresh: [listReturns], onDone })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (opensOn && dueOn) send.mutate({ year, opensOn, dueOn })
  }
  const problem = (day: string) => (isTried && !day ? { problem: say(words.dayMissing) } : {})
  return (
    <form className="form box change-form" onSubmit={submit} noValidate>
      <div className="fields">
        <Field label={words.year}>
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              maxLength={4}
              value={year}
              onChange={(event) => setYear(Number(event.target.value) || 0)}
            />
          )}
        </Field>
        <Field label={words.opensOn} {...problem(opensOn)}>
          {(control) => <DayText control={control} value={opensOn} onChange={setOpensOn} />}
        </Field>
        <Field label={words.dueOn} {...problem(dueOn)}>
          {(control) => <DayText control={control} value={dueOn} onChange={setDueOn} />}
        </Field>
      </div>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.open)}
        </Button>
        <Button onPress={onDone}>{say(words.back)}</Button>
      </div>
    </form>
  )
}
