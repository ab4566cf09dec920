// The queue of customers known only by name: who each one is, settled by a person, and undone if it was wrong.
import '../web/styles/customer.css'
import { useState } from 'react'
import { Button, Choice } from '../web/field.tsx'
import { count, fixed, moment } from '../web/format.ts'
import { Dot } from '../web/icon.tsx'
import { useName, useSay } from '../web/language.tsx'
import { useReadOn, useSend } from '../web/query.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { customerWords as words } from './customer.words.ts'
import { listNamedParties, type NamedParty, type Organisation, resolveNamedParty, undoResolution } from './identity.contract.ts'
import { identityWords } from './identity.words.ts'
import { FindOrganisation } from './organisation.part.tsx'

type State = 'open' | 'resolved'

export function CustomerPage() {
  const say = useSay()
  useTitle(say(words.title))
  const [state, setState] = useState<State>('open')
  const reading = useReadOn(listNamedParties, { state })
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <div className="aside">
          <Choice
            label={words.state}
            value={state}
            onChoose={setState}
            options={[
              { value: 'open', word: words.open },
              { value: 'resolved', word: words.settled },
            ]}
          />
        </div>
      </div>
      <p className="why customer-lead">{say(words.lead)}</p>
      <Read of={reading}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items)
          if (items.length === 0)
            return state === 'open' ? (
              <Empty title={words.emptyOpenTitle} why={words.emptyOpenWhy} />
            ) : (
              <Empty title={words.emptySettledTitle} why={words.emptySettledWhy} />
            )
          return (
            <>
              <p className="muted">{say(words.total, { count: count(data.pages[0]?.total ?? 0) })}</p>
              <ul className="customers">
                {items.map((item) => (
                  <Customer key={item.id} item={item} />
                ))}
              </ul>
              {reading.hasNextPage && (
                <Button onPress={() => void reading.fetchNextPage()} isBusy={reading.isFetchingNextPage}>
                  {say(webWords.showMore)}
                </Button>
              )}
            </>
          )
        }}
      </Read>
    </>
  )
}

function Customer({ item }: { item: NamedParty }) {
  const say = useSay()
  const resolve = useSend(resolveNamedParty, { refresh: [listNamedParties] })
  const undo = useSend(undoResolution, { refresh: [listNamedParties] })
  const error = resolve.error ?? undo.error
  const settle = (organisationId: string) => resolve.mutate({ id: item.id, organisationId })
  return (
    <li className="pane">
      <div className="customer-name">
        <h2>{item.name}</h2>
        <p className="note">
          {say(words.since)} {moment(item.recordedAt)}
        </p>
      </div>
      {item.organisation ? (
        <Settled item={item} organisation={item.organisation} onUndo={() => undo.mutate({ id: item.id })} isBusy={undo.isPending} />
      ) : (
        <Suggestions item={item} onSettle={settle} isBusy={resolve.isPending} />
      )}
      {error && <Problem key={resolve.submittedAt + undo.submittedAt} error={error} isAnswer />}
    </li>
  )
}

type SettledProps = { item: NamedParty; organisation: Organisation; onUndo: () => void; isBusy: boolean }

function Settled({ item, organisation, onUndo, isBusy }: SettledProps) {
  const say = useSay()
  return (
    <div className="customer-choices">
      <p className="muted">
        {say(words.settledAs)}
        {item.resolvedAt && (
          <>
            <Dot />
            {say(words.settledOn)} {moment(item.resolvedAt)}
          </>
        )}
      </p>
      <div className="customer-choice">
        <OrganisationLines organisation={organisation} />
        <Button size="small" onPress={onUndo} isBusy={isBusy}>
          {say(words.undo)}
        </Button>
      </div>
    </div>
  )
}

function OrganisationLines({ organisation, likeness }: { organisation: Organisation; likeness?: number }) {
  const say = useSay()
  const name = useName()
  return (
    <div>
      <p>
        {name(organisation)}
        {likeness !== undefined && <span className="tag info">{say(words.alike, { percent: fixed(likeness * 100, 0) })}</span>}
      </p>
      <p className="note">
        {say(identityWords[`kind_${organisation.kind}`])}
        <Dot />
        {organisation.creditCode ?? say(words.noCreditCode)}
      </p>
    </div>
  )
}

function Suggestions({ item, onSettle, isBusy }: { item: NamedParty; onSettle: (organisationId: string) => void; isBusy: boolean }) {
  const say = useSay()
  const name = useName()
  return (
    <div className="customer-choices">
      <p className="muted">{say(item.suggestions.length > 0 ? words.suggestions : words.noSuggestion)}</p>
      {item.suggestions.map((organisation) => (
        <div key={organisation.id} className="customer-choice">
          <OrganisationLines organisation={organisation} likeness={organisation.likeness} />
          <Button size="small" onPress={() => onSettle(organisation.id)} isBusy={isBusy}>
            {say(words.isThis)}
            <span className="unseen">{say(words.isThisNamed, { name: item.name, organisation: name(organisation) })}</span>
          </Button>
        </div>
      ))}
      <FindOrganisation label={say(words.other)} onFound={onSettle} />
    </div>
  )
}
