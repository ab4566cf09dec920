// Each of several times with what stands in its way; days may be skipped, then all are booked, or those that can be.
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import { CallRefused } from '../web/call.ts'
import { Button, Field } from '../web/field.tsx'
import { money, stretch } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { listMyBookings } from './booking.contract.ts'
import { bookingWords } from './booking.words.ts'
import { QualifyLink } from './qualificationlink.part.tsx'
import { bookSeveral, type Left, type lookAtSeveral } from './series.contract.ts'
import { localOf } from './series.rules.ts'
import { seriesWords as words } from './series.words.ts'

/** The day of a moment in Asia/Shanghai. */
const dayOf = (moment: string) => localOf(moment).slice(0, 10)

export type AskedSeveral = { instrumentIds: string[]; startsAt: string; endsAt: string; rule: string | null; except: string[] }
type Found = Output<typeof lookAtSeveral>

/** Why one cannot be booked, every reason; that it can where nothing stands in the way. */
function Why({ code, reasons }: Pick<Found['items'][number], 'code' | 'reasons'>) {
  const say = useSay()
  if (code === null) return <span className="tag good">{say(words.can)}</span>
  const text =
    code === 'booking_refused'
      ? reasons.map(({ code: one, ...params }) => say(bookingWords[`reason_${one}`], params)).join(' ')
      : say(code === 'slot_taken' ? words.taken : code === 'already_booked' ? words.own : words.cannot)
  return <span className="tag warn several-why">{text}</span>
}

type LookedAtProps = { asked: AskedSeveral; found: Found; institutions: ReadonlyMap<string, string> }

export function LookedAt({ asked, found, institutions }: LookedAtProps) {
  const say = useSay()
  const { language } = useLanguage()
  const [skipped, setSkipped] = useState<readonly string[]>([])
  const [purpose, setPurpose] = useState('')
  const send = useSend(bookSeveral, { refresh: [listMyBookings] })
  const wanted = found.items.filter(({ startsAt }) => !skipped.includes(dayOf(startsAt)))
  const can = wanted.filter(({ code }) => code === null)
  const total = can.reduce((sum, { expectedFen }) => sum + (expectedFen ?? 0), 0)
  const book = (mode: 'all' | 'possible') => send.mutate({ ...asked, except: [...skipped], purpose, mode })
  if (send.data) return <Booked left={send.data.left} count={send.data.booked.length} />
  const refused = send.error instanceof CallRefused ? (send.error.params['left'] as Left[] | undefined) : undefined
  return (
    <section className="section" aria-live="polite">
      <h2>{say(words.found, { all: wanted.length, can: can.length })}</h2>
      {found.isCut && <p className="why">{say(words.cut, { most: found.items.length })}</p>}
      <Times found={found} institutions={institutions} skipped={skipped} onSkip={setSkipped} />
      <div className="form several-when">
        <Field label={words.purpose} isOptional>
          {(control) => <input {...control} maxLength={500} value={purpose} onChange={(event) => setPurpose(event.target.value)} />}
        </Field>
        {total > 0 && <p className="why">{say(words.total, { amount: money(total, language).digits })}</p>}
        {send.error && (
          <Problem key={send.submittedAt} error={send.error} isAnswer>
            {refused && <LeftList left={refused} />}
          </Problem>
        )}
        <div className="buttons">
          {can.length > 0 && can.length === wanted.length && (
            <Button kind="primary" isBusy={send.isPending} onPress={() => book('all')}>
              {say(words.bookAll, { count: can.length })}
            </Button>
          )}
          {can.length > 0 && can.length < wanted.length && (
            <Button kind="primary" isBusy={send.isPending} onPress={() => book('possible')}>
              {say(words.bookRest, { count: can.length })}
            </Button>
          )}
        </div>
      </div>
    </section>
  )
}

type TimesProps = Pick<LookedAtProps, 'found' | 'institutions'> & { skipped: readonly string[]; onSkip: (days: readonly string[]) => void }

function Times({ found, institutions, skipped, onSkip }: TimesProps) {
  const say = useSay()
  const { language } = useLanguage()
  return (
    <table className="table to-list">
      <TableHead columns={[words.time, words.instrument, words.result, { num: words.expected }, words.skip]} />
      <tbody>
        {found.items.map((item) => {
          const slot = stretch(item.startsAt, item.endsAt, language)
          const day = dayOf(item.startsAt)
          return (
            <tr key={`${item.startsAt} ${item.instrumentId}`}>
              <th scope="row" className="main">
                {slot}
              </th>
              <td data-label={say(words.instrument)}>
                {item.instrumentNameZh} <span className="muted">{institutions.get(item.instrumentId)}</span>
              </td>
              <td data-label={say(words.result)}>
                <Why code={item.code} reasons={item.reasons} />{' '}
                <QualifyLink instrumentId={item.instrumentId} reasons={item.reasons} isSmall />
              </td>
              <td className="num" data-label={say(words.expected)}>
                {item.expectedFen === null ? '—' : money(item.expectedFen, language).digits}
              </td>
              <td data-label={say(words.skip)}>
                <input
                  type="checkbox"
                  className="check"
                  aria-label={say(words.skipNamed, { slot: `${slot} ${item.instrumentNameZh}` })}
                  checked={skipped.includes(day)}
                  onChange={(event) => onSkip(event.target.checked ? [...skipped, day] : skipped.filter((one) => one !== day))}
                />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function LeftList({ left }: { left: readonly Left[] }) {
  const { language } = useLanguage()
  return (
    <ul className="plain-list">
      {left.map((one) => (
        <li key={`${one.startsAt} ${one.instrumentId}`}>
          {stretch(one.startsAt, one.endsAt, language)} <Why code={one.code} reasons={one.reasons} />
        </li>
      ))}
    </ul>
  )
}

function Booked({ count, left }: { count: number; left: readonly Left[] }) {
  const say = useSay()
  return (
    <div className="box done" role="status">
      <p>
        <b>{say(left.length > 0 ? words.doneLeft : words.done, { count, left: left.length })}</b>
      </p>
      <LeftList left={left} />
      <div className="buttons">
        <Link className="btn primary" to="/my">
          {say(words.toMine)}
        </Link>
      </div>
    </div>
  )
}
