// A person's safety certificates: what a level asks for and how to tell it; and what whoever decides sees of them.
import '../web/styles/desk.css'
import { type FormEvent, useId, useState } from 'react'
import type { Attachment } from '../kernel/attachments/attachments.contract.ts'
import { DocumentUpload } from '../procedures/upload.part.tsx'
import { Button, Field } from '../web/field.tsx'
import { dayOfText, shanghaiDay } from '../web/format.ts'
import { Dot } from '../web/icon.tsx'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import {
  type Certificate,
  type CertificateStanding,
  certificatePurpose,
  listCertificatesOf,
  listMyCertificates,
  tellCertificate,
} from './certificate.contract.ts'
import { certificateWords as words } from './certificate.words.ts'
import { listMyQualifications } from './qualification.contract.ts'

const lookOf: Record<CertificateStanding, string> = { missing: 'tag warn', valid: 'tag good', expired: 'tag bad' }

export function CertificateTag({ standing }: { standing: CertificateStanding }) {
  const say = useSay()
  return <span className={lookOf[standing]}>{say(words[`standing_${standing}`])}</span>
}

/** Number, last day and scan. */
function CertificateFacts({ one }: { one: Certificate }) {
  const say = useSay()
  if (one.standing === 'missing') return null
  return (
    <span className="note">
      {one.documentNo}
      <Dot />
      {one.validUntil === null ? say(words.lasting) : say(words.until, { day: one.validUntil })}
      {one.file?.link && (
        <>
          <Dot />
          <a href={one.file.link}>{say(words.open)}</a>
        </>
      )}
    </span>
  )
}

/** One certificate that the reader is asked for, with the way to tell or renew it. */
export function CertificateLine({ shown, own }: { shown: { name: string; title: string }; own: Certificate | undefined }) {
  const say = useSay()
  const [isTelling, setIsTelling] = useState(false)
  const { name, title } = shown
  const isTold = own !== undefined && own.standing !== 'missing'
  return (
    <li>
      <div>
        <p>
          {title} <CertificateTag standing={own?.standing ?? 'missing'} />
        </p>
        {own && <CertificateFacts one={own} />}
        {isTelling && <TellForm name={name} onBack={() => setIsTelling(false)} />}
      </div>
      {!isTelling && (
        <div className="buttons">
          <Button size="small" label={say(isTold ? words.renewNamed : words.tellNamed, { name: title })} onPress={() => setIsTelling(true)}>
            {say(isTold ? words.renew : words.tell)}
          </Button>
        </div>
      )}
    </li>
  )
}

function TellForm({ name, onBack }: { name: string; onBack: () => void }) {
  const say = useSay()
  const numberId = useId()
  const [documentNo, setDocumentNo] = useState('')
  const [until, setUntil] = useState('')
  const [file, setFile] = useState<Attachment>()
  const [isTried, setIsTried] = useState(false)
  const send = useSend(tellCertificate, { refresh: [listMyCertificates, listMyQualifications], onDone: onBack })
  const day = dayOfText(until)
  const dayProblem =
    until.trim() === '' ? undefined : day === undefined ? words.dayWrong : day < shanghaiDay(Date.now()) ? words.dayPast : undefined
  const isMissing = documentNo.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (!isMissing && !dayProblem) send.mutate({ name, documentNo, validUntil: day ?? null, ...(file ? { attachmentId: file.id } : {}) })
  }
  return (
    <form className="form ask-form" onSubmit={submit} noValidate>
      <Field label={words.documentNo} id={numberId} {...(isTried && isMissing ? { problem: say(words.documentNoMissing) } : {})}>
        {(control) => <input {...control} maxLength={60} value={documentNo} onChange={(event) => setDocumentNo(event.target.value)} />}
      </Field>
      <Field
        label={words.validUntil}
        isOptional
        hint={say(words.validUntilHint)}
        {...(isTried && dayProblem ? { problem: say(dayProblem) } : {})}
      >
        {(control) => (
          <input {...control} inputMode="numeric" maxLength={20} value={until} onChange={(event) => setUntil(event.target.value)} />
        )}
      </Field>
      {file && (
        <p className="note" role="status">
          {say(words.attached, { file: file.fileName })}
        </p>
      )}
      <DocumentUpload label={say(words.fileNamed, { name })} purpose={certificatePurpose} accept=".pdf,.jpg,.jpeg,.png" onReady={setFile}>
        {say(words.file)}
      </DocumentUpload>
      <p className="why">{say(words.why)}</p>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" size="small" isBusy={send.isPending}>
          {say(words.save)}
        </Button>
        <Button size="small" onPress={onBack}>
          {say(words.back)}
        </Button>
      </div>
    </form>
  )
}

/** All that one told; nothing where one told none. */
export function MyCertificates() {
  const say = useSay()
  const { data } = useRead(listMyCertificates, {}, { staleTime: 0 })
  if (!data || data.items.length === 0) return null
  return (
    <section className="section" aria-labelledby="my-certificates">
      <h2 id="my-certificates">{say(words.mine)}</h2>
      <ul className="desk-list">
        {data.items.map((one) => (
          <CertificateLine key={one.name} shown={{ name: one.name, title: one.name }} own={one} />
        ))}
      </ul>
    </section>
  )
}

/** What whoever decides on a level sees, once they ask for it. */
export function CertificatesOf({ qualificationId }: { qualificationId: string }) {
  const reading = useRead(listCertificatesOf, { id: qualificationId }, { staleTime: 0 })
  return (
    <Read of={reading} rows={1}>
      {({ items }) => (
        <ul className="note">
          {items.map((one) => (
            <li key={one.name}>
              {one.name} <CertificateTag standing={one.standing} /> <CertificateFacts one={one} />
            </li>
          ))}
        </ul>
      )}
    </Read>
  )
}
