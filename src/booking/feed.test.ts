import assert from 'node:assert/strict'
import ICAL from 'ical.js'
import { at, makeSetting, type Setting } from '../../test/kit/bookings.ts'
import { giveAddress, lettersTo } from '../../test/kit/notices.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { isoOf } from '../kernel/time.ts'
import { approveBooking, book, cancelBooking } from './booking.contract.ts'
import { createCalendarFeed, downloadBooking, endCalendarFeed, feedsMost, listMyCalendarFeeds, readCalendarFeed } from './feed.contract.ts'
import { addMaintenance } from './schedule.contract.ts'

type Read = { name: string; method: string; events: Record<string, unknown>[] }

/** What a calendar program that is not ours understands of a text. */
function understood(text: string): Read {
  assert.ok(text.endsWith('END:VCALENDAR\r\n'))
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, `folded (RFC 5545, 3.1): ${line}`)
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
  const events = calendar.getAllSubcomponents('vevent').map((each) => {
    const event = new ICAL.Event(each)
    const moment = (time: ICAL.Time) => isoOf(time.toJSDate())
    return {
      uid: event.uid,
      title: event.summary,
      from: moment(event.startDate),
      to: moment(event.endDate),
      sequence: event.sequence,
      state: each.getFirstPropertyValue('status'),
      place: event.location,
      text: event.description,
    }
  })
  return { name: String(calendar.getFirstPropertyValue('x-wr-calname')), method: String(calendar.getFirstPropertyValue('method')), events }
}

const secretOf = (url: string) => url.match(/\/api\/calendars\/([\w-]{43}\.ics)$/)![1]!

async function read(world: World, url: string): Promise<Read> {
  const reply = await world.send(null, readCalendarFeed, { secret: secretOf(url) })
  assert.equal(reply.status, 200)
  return understood(reply.text)
}

/** Books by the firm's engineer, for a purpose with every letter that the format must write otherwise. */
async function booked(world: World, { engineer, instrument }: Setting, from = '09:00', to = '10:30') {
  const wish = { instrumentId: instrument.id, startsAt: at(from), endsAt: at(to), purpose: '断口；a, b; c\\d' }
  return (await world.send(engineer.token, book, wish)).body
}

scenario('a calendar program reads what was booked, moved and given back, until the address is ended', async (world) => {
  const setting = await makeSetting(world, { place: '示例楼 C 座 101' })
  const { engineer, instrument, institution } = setting
  const made = (await world.send(engineer.token, createCalendarFeed, {})).body
  assert.deepEqual((await read(world, made.url)).events, [])
  const booking = await booked(world, setting)
  const expected = {
    ...{ uid: `${booking.id}@xianchuang`, title: instrument.nameZh, from: at('09:00'), to: at('10:30'), sequence: 1, state: 'CONFIRMED' },
    ...{ place: '示例楼 C 座 101', text: `仪器单位：${institution.name}\n用途：断口；a, b; c\\d` },
  }
  assert.deepEqual(await read(world, made.url), { name: '我的仪器预约', method: 'PUBLISH', events: [expected] })
  const one = await world.send(engineer.token, downloadBooking, { id: booking.id })
  assert.deepEqual(understood(one.text).events, [expected])
  assert.equal((await world.send(setting.rival.token, downloadBooking, { id: booking.id })).status, 404)

  await world.send(engineer.token, cancelBooking, { id: booking.id })
  assert.deepEqual((await read(world, made.url)).events, [])
  const gone = understood((await world.send(engineer.token, downloadBooking, { id: booking.id })).text)
  assert.deepEqual([gone.method, gone.events.map(({ state, sequence }) => [state, sequence])], ['CANCEL', [['CANCELLED', 2]]])

  const [listed] = (await world.send(engineer.token, listMyCalendarFeeds, {})).body.items
  assert.deepEqual([listed?.id, listed?.instrumentId, listed?.lastReadAt], [made.id, null, isoOf(world.now)])
  assert.equal((await world.send(setting.rival.token, endCalendarFeed, { id: made.id })).status, 404)
  assert.equal((await world.send(engineer.token, endCalendarFeed, { id: made.id })).status, 200)
  assert.equal((await world.send(null, readCalendarFeed, { secret: secretOf(made.url) })).status, 404)
  assert.deepEqual((await world.send(engineer.token, listMyCalendarFeeds, {})).body.items, [])
  const kept = await run<{ secret_hash: string }>(world.db, 'select secret_hash from calendar_feed')
  assert.ok(kept.every((row) => !made.url.includes(row.secret_hash)))
})

const byHand = { policy: { approval: 'manual' } } as const

scenario('who runs an instrument reads who comes and what is closed, for as long as they run it', async (world) => {
  const setting = await makeSetting(world, byHand)
  const { operator, instrument, firm, rival } = setting
  const wanted = { instrumentId: instrument.id, language: 'en' as const }
  assert.equal((await world.send(rival.token, createCalendarFeed, wanted)).status, 404)
  const { url } = (await world.send(operator.token, createCalendarFeed, wanted)).body
  await booked(world, setting)
  await world.send(operator.token, addMaintenance, { id: instrument.id, startsAt: at('13:00'), endsAt: at('14:00'), reason: '换灯丝' })
  const shown = await read(world, url)
  assert.deepEqual(
    shown.events.map(({ title, state, from }) => [title, state, from]),
    [
      [`Awaits approval: ${firm.name}`, 'TENTATIVE', at('09:00')],
      ['Maintenance: 换灯丝', 'CONFIRMED', at('13:00')],
    ],
  )
  await run(world.db, 'update role_grant set valid_to = now() where person_id = $1', [operator.personId])
  assert.deepEqual((await read(world, url)).events, [])
})

scenario('a letter brings the appointment and takes it out again; too many addresses are refused', async (world) => {
  const setting = await makeSetting(world, byHand)
  const { engineer, operator } = setting
  const to = 'calendar@example.org'
  await giveAddress(world, engineer.personId, to)
  const booking = await booked(world, setting)
  await world.send(operator.token, approveBooking, { id: booking.id })
  await lettersTo(world, to)
  await world.send(operator.token, cancelBooking, { id: booking.id, note: '示例：设备故障' })
  const calendars = (await lettersTo(world, to)).flatMap((letter) => letter.calendars ?? []).map(({ text }) => understood(text))
  assert.deepEqual(
    calendars.map(({ method, events }) => [method, events.map(({ uid, sequence, from }) => [uid, sequence, from])]),
    [
      ['PUBLISH', [[`${booking.id}@xianchuang`, 2, at('09:00')]]],
      ['CANCEL', [[`${booking.id}@xianchuang`, 3, at('09:00')]]],
    ],
  )
  for (let each = 0; each < feedsMost; each++) await world.send(operator.token, createCalendarFeed, {})
  const refused = await world.send(operator.token, createCalendarFeed, {})
  assert.deepEqual([refused.status, refused.problem.code], [409, 'too_many_feeds'])
})
