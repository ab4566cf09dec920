// Training as the institution keeps it: what is announced, who is enrolled, and the form that announces one more.
import { useState } from 'react'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Empty, Read } from '../web/state.tsx'
import type { Level } from './qualification.contract.ts'
import { TraineeTable } from './trainee.part.tsx'
import { cancelTraining, listTrainings, type Training } from './training.contract.ts'
import { trainingWords as words } from './training.words.ts'
import { TrainingForm } from './trainingform.part.tsx'
import { TrainingFacts, timeOf, useLevelName } from './trainingline.part.tsx'

/** Nothing where the instrument has no levels: then there is nothing to train for. */
export function KeptTrainings({ id, levels }: { id: string; levels: readonly Level[] }) {
  const say = useSay()
  const [isNew, setIsNew] = useState(false)
  const coming = useRead(listTrainings, { id }, { staleTime: 0 })
  const past = useRead(listTrainings, { id, which: 'past' }, { staleTime: 0 })
  if (levels.length === 0) return null
  return (
    <section className="keep-section" aria-labelledby="kept-training">
      <h2 id="kept-training">{say(words.title)}</h2>
      <Read of={coming} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.none} why={words.noneWhy} />
          ) : (
            <ul className="desk-list">
              {items.map((one) => (
                <Kept key={one.id} one={one} />
              ))}
            </ul>
          )
        }
      </Read>
      {isNew ? (
        <TrainingForm levels={levels} onBack={() => setIsNew(false)} />
      ) : (
        <div className="buttons">
          <Button size="small" onPress={() => setIsNew(true)}>
            {say(words.announce)}
          </Button>
        </div>
      )}
      {past.data && past.data.items.length > 0 && (
        <details>
          <summary>{say(words.past)}</summary>
          <ul className="desk-list">
            {past.data.items.map((one) => (
              <Kept key={one.id} one={one} />
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function Kept({ one }: { one: Training }) {
  const say = useSay()
  const levelName = useLevelName()
  const [open, setOpen] = useState<'list' | 'cancel'>()
  const named = { level: levelName(one), time: timeOf(one) }
  const hasBegun = Date.parse(one.startsAt) <= Date.now()
  return (
    <li>
      <div>
        <TrainingFacts one={one} />
      </div>
      <div className="buttons">
        <Button size="small" label={say(words.listedNamed, named)} onPress={() => setOpen(open === 'list' ? undefined : 'list')}>
          {say(words.listed)}
        </Button>
        {!one.isCancelled && !hasBegun && (
          <Button size="small" kind="danger" label={say(words.cancelNamed, named)} onPress={() => setOpen('cancel')}>
            {say(words.cancel)}
          </Button>
        )}
      </div>
      {open === 'list' && <TraineeTable of={one} />}
      {open === 'cancel' && !one.isCancelled && <CancelForm one={one} onBack={() => setOpen(undefined)} />}
    </li>
  )
}

function CancelForm({ one, onBack }: { one: Training; onBack: () => void }) {
  const send = useSend(cancelTraining, { refresh: [listTrainings], onDone: onBack })
  return (
    <ReasonForm words={words} sure={words.cancel} sending={send} onSend={(note) => send.mutate({ id: one.id, note })} onBack={onBack} />
  )
}
