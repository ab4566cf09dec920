// Opening a budget line, giving it more or less, and setting what part of a programme it pays.
import { type FormEvent, useState } from 'react'
import type { Input, Output } from '../kernel/contract.ts'
import type { Word } from '../kernel/word.ts'
import { fundSources } from '../ledger/ledger.contract.ts'
import { Button, Field } from '../web/field.tsx'
import { shanghaiDay } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { budgetWords as words } from './budget.words.ts'
import { basisPointsOf, signedFenOf } from './pay.rules.ts'
import { appropriateFunds, type FundLine, fundProgramme, listFundLines, openFundLine } from './payment.contract.ts'
import { fenOf, yuanText } from './payment.rules.ts'

type Lists = Output<typeof listFundLines>

/** What is said of a field after a try to send; nothing before. */
function useTried() {
  const say = useSay()
  const [isTried, setIsTried] = useState(false)
  const problem = (isWrong: boolean, word: Word = words.missing) => (isTried && isWrong ? { problem: say(word) } : {})
  return { setIsTried, problem }
}

type Draft = Omit<Input<typeof openFundLine>, 'year' | 'fen'> & { year: string; yuan: string }
type TextProps = { label: Word; problem?: string; maxLength: number; inputMode?: 'numeric' | 'decimal' }

function TextField({ label, problem, value, onValue, ...rest }: TextProps & { value: string; onValue: (value: string) => void }) {
  return (
    <Field label={label} {...(problem ? { problem } : {})}>
      {(control) => <input {...control} {...rest} value={value} onChange={(event) => onValue(event.target.value)} />}
    </Field>
  )
}

type SelectProps = { label: Word; value: string; options: readonly (readonly [value: string, text: string])[] }

function SelectField({ label, value, options, onValue }: SelectProps & { onValue: (value: string) => void }) {
  return (
    <Field label={label}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onValue(event.target.value)}>
          {options.map(([one, text]) => (
            <option key={one} value={one}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

type OpenProps = { holders: Lists['holders']; onDone: () => void; onBack: () => void }

export function OpenFundForm({ holders, onDone, onBack }: OpenProps) {
  const say = useSay()
  const { setIsTried, problem } = useTried()
  const [draft, setDraft] = useState<Draft>({
    ...{ holderId: holders[0]?.id ?? '', source: 'city', budgetCode: '', title: '' },
    ...{ year: shanghaiDay(Date.now()).slice(0, 4), yuan: '', documentNo: '' },
  })
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part })
  const send = useSend(openFundLine, { refresh: [listFundLines], onDone })
  const fen = fenOf(draft.yuan)
  const isYear = /^(19|20|21)\d\d$/.test(draft.year)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    const { yuan: _, year, ...rest } = draft
    if (fen && isYear && Object.values(rest).every((value) => value.trim() !== '')) send.mutate({ ...rest, year: Number(year), fen })
  }
  const plain = (key: 'budgetCode' | 'title' | 'documentNo', label: Word, maxLength: number) => (
    <TextField
      {...{ label, maxLength, value: draft[key], ...problem(draft[key].trim() === '') }}
      onValue={(value) => change({ [key]: value })}
    />
  )
  return (
    <form className="form pane programme-form" onSubmit={submit} noValidate>
      <SelectField
        label={words.holder}
        value={draft.holderId}
        options={holders.map(({ id, name }) => [id, name])}
        onValue={(holderId) => change({ holderId })}
      />
      <SelectField
        label={words.source}
        value={draft.source}
        options={fundSources.map((one) => [one, say(words[`source_${one}`])])}
        onValue={(source) => change({ source: source as Draft['source'] })}
      />
      {plain('budgetCode', words.code, 40)}
      {plain('title', words.name, 100)}
      <TextField
        label={words.year}
        {...problem(!isYear, words.yearWrong)}
        inputMode="numeric"
        maxLength={4}
        value={draft.year}
        onValue={(year) => change({ year })}
      />
      <TextField
        label={words.yuan}
        {...problem(!fen, words.amountWrong)}
        inputMode="decimal"
        maxLength={20}
        value={draft.yuan}
        onValue={(yuan) => change({ yuan })}
      />
      {plain('documentNo', words.document, 60)}
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.open)}
        </Button>
        <Button onPress={onBack}>{say(words.back)}</Button>
      </div>
    </form>
  )
}

type OfLine = { line: FundLine; onDone: () => void }

export function AppropriateForm({ line, onDone }: OfLine) {
  const say = useSay()
  const { setIsTried, problem } = useTried()
  const [amount, setAmount] = useState('')
  const [documentNo, setDocumentNo] = useState('')
  const send = useSend(appropriateFunds, { refresh: [listFundLines], onDone })
  const fen = signedFenOf(amount)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (fen && documentNo.trim() !== '') send.mutate({ id: line.id, fen, documentNo })
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      <Field label={words.appropriateYuan} hint={say(words.appropriateWhy)} {...problem(!fen, words.amountWrong)}>
        {(control) => <input {...control} maxLength={20} value={amount} onChange={(event) => setAmount(event.target.value)} />}
      </Field>
      <Field label={words.document} {...problem(documentNo.trim() === '')}>
        {(control) => <input {...control} maxLength={60} value={documentNo} onChange={(event) => setDocumentNo(event.target.value)} />}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" isBusy={send.isPending}>
          {say(words.appropriate)}
        </Button>
      </div>
    </form>
  )
}

export function PartForm({ line, programmes, onDone }: OfLine & { programmes: Lists['programmes'] }) {
  const say = useSay()
  const { setIsTried, problem } = useTried()
  const [programmeId, setProgrammeId] = useState('')
  const [percent, setPercent] = useState('')
  const send = useSend(fundProgramme, { refresh: [listFundLines], onDone })
  const basisPoints = basisPointsOf(percent)
  const choose = (id: string) => {
    setProgrammeId(id)
    const own = line.programmes.find((one) => one.programmeId === id)
    if (own) setPercent(yuanText(own.basisPoints))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (programmeId !== '' && basisPoints !== null) send.mutate({ id: line.id, programmeId, basisPoints })
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      <p className="note">{say(words.partWhy)}</p>
      <Field label={words.programme} {...problem(programmeId === '')}>
        {(control) => (
          <select {...control} value={programmeId} onChange={(event) => choose(event.target.value)}>
            <option value="">{say(words.choose)}</option>
            {programmes.map((one) => (
              <option key={one.id} value={one.id}>
                {say(one.name)} {one.documentNo}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.partPercent} {...problem(basisPoints === null, words.partWrong)}>
        {(control) => (
          <input {...control} inputMode="decimal" maxLength={7} value={percent} onChange={(event) => setPercent(event.target.value)} />
        )}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" isBusy={send.isPending}>
          {say(words.setPart)}
        </Button>
      </div>
    </form>
  )
}
