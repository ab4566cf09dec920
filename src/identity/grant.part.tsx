// A person's roles with their scopes, ending one with a reason, and the form that grants one.
import { type FormEvent, useState } from 'react'
import type { Word } from '../kernel/word.ts'
import { listDivisions } from '../places/places.contract.ts'
import { DayInput } from '../web/day.tsx'
import { Button, Field } from '../web/field.tsx'
import { addDays, dayAndTime } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Problem } from '../web/state.tsx'
import { endGrant, type Grant, grantRole, listGrants, listPeople, type Person, type Role } from './grant.contract.ts'
import { type GrantProblem, grantProblems } from './grant.rules.ts'
import { grantWords } from './grant.words.ts'
import { grantDeskWords as words } from './grantdesk.words.ts'
import type { Me } from './identity.contract.ts'
import { FindOrganisation } from './organisation.part.tsx'

type Named = { nameZh: string; nameEn: string }
export type Narrowing = {
  matters: readonly (Named & { code: string })[]
  /** Groups of instruments of the organisation that is chosen. */
  groupsOf: (organisationId: string) => readonly (Named & { id: string })[]
}

/** What a grant is for, in words. */
function useScopeName(narrowing: Narrowing): (grant: Grant) => string {
  const name = useName()
  const { data } = useRead(listDivisions, {}, { staleTime: 600_000 })
  return (grant) => {
    const division = data?.items.find((one) => one.code === grant.divisionCode)
    const matter = narrowing.matters.find((one) => one.code === grant.matterCode)
    const group = grant.organisationId
      ? narrowing.groupsOf(grant.organisationId).find((one) => one.id === grant.instrumentGroupId)
      : undefined
    const place = grant.organisationZh
      ? name({ nameZh: grant.organisationZh, nameEn: grant.organisationEn ?? '' })
      : division && name(division)
    return [place, matter && name(matter), group && name(group)].filter(Boolean).join(' · ')
  }
}

const ending = { reason: words.endReason, reasonMissing: words.endReasonMissing, back: words.back } as const

export function GrantLine({
  grant,
  roles,
  narrowing,
  isOwn,
}: {
  grant: Grant
  roles: readonly Role[]
  narrowing: Narrowing
  isOwn: boolean
}) {
  const say = useSay()
  const name = useName()
  const scopeName = useScopeName(narrowing)
  const [isEnding, setIsEnding] = useState(false)
  const send = useSend(endGrant, { refresh: [listPeople, listGrants] })
  const role = roles.find((one) => one.code === grant.role)
  const roleName = role ? name(role) : grant.role
  const named = say(words.endNamed, { name: grant.displayName, role: roleName })
  const from = dayAndTime(grant.validFrom)[0]
  const days = grant.validTo ? say(words.fromTo, { from, to: dayAndTime(grant.validTo)[0] }) : say(words.from, { day: from })
  return (
    <li>
      <div>
        <p>
          {roleName} <span className="note">{scopeName(grant)}</span>
        </p>
        <p className="note">{days}</p>
      </div>
      {isEnding ? (
        <ReasonForm
          ask={named}
          words={ending}
          sure={words.end}
          sending={send}
          onSend={(reason) => send.mutate({ id: grant.id, reason })}
          onBack={() => setIsEnding(false)}
        />
      ) : (
        <div>
          <Button size="small" label={named} reason={isOwn ? say(grantWords.ownGrant) : undefined} onPress={() => setIsEnding(true)}>
            {say(words.end)}
          </Button>
        </div>
      )}
    </li>
  )
}

const blank = { role: '', organisationId: '', divisionCode: '', matterCode: '', groupId: '', fromOn: '', toOn: '' }
type Draft = typeof blank
const startOf = (day: string) => `${day}T00:00:00+08:00`

/** The wish as the operation takes it; a last day is included. */
function wishOf(personId: string, draft: Draft, role: Role | undefined) {
  return {
    ...{ personId, role: draft.role },
    organisationId: role?.scope === 'organisation' ? draft.organisationId || null : null,
    divisionCode: role?.scope === 'division' ? draft.divisionCode || null : null,
    matterCode: role?.scope === 'division' ? draft.matterCode || null : null,
    instrumentGroupId: role?.code === 'operator' ? draft.groupId || null : null,
    validFrom: draft.fromOn ? startOf(draft.fromOn) : null,
    validTo: draft.toOn ? startOf(addDays(draft.toOn, 1)) : null,
  }
}

const sentences: Record<GrantProblem, Word> = {
  scope_unfit: grantWords.scopeUnfit,
  own_grant: grantWords.ownGrant,
  role_not_yours: grantWords.roleNotYours,
  three_apart: grantWords.adminsApart,
}

/** Whether a standing grant reaches into the time that is asked for. */
const overlaps = (grant: Grant, wish: ReturnType<typeof wishOf>) =>
  (!wish.validTo || Date.parse(grant.validFrom) < Date.parse(wish.validTo)) &&
  (!grant.validTo || !wish.validFrom || Date.parse(grant.validTo) > Date.parse(wish.validFrom))

type FormProps = { person: Person; me: Me; roles: readonly Role[]; narrowing: Narrowing; onDone: () => void }

/** Grants a role. What the rules refuse is said beside the role as soon as it is chosen, before anything is sent. */
export function GrantForm({ person, me, roles, narrowing, onDone }: FormProps) {
  const say = useSay()
  const name = useName()
  const own = me.grants.filter((grant) => grant.permissions.includes('identity.grant'))
  const isForDivision = own.some((grant) => grant.divisionCode !== null)
  const [draft, setDraft] = useState<Draft>({ ...blank, organisationId: own.find((grant) => grant.organisationId)?.organisationId ?? '' })
  const [isTried, setIsTried] = useState(false)
  const send = useSend(grantRole, { refresh: [listPeople, listGrants], onDone })
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const offered = roles.filter((role) => isForDivision || role.scope === 'organisation')
  const role = roles.find((one) => one.code === draft.role)
  const wish = wishOf(person.personId, draft, role)
  const held = person.grants
    .filter((grant) => overlaps(grant, wish))
    .flatMap((grant) => roles.find((one) => one.code === grant.role)?.kind ?? [])
  const found = role ? grantProblems({ ...wish, role }, held, { personId: me.personId, isForDivision }) : []
  const barred = found.find((problem) => problem !== 'scope_unfit')
  const roleProblem = barred ? say(sentences[barred], { role: role && name(role) }) : isTried && !role ? say(words.roleMissing) : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (role && found.length === 0) send.mutate(wish)
  }
  return (
    <form className="form box change-form" onSubmit={submit} noValidate>
      <div className="fields">
        <Field label={words.role} {...(roleProblem ? { problem: roleProblem } : {})}>
          {(control) => (
            <select {...control} value={draft.role} onChange={(event) => change({ role: event.target.value })}>
              <option value="" />
              {offered.map((one) => (
                <option key={one.code} value={one.code}>
                  {name(one)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {role && <ScopeFields {...{ role, draft, narrowing, isForDivision }} isTried={isTried} onChange={change} />}
        <Field label={words.validFrom} isOptional hint={say(words.validFromHint)}>
          {(control) => <DayInput control={control} value={draft.fromOn} onChange={(fromOn) => change({ fromOn })} />}
        </Field>
        <Field label={words.validTo} isOptional hint={say(words.validToHint)}>
          {(control) => <DayInput control={control} value={draft.toOn} onChange={(toOn) => change({ toOn })} />}
        </Field>
      </div>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending} reason={barred && roleProblem}>
          {say(words.send)}
        </Button>
        <Button onPress={onDone}>{say(words.back)}</Button>
      </div>
    </form>
  )
}

type ScopeProps = {
  role: Role
  draft: Draft
  narrowing: Narrowing
  isForDivision: boolean
  isTried: boolean
  onChange: (part: Partial<Draft>) => void
}

/** What the scope of the chosen role is made of. */
function ScopeFields({ role, draft, narrowing, isForDivision, isTried, onChange }: ScopeProps) {
  const say = useSay()
  if (role.scope === 'self') return <p className="why">{say(words.selfScope)}</p>
  if (role.scope === 'division') return <DivisionFields {...{ draft, narrowing, isTried, onChange }} />
  const groups = role.code === 'operator' && draft.organisationId ? narrowing.groupsOf(draft.organisationId) : []
  const isMissing = isTried && draft.organisationId === ''
  return (
    <>
      {isForDivision && (
        <Field label={words.organisation} {...(isMissing ? { problem: say(words.organisationMissing) } : {})}>
          {(control) => (
            <FindOrganisation
              id={control.id}
              label={say(words.organisation)}
              value={draft.organisationId || undefined}
              onFound={(organisationId) => onChange({ organisationId, groupId: '' })}
            />
          )}
        </Field>
      )}
      {groups.length > 0 && (
        <Options label={words.group} value={draft.groupId} blank={words.allInstruments} onChoose={(groupId) => onChange({ groupId })}>
          {groups.map((group) => ({ ...group, value: group.id }))}
        </Options>
      )}
    </>
  )
}

function DivisionFields({ draft, narrowing, isTried, onChange }: Omit<ScopeProps, 'role' | 'isForDivision'>) {
  const say = useSay()
  const divisions = useRead(listDivisions, {}, { staleTime: 600_000 })
  const isMissing = isTried && draft.divisionCode === ''
  return (
    <>
      <Options
        label={words.division}
        value={draft.divisionCode}
        onChoose={(divisionCode) => onChange({ divisionCode })}
        {...(isMissing ? { problem: say(words.divisionMissing) } : {})}
      >
        {(divisions.data?.items ?? []).map((one) => ({ ...one, value: one.code }))}
      </Options>
      <Options label={words.matter} value={draft.matterCode} blank={words.allMatters} onChoose={(matterCode) => onChange({ matterCode })}>
        {narrowing.matters.map((one) => ({ ...one, value: one.code }))}
      </Options>
    </>
  )
}

type OptionsProps = {
  label: Word
  value: string
  blank?: Word
  problem?: string
  onChoose: (value: string) => void
  children: readonly (Named & { value: string })[]
}

function Options({ label, value, blank: none, problem, onChoose, children }: OptionsProps) {
  const say = useSay()
  const name = useName()
  return (
    <Field label={label} {...(problem ? { problem } : {})}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChoose(event.target.value)}>
          <option value="">{none ? say(none) : ''}</option>
          {children.map((one) => (
            <option key={one.value} value={one.value}>
              {name(one)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
