import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { called, scratchFolder, start, xianchuang } from '../../test/kit/command.ts'
import { makeOrganisation, password } from '../../test/kit/people.ts'
import { write } from '../../test/kit/transaction.ts'
import { createPerson } from '../identity/identity.server.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { isLoopback } from './serve.settings.ts'

const folder = scratchFolder()
const running: ChildProcess[] = []
after(() => {
  for (const child of running) if (child.exitCode === null) child.kill('SIGKILL')
})

type Served = { address: string; child: ChildProcess; said: () => string; ended: Promise<number | null> }

/** Starts the service on a free port and waits until it says its address. */
async function served(env: Record<string, string>): Promise<Served> {
  const child = start(['serve', '--port', '0'], { env: { LOG_LEVEL: 'error', ...env } })
  running.push(child)
  let said = ''
  const ended = new Promise<number | null>((settle) => child.on('close', settle))
  const address = await new Promise<string>((settle, fail) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const found = said.match(/Xianchuang is ready: (http:\S+)/)?.[1]
      if (found) settle(found)
    })
    child.on('close', () => fail(new Error(said)))
  })
  return { address, child, said: () => said, ended }
}

test('it serves on an empty folder, answers commands beside it, and stops cleanly', async () => {
  const dataDir = join(folder, 'data')
  const { address, child, said, ended } = await served({ DATA_DIR: dataDir })
  for (const path of ['/healthz', '/readyz', '/openapi.json']) assert.equal((await fetch(address + path)).status, 200, path)
  const page = await fetch(address, { headers: { accept: 'text/html' } })
  assert.match(page.headers.get('content-type') ?? '', /text\/html/)
  const beside = await called(['verify', '--json'], { env: { DATA_DIR: dataDir } })
  assert.equal(beside.status, 0, beside.stderr)
  const second = await xianchuang(['serve', '--port', '0'], { env: { DATA_DIR: dataDir } })
  assert.equal(second.status, 1)
  assert.match(second.stderr, /in use by another process/)
  child.kill('SIGTERM')
  assert.equal(await ended, 0, said())
  assert.match(said(), /Stopped\./)
  assert.equal(existsSync(join(dataDir, 'postgres', 'postmaster.pid')), false)
})

/** How many statements wait for a lock that somebody else holds. */
async function waiting(world: World): Promise<number> {
  const [row] = await run<{ count: number }>(
    world.db,
    "select count(*) as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  )
  return row?.count ?? 0
}

scenario('a request at hand is finished before it stops', async (world) => {
  const { address, child, ended } = await served({ DATABASE_URL: world.url, DATA_DIR: world.dataDir })
  const ask = () =>
    fetch(`${address}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ loginName: 'nobody', password: 'x' }),
    })
  const { slow, begun } = await write(world, async (tx) => {
    await run(tx, 'lock table sign_in_failure in exclusive mode')
    const slow = ask()
    while ((await waiting(world)) === 0) await sleep(5)
    const begun = performance.now()
    child.kill('SIGTERM')
    await sleep(50)
    return { slow, begun }
  })
  assert.equal((await slow).status, 401)
  assert.equal(await ended, 0)
  assert.ok(performance.now() - begun < 30_000, 'a connection kept alive does not hold the service up')
})

scenario('example accounts are not opened to other machines', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const grants = [{ role: 'firm_engineer' as const, organisationId: firm.id, divisionCode: null }]
  await createPerson(world.db, { loginName: 'example', displayName: '示例', password, isExample: true, grants })
  const { status, stderr } = await xianchuang(['serve', '--port', '0'], {
    env: { DATABASE_URL: world.url, DATA_DIR: world.dataDir, HOST: '0.0.0.0' },
  })
  assert.equal(status, 1)
  assert.match(stderr, /not opened to other machines/)
  await run(world.db, 'update person set closed_at = now() where is_example')
})

scenario('a port that is taken is told as such', async (world) => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((settle) => other.once('listening', settle))
  const { port } = other.address() as { port: number }
  const { status, stderr } = await xianchuang(['serve', '--port', String(port)], {
    env: { DATABASE_URL: world.url, DATA_DIR: world.dataDir },
  })
  other.close()
  assert.equal(status, 1)
  assert.match(stderr, new RegExp(`Port ${port} is taken`))
})

for (const [host, expected] of [
  ['127.0.0.1', true],
  ['127.8.9.1', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['10.0.0.7', false],
  ['127.example', false],
] as const)
  test(`${host} ${expected ? 'is this machine alone' : 'may be reached from others'}`, () => assert.equal(isLoopback(host), expected))
