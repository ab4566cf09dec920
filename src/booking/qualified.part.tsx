// One person's qualification as the institution sees it, with what can be done.
import { type FormEvent, useId, useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { addDays, dayOfText, shanghaiDay } from '../web/format.ts'
import { Dot } from '../web/icon.tsx'
import { useLanguage, useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { CertificatesOf, CertificateTag } from './certificate.part.tsx'
import { certificateWords } from './certificate.words.ts'
import {
  decideQualification,
  listQualifications,
  type QualificationDecision,
  type Qualified,
  qualificationDecisions,
} from './qualification.contract.ts'
import { mayBe } from './qualification.rules.ts'
import { qualificationWords as words } from './qualification.words.ts'
import { ActList, Lasting, StandingTags } from './qualificationlist.part.tsx'

const soonDays = 30
const takesAway: readonly QualificationDecision[] = ['decline', 'suspend', 'revoke']

export function QualifiedLine({ one }: { one: Qualified }) {
  const say = useSay()
  const { language } = useLanguage()
  const [isLooking, setIsLooking] = useState(false)
  const [action, setAction] = useState<QualificationDecision>()
  const level = language === 'zh' ? one.levelZh : one.levelEn
  const today = shanghaiDay(Date.now())
  const ends = [one.validUntil, one.activeUntil].filter((day) => day !== null).toSorted()[0]
  const isSoon = one.standing === 'in_force' && ends !== undefined && ends <= addDays(today, soonDays)
  const can = qualificationDecisions.filter((each) => mayBe(each, { state: one.state, isAsked: one.askedAt !== null }))
  return (
    <li>
      <div>
        <p>
          <b>{one.personName}</b>
          <Dot />
          {level} <StandingTags one={one} /> {isSoon && <span className="tag warn">{say(words.soon)}</span>}
        </p>
        <p className="note">
          {one.organisationNameZh}
          {(one.validUntil ?? one.activeUntil) && <Dot />}
          <Lasting one={one} />
        </p>
        {one.askedAt && one.acts[0]?.action === 'ask' && one.acts[0].note && <p className="why">{one.acts[0].note}</p>}
        {one.certificates.length > 0 && !isLooking && (
          <p className="note">
            {one.certificates.map(({ name, standing }) => (
              <span key={name}>
                {name} <CertificateTag standing={standing} />{' '}
              </span>
            ))}
          </p>
        )}
        {isLooking && <CertificatesOf key={JSON.stringify(one.certificates)} qualificationId={one.id} />}
        <ActList one={one} />
        {action && <DecideForm key={action} one={one} action={action} today={today} onBack={() => setAction(undefined)} />}
      </div>
      {!action && (
        <div className="buttons">
          {one.certificates.some(({ standing }) => standing !== 'missing') && !isLooking && (
            <Button size="small" label={say(certificateWords.lookNamed, { name: one.personName })} onPress={() => setIsLooking(true)}>
              {say(certificateWords.look)}
            </Button>
          )}
          {can.map((each) => (
            <Button
              key={each}
              size="small"
              kind={takesAway.includes(each) ? 'danger' : undefined}
              label={say(words.actionNamed, { action: say(words[`action_${each}`]), name: one.personName, level })}
              onPress={() => setAction(each)}
            >
              {say(words[`action_${each}`])}
            </Button>
          ))}
        </div>
      )}
    </li>
  )
}

type DecideProps = { one: Qualified; action: QualificationDecision; today: string; onBack: () => void }

function DecideForm({ one, action, today, onBack }: DecideProps) {
  const say = useSay()
  const noteId = useId()
  const [note, setNote] = useState('')
  const [until, setUntil] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(decideQualification, { refresh: [listQualifications], onDone: onBack })
  const isGiven = action === 'grant' || action === 'extend'
  const day = dayOfText(until)
  const isShort = note.trim().length < 4
  const isDayWrong = isGiven && until.trim() !== '' && (day === undefined || day < today)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (!isShort && !isDayWrong) send.mutate({ id: one.id, action, note, ...(isGiven && day ? { validUntil: day } : {}) })
  }
  return (
    <form className="form ask-form" onSubmit={submit} noValidate>
      {isGiven && (
        <Field
          label={words.validUntilField}
          isOptional
          hint={say(words.validUntilHint)}
          {...(isTried && isDayWrong ? { problem: say(words.dayWrong) } : {})}
        >
          {(control) => (
            <input {...control} inputMode="numeric" maxLength={20} value={until} onChange={(event) => setUntil(event.target.value)} />
          )}
        </Field>
      )}
      <Field label={words.reason} id={noteId} {...(isTried && isShort ? { problem: say(words.reasonMissing) } : {})}>
        {(control) => <input {...control} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" size="small" kind={takesAway.includes(action) ? 'danger' : undefined} isBusy={send.isPending}>
          {say(words[`action_${action}`])}
        </Button>
        <Button size="small" onPress={onBack}>
          {say(words.back)}
        </Button>
      </div>
    </form>
  )
}
