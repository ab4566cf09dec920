// Training announced for an instrument, where people enrol; and what a person is enrolled in.
import { Link } from '@tanstack/react-router'
import { Dot } from '../web/icon.tsx'
import { useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { listMyTrainings, listTrainings } from './training.contract.ts'
import { trainingWords as words } from './training.words.ts'
import { EnrolButton, OwnTag, TrainingFacts } from './trainingline.part.tsx'

/** On an instrument's public page; nothing where nothing is announced. */
export function TrainingList({ instrumentId }: { instrumentId: string }) {
  const say = useSay()
  const { data } = useRead(listTrainings, { id: instrumentId }, { staleTime: 0 })
  if (!data || data.items.length === 0) return null
  return (
    <>
      <h3 id="training">{say(words.title)}</h3>
      <ul className="desk-list">
        {data.items.map((one) => (
          <li key={one.id}>
            <div>
              <TrainingFacts one={one}>
                <OwnTag one={one} />
              </TrainingFacts>
            </div>
            <EnrolButton one={one} />
          </li>
        ))}
      </ul>
    </>
  )
}

/** Below one's own levels; nothing where one never enrolled. */
export function MyTrainings() {
  const say = useSay()
  const name = useName()
  const { data } = useRead(listMyTrainings, {}, { staleTime: 0 })
  if (!data || data.items.length === 0) return null
  return (
    <section className="section" aria-labelledby="my-training">
      <h2 id="my-training">{say(words.mine)}</h2>
      <ul className="desk-list">
        {data.items.map((one) => (
          <li key={one.id}>
            <div>
              <TrainingFacts
                one={one}
                lead={
                  <>
                    <Link className="plain" to="/instruments/$id" params={{ id: one.instrumentId }}>
                      {name({ nameZh: one.instrumentNameZh, nameEn: one.instrumentNameEn })}
                    </Link>
                    <Dot />
                  </>
                }
              >
                <OwnTag one={one} />
              </TrainingFacts>
            </div>
            <EnrolButton one={one} />
          </li>
        ))}
      </ul>
    </section>
  )
}
