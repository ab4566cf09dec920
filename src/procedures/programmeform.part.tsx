// Setting up a programme by its document, and a batch that takes applications between two days.
import { type FormEvent, useState } from 'react'
import { listDivisions } from '../places/places.contract.ts'
import { DayInput } from '../web/day.tsx'
import { Button, Field } from '../web/field.tsx'
import { addDays, momentAt } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { directingWords as words } from './directing.words.ts'
import { getProcedure, listProcedures } from './procedure.contract.ts'
import { listProgrammes, openBatch, openProgramme } from './programme.contract.ts'

const blankProgramme = { procedureCode: '', nameZh: '', nameEn: '', divisionCode: '', documentNo: '' }

export function ProgrammeForm({ onDone, onBack }: { onDone: () => void; onBack: () => void }) {
  const say = useSay()
  const name = useName()
  const [draft, setDraft] = useState(blankProgramme)
  const [isTried, setIsTried] = useState(false)
  const procedures = useRead(listProcedures, {}, { staleTime: 600_000 }).data?.items ?? []
  const divisions = useRead(listDivisions, {}, { staleTime: 600_000 }).data?.items ?? []
  const send = useSend(openProgramme, { onDone, refresh: [listProgrammes] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (Object.values(draft).every((value) => value.trim().length > 1)) send.mutate(draft)
  }
  const change = (part: Partial<typeof blankProgramme>) => setDraft({ ...draft, ...part })
  const problem = (value: string) => (isTried && value.trim().length < 2 ? { problem: say(words.missing) } : {})
  return (
    <form className="form pane programme-form" onSubmit={submit} noValidate>
      <Field label={words.procedure} {...problem(draft.procedureCode)}>
        {(control) => (
          <select {...control} value={draft.procedureCode} onChange={(event) => change({ procedureCode: event.target.value })}>
            <option value="">{say(words.choose)}</option>
            {procedures.map((one) => (
              <option key={one.code} value={one.code}>
                {say(one.title)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.division} {...problem(draft.divisionCode)}>
        {(control) => (
          <select {...control} value={draft.divisionCode} onChange={(event) => change({ divisionCode: event.target.value })}>
            <option value="">{say(words.choose)}</option>
            {divisions.map((one) => (
              <option key={one.code} value={one.code}>
                {name(one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {(['nameZh', 'nameEn', 'documentNo'] as const).map((key) => (
        <Field key={key} label={words[key]} {...problem(draft[key])}>
          {(control) => (
            <input {...control} maxLength={100} value={draft[key]} onChange={(event) => change({ [key]: event.target.value })} />
          )}
        </Field>
      ))}
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.newProgramme)}
        </Button>
        <Button onPress={onBack}>{say(words.back)}</Button>
      </div>
    </form>
  )
}

const blankBatch = { nameZh: '', nameEn: '', opensOn: '', closesOn: '', referenceOn: '', quota: '' }

export function BatchForm({ programmeId, onDone }: { programmeId: string; onDone: () => void }) {
  const say = useSay()
  const [draft, setDraft] = useState(blankBatch)
  const [isTried, setIsTried] = useState(false)
  const send = useSend(openBatch, { onDone, refresh: [listProgrammes, listProcedures, getProcedure] })
  const change = (part: Partial<typeof blankBatch>) => setDraft({ ...draft, ...part })
  const { nameZh, nameEn, opensOn, closesOn, referenceOn, quota } = draft
  const isQuotaWrong = quota.trim() !== '' && !/^[1-9]\d{0,5}$/.test(quota.trim())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (nameZh.trim().length < 2 || nameEn.trim().length < 2 || opensOn === '' || isQuotaWrong) return
    send.mutate({
      ...{ id: programmeId, nameZh, nameEn, opensAt: momentAt(opensOn, 0), referenceOn: referenceOn || null },
      closesAt: closesOn === '' ? null : momentAt(addDays(closesOn, 1), 0),
      quota: quota.trim() === '' ? null : Number(quota.trim()),
    })
  }
  const problem = (isWrong: boolean, word = words.missing as { zh: string; en: string }) =>
    isTried && isWrong ? { problem: say(word) } : {}
  return (
    <form className="form pane programme-form" onSubmit={submit} noValidate>
      {(['nameZh', 'nameEn'] as const).map((key) => (
        <Field key={key} label={words[key]} {...problem(draft[key].trim().length < 2)}>
          {(control) => (
            <input {...control} maxLength={200} value={draft[key]} onChange={(event) => change({ [key]: event.target.value })} />
          )}
        </Field>
      ))}
      <Field label={words.opensOn} {...problem(opensOn === '')}>
        {(control) => <DayInput control={control} value={opensOn} onChange={(day) => change({ opensOn: day })} />}
      </Field>
      <Field label={words.closesOn} isOptional hint={say(words.closesHint)}>
        {(control) => <DayInput control={control} value={closesOn} onChange={(day) => change({ closesOn: day })} />}
      </Field>
      <Field label={words.referenceOn} isOptional hint={say(words.referenceHint)}>
        {(control) => <DayInput control={control} value={referenceOn} onChange={(day) => change({ referenceOn: day })} />}
      </Field>
      <Field label={words.quota} isOptional hint={say(words.quotaHint)} {...problem(isQuotaWrong, words.numberWrong)}>
        {(control) => <input {...control} inputMode="numeric" value={quota} onChange={(event) => change({ quota: event.target.value })} />}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.newBatch)}
        </Button>
        <Button onPress={onDone}>{say(words.back)}</Button>
      </div>
    </form>
  )
}
