import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as z from 'zod'
import { openLaboratory } from '../../test/kit/laboratory.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { openApp } from '../app.ts'
import { signIn } from '../identity/identity.contract.ts'
import { operation } from './contract.ts'
import { run } from './db.ts'
import { handle } from './perform.ts'
import { scenario } from './test.ts'

const word = { zh: '试验', en: 'Trial' }
const clash = operation({
  name: 'clash',
  title: word,
  method: 'POST',
  path: '/api/lab/clash',
  permission: 'lab.use',
  input: z.object({ note: z.string() }),
  output: z.object({}),
  errors: [],
})
const lab = await openLaboratory({
  handlers: [
    handle(clash, async ({ input, db }) => {
      await run(db, 'insert into specimen (note) values ($1)', [input.note])
      return {}
    }),
  ],
})

test('a line for each request says its route, its status and its time, and nothing of what was sent', async () => {
  lab.logs.length = 0
  await lab.send(
    'worker',
    'POST',
    `${clash.path}?planted-query=1`,
    { note: 'planted-body' },
    { 'user-agent': 'planted-agent', cookie: 'a=planted-cookie' },
  )
  assert.equal(lab.logs.length, 1)
  assert.doesNotMatch(lab.logs.join(), /planted|Bearer|127\.0\.0\.1/)
  const { requestId, method, route, status, ms } = JSON.parse(lab.logs[0]!)
  assert.deepEqual([method, route, status, typeof ms], ['POST', clash.path, 200, 'number'])
  assert.match(requestId, /^[0-9a-f-]{36}$/)
})

test('a fault of the database is logged by its code and constraint, without the row it is about', async () => {
  lab.logs.length = 0
  for (let time = 0; time < 2; time++) await lab.send('worker', 'POST', clash.path, { note: 'planted-person' })
  const text = lab.logs.join()
  assert.match(text, /specimen_note_key/)
  assert.match(text, /23505/)
  assert.doesNotMatch(text, /planted/)
})

scenario('signing in, well or badly, leaves no name, password, token or address in the log', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const { loginName } = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const lines: string[] = []
  const app = await openApp({ url: world.url, dataDir: world.dataDir, runsJobs: false, logTo: { write: (line) => void lines.push(line) } })
  try {
    const send = (payload: object) => app.server.inject({ method: 'POST', url: signIn.path, payload, remoteAddress: '203.0.113.77' })
    const good = await send({ loginName, password: 'example-password-示例' })
    assert.equal(good.statusCode, 200)
    const bad = await send({ loginName: 'planted-login', password: 'planted-password' })
    assert.equal(bad.statusCode, 401)
    await send({ loginName: 7 })
    const text = lines.join()
    assert.equal(lines.length, 3)
    for (const secret of [loginName, '示例', 'planted', good.json().token, good.json().me.personId, '203.0.113.77'])
      assert.ok(!text.includes(secret), secret)
  } finally {
    await app.close()
  }
})
