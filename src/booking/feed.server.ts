// The stories of the addresses at which calendar programs read times.
import { getInstrumentFacts } from '../catalogue/catalogue.server.ts'
import { groupsFor, groupsWith } from '../catalogue/group.server.ts'
import { actorNow } from '../identity/grant.server.ts'
import { hasRightFor, isOwn, requireRightFor } from '../identity/identity.server.ts'
import type { StreamAnswer } from '../kernel/contract.ts'
import type { Db } from '../kernel/db.ts'
import { type Appointment, calendarText } from '../kernel/icalendar.ts'
import { newId } from '../kernel/id.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { hashToken, newToken } from '../kernel/password.ts'
import { type Handler, handle, handlePrepared } from '../kernel/perform.ts'
import { isoOf } from '../kernel/time.ts'
import { say } from '../kernel/word.ts'
import { findBooking } from './booking.sql.ts'
import {
  createCalendarFeed,
  downloadBooking,
  endCalendarFeed,
  feedsMost,
  listMyCalendarFeeds,
  readCalendarFeed,
  tooManyFeeds,
} from './feed.contract.ts'
import { appointmentOf, daysBack, timesMost } from './feed.rules.ts'
import {
  type FeedRow,
  findBookedTime,
  findFeed,
  insertFeed,
  listFeeds,
  listInstrumentTimes,
  listOwnTimes,
  markFeedRead,
  updateEnded,
} from './feed.sql.ts'
import { feedWords as words } from './feed.words.ts'

const pathOf = (secret: string) => readCalendarFeed.path.replace('{secret}', `${secret}.ics`)

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

function calendarFile(fileName: string, text: string): StreamAnswer {
  return { mediaType: 'text/calendar; charset=utf-8', fileName, chunks: once(text), isApart: true }
}

/** Whether the maker of an instrument's address still runs it. */
async function isKeeper(db: Db, personId: string, instrumentId: string, institutionId: string): Promise<boolean> {
  const instrumentGroupIds = await groupsWith(db, instrumentId)
  return hasRightFor(db, await actorNow(db, personId), 'booking.approve', institutionId, { instrumentGroupIds })
}

/** What an address tells now: its name and its times. Whoever may no longer see them reads an empty calendar, so that programs drop the old. */
async function told(db: Db, feed: FeedRow, now: Date, site: string): Promise<{ name: string; appointments: Appointment[] }> {
  const { personId, instrumentId, language } = feed
  const from = isoOf(now.getTime() - daysBack * 86_400_000)
  if (instrumentId === null) {
    const times = (await actorNow(db, personId)) ? await listOwnTimes(db, personId, from, timesMost) : []
    return { name: words.own[language], appointments: times.map((time) => appointmentOf(time, 'booker', language, site)) }
  }
  const instrument = (await getInstrumentFacts(db, instrumentId))!
  const may = await isKeeper(db, personId, instrumentId, instrument.institutionId)
  const times = may ? await listInstrumentTimes(db, instrumentId, from, timesMost) : []
  return {
    name: say(words.ofInstrument, language, { instrument: instrument.nameZh }),
    appointments: times.map((time) => appointmentOf(time, 'keeper', language, site)),
  }
}

export const feedHandlers: readonly Handler[] = [
  handle(createCalendarFeed, async ({ input, actor, db, now, from }) => {
    const { instrumentId = null, language } = input
    if (instrumentId !== null) {
      const instrument = await getInstrumentFacts(db, instrumentId)
      if (!instrument) throw notFound({ what: 'instrument' })
      const instrumentGroupIds = await groupsFor(db, actor, instrumentId)
      await requireRightFor(db, actor, 'booking.approve', instrument.institutionId, { what: 'instrument', instrumentGroupIds })
    }
    if ((await listFeeds(db, actor.personId)).length >= feedsMost) throw tooManyFeeds({ most: feedsMost })
    const secret = newToken()
    const id = newId()
    const { personId } = actor
    await insertFeed(db, { id, secretHash: hashToken(secret), personId, instrumentId, language, recordedAt: isoOf(now) })
    return { id, url: from.site + pathOf(secret) }
  }),

  handle(listMyCalendarFeeds, async ({ actor, db }) => ({ items: await listFeeds(db, actor.personId) })),

  handle(endCalendarFeed, async ({ input, actor, db, now }) => {
    if (!(await updateEnded(db, actor.personId, input.id, isoOf(now)))) throw notFound({ what: 'calendar_feed' })
    return {}
  }),

  handlePrepared(
    readCalendarFeed,
    ({ input, write, now }) =>
      write(async (db) => {
        const feed = await findFeed(db, hashToken(input.secret.slice(0, -'.ics'.length)), isoOf(now))
        if (feed?.isUnmarked) await markFeedRead(db, feed.id, isoOf(now))
        return feed
      }),
    async ({ prepared: feed, db, now, from }) => {
      if (!feed) throw notFound({ what: 'calendar_feed' })
      const { name, appointments } = await told(db, feed, now, from.site)
      return calendarFile('xianchuang.ics', calendarText('publish', appointments, name))
    },
  ),

  handle(downloadBooking, async ({ input, actor, db, from }) => {
    const booking = await findBooking(db, input.id)
    if (!booking) throw notFound({ what: 'booking' })
    const instrumentGroupIds = await groupsFor(db, actor, booking.instrumentId)
    const isBooker = isOwn(actor, 'booking.book', booking.organisationId)
    if (!isBooker && !(await hasRightFor(db, actor, 'booking.approve', booking.institutionId, { instrumentGroupIds })))
      throw notFound({ what: 'booking' })
    const time = (await findBookedTime(db, input.id))!
    const appointment = appointmentOf(time, isBooker ? 'booker' : 'keeper', input.language, from.site)
    return calendarFile(
      `${time.startsAt.slice(0, 10)}.ics`,
      calendarText(appointment.state === 'ended' ? 'cancel' : 'publish', [appointment]),
    )
  }),
]
