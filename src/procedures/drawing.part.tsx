// What an auditor asks for: which cases, how many, how, and by which seed.
import { type FormEvent, useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { listDivisions } from '../places/places.contract.ts'
import { isWithin } from '../places/places.rules.ts'
import { DayInput } from '../web/day.tsx'
import { Button, Field } from '../web/field.tsx'
import { shanghaiDay } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { caseStatuses } from './caseshown.contract.ts'
import { deskWords } from './desk.words.ts'
import { paperWords } from './paper.words.ts'
import { listProcedures } from './procedure.contract.ts'
import { drawSample, listSamples, sampleMethods, sampleMost } from './sample.contract.ts'
import { samplePageWords as words } from './samplepage.words.ts'

const statuses = caseStatuses.filter((status) => status !== 'draft')
type Draft = Readonly<
  Record<'title' | 'procedureCode' | 'divisionCode' | 'filedFrom' | 'filedTo' | 'status' | 'method' | 'size' | 'seed', string>
>

function blank(): Draft {
  const year = Number(shanghaiDay(Date.now()).slice(0, 4))
  return {
    ...{ title: '', procedureCode: '', divisionCode: '', filedFrom: `${year}-01-01`, filedTo: `${year}-12-31` },
    ...{ status: '', method: 'simple', size: '20', seed: '' },
  }
}

type Fault = 'missing' | 'sizeWrong' | 'seedWrong' | 'daysWrong'
/** What is wrong with a draft, by field. */
function faultsOf(draft: Draft): Partial<Record<keyof Draft, Fault>> {
  const size = Number(draft.size)
  return {
    ...(draft.title.trim().length < 2 ? { title: 'missing' as const } : {}),
    ...(draft.procedureCode === '' ? { procedureCode: 'missing' as const } : {}),
    ...(draft.divisionCode === '' ? { divisionCode: 'missing' as const } : {}),
    ...(draft.filedFrom === '' ? { filedFrom: 'missing' as const } : {}),
    ...(draft.filedTo === '' ? { filedTo: 'missing' as const } : draft.filedTo < draft.filedFrom ? { filedTo: 'daysWrong' as const } : {}),
    ...(Number.isInteger(size) && size >= 1 && size <= sampleMost ? {} : { size: 'sizeWrong' as const }),
    ...(draft.seed === '' || /^[0-9A-Za-z_-]{1,64}$/.test(draft.seed.trim()) ? {} : { seed: 'seedWrong' as const }),
  }
}

export function Drawing({ onDone, onBack }: { onDone: (id: string) => void; onBack: () => void }) {
  const say = useSay()
  const [draft, setDraft] = useState(blank)
  const [isTried, setIsTried] = useState(false)
  const send = useSend(drawSample, { onDone: ({ id }) => onDone(id), refresh: [listSamples] })
  const divisions = useOwnDivisions()
  const whole = { ...draft, divisionCode: draft.divisionCode || (divisions[0]?.code ?? '') }
  const faults = faultsOf(whole)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (Object.keys(faults).length > 0) return
    const { status, size, seed, method, ...rest } = whole
    send.mutate({
      ...rest,
      ...{ size: Number(size), method: method as (typeof sampleMethods)[number] },
      ...{ statuses: status === '' ? [] : [status as (typeof statuses)[number]] },
      ...(seed.trim() === '' ? {} : { seed: seed.trim() }),
    })
  }
  const problem = (key: keyof Draft) => (isTried && faults[key] ? { problem: say(words[faults[key]]) } : {})
  return (
    <form className="form pane drawing" onSubmit={submit} noValidate>
      <Inputs draft={whole} divisions={divisions} problem={problem} onChange={(part) => setDraft({ ...draft, ...part })} />
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.drawNow)}
        </Button>
        <Button onPress={onBack}>{say(words.back)}</Button>
      </div>
    </form>
  )
}

/** The divisions that the reader inspects, those of the grants themselves first. */
function useOwnDivisions() {
  const { me } = useMe()
  const { data } = useRead(listDivisions, {}, { staleTime: 600_000 })
  const own = (me?.grants ?? []).flatMap((grant) => (grant.permissions.includes('procedures.inspect') ? (grant.divisionCode ?? []) : []))
  return (data?.items ?? []).filter((division) => own.some((scope) => isWithin(division.code, scope)))
}

type InputProps = {
  draft: Draft
  divisions: readonly { code: string; nameZh: string; nameEn: string }[]
  problem: (key: keyof Draft) => { problem?: string }
  onChange: (part: Partial<Draft>) => void
}

function Inputs({ draft, divisions, problem, onChange }: InputProps) {
  const say = useSay()
  const name = useName()
  const procedures = useRead(listProcedures, {}, { staleTime: 600_000 }).data?.items ?? []
  const select = (key: keyof Draft, options: readonly (readonly [string, string])[]) => (control: object) => (
    <select {...control} value={draft[key]} onChange={(event) => onChange({ [key]: event.target.value })}>
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  )
  const day = (key: 'filedFrom' | 'filedTo') => (control: Parameters<typeof DayInput>[0]['control']) => (
    <DayInput control={control} value={draft[key]} onChange={(on) => onChange({ [key]: on })} />
  )
  const text = (key: 'title' | 'size' | 'seed', most: number) => (control: object) => (
    <input {...control} maxLength={most} value={draft[key]} onChange={(event) => onChange({ [key]: event.target.value })} />
  )
  const procedureOptions = [['', say(words.choose)] as const, ...procedures.map((one) => [one.code, say(one.title)] as const)]
  const statusOptions = [['', say(words.everyStatus)] as const, ...statuses.map((one) => [one, say(deskWords[`status_${one}`])] as const)]
  return (
    <>
      <Field label={words.name} {...problem('title')}>
        {text('title', 100)}
      </Field>
      <Field label={paperWords.procedure} {...problem('procedureCode')}>
        {select('procedureCode', procedureOptions)}
      </Field>
      <Field label={paperWords.division} {...problem('divisionCode')}>
        {select(
          'divisionCode',
          divisions.map((one) => [one.code, name(one)] as const),
        )}
      </Field>
      <Field label={words.status}>{select('status', statusOptions)}</Field>
      <Field label={words.filedFrom} {...problem('filedFrom')}>
        {day('filedFrom')}
      </Field>
      <Field label={words.filedTo} {...problem('filedTo')}>
        {day('filedTo')}
      </Field>
      <Field label={paperWords.method}>
        {select(
          'method',
          sampleMethods.map((one) => [one, say(paperWords[`method_${one}`])] as const),
        )}
      </Field>
      <Field label={paperWords.size} hint={say(words.sizeHint)} {...problem('size')}>
        {text('size', 3)}
      </Field>
      <Field label={paperWords.seed} isOptional hint={say(words.seedHint)} {...problem('seed')}>
        {text('seed', 64)}
      </Field>
    </>
  )
}
