// Choosing one county by its name, under its city.
import { type Division, listDivisions } from '../places/places.contract.ts'
import { Field } from '../web/field.tsx'
import { useName } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'

type Offered = Pick<Division, 'code' | 'isNationalPilotEligible'>
type Props = {
  label: Parameters<typeof Field>[0]['label']
  value: string
  onChange: (code: string) => void
  /** Which counties may be chosen; all of them without it. */
  isOffered?: (division: Offered) => boolean
  problem?: string
  hint?: string
  isDisabled?: boolean
  /** What stands there while none is chosen. */
  none?: string
}

export function CountySelect({ label, value, onChange, isOffered = () => true, problem, hint, isDisabled, none }: Props) {
  const name = useName()
  const { data } = useRead(listDivisions, {}, { staleTime: Number.POSITIVE_INFINITY })
  const all = data?.items ?? []
  const counties = all.filter((one) => one.level === 'county' && isOffered(one))
  return (
    <Field label={label} {...(problem === undefined ? {} : { problem })} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <select {...control} value={value} disabled={isDisabled} onChange={(event) => onChange(event.target.value)}>
          <option value="">{none}</option>
          {all
            .filter(({ code }) => counties.some(({ parentCode }) => parentCode === code))
            .map((city) => (
              <optgroup key={city.code} label={name(city)}>
                {counties
                  .filter(({ parentCode }) => parentCode === city.code)
                  .map((one) => (
                    <option key={one.code} value={one.code}>
                      {name(one)}
                    </option>
                  ))}
              </optgroup>
            ))}
        </select>
      )}
    </Field>
  )
}
