// The only file that knows the library of iCalendar (RFC 5545): appointments in, the text that calendar programs read out.
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'

export type Appointment = {
  /** Stays the same for as long as it is the same appointment, in every text that tells of it. */
  uid: string
  /** Higher each time it changed, so that of two texts the later one counts. */
  sequence: number
  startsAt: string
  endsAt: string
  changedAt: string
  title: string
  text?: string | undefined
  place?: string | undefined
  url?: string | undefined
  state: 'standing' | 'waiting' | 'ended'
}

const states = { standing: ICalEventStatus.CONFIRMED, waiting: ICalEventStatus.TENTATIVE, ended: ICalEventStatus.CANCELLED }
const secondsToReadAgain = 900

/**
 * A calendar as text, all moments in UTC. `publish` tells what stands; `cancel` takes the same appointments out of a calendar (RFC 5546, 3.2.5).
 */
export function calendarText(method: 'publish' | 'cancel', appointments: readonly Appointment[], name?: string): string {
  const calendar = ical({
    prodId: { company: 'xianchuang', product: 'calendar', language: 'ZH' },
    method: method === 'publish' ? ICalCalendarMethod.PUBLISH : ICalCalendarMethod.CANCEL,
    ...(name ? { name, ttl: secondsToReadAgain } : {}),
  })
  for (const { uid, sequence, startsAt, endsAt, changedAt, title, text, place, url, state } of appointments)
    calendar.createEvent({
      ...{ id: uid, sequence, start: new Date(startsAt), end: new Date(endsAt), summary: title, status: states[state] },
      ...{ stamp: new Date(changedAt), lastModified: new Date(changedAt) },
      ...{ description: text || null, location: place || null, url: url ?? null },
    })
  return `${calendar.toString()}\r\n`
}
