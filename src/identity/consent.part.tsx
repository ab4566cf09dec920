// Children of the reader: what is held of them by the reader's consent, given and withdrawn.
import { type FormEvent, useState } from 'react'
import { DayText } from '../web/daytext.tsx'
import { Button, Field } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { addMyChild, type Child, listMyChildren, withdrawConsent } from './consent.contract.ts'
import { dataWords as words } from './data.words.ts'
import { listMyWards } from './minor.contract.ts'
import { listPurposes, type Purpose } from './purpose.contract.ts'

export function Children() {
  const say = useSay()
  const reading = useRead(listMyChildren, {})
  const purposes = useRead(listPurposes, {}, { staleTime: 600_000 })
  const [isOpen, setIsOpen] = useState(false)
  const forChildren = purposes.data?.items.filter(({ fields, consentVersion }) => fields.includes('child_name') && consentVersion !== null)
  const purpose = forChildren?.[0]
  return (
    <section className="box" aria-labelledby="own-children">
      <h2 id="own-children">{say(words.consents)}</h2>
      <Read of={reading} rows={1}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="note">{say(words.consentsNone)}</p>
          ) : (
            <ul className="own-list">
              {items.map((child) => (
                <ChildRow key={child.id} child={child} />
              ))}
            </ul>
          )
        }
      </Read>
      {isOpen && purpose ? (
        <ChildForm purpose={purpose} onEnd={() => setIsOpen(false)} />
      ) : (
        <div className="buttons">
          <Button onPress={() => setIsOpen(true)}>{say(words.addChild)}</Button>
        </div>
      )}
    </section>
  )
}

function ChildRow({ child }: { child: Child }) {
  const say = useSay()
  const { language } = useLanguage()
  return (
    <li>
      <div>
        <p>
          {child.name ?? say(words.childErased)} {child.bornOn && <span className="note">{say(words.bornOn, { day: child.bornOn })}</span>}
        </p>
        {child.consents.map((consent) => (
          <p key={consent.id} className="note">
            {say(words.consentGiven, {
              moment: moment(consent.givenAt),
              purpose: consent.purposeName[language],
              version: consent.textVersion,
            })}
            {consent.withdrawnAt && ` · ${say(words.consentWithdrawn, { moment: moment(consent.withdrawnAt) })}`}
          </p>
        ))}
      </div>
      {child.consents
        .filter((consent) => consent.withdrawnAt === null)
        .map((consent) => (
          <Withdraw key={consent.id} id={consent.id} name={child.name ?? ''} ask={say(words.withdrawAsk)} />
        ))}
    </li>
  )
}

/** Takes a consent back, after one question. */
export function Withdraw({ id, name, ask }: { id: string; name: string; ask: string }) {
  const say = useSay()
  const [isAsked, setIsAsked] = useState(false)
  const send = useSend(withdrawConsent, { refresh: [listMyChildren, listMyWards] })
  if (!isAsked)
    return (
      <Button size="small" label={say(words.withdrawNamed, { name })} onPress={() => setIsAsked(true)}>
        {say(words.withdraw)}
      </Button>
    )
  return (
    <div>
      <p className="why">{ask}</p>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button size="small" kind="danger" onPress={() => send.mutate({ id })} isBusy={send.isPending}>
          {say(words.withdraw)}
        </Button>
        <Button size="small" onPress={() => setIsAsked(false)}>
          {say(words.cancel)}
        </Button>
      </div>
    </div>
  )
}

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text)

function ChildForm({ purpose, onEnd }: { purpose: Purpose; onEnd: () => void }) {
  const say = useSay()
  const { language } = useLanguage()
  const [child, setChild] = useState({ name: '', bornOn: '' })
  const [isMissing, setIsMissing] = useState(false)
  const send = useSend(addMyChild, { onDone: onEnd, refresh: [listMyChildren] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lacks = child.name.trim() === '' || !isDay(child.bornOn)
    setIsMissing(lacks)
    if (!lacks) send.mutate({ ...child, purpose: purpose.code, textVersion: purpose.consentVersion ?? 1 })
  }
  const problem = isMissing ? { problem: say(words.childMissing) } : {}
  return (
    <form className="form" onSubmit={submit} noValidate>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <Field label={words.childName} {...(child.name.trim() === '' ? problem : {})}>
        {(control) => (
          <input
            {...control}
            autoComplete="off"
            value={child.name}
            onChange={(event) => setChild({ ...child, name: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.childBorn} {...(isDay(child.bornOn) ? {} : problem)}>
        {(control) => <DayText control={control} value={child.bornOn} onChange={(bornOn) => setChild({ ...child, bornOn })} />}
      </Field>
      <p>{say(words.childText, { purpose: purpose.name[language], keep: purpose.keep[language] })}</p>
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.agree)}
        </Button>
        <Button onPress={onEnd}>{say(words.cancel)}</Button>
      </div>
    </form>
  )
}
