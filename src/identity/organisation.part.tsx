// Finding an organisation by its name, an alias or its credit code, as one types.
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { listOrganisations } from './identity.contract.ts'
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
