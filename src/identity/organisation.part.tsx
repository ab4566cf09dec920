// Finding an organisation by its name, an alias or its credit code, as one types.
import { Select } from 'antd'
import { type ReactNode, useDeferredValue, useState } from 'react'
import type { Word } from '../kernel/word.ts'
import { Choice } from '../web/field.tsx'
import { useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { useTitle } from '../web/title.ts'
import { listOrganisations } from './identity.contract.ts'
import { useMe } from './me.part.tsx'
import { organisationWords as words } from './organisation.words.ts'

type FindProps = { label: string; value?: string | undefined; onFound: (organisationId: string) => void; id?: string }

export function FindOrganisation({ label, value, onFound, id }: FindProps) {
  const say = useSay()
  const name = useName()
  const [text, setText] = useState('')
  const query = useDeferredValue(text.trim())
  const found = useRead(listOrganisations, { query }, { enabled: query.length >= 2, placeholderData: (before) => before })
  const items = found.data?.items ?? []
  return (
    <Select
      {...(id ? { id } : {})}
      aria-label={label}
      showSearch={{ filterOption: false, onSearch: setText }}
      value={value ?? null}
      placeholder={`${label}：${say(words.placeholder)}`}
      notFoundContent={say(query.length >= 2 && found.data ? words.nothingFound : words.typeTwo)}
      loading={found.isFetching}
      options={items.map((organisation) => ({
        value: organisation.id,
        label: `${name(organisation)} · ${organisation.creditCode ?? say(words.noCreditCode)}`,
      }))}
      onChange={(chosen: string | null) => chosen && onFound(chosen)}
      style={{ width: '100%' }}
    />
  )
}

/** For those whose own work covers many institutions: which one this is about. */
export function InstitutionChoice({ value, onChoose }: { value: string | undefined; onChoose: (organisationId: string) => void }) {
  const say = useSay()
  return (
    <div className="form institution-choice">
      <p className="why">{say(words.institutionWhy)}</p>
      <FindOrganisation label={say(words.institution)} value={value} onFound={onChoose} />
    </div>
  )
}

type ListProps<Shown extends string> = {
  title: Word
  lead: Word
  /** What the reader chooses by, and among what; the first is shown at first. */
  show: Word
  options: readonly [{ value: Shown; word: Word }, ...{ value: Shown; word: Word }[]]
  children: (institutionId: string, shown: Shown) => ReactNode
}

/** A page of one institution's cases, cut to a state: of the institution the reader acts for, or of one they choose. */
export function InstitutionList<Shown extends string>({ title, lead, show, options, children }: ListProps<Shown>) {
  const say = useSay()
  useTitle(say(title))
  const { me } = useMe()
  const [chosen, setChosen] = useState<string>()
  const [shown, setShown] = useState<Shown>(options[0].value)
  const institutionId = chosen ?? me?.organisation?.id
  return (
    <>
      <div className="work-head">
        <h1>{say(title)}</h1>
        <div className="aside">
          <Choice label={show} value={shown} onChoose={setShown} options={options} />
        </div>
      </div>
      <p className="why">{say(lead)}</p>
      {!me?.organisation && <InstitutionChoice value={chosen} onChoose={setChosen} />}
      {institutionId && children(institutionId, shown)}
    </>
  )
}
