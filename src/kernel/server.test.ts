import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import * as z from 'zod'
import { openLaboratory } from '../../test/kit/laboratory.ts'
import { operation } from './contract.ts'
import { handle } from './perform.ts'
import { requireNamedOnce } from './server.ts'

const word = { zh: '试验', en: 'Trial' }
const touch = operation({
  name: 'touch',
  title: word,
  method: 'POST',
  path: '/api/lab/{what}/touch',
  permission: 'lab.use',
  input: z.object({ what: z.string(), note: z.string().default('') }),
  output: z.object({ what: z.string(), note: z.string() }),
  errors: [],
})
const publicRead = operation({
  name: 'publicRead',
  title: word,
  method: 'GET',
  path: '/api/lab/public',
  permission: 'anyone',
  input: z.object({}),
  output: z.object({ long: z.string() }),
  errors: [],
})

const privateRead = operation({ ...publicRead, name: 'privateRead', path: '/api/lab/private', permission: 'signed_in' })

const webFolder = mkdtempSync(join(tmpdir(), 'xcw-'))
mkdirSync(join(webFolder, 'assets'))
writeFileSync(join(webFolder, 'index.html'), '<!doctype html><title>县创</title>')
writeFileSync(join(webFolder, 'home.html'), '<!doctype html><title>县创</title><h1>首页</h1>')
writeFileSync(join(webFolder, 'assets', 'main-0f3a.js'), 'export {}')
writeFileSync(join(webFolder, 'assets', 'main-0f3a.js.br'), brotliCompressSync('export {}'))
let visits = 0
let isReady: () => Promise<void> = async () => {}

const lab = await openLaboratory({
  handlers: [
    handle(touch, async ({ input }) => input),
    handle(privateRead, async () => ({ long: '' })),
    handle(publicRead, async () => ({ long: '长'.repeat(2_000) })),
  ],
  settings: {
    webFolder,
    publicUrl: 'https://share.example',
    onPageVisit: () => {
      visits += 1
    },
    isReady: () => isReady(),
  },
})
const touchPath = '/api/lab/a/touch'

test('the path, the query and the body make one input, the path having the last word', async () => {
  const { body } = await lab.send('worker', 'POST', touchPath, { note: 'n', what: 'b' })
  assert.deepEqual(body, { what: 'a', note: 'n' })
})

test('a body that is no JSON is told as such', async () => {
  const reply = await lab.server.inject({
    method: 'POST',
    url: touchPath,
    headers: { authorization: 'Bearer worker', 'content-type': 'application/json' },
    payload: '{"note": ',
  })
  assert.deepEqual([reply.statusCode, reply.json().code], [400, 'unreadable_body'])
})

test('a body that is too large is told so', async () => {
  const { status, body } = await lab.send('worker', 'POST', touchPath, { note: 'x'.repeat(2_100_000) })
  assert.deepEqual([status, body.code, body.params], [413, 'upload_too_large', { megabytes: 2 }])
})

test('an address that is none is told so, as JSON', async () => {
  for (const [method, path] of [
    ['GET', '/api/nothing'],
    ['POST', '/api/nothing'],
    ['GET', touchPath],
  ] as const) {
    const { status, body } = await lab.send('worker', method, path)
    assert.deepEqual([status, body.code], [404, 'no_such_address'], path)
  }
})

test('every answer carries its number', async () => {
  const { headers } = await lab.send(null, 'GET', '/healthz')
  assert.match(headers['x-request-id'] ?? '', /^[0-9a-f-]{36}$/)
  const refused = await lab.send(null, 'POST', touchPath, {})
  assert.equal(refused.body.requestId, refused.headers['x-request-id'])
})

test('health, readiness and metrics tell what they are for', async () => {
  assert.equal((await lab.send(null, 'GET', '/healthz')).status, 200)
  assert.equal((await lab.send(null, 'GET', '/readyz')).status, 200)
  isReady = async () => {
    throw new Error('the database is gone')
  }
  assert.equal((await lab.send(null, 'GET', '/readyz')).status, 503)
  isReady = () => new Promise(() => {})
  assert.equal((await lab.send(null, 'GET', '/readyz')).status, 503)
  isReady = async () => {}
  const { text } = await lab.send(null, 'GET', '/metrics')
  assert.match(text, /xianchuang_requests_total\{route="\/readyz",method="GET",status="503"\} 2/)
  assert.match(text, /xianchuang_request_seconds_bucket/)
  assert.match(text, /nodejs_eventloop_lag_seconds/)
})

test('pages: the entry is asked for anew each time, hashed files for ever, any other address is the browser’s', async () => {
  const html = { accept: 'text/html,application/xhtml+xml' }
  for (const path of ['/', '/instruments/abc']) {
    const { status, text, headers } = await lab.send(null, 'GET', path, undefined, html)
    assert.deepEqual([status, headers['cache-control']], [200, 'no-cache, private'], path)
    assert.match(text, /县创/)
    assert.equal(text.includes('首页'), path === '/', 'the home page has a document of its own')
  }
  assert.equal(visits, 2)
  for (const [path, expected] of [
    ['/', 200],
    ['/instruments/abc?x=1.2', 200],
    ['/assets/none.js', 404],
  ] as const)
    assert.equal((await lab.send(null, 'GET', path, undefined, { accept: '*/*' })).status, expected, path)
  const asset = await lab.send(null, 'GET', '/assets/main-0f3a.js')
  assert.deepEqual([asset.status, asset.headers['cache-control']], [200, 'public, max-age=31536000, immutable'])
  const packed = await lab.server.inject({ url: '/assets/main-0f3a.js', headers: { 'accept-encoding': 'br' } })
  assert.deepEqual(
    [packed.headers['content-encoding'], packed.headers['content-type'], brotliDecompressSync(packed.rawPayload).toString()],
    ['br', 'application/javascript; charset=utf-8', 'export {}'],
  )
  assert.equal(packed.headers['cache-control'], 'public, max-age=31536000, immutable')
  const missing = await lab.send(null, 'GET', '/assets/main-gone.js')
  assert.equal(missing.status, 404)
  assert.equal((await lab.send(null, 'GET', '/../../package.json', undefined, html)).text.includes('"dependencies"'), false)
  assert.equal(visits, 3)
})

test('public answers may be kept if asked again, others not at all; long ones travel compressed', async () => {
  const { statusCode, headers } = await lab.server.inject({ url: publicRead.path, headers: { 'accept-encoding': 'gzip' } })
  assert.deepEqual([statusCode, headers['cache-control'], headers['content-encoding']], [200, 'no-cache', 'gzip'])
  assert.equal((await lab.send('worker', 'GET', privateRead.path)).headers['cache-control'], 'no-store')
})

test('two operations of one name are no server', () => {
  const one = handle(touch, async ({ input }) => input)
  const other = handle(operation({ ...touch, path: '/api/lab/other' }), async ({ input }) => input)
  assert.throws(() => requireNamedOnce([one, other]), { message: `two operations are called ${touch.name}` })
  requireNamedOnce([one])
})
