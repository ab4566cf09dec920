// The reader's own fields, masked until they want to see them, and the form that corrects them.
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { InputSent } from '../kernel/contract.ts'
import { Button, Field, type FieldControl } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { type CallError, useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { dataWords as words } from './data.words.ts'
import { getMe } from './identity.contract.ts'
import { getMyMinority } from './minor.contract.ts'
import { getMyPersonalData, type IdType, idTypes, type MyData, setMyPersonalData } from './personal.contract.ts'
import { masked } from './personal.rules.ts'
import { personalWords } from './personal.words.ts'

export function OwnData() {
  const say = useSay()
  const reading = useRead(getMyPersonalData, {})
  const [isShown, setIsShown] = useState(false)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <section className="box" aria-labelledby="own-fields">
      <h2 id="own-fields">{say(words.mine)}</h2>
      <p className="why">{say(words.mineWhy)}</p>
      <Read of={reading} rows={4}>
        {(data) =>
          isOpen ? (
            <CorrectForm data={data} onEnd={() => setIsOpen(false)} />
          ) : (
            <>
              <Facts data={data} isShown={isShown} />
              <div className="buttons">
                <Button onPress={() => setIsShown(!isShown)}>{say(isShown ? words.hide : words.show)}</Button>
                <Button onPress={() => setIsOpen(true)}>{say(words.correct)}</Button>
              </div>
              {!data.isHeld && (
                <p className="note">
                  {say(words.emailPlace)} <Link to="/work/security">{say(words.toSecurity)}</Link>
                </p>
              )}
            </>
          )
        }
      </Read>
    </section>
  )
}

function Facts({ data, isShown }: { data: MyData; isShown: boolean }) {
  const say = useSay()
  const shown = (kind: Parameters<typeof masked>[0], text: string | null) =>
    text === null || text === '' ? <span className="note">{say(words.notGiven)}</span> : isShown ? text : masked(kind, text)
  const { idType, isBankAccountDoubtful, email, isEmailVerified } = data
  return (
    <dl className="own-data">
      <dt>{say(words.loginName)}</dt>
      <dd>{data.loginName}</dd>
      <dt>{say(personalWords.field_name)}</dt>
      <dd>{shown('name', data.name)}</dd>
      <dt>{say(personalWords.field_phone)}</dt>
      <dd>{shown('phone', data.phone)}</dd>
      <dt>{idType ? say(personalWords[`id_${idType}`]) : say(personalWords.field_id_number)}</dt>
      <dd>{shown('id_number', data.idNumber)}</dd>
      <dt>{say(personalWords.field_bank_account)}</dt>
      <dd>
        {shown('bank_account', data.bankAccount)} {isBankAccountDoubtful && <span className="tag warn">{say(words.doubtful)}</span>}
      </dd>
      <dt>{say(personalWords.field_email)}</dt>
      <dd>
        {shown('email', email)} {email !== null && !isEmailVerified && <span className="tag warn">{say(words.unverified)}</span>}
      </dd>
    </dl>
  )
}

type Draft = { name: string; phone: string; idType: IdType | ''; idNumber: string; bankAccount: string }
const fieldOfCode: Readonly<Record<string, keyof Draft>> = {
  phone_wrong: 'phone',
  id_number_wrong: 'idNumber',
  id_type_missing: 'idType',
  bank_account_wrong: 'bankAccount',
}

/** What changed alone is sent; an emptied field is taken away. A document's kind and number go together. */
function changesOf(data: MyData, draft: Draft): InputSent<typeof setMyPersonalData> {
  const { name, phone, idType, idNumber, bankAccount } = draft
  const isOtherDocument = idNumber !== (data.idNumber ?? '') || (idNumber !== '' && idType !== (data.idType ?? ''))
  return {
    ...(name !== data.name ? { name } : {}),
    ...(phone !== (data.phone ?? '') ? { phone: phone || null } : {}),
    ...(isOtherDocument ? { idNumber: idNumber || null, idType: idType || null } : {}),
    ...(bankAccount !== (data.bankAccount ?? '') ? { bankAccount: bankAccount || null } : {}),
  }
}

function CorrectForm({ data, onEnd }: { data: MyData; onEnd: () => void }) {
  const say = useSay()
  const { name, phone, idType, idNumber, bankAccount } = data
  const [draft, setDraft] = useState<Draft>({
    ...{ name, phone: phone ?? '', idType: idType ?? '', idNumber: idNumber ?? '', bankAccount: bankAccount ?? '' },
  })
  const send = useSend(setMyPersonalData, { onDone: onEnd, refresh: [getMyPersonalData, getMe, getMyMinority] })
  const wrong = fieldOf(send.error)
  const problemOf = (field: keyof Draft) =>
    field === 'name' && draft.name.trim() === ''
      ? { problem: say(words.nameMissing) }
      : field === wrong
        ? { problem: say(words.wrongHint) }
        : {}
  const text = (field: 'name' | 'phone' | 'idNumber' | 'bankAccount', complete: string) => (control: FieldControl) => (
    <input
      {...control}
      autoComplete={complete}
      value={draft[field]}
      onChange={(event) => setDraft({ ...draft, [field]: event.target.value })}
    />
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (draft.name.trim() !== '') send.mutate(changesOf(data, draft))
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <Field label={personalWords.field_name} {...problemOf('name')}>
        {text('name', 'name')}
      </Field>
      <Field label={personalWords.field_phone} isOptional {...problemOf('phone')}>
        {text('phone', 'tel')}
      </Field>
      <Field label={words.idType} isOptional {...problemOf('idType')}>
        {(control) => (
          <select {...control} value={draft.idType} onChange={(event) => setDraft({ ...draft, idType: event.target.value as IdType | '' })}>
            <option value="">{say(words.noDocument)}</option>
            {idTypes.map((type) => (
              <option key={type} value={type}>
                {say(personalWords[`id_${type}`])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={personalWords.field_id_number} isOptional {...problemOf('idNumber')}>
        {text('idNumber', 'off')}
      </Field>
      <Field label={personalWords.field_bank_account} isOptional hint={say(words.emptyHint)} {...problemOf('bankAccount')}>
        {text('bankAccount', 'off')}
      </Field>
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.save)}
        </Button>
        <Button onPress={onEnd}>{say(words.cancel)}</Button>
      </div>
    </form>
  )
}

/** The field that a refusal is about. */
function fieldOf(error: CallError | null): keyof Draft | undefined {
  return error && 'code' in error ? fieldOfCode[error.code] : undefined
}
