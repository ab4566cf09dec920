// The whole surface, driven with what looks right and with what nobody should send, as nobody and as people of every kind.
// A failure prints its seed: FUZZ_SEED=… sends the same again, FUZZ_RUNS=… sends more of it to each operation.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { verifyDatabase } from '../../src/command/verify.ts'
import type { Contract } from '../../src/kernel/contract.ts'
import { run } from '../../src/kernel/db.ts'
import { scenario, type World } from '../../src/kernel/test.ts'
import { checksOf, slicesInOrder } from '../../src/slices.server.ts'
import { type Asked, asked, faultOf, type Ground, makeGround, type Reader, rowCounter } from './ground.ts'
import { arbitraryOf, brokenBodies, spoiled } from './values.ts'

// What is thought up asks the product and seldom its database: each version is sent inputs of its own, so that both together send more.
const seed = Number(process.env.FUZZ_SEED ?? (process.env.TEST_POSTGRES_MAJOR === '15' ? 20220882 : 20220883))
const runs = Number(process.env.FUZZ_RUNS ?? 1)
/** A sign-in costs a tenth of a second of hashing by intent. */
const runsOf = (contract: Contract) =>
  contract.session === 'opens' || /password|account|invit/i.test(contract.name) ? Math.ceil(runs / 3) : runs

let ground: Promise<Ground> | undefined
const groundOf = (world: World) => {
  ground ??= makeGround(world)
  return ground
}

/** Those who may call it, each in turn, and now and then one who may not. */
function readersOf(contract: Contract, readers: readonly Reader[]): Reader[] {
  const admitted = readers.filter(
    ({ permissions, token }) =>
      contract.permission === 'anyone' || (contract.permission === 'signed_in' ? token !== null : permissions.has(contract.permission)),
  )
  const others = readers.filter((reader) => !admitted.includes(reader))
  return [...admitted, ...admitted, ...others.slice(0, 1), ...others.slice(-1)]
}

type Told = { request: Asked; role: string; fault: string }

async function send({ world, secrets }: Ground, request: Asked, contract?: Contract) {
  const begunAt = performance.now()
  const reply = await world.server.inject(request as never)
  return { reply, fault: faultOf(reply, performance.now() - begunAt, contract, secrets) }
}

const told = ({ request, role, fault }: Told) =>
  `${role} ${request.method} ${request.url.slice(0, 300)} ${String(request.payload ?? '').slice(0, 600)}\n    ${fault}`

function assertNone(faults: readonly Told[]): void {
  assert.equal(faults.length, 0, `seed ${seed}: ${faults.length} answers are wrong\n${faults.slice(0, 60).map(told).join('\n')}`)
}

/** Who signed out or was shut out by what they sent comes back, as they were. */
async function reviveSessions({ world, readers }: Ground): Promise<void> {
  const people = readers.flatMap((reader) => reader.personId ?? [])
  await run(world.db, 'update session set ended_at = null where person_id = any($1::uuid[]) and ended_at is not null', [people])
}

/** Sends each operation a number of inputs; a refused command must leave every table as long as it was. */
async function drive(at: Ground, make: (contract: Contract) => fc.Arbitrary<Record<string, unknown>>): Promise<Told[]> {
  const faults: Told[] = []
  const countRows = await rowCounter(at.world)
  for (const contract of at.contracts) {
    const readers = readersOf(contract, at.readers)
    let before = contract.method === 'POST' ? await countRows() : ''
    for (const [turn, input] of fc.sample(make(contract), { seed, numRuns: runsOf(contract) }).entries()) {
      const reader = readers[turn % readers.length]!
      const request = asked(contract, input, reader.token, contract.creates && turn % 2 ? `fuzz-${contract.name}-${turn}` : undefined)
      const { reply, fault } = await send(at, request, contract)
      if (fault) faults.push({ request, role: reader.role, fault })
      if (contract.method === 'GET') continue
      const after = await countRows()
      if (reply.statusCode >= 400 && after !== before)
        faults.push({
          request,
          role: reader.role,
          fault: `refused (${reply.statusCode}), and yet something was written:\n${difference(before, after)}`,
        })
      before = after
    }
    if (contract.session) await reviveSessions(at)
    else if (/session|password/i.test(contract.name)) await reviveSessions(at)
  }
  return faults
}

function difference(before: string, after: string): string {
  const earlier = new Set(before.split('\n'))
  return after
    .split('\n')
    .filter((line) => !earlier.has(line))
    .join(', ')
}

scenario('what looks right is answered or refused in words', async (world) => {
  const at = await groundOf(world)
  assertNone(await drive(at, (contract) => arbitraryOf(contract, at.pool)))
})

scenario('what nobody should send is refused in words', async (world) => {
  const at = await groundOf(world)
  assertNone(await drive(at, (contract) => spoiled(arbitraryOf(contract, at.pool), Object.keys(contract.input.shape))))
})

scenario('broken bodies, strange headers, wrong methods and addresses that are none', async (world) => {
  const at = await groundOf(world)
  const token = at.readers.find((reader) => reader.role === 'asset_officer')!.token
  const faults: Told[] = []
  const post = at.contracts.filter((contract) => contract.method === 'POST')
  const attempt = async (request: Asked, contract?: Contract) => {
    const { fault } = await send(at, request, contract)
    if (fault) faults.push({ request, role: 'asset_officer', fault })
  }
  for (const [turn, contract] of post.entries()) {
    for (const [payload, type] of brokenBodies.filter((_, which) => (which + turn) % 4 === 0)) {
      const { url, headers } = asked(contract, {}, token)
      await attempt({ method: 'POST', url, headers: { ...headers, 'content-type': type }, payload }, contract)
    }
  }
  for (const headers of strangeHeaders) await attempt({ method: 'GET', url: '/api/me', headers: headers as Record<string, string> })
  for (const [turn, { path }] of at.contracts.entries()) {
    const url = path.replace(/\{\w+\}/g, 'x')
    const method = ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'][turn % 5]!
    await attempt({ method, url, headers: { authorization: `Bearer ${token}` } })
  }
  for (const url of strangeAddresses) await attempt({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } })
  assertNone(faults)
})

const strangeHeaders = [
  { authorization: 'Bearer ' },
  { authorization: `Bearer ${'a'.repeat(9_000)}` },
  { authorization: 'Bearer \u00ff\u00fe' },
  { authorization: 'Basic YTpi' },
  { cookie: 'xianchuang_session=%00' },
  { cookie: `xianchuang_session=${'%'.repeat(500)}` },
  { cookie: '=;;=;__proto__=1; constructor=2' },
  { 'accept-language': `en,${'zh;q=0.1,'.repeat(500)}` },
  { 'accept-encoding': 'gzip;q=2, *;q=-1, br' },
  { 'x-forwarded-for': `<script>, ${'1.1.1.1, '.repeat(200)}` },
  { host: '<b>' },
  { 'content-length': '0', 'transfer-encoding': 'chunked' },
  { 'idempotency-key': 'x'.repeat(5_000) },
  { 'user-agent': '\u00e9'.repeat(3_000) },
  { range: 'bytes=0-1,5-', 'if-none-match': '*', 'if-modified-since': 'never' },
] as const

const strangeAddresses = [
  '/api',
  '/api/',
  '/api//me',
  '/api/%00',
  '/api/%zz',
  '/api/%ED%A0%80',
  '/api/instruments/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '/api/instruments/..%5c..%5c',
  `/api/instruments/${'a'.repeat(300)}`,
  `/api/instruments?query=${'a'.repeat(9_000)}`,
  '/api/instruments?query=a&query=b&query[]=c&query[x]=d',
  '/api/instruments?__proto__[isAdmin]=1&constructor.prototype=2',
  '/api/instruments?query=%E4%BD',
  '/api/instruments?query=%00',
  '/assets/../../package.json',
  '/assets/%2e%2e/%2e%2e/package.json',
  '/docs/static/%2e%2e/package.json',
  '/.git/config',
  '/.env',
  '/data/keys.json',
]

scenario('nothing is half done: jobs end, keys are answered, everything still adds up', async (world) => {
  await groundOf(world)
  await world.drain()
  assert.deepEqual(await run(world.db, 'select key from idempotency where status is null'), [])
  const { files } = world.app
  const results = await verifyDatabase(world.app.database, { checks: checksOf(slicesInOrder({ files })), files })
  assert.deepEqual(
    results.filter((each) => each.wrong > 0),
    [],
    `seed ${seed}`,
  )
})
