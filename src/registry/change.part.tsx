// An organisation's facts, what is asked to change of them, the form that asks, and what they were before.
import { type FormEvent, useState } from 'react'
import { identityWords } from '../identity/identity.words.ts'
import { FindOrganisation } from '../identity/organisation.part.tsx'
import type { Output } from '../kernel/contract.ts'
import type { Word } from '../kernel/word.ts'
import { listDivisions } from '../places/places.contract.ts'
import { Button, Field } from '../web/field.tsx'
import { dayAndTime, moment } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import {
  type askOrganisationChange,
  type Change,
  type changeOrganisation,
  getOrganisationHistory,
  listOrganisationChanges,
  type WantedChange,
} from './change.contract.ts'
import { changePartWords as words } from './changepart.words.ts'
import { getOrganisationFile } from './file.contract.ts'
import { listStatuses, sizeClasses } from './status.contract.ts'
import { statusWords } from './status.words.ts'

export type History = Output<typeof getOrganisationHistory>

/** What a division is called by its code. */
export function useDivisionName(): (code: string | null) => string {
  const say = useSay()
  const name = useName()
  const { data } = useRead(listDivisions, {}, { staleTime: 600_000 })
  return (code) => {
    const division = data?.items.find((one) => one.code === code)
    return division ? name(division) : (code ?? say(words.none))
  }
}

export function FactList({ history, contact }: { history: History; contact: string }) {
  const say = useSay()
  const name = useName()
  const divisionOf = useDivisionName()
  const { organisation, versions, aliases, address } = history
  const [version] = versions
  const others = aliases.filter((alias) => alias !== organisation.nameZh && alias !== organisation.nameEn)
  const facts: [Word, string][] = [
    [words.creditCode, organisation.creditCode ?? ''],
    [words.kind, say(identityWords[`kind_${organisation.kind}`])],
    [words.division, divisionOf(organisation.divisionCode)],
    [words.superior, version?.superior ? name(version.superior) : ''],
    [words.parent, version?.parent ? name(version.parent) : ''],
    [words.address, address ?? ''],
    [words.contact, contact],
    [words.aliases, others.join('；')],
  ]
  return (
    <dl className="facts registry-facts">
      {facts.map(([word, text]) => (
        <div key={word.en}>
          <dt>{say(word)}</dt>
          <dd>{text || <span className="muted">{say(words.none)}</span>}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What a change would make of an organisation, a line for each thing, and its ground. */
export function Wanted({ change }: { change: Change }) {
  const say = useSay()
  const name = useName()
  const divisionOf = useDivisionName()
  const { wanted, superior, parent } = change
  const lines: [Word, string | undefined][] = [
    [words.name, wanted.nameZh],
    [words.nameEn, wanted.nameEn],
    [words.kind, wanted.kind && say(identityWords[`kind_${wanted.kind}`])],
    [words.division, wanted.divisionCode && divisionOf(wanted.divisionCode)],
    [words.superior, wanted.superiorId === undefined ? undefined : superior ? name(superior) : say(words.remove)],
    [words.parent, wanted.parentId === undefined ? undefined : parent ? name(parent) : say(words.remove)],
    [words.address, wanted.address],
    [words.size, wanted.sizeClass && say(statusWords[`size_${wanted.sizeClass}`])],
  ]
  return (
    <>
      <ul className="wanted">
        {lines.map(
          ([field, value]) => value !== undefined && <li key={field.en}>{say(words.wantedLine, { field: say(field), value })}</li>,
        )}
      </ul>
      <p className="note">
        {say(words.groundLine, { reason: [change.reason, change.documentNo].filter(Boolean).join('，') })} {moment(change.askedAt)}
      </p>
    </>
  )
}

type ChangeFormProps = { history: History; contract: typeof askOrganisationChange | typeof changeOrganisation; onDone: () => void }
const blank = {
  nameZh: '',
  nameEn: '',
  divisionCode: '',
  address: '',
  sizeClass: '',
  superiorId: '',
  parentId: '',
  reason: '',
  documentNo: '',
}
type Draft = typeof blank

/** What of the form was filled in; what was not stays as it is. */
function wantedOf({ reason: _, documentNo: __, ...draft }: Draft): WantedChange {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== '')) as WantedChange
}

/** Asks for a change, or makes it at once, by the operation that is handed in. */
export function ChangeForm({ history, contract, onDone }: ChangeFormProps) {
  const say = useSay()
  const [draft, setDraft] = useState(blank)
  const [mistake, setMistake] = useState<Word>()
  const refresh = [getOrganisationHistory, getOrganisationFile, listStatuses, listOrganisationChanges]
  const send = useSend(contract, { refresh, onDone })
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wanted = wantedOf(draft)
    const wrong = Object.keys(wanted).length === 0 ? words.nothingFilled : draft.reason.trim().length < 4 ? words.reasonShort : undefined
    setMistake(wrong)
    if (!wrong) send.mutate({ id: history.organisation.id, wanted, reason: draft.reason, documentNo: draft.documentNo })
  }
  return (
    <form className="form box change-form" onSubmit={submit} noValidate>
      <p className="why">{say(words.onlyChanged)}</p>
      <ChangeFields history={history} draft={draft} onChange={change} />
      <Field label={words.reason} {...(mistake ? { problem: say(mistake) } : {})}>
        {(control) => (
          <input {...control} maxLength={500} value={draft.reason} onChange={(event) => change({ reason: event.target.value })} />
        )}
      </Field>
      <Field label={words.documentNo} isOptional>
        {(control) => (
          <input {...control} maxLength={100} value={draft.documentNo} onChange={(event) => change({ documentNo: event.target.value })} />
        )}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(contract.name === 'changeOrganisation' ? words.sendNow : words.send)}
        </Button>
        <Button onPress={onDone}>{say(words.back)}</Button>
      </div>
    </form>
  )
}

type FieldsProps = { history: History; draft: Draft; onChange: (part: Partial<Draft>) => void }

function ChangeFields({ history, draft, onChange }: FieldsProps) {
  const say = useSay()
  const name = useName()
  const divisions = useRead(listDivisions, {}, { staleTime: 600_000 })
  const { organisation, address } = history
  const text = (field: 'nameZh' | 'nameEn' | 'address', label: Word, now: string) => (
    <Field label={label} isOptional>
      {(control) => (
        <input
          {...control}
          maxLength={200}
          placeholder={now}
          value={draft[field]}
          onChange={(event) => onChange({ [field]: event.target.value })}
        />
      )}
    </Field>
  )
  const organisationField = (field: 'superiorId' | 'parentId', label: Word) => (
    <Field label={label} isOptional>
      {(control) => (
        <FindOrganisation
          id={control.id}
          label={say(label)}
          value={draft[field] || undefined}
          onFound={(found) => onChange({ [field]: found })}
        />
      )}
    </Field>
  )
  const options = (field: 'divisionCode' | 'sizeClass', label: Word, choices: readonly [value: string, shown: string][]) => (
    <Field label={label} isOptional>
      {(control) => (
        <select {...control} value={draft[field]} onChange={(event) => onChange({ [field]: event.target.value })}>
          <option value="">{say(words.unchanged)}</option>
          {choices.map(([value, shown]) => (
            <option key={value} value={value}>
              {shown}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
  return (
    <div className="fields">
      {text('nameZh', words.name, organisation.nameZh)}
      {text('nameEn', words.nameEn, organisation.nameEn)}
      {text('address', words.address, address ?? '')}
      {options(
        'divisionCode',
        words.division,
        (divisions.data?.items ?? []).map((one) => [one.code, name(one)] as [string, string]),
      )}
      {organisation.kind === 'firm' &&
        options(
          'sizeClass',
          words.size,
          sizeClasses.map((size) => [size, say(statusWords[`size_${size}`])] as [string, string]),
        )}
      {organisationField('superiorId', words.superior)}
      {organisationField('parentId', words.parent)}
    </div>
  )
}

/** What an organisation was called and whom it belonged to, and what became part of it. */
export function Past({ id }: { id: string }) {
  const say = useSay()
  const name = useName()
  const divisionOf = useDivisionName()
  const reading = useRead(getOrganisationHistory, { id })
  return (
    <section>
      <h2>{say(words.history)}</h2>
      <Read of={reading}>
        {({ versions, tookIn, partOf }) => (
          <>
            <table className="table to-list">
              <TableHead columns={[words.name, words.division, words.from, words.to, words.ground]} />
              <tbody>
                {versions.map((version) => (
                  <tr key={version.id}>
                    <th scope="row" className="main">
                      {name(version)}
                    </th>
                    <td data-label={say(words.division)}>{divisionOf(version.divisionCode)}</td>
                    <td data-label={say(words.from)}>{dayAndTime(version.from)[0]}</td>
                    <td data-label={say(words.to)}>{version.to ? dayAndTime(version.to)[0] : say(words.now)}</td>
                    <td data-label={say(words.ground)}>{[version.reason, version.documentNo].filter(Boolean).join(' ')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {tookIn.map((one) => (
              <p key={one.id} className="note">
                {say(words.tookIn, { name: name(one), at: moment(one.at), documentNo: one.documentNo })}
              </p>
            ))}
            {partOf && <p className="note">{say(words.partOf, { name: name(partOf) })}</p>}
          </>
        )}
      </Read>
    </section>
  )
}
