import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { at } from '../../test/kit/bookings.ts'
import { openMailServer } from '../../test/kit/mailserver.ts'
import { giveAddress, lettersTo, titlesOf } from '../../test/kit/notices.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { write } from '../../test/kit/transaction.ts'
import { openApp } from '../app.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { noticeKinds } from '../slices.server.ts'
import {
  countUnread,
  getNoticePreferences,
  importFinishedNotice,
  listMyNotices,
  markNoticesRead,
  type NoticeKind,
  setNoticePreferences,
  unsubscribe,
} from './notice.contract.ts'
import { type Audience, notify } from './notice.server.ts'

const server = await openMailServer()
const kindNamed = (name: string) => noticeKinds.find((kind) => kind.name === name)!
const booked = kindNamed('booking_approved')
const legal = kindNamed('charge_voided')
const params = { fileName: '示例.csv', written: 3, refused: 1 }

/** Tells in a transaction of its own, as a job would. */
function tell(world: World, audience: Audience, kind: NoticeKind = importFinishedNotice, link = '/my'): Promise<void> {
  const values = { ...params, instrument: '示例显微镜', startsAt: at('09:00'), endsAt: at('10:00'), usedOn: '2026-03-02', amountFen: 100 }
  return write(world, (tx) => notify(tx, audience, { kind, params: values, link }))
}

test('every kind that a contract defines can be written out', () => {
  const root = `${import.meta.dirname}/..`
  const defined = globSync('*/*.contract.ts', { cwd: root }).flatMap((name) =>
    [...readFileSync(`${root}/${name}`, 'utf8').matchAll(/= defineNotice\(\s*'([a-z_]+)'/g)].map((match) => match[1]!),
  )
  assert.deepEqual(defined.toSorted(), noticeKinds.map((kind) => kind.name).toSorted())
  for (const { name, title, text } of noticeKinds)
    for (const word of [title, text]) {
      const namesIn = (sentence: string) => [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort()
      assert.deepEqual(namesIn(word.zh), namesIn(word.en), `${name} asks for the same values in both languages`)
    }
})

scenario('what one is told is listed, counted and read, and nobody else sees it', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const engineer = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const colleague = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  for (let at = 0; at < 3; at++) await tell(world, { personIds: [engineer.personId, engineer.personId] })
  const first = (await world.send(engineer.token, listMyNotices, { limit: 2 })).body
  const rest = (await world.send(engineer.token, listMyNotices, { limit: 2, cursor: first.nextCursor! })).body
  const ids = [...first.items, ...rest.items].map((notice) => notice.id)
  assert.deepEqual([first.items.length, new Set(ids).size, rest.nextCursor], [2, 3, null])
  const { id: _, recordedAt: __, ...notice } = first.items[0]!
  assert.deepEqual(notice, {
    category: 'records',
    isLegal: false,
    title: { zh: '导入完成', en: 'Import finished' },
    text: { zh: '文件“示例.csv”已导入 3 行，1 行被退回。', en: 'Of the file “示例.csv” 3 rows went in and 1 were refused.' },
    link: '/my',
    readAt: null,
  })
  assert.deepEqual((await world.send(colleague.token, listMyNotices, {})).body.items, [])
  await world.send(colleague.token, markNoticesRead, { ids })
  assert.equal((await world.send(engineer.token, countUnread, {})).body.count, 3, 'another person marks nothing of mine')
  assert.equal((await world.send(engineer.token, markNoticesRead, { ids: [ids[0]!, newId()] })).body.count, 2)
  assert.equal((await world.send(engineer.token, listMyNotices, { show: 'unread' })).body.items.length, 2)
  assert.equal((await world.send(engineer.token, markNoticesRead, {})).body.count, 0)
  assert.equal((await world.send(null, listMyNotices, {})).problem.code, 'not_signed_in')
})

scenario('holders of a permission are told where they hold it, while they hold it', async (world) => {
  const institution = await makeOrganisation(world, 'university')
  const other = await makeOrganisation(world, 'university')
  const officer = await signedIn(world, 'asset_officer', { organisationId: institution.id })
  const gone = await signedIn(world, 'asset_officer', { organisationId: institution.id })
  const stranger = await signedIn(world, 'asset_officer', { organisationId: other.id })
  await run(world.db, "update role_grant set valid_from = now() - interval '1 day', valid_to = now() where person_id = $1", [gone.personId])
  await tell(world, { holdersOf: { permission: 'billing.correct', organisationId: institution.id } })
  const told = async () => [(await titlesOf(world, officer.token)).length, (await titlesOf(world, stranger.token)).length]
  assert.deepEqual(await told(), [1, 0])
  await tell(world, { holdersOf: { permission: 'billing.correct', organisationId: null } })
  assert.deepEqual(await told(), [2, 1])
  const rows = await run<{ count: number }>(world.db, 'select count(*) from notice where person_id = $1', [gone.personId])
  assert.equal(rows[0]!.count, 0)
})

scenario('who decides for a part alone is told of that part: a group of instruments, a division, a matter', async (world) => {
  const { id: organisationId } = await makeOrganisation(world, 'university')
  const [group, otherGroup] = [newId(), newId()]
  const operator = await signedIn(world, 'operator', { organisationId })
  await run(world.db, 'update role_grant set instrument_group_id = $2 where person_id = $1', [operator.personId, group])
  const about = (instrumentGroupIds: string[]) =>
    tell(world, { holdersOf: { permission: 'booking.approve', organisationId, instrumentGroupIds } })
  const count = async (token: string) => (await titlesOf(world, token)).length
  await about([])
  await about([otherGroup])
  assert.equal(await count(operator.token), 0)
  await about([otherGroup, group])
  assert.equal(await count(operator.token), 1)

  const [province, county] = [
    await signedIn(world, 'county_officer', { divisionCode: '220000' }),
    await signedIn(world, 'county_officer', { divisionCode: '220182' }),
  ]
  const inDivision = (divisionCodes: string[], matterCode?: string) =>
    tell(world, { holdersOf: { permission: 'registry.decide', divisionCodes, ...(matterCode ? { matterCode } : {}) } })
  await inDivision(['220182', '220100', '220000'])
  assert.deepEqual([await count(county.token), await count(province.token)], [1, 0], 'who decides there, not everybody above')
  await run(world.db, "update role_grant set matter_code = 'talent' where person_id = $1", [county.personId])
  await inDivision(['220182', '220100', '220000'])
  assert.deepEqual([await count(county.token), await count(province.token)], [1, 1], 'nobody below decides: the next above')
  await inDivision(['220182', '220100', '220000'], 'talent')
  assert.deepEqual([await count(county.token), await count(province.token)], [2, 1])
})

scenario('by their wish people get mail at once, once a day or never, and none in quiet hours', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const { token, personId } = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const address = 'wishes@example.org'
  assert.equal((await world.send(token, getNoticePreferences, {})).body.hasAddress, false)
  await tell(world, { personIds: [personId] }, booked)
  assert.deepEqual(await lettersTo(world, address), [], 'nobody writes to an address that is not verified')
  await giveAddress(world, personId, address)

  await tell(world, { personIds: [personId] }, booked, '/my?one')
  const [atOnce] = await lettersTo(world, address)
  assert.equal(atOnce?.subject, '预约已通过 · Booking approved')
  assert.match(atOnce!.text, /您对“示例显微镜”的预约已通过：2026年3月2日 09:00 至 2026年3月2日 10:00。\n查看：\{here\}\/my\?one/)
  assert.equal((await lettersTo(world, address)).length, 1, 'a letter is written once')

  const same = { quiet: { fromMinute: 60, toMinute: 60 }, items: [] }
  assert.equal((await world.send(token, setNoticePreferences, same)).problem.code, 'quiet_hours_wrong')
  const quiet = { fromMinute: 7 * 60, toMinute: 9 * 60 }
  const items = [
    { category: 'booking' as const, delivery: 'inbox' as const },
    { category: 'records' as const, delivery: 'digest' as const },
  ]
  const { body } = await world.send(token, setNoticePreferences, { items, quiet })
  assert.deepEqual([body.hasAddress, body.quiet], [true, quiet])
  assert.deepEqual(Object.fromEntries(body.items.map((item) => [item.category, item.delivery])), {
    booking: 'inbox',
    cases: 'mail',
    samples: 'mail',
    money: 'digest',
    records: 'digest',
    account: 'mail',
  })
  await tell(world, { personIds: [personId] }, booked)
  await tell(world, { personIds: [personId] })
  await tell(world, { personIds: [personId] })
  world.now = new Date(at('08:45'))
  assert.equal((await lettersTo(world, address)).length, 1, 'the daily letter of 08:30 waits for the quiet hours to end')
  world.now = new Date(at('09:00'))
  const digest = (await lettersTo(world, address))[1]
  assert.equal(digest?.subject, '您有 2 条新消息 · 2 new notices')
  assert.doesNotMatch(digest!.text, /预约已通过/)

  await tell(world, { personIds: [personId] })
  await world.send(token, markNoticesRead, {})
  world.now = new Date(at('09:00', '2026-03-03'))
  assert.equal((await lettersTo(world, address)).length, 2, 'what was read meanwhile needs no letter')
})

scenario('one click ends mail of one category without signing in, but not what must arrive by law', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const { token, personId } = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const address = 'clicks@example.org'
  await giveAddress(world, personId, address)
  await tell(world, { personIds: [personId] }, booked)
  const [letter] = await lettersTo(world, address)
  const path = letter!.unsubscribePath!
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const bent = path.replace('~booking~', '~money~')
  assert.equal(
    (await world.server.inject({ method: 'POST', url: bent, headers: form, payload: 'List-Unsubscribe=One-Click' })).statusCode,
    404,
  )
  assert.equal((await world.send(null, unsubscribe, { token: 'nonsense' })).problem.code, 'unsubscribe_link_wrong')
  assert.equal((await world.server.inject({ method: 'POST', url: path, headers: form, payload: 'a=b' })).statusCode, 400)
  assert.equal(
    (await world.server.inject({ method: 'POST', url: path, headers: form, payload: 'List-Unsubscribe=One-Click' })).statusCode,
    200,
  )
  await tell(world, { personIds: [personId] }, booked)
  assert.equal((await lettersTo(world, address)).length, 1)
  assert.equal((await titlesOf(world, token)).length, 2, 'the inbox still has it')

  const tokenOfMoney = (await world.send(null, unsubscribe, { token: path.split('/').at(-1)! })).body
  assert.deepEqual(tokenOfMoney, { category: 'booking' })
  await world.send(token, setNoticePreferences, { items: [{ category: 'money', delivery: 'inbox' }], quiet: null })
  await tell(world, { personIds: [personId] }, legal)
  const [, byLaw] = await lettersTo(world, address)
  assert.equal(byLaw?.subject, '费用已作废 · Charge voided')
  assert.equal(byLaw!.unsubscribePath, undefined)
})

scenario('with a mail server the letter arrives there, its links under the public address', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const { personId } = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  await giveAddress(world, personId, 'arrives@example.org')
  await tell(world, { personIds: [personId] }, booked)
  const mail = { smtpUrl: server.url, from: '县创 <noreply@example.org>', publicUrl: 'https://share.example' }
  const app = await openApp({ url: world.url, dataDir: world.dataDir, now: () => world.now, logLevel: 'silent', runsJobs: false, mail })
  try {
    await app.jobs.drain()
  } finally {
    await app.close()
  }
  const letter = server.letters.find(({ to }) => to.includes('arrives@example.org'))
  assert.equal(letter?.header('Subject'), '预约已通过 · Booking approved')
  assert.match(letter!.header('List-Unsubscribe')!, /^<https:\/\/share\.example\/api\/unsubscribe\/[\w.~-]+>$/)
  assert.equal(letter!.header('List-Unsubscribe-Post'), 'List-Unsubscribe=One-Click')
  assert.match(letter!.text, /查看：https:\/\/share\.example\/my[\s\S]*— — —[\s\S]*Open: https:\/\/share\.example\/my/)
})
