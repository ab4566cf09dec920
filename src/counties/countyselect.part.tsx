// Choosing one county by its name, under its city.
import { listDivisions } from '../places/places.contract.ts'
import { Field } from '../web/field.tsx'
import { useName } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'

type Division = { isNationalPilotEligible: boolean | null }
type Props = {
  label: Parameters<typeof Field>[0]['label']
  value: string
  onChange: (code: string) => void
  /** Which counties may be chosen; all of them without it. */
  isOffered?: (division: Division) => boolean
  problem?: string
}

export function CountySelect({ label, value, onChange, isOffered = () => true, problem }: Props) {
  const name = useName()
  const { data } = useRead(listDivisions, {}, { staleTime: Number.POSITIVE_INFINITY })
  const all = data?.items ?? []
  const counties = all.filter((one) => one.level === 'county' && isOffered(one))
  return (
    <Field label={label} {...(problem === undefined ? {} : { problem })}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="" />
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
