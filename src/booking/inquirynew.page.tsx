// Asking several owners at once: the instruments, what is wanted once for all, and by when they answer.
import '../web/styles/order.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { getInstrument } from '../catalogue/catalogue.contract.ts'
import { type FoundInstrument, searchInstruments } from '../catalogue/search.contract.ts'
import { useMe } from '../identity/me.part.tsx'
import { DayText } from '../web/daytext.tsx'
import { Button, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { addDays, dayOfText, shanghaiDay } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Problem, Shape, SignInFirst } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { askedMost, askSeveral, listInquiries } from './inquiry.contract.ts'
import { inquiryWords as words } from './inquiry.words.ts'
import { listTestRequests } from './request.contract.ts'
import { HowFields, useWish, WhatFields } from './sample.part.tsx'

const shownMost = 8
type Chosen = Pick<FoundInstrument, 'id' | 'nameZh' | 'nameEn' | 'institutionNameZh'>

export function InquiryNewPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me, isAsking } = useMe()
  const { with: first } = useSearch({ from: '/inquiries/new' })
  return (
    <Main>
      <h1 className="page-title">{say(words.title)}</h1>
      <p className="muted">{say(words.lead)}</p>
      {isAsking ? <Shape /> : me ? <Form first={first} /> : <SignInFirst onward={`/inquiries/new${first ? `?with=${first}` : ''}`} />}
    </Main>
  )
}

/** The instruments chosen so far, the one whose page led here first. */
function useChosen(first: string | undefined) {
  const [more, setMore] = useState<readonly Chosen[]>([])
  const [isLeft, setIsLeft] = useState(false)
  const { data } = useRead(getInstrument, { id: first ?? '' }, { enabled: first !== undefined })
  const own = data && !isLeft ? [{ id: data.id, nameZh: data.nameZh, nameEn: data.nameEn, institutionNameZh: data.institutionNameZh }] : []
  const chosen: readonly Chosen[] = [...own, ...more.filter(({ id }) => id !== own[0]?.id)]
  const remove = (id: string) => (id === own[0]?.id ? setIsLeft(true) : setMore(more.filter((one) => one.id !== id)))
  return { chosen, add: (one: Chosen) => setMore([...more, one]), remove }
}

function Form({ first }: { first: string | undefined }) {
  const say = useSay()
  const navigate = useNavigate()
  const wish = useWish()
  const { chosen, add, remove } = useChosen(first)
  const [answersBy, setAnswersBy] = useState(() => addDays(shanghaiDay(Date.now()), 7))
  const [attempt, setAttempt] = useState(0)
  const send = useSend(askSeveral, {
    refresh: [listInquiries, listTestRequests],
    onDone: ({ id }) => void navigate({ to: '/inquiries/$id', params: { id } }),
  })
  const wrong: Mistake[] = [
    ...(chosen.length < 2 || chosen.length > askedMost ? [{ fieldId: 'inquiry-find', sentence: say(words.chosenFew) }] : []),
    ...wish.mistakes(say),
    ...(dayOfText(answersBy) ? [] : [{ fieldId: 'inquiry-day', sentence: say(words.answersByMissing) }]),
  ]
  const mistakes = attempt > 0 ? wrong : []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (wrong.length > 0) return
    send.mutate({ ...wish.input(), instrumentIds: chosen.map(({ id }) => id), answersBy })
  }
  return (
    <div className="order">
      <ErrorSummary mistakes={mistakes} attempt={attempt} />
      <section className="section">
        <h2>{say(words.chosen)}</h2>
        <ChosenList chosen={chosen} onRemove={remove} />
        {chosen.length < askedMost && <Finder chosen={chosen} onAdd={add} />}
      </section>
      <form className="form" onSubmit={submit} noValidate>
        <WhatFields wish={wish} mistakes={mistakes} />
        <HowFields wish={wish} sealsHeld={['CMA', 'CNAS']} />
        <Field label={words.answersBy} id="inquiry-day" problem={mistakes.find(({ fieldId }) => fieldId === 'inquiry-day')?.sentence}>
          {(control) => <DayText control={control} value={answersBy} onChange={setAnswersBy} />}
        </Field>
        {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.send)}
        </Button>
      </form>
    </div>
  )
}

function ChosenList({ chosen, onRemove }: { chosen: readonly Chosen[]; onRemove: (id: string) => void }) {
  const say = useSay()
  const name = useName()
  if (chosen.length === 0) return <p className="muted">{say(words.chosenFew)}</p>
  return (
    <ul className="plain-list order-journal">
      {chosen.map((one) => (
        <li key={one.id} className="order-facts">
          <span>
            {name(one)} · {one.institutionNameZh}
          </span>
          <Button size="small" label={say(words.removeNamed, { name: name(one) })} onPress={() => onRemove(one.id)}>
            {say(words.remove)}
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** Instruments that are open for use, found by what people type. */
function Finder({ chosen, onAdd }: { chosen: readonly Chosen[]; onAdd: (one: Chosen) => void }) {
  const say = useSay()
  const name = useName()
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  const { data, isFetching } = useRead(searchInstruments, { query: q, limit: 50 }, { enabled: q !== '' })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setQ(typed.trim())
  }
  const open = data?.items.filter(({ id, state }) => state === 'online' && chosen.every((one) => one.id !== id)) ?? []
  // Offers are compared between owners: the best found of each.
  const found = [...Map.groupBy(open, ({ institutionId }) => institutionId).values()].map(([first]) => first!).slice(0, shownMost)
  return (
    <>
      <form className="form" onSubmit={submit}>
        <Field label={words.find} id="inquiry-find" hint={say(words.findHint)}>
          {(control) => <input {...control} maxLength={100} value={typed} onChange={(event) => setTyped(event.target.value)} />}
        </Field>
        <Button type="submit" isBusy={isFetching}>
          {say(words.search)}
        </Button>
      </form>
      {data && found.length === 0 && <p className="muted">{say(words.none)}</p>}
      <ul className="plain-list order-journal">
        {found.map((one) => (
          <li key={one.id} className="order-facts">
            <span>
              {name(one)} · {one.institutionNameZh}
            </span>
            <Button size="small" label={say(words.addNamed, { name: name(one) })} onPress={() => onAdd(one)}>
              {say(words.add)}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
