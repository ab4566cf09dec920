// What a use without a booking is of, and for whom: an instrument of the institution, and a customer found by typing its name.

import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { InstrumentSelect } from '../catalogue/instrumentselect.part.tsx'
import { listOrganisations } from '../identity/identity.contract.ts'
import { Field, type Mistake } from '../web/field.tsx'
import { useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { deskWords as words } from './desk.words.ts'

/** An organisation of the register, or a name that is settled later. */
export type Customer = { organisationId: string } | { name: string }
export type Subject = { instrumentId?: string; customer?: Customer }

/** What is still missing; the fields are called `<name>-instrument` and `<name>-customer`. */
export function subjectMistakes(say: ReturnType<typeof useSay>, name: string, subject: Subject): Mistake[] {
  const mistakes: Mistake[] = []
  if (!subject.instrumentId) mistakes.push({ fieldId: `${name}-instrument`, sentence: say(words.instrumentMissing) })
  if (!subject.customer) mistakes.push({ fieldId: `${name}-customer`, sentence: say(words.customerMissing) })
  return mistakes
}

type SubjectProps = {
  name: string
  subject: Subject
  onChange: (subject: Subject) => void
  institutionId: string | undefined
  problemOf: (fieldId: string) => string | undefined
}

export function SubjectFields({ name, subject, onChange, institutionId, problemOf }: SubjectProps) {
  const say = useSay()
  return (
    <>
      <Field label={words.instrument} id={`${name}-instrument`} problem={problemOf(`${name}-instrument`)}>
        {(control) => (
          <InstrumentSelect
            id={control.id}
            institutionId={institutionId}
            value={subject.instrumentId}
            onChoose={(instrumentId) => onChange({ ...subject, instrumentId })}
          />
        )}
      </Field>
      <Field
        label={words.customer}
        id={`${name}-customer`}
        problem={problemOf(`${name}-customer`)}
        hint={subject.customer && 'name' in subject.customer ? say(words.nameHint) : undefined}
      >
        {(control) => <CustomerSelect id={control.id} onChoose={(customer) => onChange({ ...subject, customer })} />}
      </Field>
    </>
  )
}

const nameOption = 'name:'

/** One types a name: the organisations that are called so are offered, and last the name as it was typed. */
function CustomerSelect({ id, onChoose }: { id: string; onChoose: (customer: Customer) => void }) {
  const say = useSay()
  const nameIn = useName()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<{ value: string; label: string }>()
  const query = useDeferredValue(text.trim())
  const isLong = query.length >= 2
  const found = useRead(listOrganisations, { query }, { enabled: isLong, placeholderData: (before) => before })
  const organisations = isLong ? (found.data?.items ?? []) : []
  const options = [
    ...organisations.map((one) => ({ value: one.id, label: `${nameIn(one)} · ${one.creditCode ?? say(words.noCreditCode)}` })),
    ...(isLong ? [{ value: nameOption + query, label: say(words.asNamed, { name: query }) }] : []),
  ]
  return (
    <Select
      id={id}
      aria-label={say(words.customer)}
      showSearch={{ filterOption: false, onSearch: setText }}
      labelInValue
      value={chosen ?? null}
      placeholder={say(words.typeCustomer)}
      notFoundContent={say(words.typeTwo)}
      loading={found.isFetching}
      options={options}
      onChange={(one: { value: string; label: string } | null) => {
        if (!one) return
        setChosen(one)
        onChoose(one.value.startsWith(nameOption) ? { name: one.value.slice(nameOption.length) } : { organisationId: one.value })
      }}
      style={{ width: '100%' }}
    />
  )
}
