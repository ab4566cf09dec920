// Qualifications one below the other: a person's own, with all that was done to them.
import '../web/styles/desk.css'
import { Link } from '@tanstack/react-router'
import { shanghaiDay } from '../web/format.ts'
import { Dot } from '../web/icon.tsx'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Empty, Read } from '../web/state.tsx'
import { listMyQualifications, type Qualification, type Standing } from './qualification.contract.ts'
import { qualificationWords as words } from './qualification.words.ts'

const lookOf: Record<Standing, string> = {
  none: 'tag',
  in_force: 'tag good',
  expired: 'tag bad',
  resting: 'tag warn',
  uncertified: 'tag bad',
  suspended: 'tag warn',
  revoked: 'tag bad',
}

/** What a qualification is worth today, and whether somebody waits for an answer. */
export function StandingTags({ one }: { one: Qualification }) {
  const say = useSay()
  return (
    <>
      {(one.standing !== 'none' || one.askedAt === null) && (
        <span className={lookOf[one.standing]}>{say(words[`standing_${one.standing}`])}</span>
      )}{' '}
      {one.askedAt !== null && <span className="tag warn">{say(words.asked)}</span>}
    </>
  )
}

/** How long it lasts. */
export function Lasting({ one }: { one: Qualification }) {
  const say = useSay()
  const facts = [
    one.validUntil && one.state !== 'none' ? say(words.validUntil, { day: one.validUntil }) : '',
    one.activeUntil && one.state === 'held' ? say(words.activeUntil, { day: one.activeUntil }) : '',
  ].filter(Boolean)
  return facts.map((fact, at) => (
    <span key={fact}>
      {at > 0 && <Dot />}
      {fact}
    </span>
  ))
}

/** What was done to it, the latest first; opened by whoever wants to know. */
export function ActList({ one }: { one: Qualification }) {
  const say = useSay()
  if (one.acts.length === 0) return null
  return (
    <details>
      <summary>{say(words.history)}</summary>
      <ul className="note">
        {one.acts.map((act) => (
          <li key={act.recordedAt + act.action}>
            {shanghaiDay(Date.parse(act.recordedAt))} {say(words[`action_${act.action}`])}
            {act.note && `　${act.note}`}
          </li>
        ))}
      </ul>
    </details>
  )
}

export function MyQualifications() {
  const reading = useRead(listMyQualifications, {})
  return (
    <Read of={reading} rows={3}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={words.myEmptyTitle} why={words.myEmptyWhy} />
        ) : (
          <ul className="desk-list">
            {items.map((one) => (
              <Own key={one.id} one={one} />
            ))}
          </ul>
        )
      }
    </Read>
  )
}

function Own({ one }: { one: Qualification }) {
  const name = useName()
  const { language } = useLanguage()
  return (
    <li>
      <div>
        <p>
          <Link className="plain" to="/instruments/$id" params={{ id: one.instrumentId }}>
            {name({ nameZh: one.instrumentNameZh, nameEn: one.instrumentNameEn })}
          </Link>
          <Dot />
          <b>{language === 'zh' ? one.levelZh : one.levelEn}</b> <StandingTags one={one} />
        </p>
        <p className="note">
          <Lasting one={one} />
        </p>
        <ActList one={one} />
      </div>
    </li>
  )
}
