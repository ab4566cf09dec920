// Importing a list of recognised firms for one of the officer's divisions.
import { useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { listDivisions } from '../places/places.contract.ts'
import { isWithin } from '../places/places.rules.ts'
import { Field } from '../web/field.tsx'
import { ImportWizard } from '../web/importing.tsx'
import { useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { useTitle } from '../web/title.ts'
import { importStatuses } from './statusimport.contract.ts'
import { scopeOfDivision } from './statusimport.rules.ts'
import { statusImportWords as words } from './statusimport.words.ts'

export function StatusImportPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me } = useMe()
  const [chosen, setChosen] = useState<string>()
  const own = (me?.grants ?? []).flatMap((grant) => (grant.permissions.includes('registry.record') ? (grant.divisionCode ?? []) : []))
  const divisionCode = chosen ?? own[0]
  return (
    <ImportWizard
      title={words.title}
      lead={words.lead}
      kind="statuses"
      scopeId={divisionCode && scopeOfDivision(divisionCode)}
      start={importStatuses}
      startInput={{ divisionCode }}
      above={<DivisionChoice own={own} value={divisionCode} onChoose={setChosen} />}
    />
  )
}

type ChoiceProps = { own: readonly string[]; value: string | undefined; onChoose: (divisionCode: string) => void }

function DivisionChoice({ own, value, onChoose }: ChoiceProps) {
  const name = useName()
  const { data } = useRead(listDivisions, {}, { staleTime: 600_000 })
  const offered = (data?.items ?? []).filter((division) => own.some((scope) => isWithin(division.code, scope)))
  return (
    <div className="form institution-choice">
      <Field label={words.division}>
        {(control) => (
          <select {...control} value={value ?? ''} onChange={(event) => onChoose(event.target.value)}>
            {offered.map((division) => (
              <option key={division.code} value={division.code}>
                {name(division)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  )
}
