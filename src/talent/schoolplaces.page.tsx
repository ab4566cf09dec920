// For an education bureau: how many places each school has in a school year, how many are kept, and what is left.
import { type FormEvent, useState } from 'react'
import { useDivisionName } from '../procedures/place.part.tsx'
import { Button, ErrorSummary, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { schoolingWords } from './schooling.words.ts'
import { listSchoolPlaces, placeStages, type SchoolPlace, setSchoolPlaces } from './schoolplace.contract.ts'
import { useSchoolYear, useStageName } from './schoolplace.part.tsx'
import { schoolPlacePageWords as words } from './schoolplacepage.words.ts'

export function SchoolPlacesPage() {
  const say = useSay()
  const nameOf = useSchoolYear()
  useTitle(say(words.title))
  const [chosen, setChosen] = useState<number>()
  const [changed, setChanged] = useState<SchoolPlace>()
  const reading = useRead(listSchoolPlaces, chosen === undefined ? {} : { year: chosen }, { staleTime: 0 })
  const year = chosen ?? reading.data?.year
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        {year !== undefined && (
          <div className="aside">
            <Field label={words.year}>
              {(control) => (
                <select {...control} value={year} onChange={(event) => setChosen(Number(event.target.value))}>
                  {[year + 1, year, year - 1, year - 2].map((one) => (
                    <option key={one} value={one}>
                      {nameOf(one)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </div>
        )}
      </div>
      <p className="why">{say(words.lead)}</p>
      <Read of={reading}>
        {({ items, divisions, year: shown }) =>
          divisions.length === 0 ? (
            <p className="box">{say(words.notBureau)}</p>
          ) : (
            <>
              {items.length === 0 ? <Empty title={words.noneTitle} why={words.noneWhy} /> : <Places items={items} onChange={setChanged} />}
              <PlaceForm key={`${shown} ${changed?.id} ${changed?.places}`} year={shown} divisions={divisions} changed={changed} />
            </>
          )
        }
      </Read>
    </>
  )
}

function Places({ items, onChange }: { items: readonly SchoolPlace[]; onChange: (place: SchoolPlace) => void }) {
  const say = useSay()
  const stageOf = useStageName()
  const divisionOf = useDivisionName()
  const isOfMany = new Set(items.map(({ divisionCode }) => divisionCode)).size > 1
  return (
    <table className="table to-list">
      <TableHead columns={[words.school, words.stage, { num: words.places }, { num: words.kept }, { num: words.left }, words.change]} />
      <tbody>
        {items.map((one) => (
          <tr key={one.id}>
            <th scope="row" className="main">
              {one.school}
              {isOfMany && <p className="note">{divisionOf(one.divisionCode)}</p>}
            </th>
            <td data-label={say(words.stage)}>{stageOf(one)}</td>
            <td className="num" data-label={say(words.places)}>
              {one.places}
            </td>
            <td className="num" data-label={say(words.kept)}>
              {one.kept}
            </td>
            <td className="num" data-label={say(words.left)}>
              <b>{one.left}</b>
            </td>
            <td>
              <Button size="small" label={say(words.changeOne, { school: one.school, stage: stageOf(one) })} onPress={() => onChange(one)}>
                {say(words.change)}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const wholeIn = (text: string, least: number, most: number) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most

type FormProps = { year: number; divisions: readonly string[]; changed: SchoolPlace | undefined }
function PlaceForm({ year, divisions, changed }: FormProps) {
  const say = useSay()
  const [divisionCode, setDivision] = useState(changed?.divisionCode ?? divisions[0]!)
  const [school, setSchool] = useState(changed?.school ?? '')
  const [stage, setStage] = useState<SchoolPlace['stage']>(changed?.stage ?? 'primary')
  const [grade, setGrade] = useState(String(changed?.grade ?? 1))
  const [places, setPlaces] = useState(changed ? String(changed.places) : '')
  const [attempt, setAttempt] = useState(0)
  const send = useSend(setSchoolPlaces, { refresh: [listSchoolPlaces] })
  const wrong = {
    school: school.trim().length < 2 ? say(words.schoolMissing) : undefined,
    grade: wholeIn(grade, 1, 6) ? undefined : say(words.gradeWrong),
    places: wholeIn(places, 0, 5_000) ? undefined : say(words.numberWrong),
  }
  const mistakes =
    attempt === 0 ? [] : Object.entries(wrong).flatMap(([key, sentence]) => (sentence ? [{ fieldId: `place-${key}`, sentence }] : []))
  const problem = (key: keyof typeof wrong) => (attempt > 0 && wrong[key] ? { problem: wrong[key] } : {})
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (wrong.school || wrong.grade || wrong.places) return
    setAttempt(0)
    send.mutate({ divisionCode, school: school.trim(), stage, grade: Number(grade), year, places: Number(places) })
  }
  return (
    <form className="form" onSubmit={submit} noValidate aria-labelledby="set-places">
      <h2 id="set-places">{say(words.setTitle)}</h2>
      <p className="why">{say(words.setWhy)}</p>
      <ErrorSummary mistakes={mistakes} attempt={attempt} />
      {divisions.length > 1 && <DivisionField divisions={divisions} value={divisionCode} onChange={setDivision} />}
      <Field label={words.school} {...problem('school')}>
        {(control) => (
          <input {...control} id="place-school" maxLength={100} value={school} onChange={(event) => setSchool(event.target.value)} />
        )}
      </Field>
      <StageField value={stage} onChange={setStage} />
      <Field label={words.grade} hint={say(words.gradeHint)} {...problem('grade')}>
        {(control) => (
          <input {...control} id="place-grade" inputMode="numeric" value={grade} onChange={(event) => setGrade(event.target.value)} />
        )}
      </Field>
      <Field label={words.places} {...problem('places')}>
        {(control) => (
          <input {...control} id="place-places" inputMode="numeric" value={places} onChange={(event) => setPlaces(event.target.value)} />
        )}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      {send.data && (
        <p className="box done" role="status">
          {say(words.saved, { school: send.data.school, places: send.data.places })}
        </p>
      )}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.save)}
        </Button>
      </div>
    </form>
  )
}

function DivisionField({ divisions, value, onChange }: { divisions: readonly string[]; value: string; onChange: (code: string) => void }) {
  const divisionOf = useDivisionName()
  return (
    <Field label={words.division}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {divisions.map((one) => (
            <option key={one} value={one}>
              {divisionOf(one)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

type Stage = SchoolPlace['stage']
function StageField({ value, onChange }: { value: Stage; onChange: (stage: Stage) => void }) {
  const say = useSay()
  return (
    <Field label={schoolingWords.stage}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value as Stage)}>
          {placeStages.map((one) => (
            <option key={one} value={one}>
              {say(schoolingWords[one])}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
