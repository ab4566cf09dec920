// Innovative counties on a day: two lists and where they are; who may records, ends and takes back.
import '../web/styles/county.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { listDivisions } from '../places/places.contract.ts'
import { TileMap } from '../places/tilemap.part.tsx'
import { DayText } from '../web/daytext.tsx'
import { Button, Field } from '../web/field.tsx'
import { dayOfText } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { comparisonWords } from './comparison.words.ts'
import { countyWords as words } from './county.words.ts'
import { type Designation, levels, listDesignations } from './designation.contract.ts'
import { DesignationActs, DesignationForm } from './designation.part.tsx'
import { designationWords } from './designation.words.ts'
import { guidePageWords } from './guidepage.words.ts'

export function CountyPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { may } = useMe()
  const { on } = useSearch({ strict: false }) as { on?: string }
  const navigate = useNavigate()
  const reading = useRead(listDesignations, on ? { on } : {})
  const [isRecording, setIsRecording] = useState(false)
  // What is no day stays in its field with what is wrong with it; the lists stay those of the day before.
  const choose = (day: string) => {
    if (day === '' || dayOfText(day)) void navigate({ to: '/counties', search: day ? { on: day } : {}, replace: true })
  }
  const mayRecord = may('counties.designate')
  return (
    <Main>
      <h1 className="page-title">{say(words.title)}</h1>
      <p className="muted">{say(words.lead)}</p>
      <div className="county-ask">
        <Field label={words.on}>{(control) => <DayText control={control} value={on ?? reading.data?.on ?? ''} onChange={choose} />}</Field>
        {mayRecord && !isRecording && <Button onPress={() => setIsRecording(true)}>{say(words.record)}</Button>}
        <Link to="/counties/compare">{say(comparisonWords.title)}</Link>
        <Link to="/guides">{say(guidePageWords.toGuides)}</Link>
      </div>
      {isRecording && <DesignationForm onDone={() => setIsRecording(false)} />}
      <Read of={reading} rows={6}>
        {(data) => (
          <div className="county-both">
            <div>
              {levels.map((level) => (
                <LevelList
                  key={level}
                  level={level}
                  on={data.on}
                  items={data.items.filter((item) => item.level === level)}
                  mayRecord={mayRecord}
                />
              ))}
            </div>
            <CountyMap on={data.on} items={data.items} />
          </div>
        )}
      </Read>
    </Main>
  )
}

type LevelProps = { level: (typeof levels)[number]; on: string; items: readonly Designation[]; mayRecord: boolean }

function LevelList({ level, on, items, mayRecord }: LevelProps) {
  const say = useSay()
  const columns = [words.county, words.city, words.stage, words.days, words.document]
  return (
    <section className="section">
      <div className="section-head">
        <h2>
          {say(designationWords[`level_${level}`])} <span className="county-count">{say(words.count, { count: items.length })}</span>
        </h2>
        <Link to="/figures/$name" params={{ name: `${level}_county_count` }} search={{ on }}>
          {say(words.openFigure)}
        </Link>
      </div>
      {items.length === 0 ? (
        <p className="muted">{say(words.none)}</p>
      ) : (
        <table className="table to-list">
          <TableHead columns={mayRecord ? [...columns, words.act] : columns} />
          <tbody>
            {items.map((item) => (
              <CountyRow key={item.id} item={item} mayRecord={mayRecord} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function CountyRow({ item, mayRecord }: { item: Designation; mayRecord: boolean }) {
  const say = useSay()
  const name = useName()
  const { data } = useRead(listDivisions, {}, { staleTime: Number.POSITIVE_INFINITY })
  const city = data?.items.find((one) => one.code === item.parentCode)
  return (
    <tr>
      <th scope="row" className="main">
        <Link to="/counties/$code" params={{ code: item.divisionCode }}>
          {name(item)}
        </Link>
      </th>
      <td data-label={say(words.city)}>{city ? name(city) : '—'}</td>
      <td data-label={say(words.stage)}>
        <span className={item.stage === 'named' ? 'tag good' : item.stage === 'extended' ? 'tag warn' : 'tag'}>
          {say(designationWords[`stage_${item.stage}`])}
        </span>
      </td>
      <td data-label={say(words.days)}>
        {item.firstOn} – {item.lastOn ?? say(words.openEnd)}
      </td>
      <td data-label={say(words.document)}>{item.documentNo}</td>
      {mayRecord && (
        <td className="act">
          <DesignationActs item={item} />
        </td>
      )}
    </tr>
  )
}

function CountyMap({ on, items }: { on: string; items: readonly Designation[] }) {
  const say = useSay()
  const { data } = useRead(listDivisions, { on }, { staleTime: Number.POSITIVE_INFINITY })
  const values = new Map<string, number>()
  for (const { divisionCode } of items) values.set(divisionCode, (values.get(divisionCode) ?? 0) + 1)
  return <TileMap divisions={data?.items ?? []} values={values} unit={words.unit} title={<h2>{say(words.mapTitle, { on })}</h2>} />
}
