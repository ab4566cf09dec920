// Divisions as people name them, and the field in which one picks a county.
import { listDivisions } from '../places/places.contract.ts'
import type { FieldControl } from '../web/field.tsx'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { guideWords as words } from './guide.words.ts'

const forever = { staleTime: Number.POSITIVE_INFINITY }

/** A division's name with the city's before it; nothing while it is on its way. */
export function useDivisionName(): (code: string | null) => string {
  const name = useName()
  const { language } = useLanguage()
  const { data } = useRead(listDivisions, {}, forever)
  const byCode = new Map(data?.items.map((division) => [division.code, division]))
  return (code) => {
    const division = byCode.get(code ?? '')
    if (!division) return ''
    const parent = division.level === 'county' ? byCode.get(division.parentCode ?? '') : undefined
    const names = [parent, division].flatMap((one) => (one ? [name(one)] : []))
    return language === 'zh' ? names.join('') : names.reverse().join(', ')
  }
}

type SelectProps = { control: FieldControl; value: string; onChange: (code: string) => void }

/** A county, under its city; counties alone are offered. */
export function CountySelect({ control, value, onChange }: SelectProps) {
  const say = useSay()
  const name = useName()
  const { data } = useRead(listDivisions, {}, forever)
  const all = data?.items ?? []
  const counties = (parentCode: string) => all.filter((one) => one.level === 'county' && one.parentCode === parentCode)
  return (
    <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{say(words.choose)}</option>
      {all
        .filter((one) => one.level === 'prefecture')
        .map((city) => (
          <optgroup key={city.code} label={name(city)}>
            {counties(city.code).map((county) => (
              <option key={county.code} value={county.code}>
                {name(county)}
              </option>
            ))}
          </optgroup>
        ))}
    </select>
  )
}
