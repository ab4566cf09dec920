// The meters of one instrument, a day of its power, and the thresholds that tell what it was doing.
import '../web/styles/desk.css'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { DayInput } from '../web/day.tsx'
import { Field } from '../web/field.tsx'
import { shanghaiDay } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Read } from '../web/state.tsx'
import { Meters } from './meter.part.tsx'
import { getPowerDay } from './power.contract.ts'
import { powerWords as words } from './power.words.ts'
import { PowerChart, PowerTables } from './powerchart.part.tsx'
import { PowerRules } from './powerrule.part.tsx'

export function PowerPage() {
  const say = useSay()
  const { id } = useParams({ from: '/work/instruments/$id' })
  const [day, setDay] = useState(() => shanghaiDay(Date.now()))
  const power = useRead(getPowerDay, { id, ...(day === '' ? {} : { day }) }, { placeholderData: (before) => before })
  return (
    <>
      <p className="why">{say(words.lead)}</p>
      <Meters id={id} />
      <Read of={power}>
        {(data) =>
          data.hasMeter || data.points.length > 0 ? (
            <>
              <section className="keep-section" aria-labelledby="power-day">
                <h2 id="power-day">{say(words.dayTitle)}</h2>
                <div className="form ask-form">
                  <Field label={words.day}>{(control) => <DayInput control={control} value={day} onChange={setDay} />}</Field>
                </div>
                {data.points.length === 0 ? <p className="muted">{say(words.noReadings)}</p> : <PowerChart power={data} />}
                {data.points.length > 0 && <PowerTables power={data} />}
              </section>
              <PowerRules id={id} power={data} />
            </>
          ) : null
        }
      </Read>
    </>
  )
}
