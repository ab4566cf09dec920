// On an instrument's public page: which level it takes to book, what the reader holds, and the way to get it.
import '../web/styles/desk.css'
import { type FormEvent, useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { Button, Field } from '../web/field.tsx'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { listMyCertificates } from './certificate.contract.ts'
import { CertificateLine } from './certificate.part.tsx'
import { certificateWords } from './certificate.words.ts'
import {
  askQualification,
  type Level,
  listMyQualifications,
  listQualificationLevels,
  type Qualification,
} from './qualification.contract.ts'
import { qualificationWords as words } from './qualification.words.ts'
import { Lasting, StandingTags } from './qualificationlist.part.tsx'
import { TrainingList } from './traininglist.part.tsx'

/** Nothing at all where the instrument has no levels. */
export function QualificationPanel({ instrumentId }: { instrumentId: string }) {
  const say = useSay()
  const name = useName()
  const { me, may } = useMe()
  const levels = useRead(listQualificationLevels, { id: instrumentId })
  const own = useRead(listMyQualifications, {}, { enabled: me !== undefined && me !== null })
  const items = levels.data?.items ?? []
  if (items.length === 0) return null
  const needed = items.find(({ isNeeded }) => isNeeded)
  return (
    <section aria-labelledby="qualification-title" id="qualification" className="after-book">
      <div className="section-head">
        <h2 id="qualification-title">{say(words.panelTitle)}</h2>
      </div>
      <p className="why">{needed ? say(words.panelNeeded, { level: name(needed) }) : say(words.panelNotNeeded)}</p>
      <ul className="desk-list">
        {items.map((level) => (
          <LevelLine key={level.id} level={level} own={own.data?.items.find(({ levelId }) => levelId === level.id)} />
        ))}
      </ul>
      {me && may('booking.book') && <Asked levels={items} />}
      <TrainingList instrumentId={instrumentId} />
      {!me && <p className="note">{say(words.signIn)}</p>}
    </section>
  )
}

/** The certificates that the levels ask for, each once, with what the reader told of it. */
function Asked({ levels }: { levels: readonly Level[] }) {
  const say = useSay()
  const name = useName()
  const asked = new Map(levels.flatMap(({ certificates }) => certificates.map((one) => [one.nameZh, one] as const)))
  const own = useRead(listMyCertificates, {}, { enabled: asked.size > 0, staleTime: 0 })
  if (asked.size === 0) return null
  return (
    <>
      <h3>{say(certificateWords.mine)}</h3>
      <ul className="desk-list">
        {[...asked.values()].map((one) => (
          <CertificateLine
            key={one.nameZh}
            shown={{ name: one.nameZh, title: name(one) }}
            own={own.data?.items.find((each) => each.name === one.nameZh)}
          />
        ))}
      </ul>
    </>
  )
}

function LevelLine({ level, own }: { level: Level; own: Qualification | undefined }) {
  const say = useSay()
  const name = useName()
  const { me, may } = useMe()
  const { language } = useLanguage()
  const [isAsking, setIsAsking] = useState(false)
  const [note, setNote] = useState('')
  const send = useSend(askQualification, { refresh: [listMyQualifications], onDone: () => setIsAsking(false) })
  const mayAsk = me && may('booking.book') && !own?.askedAt && own?.standing !== 'in_force' && own?.standing !== 'suspended'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({ id: level.id, note })
  }
  return (
    <li>
      <div>
        <p>
          <b>{name(level)}</b> {own && <StandingTags one={own} />}
        </p>
        {own && (
          <p className="note">
            <Lasting one={own} />
          </p>
        )}
        {level.certificates.length > 0 && (
          <p className="note">
            {say(certificateWords.needs)}
            {level.certificates.map(name).join(language === 'zh' ? '、' : ', ')}
          </p>
        )}
        {send.isSuccess && own?.askedAt && <p role="status">{say(words.askDone)}</p>}
        {isAsking && (
          <form className="form" onSubmit={submit}>
            <Field label={words.askNote} isOptional>
              {(control) => <input {...control} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />}
            </Field>
            {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
            <div className="buttons">
              <Button type="submit" size="small" isBusy={send.isPending}>
                {say(words.send)}
              </Button>
              <Button size="small" onPress={() => setIsAsking(false)}>
                {say(words.back)}
              </Button>
            </div>
          </form>
        )}
      </div>
      {mayAsk && !isAsking && (
        <div className="buttons">
          <Button size="small" label={say(words.askNamed, { level: name(level) })} onPress={() => setIsAsking(true)}>
            {say(words.ask)}
          </Button>
        </div>
      )}
    </li>
  )
}
