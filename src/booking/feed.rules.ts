import type { Appointment } from '../kernel/icalendar.ts'
import { type Language, say } from '../kernel/word.ts'
import type { BookingState } from './booking.contract.ts'
import { feedWords as words } from './feed.words.ts'

/** A time as its calendar has it: a booking, or what else takes the instrument. */
export type FeedTime = {
  id: string
  kind: 'booking' | 'maintenance' | 'use'
  /** Null for what is no booking. */
  state: BookingState | null
  version: number
  startsAt: string
  endsAt: string
  changedAt: string
  instrumentNameZh: string
  instrumentNameEn: string
  institutionNameZh: string
  place: string
  organisationNameZh: string | null
  purpose: string
  reason: string
}

/** How far back a calendar goes. */
export const daysBack = 92
/** What a calendar program reads at most, soonest first. */
export const timesMost = 2_000

/** What a booking's appointment is known by in every calendar and letter. */
export const uidOf = (id: string) => `${id}@xianchuang`

/**
 * One time as an appointment. Whoever booked reads the instrument's name, whoever runs the instrument reads who comes.
 * @param site the beginning of our own addresses
 */
export function appointmentOf(time: FeedTime, reader: 'booker' | 'keeper', language: Language, site: string): Appointment {
  const name = language === 'en' && time.instrumentNameEn !== '' ? time.instrumentNameEn : time.instrumentNameZh
  const title = reader === 'booker' ? name : titleForKeeper(time, language)
  const isWaiting = time.state === 'pending'
  const isEnded = time.state === 'cancelled' || time.state === 'rejected'
  return {
    uid: uidOf(time.id),
    sequence: time.version,
    startsAt: time.startsAt,
    endsAt: time.endsAt,
    changedAt: time.changedAt,
    title: isWaiting ? say(words.pending, language, { title }) : title,
    text: [
      say(words.institution, language, { institution: time.institutionNameZh }),
      ...(time.purpose ? [say(words.purpose, language, { purpose: time.purpose })] : []),
    ].join('\n'),
    place: time.place,
    url: reader === 'booker' ? `${site}/my` : `${site}/work/approvals`,
    state: isWaiting ? 'waiting' : isEnded ? 'ended' : 'standing',
  }
}

function titleForKeeper(time: FeedTime, language: Language): string {
  if (time.organisationNameZh) return time.organisationNameZh
  if (time.kind === 'use') return words.use[language]
  return time.reason ? say(words.maintenance, language, { reason: time.reason }) : words.maintenanceOnly[language]
}
