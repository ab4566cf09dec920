// What an instrument asks of those who use it, and who is qualified.
import '../web/styles/desk.css'
import { useParams } from '@tanstack/react-router'
import { getInstrument } from '../catalogue/catalogue.contract.ts'
import { useNoRight } from '../catalogue/right.part.tsx'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Empty, Read } from '../web/state.tsx'
import { keeperWords } from './keeper.words.ts'
import { LevelForm } from './levelform.part.tsx'
import { listQualificationLevels, listQualifications } from './qualification.contract.ts'
import { qualificationWords as words } from './qualification.words.ts'
import { QualifiedLine } from './qualified.part.tsx'
import { KeptTrainings } from './training.part.tsx'

export function QualificationPage() {
  const { id } = useParams({ from: '/work/instruments/$id' })
  const instrument = useRead(getInstrument, { id })
  const levels = useRead(listQualificationLevels, { id }, { staleTime: 0 })
  const mayKeep = useNoRight('booking.approve', instrument.data?.institutionId ?? '', keeperWords.right) === undefined
  return (
    <Read of={levels} rows={6}>
      {({ items }) =>
        instrument.data && (
          <>
            <People id={id} institutionId={instrument.data.institutionId} />
            {mayKeep && <KeptTrainings id={id} levels={items} />}
            <LevelForm id={id} institutionId={instrument.data.institutionId} before={items} />
          </>
        )
      }
    </Read>
  )
}

function People({ id, institutionId }: { id: string; institutionId: string }) {
  const say = useSay()
  const noRight = useNoRight('booking.approve', institutionId, keeperWords.right)
  const people = useRead(listQualifications, { id }, { enabled: noRight === undefined, staleTime: 0 })
  if (noRight !== undefined) return null
  return (
    <section className="keep-section" aria-labelledby="qualified-people">
      <h2 id="qualified-people">{say(words.people)}</h2>
      <Read of={people} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.noPeople} why={words.noPeopleWhy} />
          ) : (
            <ul className="desk-list">
              {items.map((one) => (
                <QualifiedLine key={one.id} one={one} />
              ))}
            </ul>
          )
        }
      </Read>
    </section>
  )
}
