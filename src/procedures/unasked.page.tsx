// For the office that decides: who is entitled to something on what is known already, and giving it to one or a pile of them.
import '../web/styles/case.css'
import { useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import { ChooseAll, ChooseOne, type Choosing } from '../web/choosing.tsx'
import { Button, Choice, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { ReadOn } from '../web/list.tsx'
import { useReadOn, useSend } from '../web/query.tsx'
import { Empty, Problem } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { ConditionResults } from './condition.part.tsx'
import { type PileResult, PileResults } from './pileresult.part.tsx'
import { useDivisionName } from './place.part.tsx'
import { issueWithoutApplying, listEntitlements } from './unasked.contract.ts'
import { unaskedWords as words } from './unasked.words.ts'

type Listed = Output<typeof listEntitlements>
type Item = Listed['items'][number]
type Offer = Listed['procedures'][number]
type Show = 'entitled' | 'all'
const reasonLeast = 4
const atOnceMost = 100
const options = [
  { value: 'entitled' as const, word: words.show_entitled },
  { value: 'all' as const, word: words.show_all },
]

export function EntitlementPage() {
  const say = useSay()
  useTitle(say(words.title))
  const [procedure, setProcedure] = useState<string>()
  const [show, setShow] = useState<Show>('entitled')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const reading = useReadOn(listEntitlements, { show, ...(procedure ? { procedure } : {}) })
  const offers = reading.data?.pages[0]?.procedures ?? []
  const offer = offers.find(({ code }) => code === procedure) ?? offers[0]
  const items = reading.data?.pages.flatMap((page) => page.items) ?? []
  const leave = () => setChosen(new Set())
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <div className="aside">
          <Choice
            label={words.show}
            value={show}
            options={options}
            onChoose={(next) => {
              leave()
              setShow(next)
            }}
          />
        </div>
      </div>
      <p className="why">{say(words.lead)}</p>
      {offers.length > 0 && offer && (
        <div className="case-ask">
          <Field label={words.procedure}>
            {(control) => (
              <select
                {...control}
                value={offer.code}
                onChange={(event) => {
                  leave()
                  setProcedure(event.target.value)
                }}
              >
                {offers.map((one) => (
                  <option key={one.code} value={one.code}>
                    {say(one.title)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
      )}
      {offer && <Giving key={offer.code} offer={offer} chosen={items.filter((one) => chosen.has(one.personId))} onDone={leave} />}
      <ReadOn
        of={reading}
        empty={
          offers.length === 0 ? (
            <Empty title={words.noneTitle} why={words.noneWhy} />
          ) : (
            <Empty title={words.emptyTitle} why={words.emptyWhy} />
          )
        }
      >
        {(found: Item[]) => <People items={found} {...(offer?.mayIssue ? { chosen, onChoose: setChosen } : {})} />}
      </ReadOn>
    </>
  )
}

type GivingProps = { offer: Offer; chosen: readonly Item[]; onDone: () => void }

function Giving({ offer, chosen, onDone }: GivingProps) {
  const say = useSay()
  const [batchId, setBatchId] = useState(offer.batches[0]?.id ?? '')
  const [reason, setReason] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const [results, setResults] = useState<PileResult[]>()
  const names = new Map(chosen.map((one) => [one.personId, one.name]))
  const send = useSend(issueWithoutApplying, {
    refresh: [listEntitlements],
    onDone: ({ items }) => {
      setResults(items.map(({ personId, isDone, text }) => ({ name: names.get(personId) ?? '', isDone, text })))
      onDone()
    },
  })
  if (!offer.mayIssue) return <p className="note">{say(words.onlyDecides)}</p>
  if (chosen.length === 0) return results ? <PileResults results={results} done={words.done} onClose={() => setResults(undefined)} /> : null
  const why =
    offer.batches.length === 0 ? say(words.noBatch) : chosen.length > atOnceMost ? say(words.mostAtOnce, { count: atOnceMost }) : undefined
  const give = () => {
    const isShort = reason.trim().length < reasonLeast
    setIsMissing(isShort)
    if (!isShort) send.mutate({ procedure: offer.code, batchId, personIds: chosen.map((one) => one.personId), reason })
  }
  return (
    <section className="pile" aria-label={say(words.title)}>
      <div className="pile-head">
        <b>{say(words.selected, { count: chosen.length })}</b>
        <Button size="small" kind="quiet" onPress={onDone}>
          {say(words.clear)}
        </Button>
      </div>
      <p className="why">{say(words.declineNote, { days: offer.declineDays })}</p>
      <div className="pile-form">
        <Field label={words.batch}>
          {(control) => (
            <select {...control} value={batchId} onChange={(event) => setBatchId(event.target.value)}>
              {offer.batches.map((batch) => (
                <option key={batch.id} value={batch.id}>
                  {say(batch.name)} · {batch.documentNo}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.reason} {...(isMissing ? { problem: say(words.reasonMissing) } : {})}>
          {(control) => <input {...control} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
        <Button kind="primary" isBusy={send.isPending} onPress={give} {...(why ? { reason: why } : {})}>
          {say(words.issue, { count: chosen.length })}
        </Button>
      </div>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
    </section>
  )
}

function People({ items, chosen, onChoose }: { items: readonly Item[] } & Choosing) {
  const say = useSay()
  const open = items.filter((item) => item.isEntitled)
  return (
    <table className="table to-list case-table">
      <thead>
        <tr>
          {chosen && onChoose && (
            <ChooseAll ids={open.map((item) => item.personId)} chosen={chosen} label={say(words.selectAll)} onChoose={onChoose} />
          )}
          {[words.person, words.level, words.division, words.conditions].map((head) => (
            <th key={head.en} scope="col">
              {say(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <PersonRow key={item.personId} item={item} {...(chosen && onChoose ? { chosen, onChoose } : {})} />
        ))}
      </tbody>
    </table>
  )
}

function PersonRow({ item, chosen, onChoose }: { item: Item } & Choosing) {
  const say = useSay()
  const divisionName = useDivisionName()
  const missing = item.conditions.filter(({ result }) => result !== 'met').length
  return (
    <tr className={chosen?.has(item.personId) ? 'chosen' : undefined}>
      {chosen && onChoose && (
        <td className="pick">
          {item.isEntitled && (
            <ChooseOne id={item.personId} chosen={chosen} label={say(words.select, { name: item.name })} onChoose={onChoose} />
          )}
        </td>
      )}
      <th scope="row" className="main">
        {item.name}
      </th>
      <td data-label={say(words.level)}>{item.level && say(item.level.title)}</td>
      <td data-label={say(words.division)}>{divisionName(item.divisionCode)}</td>
      <td data-label={say(words.conditions)}>
        <details>
          <summary>{missing === 0 ? say(words.allMet, { count: item.conditions.length }) : say(words.notMet, { count: missing })}</summary>
          <ConditionResults conditions={item.conditions} />
        </details>
      </td>
    </tr>
  )
}
