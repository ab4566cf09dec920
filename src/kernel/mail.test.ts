import assert from 'node:assert/strict'
import { after as afterAll, test } from 'node:test'
import * as z from 'zod'
import { openLaboratory } from '../../test/kit/laboratory.ts'
import { openMailServer } from '../../test/kit/mailserver.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { operation } from './contract.ts'
import { openVault } from './crypto.ts'
import { run } from './db.ts'
import { defineError } from './errors.ts'
import { openJobs } from './jobs.ts'
import { getMailState } from './kernel.contract.ts'
import { holdVault, vault } from './keyring.ts'
import { keptDays, leaseSeconds, pausesSeconds } from './mail.rules.ts'
import { emptyMails, findMailState, mailWorkers, sendMail, sendMails } from './mail.ts'
import { type Mailer, openMailer } from './mailer.ts'
import { handle } from './perform.ts'
import { scenario } from './test.ts'

const changedMind = defineError('mail_changed_mind', 409, { zh: '又不要了。', en: 'Thought better of it.' })
const write = operation({
  name: 'writeLetter',
  title: { zh: '试验', en: 'Trial' },
  method: 'POST',
  path: '/api/lab/letter',
  permission: 'lab.use',
  input: z.object({ to: z.string(), subject: z.string().default('示例 Example'), refuses: z.boolean().default(false) }),
  output: z.object({}),
  errors: [changedMind],
})

holdVault(openVault({ current: 'k1', keys: { k1: Buffer.alloc(32, 7).toString('base64') } }))
let clock = new Date('2026-03-02T00:00:00Z')
let mailer: Mailer | undefined
/** Which mail server is there changes from test to test; whether there is one is the word of the workers. */
const workers = mailWorkers({ send: (letter) => mailer!.send(letter) })
const lab = await openLaboratory({
  workers,
  handlers: [
    handle(write, async ({ input, db }) => {
      await sendMail(db, { to: input.to, subject: input.subject, text: '请看 {here}/my/inbox\nSee {here}/my/inbox' })
      if (input.refuses) throw changedMind({})
      return {}
    }),
  ],
})
const errors: string[] = []
const jobsWith = (own = workers) =>
  openJobs({ url: lab.url, db: lab.db, workers: own, listeners: [], now: () => clock, onError: (error) => void errors.push(String(error)) })
const jobs = await jobsWith()
afterAll(() => jobs.stop())
const server = await openMailServer()
const mailerFor = (smtpUrl: string, patienceSeconds = 5) =>
  openMailer({ smtpUrl, from: '示例 <noreply@example.org>', publicUrl: 'https://share.example/', patienceSeconds })
const post = (to: string, more: object = {}) => lab.send('worker', 'POST', write.path, { to, ...more })
type Row = { id: string; state: string; attempts: number; last_failure: string | null; content_sealed: string | null }
/** The row of the letter to an address, found by opening them all: the table itself tells nobody. */
const stateOf = async (to: string) => {
  const rows = await run<Row>(lab.db, 'select id, state, attempts, last_failure, content_sealed from mail')
  return rows.find((row) => row.content_sealed && vault().open('mail.content', row.content_sealed).includes(to))!
}
/** What the minute's round does, some seconds later. */
async function after(seconds: number): Promise<void> {
  clock = new Date(clock.getTime() + seconds * 1000)
  await lab.db.transaction().execute((tx) => lab.jobs.enqueue(tx, sendMails.name, {}, {}))
  await jobs.drain()
}
const lettersTo = (to: string) => server.letters.filter((letter) => letter.to.includes(to))
const begin = () => {
  server.manner = 'takes'
  mailer = mailerFor(server.url)
  // The laboratory's handlers have the time of day: the jobs' clock is a little ahead of it, so that what was queued is due.
  clock = new Date(Date.now() + 60_000)
}

test('a letter goes out when, and only when, its transaction commits, and once', async () => {
  begin()
  assert.equal((await post('unsaid@example.com', { refuses: true })).body.code, 'mail_changed_mind')
  await post('said@example.com', { subject: '预约已批准\r\nBcc: planted@example.com' })
  await after(0)
  await after(7 * 86_400)
  assert.deepEqual(
    server.letters.map((letter) => letter.to),
    [['said@example.com']],
  )
  const [letter] = server.letters
  const { id, state } = await stateOf('said@example.com')
  assert.equal(state, 'sent')
  assert.equal(letter!.header('Message-ID'), `<${id}@example.org>`)
  assert.equal(letter!.header('Subject'), '预约已批准 Bcc: planted@example.com')
  assert.equal(letter!.header('Bcc'), undefined)
  assert.equal(letter!.header('From'), '示例 <noreply@example.org>')
  assert.equal(letter!.text.trim().replaceAll('\r', ''), '请看 https://share.example/my/inbox\nSee https://share.example/my/inbox')
})

test('a server that says no for now is asked again, after longer and longer, and then no more', async () => {
  begin()
  server.manner = 'greylists'
  const before = server.attempts
  await post('grey@example.com')
  await after(0)
  assert.deepEqual(await stateOf('grey@example.com').then(({ state, attempts, last_failure }) => [state, attempts, last_failure]), [
    'waiting',
    1,
    '451',
  ])
  for (const [at, pause] of pausesSeconds.entries()) {
    await after(pause - 1)
    assert.equal(server.attempts - before, at + 1, 'not before its time')
    await after(1)
    assert.equal(server.attempts - before, at + 2)
  }
  const { state, attempts } = await stateOf('grey@example.com')
  assert.deepEqual([state, attempts], ['given_up', pausesSeconds.length + 1])
  await after(30 * 86_400)
  assert.equal(server.attempts - before, pausesSeconds.length + 1)
  assert.ok((await findMailState(lab.db)).givenUpCount >= 1)
})

test('an address that the server refuses for good is given up at once', async () => {
  begin()
  server.manner = 'refuses_address'
  await post('nobody@example.com')
  await after(0)
  const { state, attempts, last_failure } = await stateOf('nobody@example.com')
  assert.deepEqual([state, attempts, last_failure], ['given_up', 1, '550'])
})

test('a server that is away, silent or not to be spoken to is tried again when it is back', async () => {
  begin()
  server.manner = 'is_silent'
  mailer = mailerFor(server.url, 0.3)
  await post('patient@example.com')
  await after(0)
  assert.deepEqual(await stateOf('patient@example.com').then((row) => [row.state, row.last_failure]), ['waiting', 'ETIMEDOUT'])
  mailer = mailerFor('smtp://127.0.0.1:1')
  await after(pausesSeconds[0]!)
  assert.deepEqual(await stateOf('patient@example.com').then((row) => [row.state, row.last_failure]), ['waiting', 'ESOCKET'])
  server.manner = 'takes'
  mailer = mailerFor(server.url)
  await after(pausesSeconds[1]!)
  assert.deepEqual(await stateOf('patient@example.com').then((row) => [row.state, row.attempts]), ['sent', 3])
  assert.equal(lettersTo('patient@example.com').length, 1)
})

test('a connection that breaks after the last line leaves a doubt: the letter is sent again, with the same Message-ID', async () => {
  begin()
  server.manner = 'breaks_off'
  await post('twice@example.com')
  await after(0)
  assert.equal((await stateOf('twice@example.com')).state, 'waiting')
  server.manner = 'takes'
  await after(pausesSeconds[0]!)
  const letters = lettersTo('twice@example.com')
  assert.equal(letters.length, 2)
  assert.equal(new Set(letters.map((letter) => letter.header('Message-ID'))).size, 1)
})

test('a process that dies with a letter in hand: another takes it up when its time is over, not before', async () => {
  begin()
  let died: (error: Error) => void = () => {}
  mailer = {
    send: () =>
      new Promise((_, refuse) => {
        died = refuse
      }),
  }
  await post('orphan@example.com')
  const dying = after(0)
  while ((await stateOf('orphan@example.com')).state !== 'sending') await new Promise((go) => setTimeout(go, 20))
  begin()
  const other = await jobsWith()
  await lab.db.transaction().execute((tx) => lab.jobs.enqueue(tx, sendMails.name, {}, {}))
  await other.drain()
  assert.equal(lettersTo('orphan@example.com').length, 0)
  clock = new Date(clock.getTime() + (leaseSeconds + 1) * 1000)
  await lab.db.transaction().execute((tx) => lab.jobs.enqueue(tx, sendMails.name, {}, {}))
  await other.drain()
  assert.equal(lettersTo('orphan@example.com').length, 1)
  await other.stop()
  died(new Error('dead'))
  await dying
  assert.equal((await stateOf('orphan@example.com')).state, 'sent', 'who comes late changes nothing')
})

test('two processes send one letter once', async () => {
  begin()
  await Promise.all(Array.from({ length: 10 }, (_, at) => post(`shared${at}@example.com`)))
  const other = await jobsWith()
  await Promise.all([jobs.drain(), other.drain()])
  await other.stop()
  for (let at = 0; at < 10; at++) assert.equal(lettersTo(`shared${at}@example.com`).length, 1)
})

test('without a mail server letters wait, and go out when there is one', async () => {
  begin()
  const without = await jobsWith(mailWorkers(undefined))
  const { waitingCount } = await findMailState(lab.db)
  await post('waiting@example.com')
  await without.drain()
  await without.stop()
  assert.equal((await stateOf('waiting@example.com')).state, 'waiting')
  assert.equal((await findMailState(lab.db)).waitingCount, waitingCount + 1)
  await after(60)
  assert.equal(lettersTo('waiting@example.com').length, 1)
})

test('what a letter said and to whom is gone in time; a letter that waits keeps it', async () => {
  begin()
  await post('gone@example.com')
  await after(0)
  const { id } = await stateOf('gone@example.com')
  server.manner = 'greylists'
  await post('kept@example.com')
  await after(0)
  const clean = async (days: number) => {
    clock = new Date(clock.getTime() + days * 86_400_000)
    await lab.db.transaction().execute((tx) => lab.jobs.enqueue(tx, emptyMails.name, {}, {}))
    await jobs.drain()
    const [row] = await run<{ isKept: boolean }>(lab.db, 'select content_sealed is not null as "isKept" from mail where id = $1', [id])
    return row!.isKept
  }
  assert.equal(await clean(keptDays - 1), true)
  assert.equal(await clean(2), false)
  assert.equal((await stateOf('kept@example.com')).state, 'waiting')
})

test('no log line, no job and no row shows an address or a word of a letter', async () => {
  const jobRows = await run<{ text: string }>(lab.db, 'select data::text || coalesce(output::text, $1) as text from pgboss.job', [''])
  const mailRows = await run<{ text: string }>(lab.db, 'select mail::text as text from mail')
  const text = [...lab.logs, ...errors, ...[...jobRows, ...mailRows].map((row) => row.text)].join()
  assert.doesNotMatch(text, /example\.com|预约已批准|planted/)
})

test('a letter goes to one mailbox', async () => {
  for (const to of ['a@example.com, b@example.com', 'a@example.com\r\nRCPT TO:<b@example.com>', 'nobody'])
    assert.equal((await post(to)).status, 500, to)
})

scenario('the administrator, and nobody else, sees how many letters wait', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const admin = await signedIn(world, 'system_admin', { divisionCode: '220000' })
  const engineer = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  assert.equal((await world.send(engineer.token, getMailState, {})).problem.code, 'not_permitted')
  const { body } = await world.send(admin.token, getMailState, {})
  assert.deepEqual([body.hasServer, body.waitingCount, body.givenUpCount, body.oldestWaitingAt], [false, 0, 0, null])
})
