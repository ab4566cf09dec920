// What browsers are told, whose requests may act, how many, and how slowly.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import * as z from 'zod'
import { openLaboratory } from '../../test/kit/laboratory.ts'
import { slicesInOrder } from '../slices.server.ts'
import { operation } from './contract.ts'
import { openFiles } from './files.ts'
import { handle } from './perform.ts'

const word = { zh: '试验', en: 'Trial' }
const shared = { title: word, permission: 'lab.use', input: z.object({}), output: z.object({}), errors: [] } as const
const touch = operation({ ...shared, name: 'touch', method: 'POST', path: '/api/lab/touch' })
const seek = operation({ ...shared, name: 'seek', method: 'GET', path: '/api/lab/seek', permission: 'anyone', isSearch: true })
const enter = operation({
  ...shared,
  name: 'enter',
  method: 'POST',
  path: '/api/lab/session',
  permission: 'anyone',
  output: z.object({ token: z.string() }),
  session: 'opens',
})
const leave = operation({ ...shared, name: 'leave', method: 'POST', path: '/api/lab/leave', session: 'ends' })
const fail = operation({ ...shared, name: 'fail', method: 'GET', path: '/api/lab/fail', permission: 'anyone' })
const handlers = [
  handle(touch, async () => ({})),
  handle(seek, async () => ({})),
  handle(enter, async () => ({ token: 'worker' })),
  handle(leave, async () => ({})),
  handle(fail, async () => {
    throw new Error('planted-fault in /etc/planted')
  }),
]

const webFolder = mkdtempSync(join(tmpdir(), 'xcw-'))
mkdirSync(join(webFolder, 'assets'))
writeFileSync(join(webFolder, 'index.html'), '<!doctype html><meta property="csp-nonce" nonce="nonce-of-this-answer"><title>县创</title>')
const secure = await openLaboratory({ handlers, settings: { webFolder, publicUrl: 'https://share.example', trustProxy: 1 } })
const limited = await openLaboratory({
  handlers,
  settings: {
    trustProxy: 1,
    limits: { signIns: 3, writes: 4, searches: 2 },
    patience: { headersMs: 300, requestMs: 600, idleMs: 900, checkEveryMs: 100 },
  },
})
const html = { accept: 'text/html' }

test('browsers are told what the pages may do, in each answer anew', async () => {
  const nonces = new Set<string>()
  for (let time = 0; time < 2; time += 1) {
    const { headers, text } = await secure.send(null, 'GET', '/', undefined, html)
    const policy = headers['content-security-policy'] ?? ''
    const nonce = text.match(/nonce="([A-Za-z0-9+/]{24})"/)?.[1] ?? ''
    assert.ok(policy.includes(`style-src 'self' 'nonce-${nonce}'`), policy)
    assert.match(policy, /default-src 'none'; script-src 'self';/)
    for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"])
      assert.ok(policy.includes(part), part)
    assert.doesNotMatch(policy, /unsafe|\*|https?:/)
    assert.equal(headers.etag, undefined)
    nonces.add(nonce)
  }
  assert.equal(nonces.size, 2)
})

for (const [path, policy] of [
  ['/api/lab/seek', "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"],
  ['/api/lab/fail', "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"],
  ['/nowhere', "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"],
  ['/openapi.json', "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"],
  ['/docs/', "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-"],
] as const)
  test(`${path} is answered with every header of safety, and names neither maker nor version`, async () => {
    const { headers, text } = await secure.send(null, 'GET', path)
    assert.ok(headers['content-security-policy']?.startsWith(policy), headers['content-security-policy'])
    const expected = {
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-powered-by': undefined,
      server: undefined,
    }
    for (const [name, value] of Object.entries(expected)) assert.equal(headers[name], value, name)
    assert.match(headers['permissions-policy'] ?? '', /camera=\(\).*geolocation=\(\)/)
    assert.doesNotMatch(text, /planted|fastify\/|node\/|at async/)
  })

test('only where people come by https are browsers held to it', async () => {
  const { headers } = await limited.send(null, 'GET', '/healthz')
  assert.equal(headers['strict-transport-security'], undefined)
})

test('the session’s cookie is out of reach of scripts and of other sites, and of this host alone where it travels encrypted', async () => {
  const opened = await secure.send(null, 'POST', enter.path, {})
  assert.equal(String(opened.headers['set-cookie']), '__Host-xianchuang_session=worker; Path=/; HttpOnly; Secure; SameSite=Lax')
  const ended = await secure.send('worker', 'POST', leave.path, {})
  assert.match(String(ended.headers['set-cookie']), /^__Host-xianchuang_session=; .*Path=\/;.*HttpOnly; Secure; SameSite=Lax/)
  const plain = await limited.send(null, 'POST', enter.path, {})
  assert.equal(String(plain.headers['set-cookie']), 'xianchuang_session=worker; Path=/; HttpOnly; SameSite=Lax')
  // A cookie that a sibling host could have planted counts for nothing.
  const planted = await secure.send(null, 'POST', touch.path, {}, { cookie: 'xianchuang_session=worker' })
  assert.equal(planted.body.code, 'not_signed_in')
})

test('no address of the server sends a browser elsewhere, and none shows a file of the machine', async () => {
  const hostile = [
    '//elsewhere.example',
    '//elsewhere.example/..',
    '/\\elsewhere.example',
    '/%2f%2felsewhere.example/',
    '/docs//elsewhere.example',
  ]
  const outside = ['/..%2f..%2f..%2fetc%2fpasswd', '/assets/..%2f..%2fpackage.json', '/assets/%2e%2e/%2e%2e/etc/passwd', '/.%00/index.html']
  for (const url of [...hostile, ...outside]) {
    for (const headers of [html, { 'x-forwarded-host': 'elsewhere.example', host: 'elsewhere.example' }]) {
      const reply = await secure.send(null, 'GET', url, undefined, headers)
      assert.ok(reply.status < 500, url)
      const { location } = reply.headers
      if (location) assert.equal(new URL(location, 'https://share.example').host, 'share.example', `${url} to ${location}`)
      assert.doesNotMatch(reply.text, /root:|"dependencies"|elsewhere/)
      assert.equal(reply.headers['x-content-type-options'], 'nosniff', url)
    }
  }
})

const cookie = '__Host-xianchuang_session=worker'
for (const [from, status] of [
  [{ origin: 'https://elsewhere.example' }, 403],
  [{ origin: 'null' }, 403],
  [{ origin: 'https://share.example.elsewhere.example' }, 403],
  [{ origin: 'https://share.example' }, 200],
  [{ origin: 'http://localhost' }, 200], // the address the request itself was sent to
  [{ 'sec-fetch-site': 'cross-site' }, 403],
  [{ 'sec-fetch-site': 'same-site' }, 403],
  [{ 'sec-fetch-site': 'cross-site', origin: 'https://share.example' }, 403],
  [{ 'sec-fetch-site': 'same-origin', origin: 'https://share.example' }, 200],
  [{}, 200],
] as const)
  test(`a request with the cookie and ${JSON.stringify(from)} ${status === 200 ? 'acts' : 'may not act'}`, async () => {
    const reply = await secure.send(null, 'POST', touch.path, {}, { cookie, ...from })
    assert.equal(reply.status, status)
    if (status === 403) assert.equal(reply.body.code, 'foreign_origin')
    // A bearer token is never sent by a browser on its own.
    assert.equal((await secure.send('worker', 'POST', touch.path, {}, from)).status, 200)
  })

for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/csp-report'])
  test(`what a form of any site can send, ${type}, is read by no operation`, async () => {
    const reply = await secure.server.inject({
      method: 'POST',
      url: touch.path,
      headers: { cookie, 'content-type': type },
      payload: '{"a":1}=',
    })
    assert.deepEqual([reply.statusCode, reply.json().code], [400, 'unreadable_body'])
  })

test('no operation that reads changes anything', () => {
  const contracts = slicesInOrder({ files: openFiles('/nonexistent') }).flatMap((slice) => slice.handlers.map(({ contract }) => contract))
  const acting = contracts.filter(({ method, session, creates, upload }) => method === 'GET' && (session || creates || upload))
  assert.deepEqual(acting, [])
})

const from = (address: string) => ({ 'x-forwarded-for': address })

test('too many sign-ins from one address are told to wait, whatever else that address claims to be', async () => {
  const turns = []
  for (let turn = 0; turn < 4; turn += 1) turns.push(await limited.send(null, 'POST', enter.path, {}, from(`10.9.9.${turn}, 198.51.100.7`)))
  assert.deepEqual(
    turns.map((turn) => turn.status),
    [200, 200, 200, 429],
  )
  const { body, headers } = turns.at(-1)!
  assert.equal(body.code, 'too_many_requests')
  assert.match(headers['content-type'] ?? '', /^application\/problem\+json/)
  assert.ok(Number(headers['retry-after']) > 0 && Number(headers['retry-after']) <= 60)
  assert.equal((await limited.send(null, 'POST', enter.path, {}, from('198.51.100.8'))).status, 200)
})

test('one person writes and searches only so often, from wherever; others go on', async () => {
  const statuses = async (who: 'worker' | 'program', method: 'GET' | 'POST', path: string, times: number) => {
    const found = []
    for (let turn = 0; turn < times; turn += 1)
      found.push((await limited.send(who, method, path, method === 'POST' ? {} : undefined, from(`203.0.113.${turn}`))).status)
    return found
  }
  assert.deepEqual(await statuses('worker', 'POST', touch.path, 5), [200, 200, 200, 200, 429])
  assert.deepEqual(await statuses('program', 'POST', touch.path, 1), [200])
  assert.deepEqual(await statuses('worker', 'GET', seek.path, 3), [200, 200, 429])
})

test('an address without a name searches ten times as often as one person, and no more', async () => {
  for (let turn = 0; turn < 20; turn += 1)
    assert.equal((await limited.send(null, 'GET', seek.path, undefined, from('192.0.2.1'))).status, 200)
  assert.equal((await limited.send(null, 'GET', seek.path, undefined, from('192.0.2.1'))).status, 429)
})

await limited.server.listen({ host: '127.0.0.1', port: 0 })
const { port } = limited.server.server.address() as { port: number }

/** Sends pieces of a request with pauses between. @returns what came back until the server hung up, and after how long */
async function sendSlowly(pieces: readonly string[], pauseMs: number): Promise<{ text: string; ms: number }> {
  const socket = connect(port, '127.0.0.1')
  after(() => socket.destroy())
  let text = ''
  const begunAt = performance.now()
  const ended = new Promise<void>((settle) => socket.on('close', () => settle()).on('error', () => settle()))
  socket.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
  })
  for (const piece of pieces) {
    if (socket.destroyed) break
    socket.write(piece)
    await new Promise((settle) => setTimeout(settle, pauseMs))
  }
  await ended
  return { text, ms: performance.now() - begunAt }
}

test('who sends headers a letter at a time is not waited for', async () => {
  const { text, ms } = await sendSlowly(['GET /healthz HTTP/1.1\r\n', ...'host: localhost and so on, for ever'.split('')], 100)
  assert.match(text, /^HTTP\/1.1 408 |^$/)
  assert.ok(ms < 15_000, `${ms} ms`)
})

test('who sends a body a letter at a time is not waited for', async () => {
  const head = `POST ${touch.path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer program\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{`
  const { text, ms } = await sendSlowly([head, ...' '.repeat(20).split('')], 100)
  assert.match(text, /^HTTP\/1.1 408 |^$/)
  assert.ok(ms < 15_000, `${ms} ms`)
})

test('headers without end are refused, and say nothing of the server', async () => {
  const { text } = await sendSlowly([`GET /healthz HTTP/1.1\r\nhost: localhost\r\na: ${'x'.repeat(40_000)}\r\n\r\n`], 50)
  assert.match(text, /^HTTP\/1.1 431 |^$/)
  assert.doesNotMatch(text, /fastify|node|parser/i)
})
