// The way into an application: what was begun before comes first; otherwise a batch, for whom, with which organisation, and one button.
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { Button, Field } from '../web/field.tsx'
import { useName, useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Shape } from '../web/state.tsx'
import { applyListWords } from './applylist.words.ts'
import { useBatchTimes } from './batch.part.tsx'
import { beginWords as words } from './begin.words.ts'
import { listMyCases, startCase } from './case.contract.ts'
import type { CaseBrief } from './caseshown.contract.ts'
import { type Chosen, EmployerChoice } from './employer.part.tsx'
import type { ProcedureShown } from './procedure.contract.ts'

export function Begin({ guide }: { guide: ProcedureShown }) {
  const say = useSay()
  const { me, isAsking } = useMe()
  return (
    <section className="panel begin" aria-labelledby="begin-title">
      <h2 id="begin-title">{say(words.title)}</h2>
      {isAsking ? (
        <Shape rows={2} />
      ) : guide.openBatches === 0 ? (
        <Button kind="primary" size="large" isFull reason={say(words.noBatch)}>
          {say(words.begin)}
        </Button>
      ) : me ? (
        <Ready guide={guide} />
      ) : (
        <Link className="btn primary large full" to="/sign-in" search={{ onward: `/services/${guide.code}` }}>
          {say(words.signIn)}
        </Link>
      )}
    </section>
  )
}

function Ready({ guide }: { guide: ProcedureShown }) {
  const say = useSay()
  const [isAnother, setIsAnother] = useState(false)
  const mine = useRead(listMyCases, { limit: 100 })
  if (mine.isPending) return <Shape rows={2} />
  const own = mine.data?.items.filter((one) => one.procedureCode === guide.code) ?? []
  const begun = own.find((one) => one.status === 'mending') ?? own.find((one) => one.status === 'draft')
  if (!begun || isAnother) return <Wish guide={guide} />
  return (
    <>
      <Resume begun={begun} />
      <Button kind="quiet" onPress={() => setIsAnother(true)}>
        {say(words.another)}
      </Button>
    </>
  )
}

function Resume({ begun }: { begun: CaseBrief }) {
  const say = useSay()
  const isMending = begun.status === 'mending'
  return (
    <>
      <p className="why">{say(isMending ? words.hasMending : words.hasDraft, { caseNo: begun.caseNo })}</p>
      <Link className="btn primary large full" to="/apply/$id" params={{ id: begun.id }}>
        {say(isMending ? words.mend : words.resume)}
      </Link>
    </>
  )
}

function Wish({ guide }: { guide: ProcedureShown }) {
  const say = useSay()
  const navigate = useNavigate()
  const { me, may } = useMe()
  const open = guide.batches.filter((batch) => batch.isOpen)
  const [batchId, setBatchId] = useState(open[0]?.id ?? '')
  const [isOnBehalf, setIsOnBehalf] = useState(false)
  const [employer, setEmployer] = useState<Chosen>()
  const send = useSend(startCase, {
    refresh: [listMyCases],
    onDone: ({ id }) => void navigate({ to: '/apply/$id', params: { id } }),
  })
  const speaksFor = useSpokenFor()
  const isOrganisation = guide.subject === 'organisation'
  const isOwn = isOrganisation || isOnBehalf
  const needsEmployer = !isOwn && guide.stages.some((stage) => stage.at === 'employer')
  const organisationId = isOwn ? speaksFor?.id : needsEmployer ? employer?.id : undefined
  if (isOrganisation && !speaksFor) return <CannotSpeak />
  if (guide.filedWith !== null && !may(guide.filedWith)) return <OfCounties />
  const reason = needsEmployer && !employer ? say(words.chooseEmployer) : undefined
  return (
    <div className="form">
      {open.length > 1 && <BatchChoice guide={guide} value={batchId} onChange={setBatchId} />}
      {guide.takesOnBehalf && speaksFor && <WhoChoice value={isOnBehalf} onChange={setIsOnBehalf} own={speaksFor} />}
      {isOrganisation && speaksFor && <OwnOrganisation own={speaksFor} />}
      {needsEmployer && <EmployerChoice own={me?.organisations ?? []} chosen={employer} onChoose={setEmployer} />}
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <Button
        kind="primary"
        size="large"
        isFull
        reason={reason}
        isBusy={send.isPending}
        onPress={() => send.mutate({ batchId, isOnBehalf, ...(organisationId ? { organisationId } : {}) })}
      >
        {say(words.begin)}
      </Button>
      {isOnBehalf && (
        <Link to="/services/$code/list" params={{ code: guide.code }}>
          {say(applyListWords.toList)}
        </Link>
      )}
    </div>
  )
}

/** The organisation the reader may file for: the one they act for now, where they have the right. */
export function useSpokenFor(): Chosen | undefined {
  const { me, may } = useMe()
  if (!me?.organisation || !(may('procedures.endorse') || may('procedures.apply'))) return undefined
  return me.organisation
}

/** A county's affair: whoever files for one begins it. */
function OfCounties() {
  const say = useSay()
  return (
    <Button kind="primary" size="large" isFull reason={say(words.ofCounties)}>
      {say(words.begin)}
    </Button>
  )
}

function CannotSpeak() {
  const say = useSay()
  return (
    <>
      <Button kind="primary" size="large" isFull reason={say(words.noSpeaking)}>
        {say(words.begin)}
      </Button>
      <Link to="/register">{say(words.register)}</Link>
    </>
  )
}

function BatchChoice({ guide, value, onChange }: { guide: ProcedureShown; value: string; onChange: (id: string) => void }) {
  const say = useSay()
  const times = useBatchTimes()
  return (
    <Field label={words.batch}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {guide.batches
            .filter((batch) => batch.isOpen)
            .map((batch) => (
              <option key={batch.id} value={batch.id}>
                {say(batch.name)}（{times(batch)}）
              </option>
            ))}
        </select>
      )}
    </Field>
  )
}

function WhoChoice({ value, onChange, own }: { value: boolean; onChange: (isOnBehalf: boolean) => void; own: Chosen }) {
  const say = useSay()
  const name = useName()
  return (
    <fieldset className="options">
      <legend>{say(words.who)}</legend>
      <div className="option-list">
        {[false, true].map((one) => (
          <label key={String(one)} className="check-line">
            <input type="radio" className="check radio" name="begin-who" checked={value === one} onChange={() => onChange(one)} />
            <span>{one ? `${say(words.onBehalf)}（${name(own)}）` : say(words.forMyself)}</span>
          </label>
        ))}
      </div>
      {value && <p className="why">{say(words.onBehalfWhy)}</p>}
    </fieldset>
  )
}

function OwnOrganisation({ own }: { own: Chosen }) {
  const say = useSay()
  const name = useName()
  return (
    <p className="why">
      {say(words.organisation)}：<b>{name(own)}</b>
    </p>
  )
}
