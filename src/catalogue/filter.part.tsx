// What a search may be narrowed by: place, class, institution, price, time. Counts are of the same search.
import { type ReactNode, useId } from 'react'
import type { Output } from '../kernel/contract.ts'
import type { Word } from '../kernel/word.ts'
import { listDivisions } from '../places/places.contract.ts'
import { count, price } from '../web/format.ts'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { listInstrumentClasses } from './catalogue.contract.ts'
import { classesBelow, divisionsBelow, type FindSearch } from './find.rules.ts'
import { findWords as words } from './find.words.ts'
import type { countInstruments } from './search.contract.ts'

const forever = { staleTime: Number.POSITIVE_INFINITY } as const

/** The names of divisions, asked for once: `placeName('220104')` is 长春市朝阳区. */
export function usePlaceName(): (code: string | null) => string {
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

type Counts = Output<typeof countInstruments>
type FilterProps = { search: FindSearch; counts: Counts | undefined; onChange: (change: Partial<FindSearch>) => void }

export function Filters(props: FilterProps) {
  return (
    <div className="filters">
      <TimeFilter {...props} />
      <PlaceFilter {...props} />
      <ClassFilter {...props} />
      <InstitutionFilter {...props} />
      <PriceFilter {...props} />
    </div>
  )
}

function Group({ title, children }: { title: Word; children: ReactNode }) {
  const say = useSay()
  return (
    <fieldset>
      <legend>{say(title)}</legend>
      {children}
    </fieldset>
  )
}

type OptionProps = {
  label: ReactNode
  count?: number | undefined
  isChosen: boolean
  isIndented?: boolean
  onChoose: () => void
  group: string
}

function Option({ label, count: found, isChosen, isIndented, onChoose, group }: OptionProps) {
  return (
    <label className={isIndented ? 'option indented' : 'option'}>
      <input type="radio" name={group} checked={isChosen} onChange={onChoose} />
      <span>{label}</span>
      {found !== undefined && <small>{count(found)}</small>}
    </label>
  )
}

function TimeFilter({ search, onChange }: FilterProps) {
  const say = useSay()
  const group = useId()
  const options = [
    [undefined, words.anyTime],
    ['now', words.freeNow],
    ['this_week', words.freeThisWeek],
  ] as const
  return (
    <Group title={words.available}>
      {options.map(([value, word]) => (
        <Option key={word.zh} group={group} label={say(word)} isChosen={search.free === value} onChoose={() => onChange({ free: value })} />
      ))}
    </Group>
  )
}

function PlaceFilter({ search, counts, onChange }: FilterProps) {
  const say = useSay()
  const name = useName()
  const group = useId()
  const { data } = useRead(listDivisions, {}, forever)
  const nameOf = (code: string) => {
    const division = data?.items.find((one) => one.code === code)
    return division ? name(division) : code
  }
  const chosen = search.divisionCode
  const prefecture = chosen && !chosen.endsWith('0000') ? `${chosen.slice(0, 4)}00` : undefined
  const of = (code: string) => counts?.divisions.find((one) => one.code === code)?.count
  return (
    <Group title={words.place}>
      <Option group={group} label={say(words.anyPlace)} isChosen={!chosen} onChoose={() => onChange({ divisionCode: undefined })} />
      {prefecture && (
        <Option
          group={group}
          label={nameOf(prefecture)}
          count={of(prefecture)}
          isChosen={chosen === prefecture}
          onChoose={() => onChange({ divisionCode: prefecture })}
        />
      )}
      {divisionsBelow(counts?.divisions ?? [], chosen).map((facet) => (
        <Option
          key={facet.code}
          group={group}
          label={nameOf(facet.code)}
          count={facet.count}
          isIndented={prefecture !== undefined}
          isChosen={chosen === facet.code}
          onChoose={() => onChange({ divisionCode: facet.code })}
        />
      ))}
    </Group>
  )
}

function ClassFilter({ search, counts, onChange }: FilterProps) {
  const say = useSay()
  const name = useName()
  const group = useId()
  const { data } = useRead(listInstrumentClasses, {}, forever)
  const nameOf = (code: string) => {
    const found = data?.items.find((one) => one.code === code || one.code === code.padEnd(6, '0'))
    return found ? name(found) : code
  }
  const chosen = search.classCode
  const large = chosen?.slice(0, 2)
  const of = (code: string) => counts?.classes.find((one) => one.code === code)?.count
  return (
    <Group title={words.class}>
      <Option group={group} label={say(words.anyClass)} isChosen={!chosen} onChoose={() => onChange({ classCode: undefined })} />
      {large && (
        <Option
          group={group}
          label={nameOf(large)}
          count={of(large)}
          isChosen={chosen === large}
          onChoose={() => onChange({ classCode: large })}
        />
      )}
      {classesBelow(counts?.classes ?? [], chosen).map((facet) => (
        <Option
          key={facet.code}
          group={group}
          label={nameOf(facet.code)}
          count={facet.count}
          isIndented={large !== undefined}
          isChosen={chosen === facet.code}
          onChoose={() => onChange({ classCode: facet.code })}
        />
      ))}
    </Group>
  )
}

function InstitutionFilter({ search, counts, onChange }: FilterProps) {
  const say = useSay()
  const name = useName()
  const id = useId()
  return (
    <Group title={words.institution}>
      <label className="unseen" htmlFor={id}>
        {say(words.institution)}
      </label>
      <select
        id={id}
        className="input"
        value={search.institutionId ?? ''}
        onChange={(event) => onChange({ institutionId: event.target.value || undefined })}
      >
        <option value="">{say(words.anyInstitution)}</option>
        {counts?.institutions.map((institution) => (
          <option key={institution.id} value={institution.id}>
            {name(institution)}（{count(institution.count)}）
          </option>
        ))}
      </select>
    </Group>
  )
}

const hourSteps = [10_000, 30_000, 50_000, 100_000] as const
const sampleSteps = [10_000, 30_000, 100_000] as const

function PriceFilter({ search, onChange }: FilterProps) {
  const say = useSay()
  const id = useId()
  const value = search.hourFenMost ? `h${search.hourFenMost}` : search.sampleFenMost ? `s${search.sampleFenMost}` : ''
  const choose = (text: string) =>
    onChange({
      hourFenMost: text.startsWith('h') ? Number(text.slice(1)) : undefined,
      sampleFenMost: text.startsWith('s') ? Number(text.slice(1)) : undefined,
    })
  return (
    <Group title={words.price}>
      <label className="unseen" htmlFor={id}>
        {say(words.price)}
      </label>
      <select id={id} className="input" value={value} onChange={(event) => choose(event.target.value)}>
        <option value="">{say(words.anyPrice)}</option>
        {hourSteps.map((fen) => (
          <option key={fen} value={`h${fen}`}>
            {say(words.hourMost, { yuan: price(fen) })}
          </option>
        ))}
        {sampleSteps.map((fen) => (
          <option key={fen} value={`s${fen}`}>
            {say(words.sampleMost, { yuan: price(fen) })}
          </option>
        ))}
      </select>
      <label className="check-line">
        <input
          type="checkbox"
          className="check"
          checked={search.isOnRequest === 'no'}
          onChange={(event) => onChange({ isOnRequest: event.target.checked ? 'no' : undefined })}
        />
        {say(words.published)}
      </label>
    </Group>
  )
}
