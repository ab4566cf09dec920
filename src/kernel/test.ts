// Scenarios go HTTP in, real database, rows out: one database a file, cloned from the migrated template; commits are real.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { type App, migrateAll, openApp } from '../app.ts'
import type { Contract, InputSent, Output } from './contract.ts'
import type { Db } from './db.ts'
import { newId } from './id.ts'
import { hashCheaply } from './password.ts'
import { urlOfDatabase } from './scratch.ts'

export type Reply<C extends Contract> = {
  status: number
  body: Output<C>
  problem: { code: string; params: Record<string, unknown>; title: string }
  text: string
  headers: Record<string, unknown>
}
export type SendOptions = { idempotencyKey?: string; language?: 'zh' | 'en'; upload?: Buffer | string }
export type World = {
  db: Db
  app: App
  server: FastifyInstance
  url: string
  /** The folder of the scenario's files. */
  dataDir: string
  /** The scenario's clock; the database keeps its own. */
  now: Date
  /** Sends one operation as whoever holds the token (see identity.test-people), or as nobody. */
  send<C extends Contract>(token: string | null, contract: C, input: InputSent<C>, options?: SendOptions): Promise<Reply<C>>
  /** Runs the jobs that wait. */
  drain(): Promise<number>
}

export const templateName = 'xc_template'
let opened: Promise<World & { close(): Promise<void> }> | undefined

async function openWorld(): Promise<World & { close(): Promise<void> }> {
  const adminUrl = process.env.TEST_DATABASE_URL
  if (!adminUrl) throw new Error('run tests by `node test/run.ts <file>`: it starts the database and sets TEST_DATABASE_URL')
  hashCheaply(true)
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  const name = `xc_${newId().replaceAll('-', '')}`
  await makeTemplate(admin, adminUrl)
  // Copied as files: to write the template through the log takes three quarters of a second a file of tests.
  await admin.query(`create database ${name} template ${templateName} strategy file_copy`)
  const folder = await mkdtemp(join(tmpdir(), 'xianchuang-test-'))
  const url = urlOfDatabase(adminUrl, name)
  const world = { now: new Date('2026-03-02T00:00:00Z') }
  const app = await openApp({ url, dataDir: folder, now: () => world.now, logLevel: 'silent', runsJobs: false })
  const close = async () => {
    await app.close()
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
    await rm(folder, { recursive: true, force: true })
  }
  const send = (token: string | null, contract: Contract, input: object, options: SendOptions = {}) =>
    sendTo(app.server, token, contract, input, options)
  return Object.assign(world, {
    db: app.db,
    app,
    server: app.server,
    url,
    dataDir: folder,
    send: send as World['send'],
    drain: () => app.jobs.drain(),
    close,
  })
}

/** The test runner makes the template; a file run by hand makes it if it is missing. */
export async function makeTemplate(admin: pg.Client, adminUrl: string): Promise<void> {
  await admin.query('select pg_advisory_lock(20220882)')
  try {
    const exists = (await admin.query('select 1 from pg_database where datname = $1', [templateName])).rowCount
    if (exists) return
    await admin.query(`create database ${templateName}_draft template template0`)
    await migrateAll(urlOfDatabase(adminUrl, `${templateName}_draft`))
    await admin.query(`alter database ${templateName}_draft rename to ${templateName}`)
  } finally {
    await admin.query('select pg_advisory_unlock(20220882)')
  }
}

export async function sendTo(
  server: FastifyInstance,
  token: string | null,
  contract: Contract,
  input: object,
  options: SendOptions,
): Promise<Reply<Contract>> {
  const rest: Record<string, unknown> = { ...input }
  const path = contract.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  const inQuery = contract.method === 'GET' || contract.upload
  const query = inQuery
    ? `?${new URLSearchParams(
        Object.entries(rest)
          .filter(([, value]) => value !== undefined)
          .map(([key, value]) => [key, String(value)]),
      )}`
    : ''
  const reply = await server.inject({
    method: contract.method,
    url: path + query,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(options.idempotencyKey ? { 'idempotency-key': options.idempotencyKey } : {}),
      ...(contract.upload ? { 'content-type': 'application/octet-stream' } : {}),
      'accept-language': options.language ?? 'zh',
    },
    ...(contract.upload ? { payload: options.upload ?? '' } : inQuery ? {} : { payload: rest }),
  })
  const isJson = String(reply.headers['content-type'] ?? '').includes('json')
  const body = isJson ? reply.json() : reply.body
  return { status: reply.statusCode, body, problem: body, text: reply.body, headers: reply.headers }
}

/** Files follow one another in a process: the first scenario of each sees to it that the file's world is closed at the file's end. */
let isClosing = false

function closeAtTheEnd(): void {
  if (isClosing) return
  isClosing = true
  after(async () => {
    const world = opened
    opened = undefined
    isClosing = false
    await (await world)?.close()
  })
}

/** One test with its world: the file's own database and server. Each scenario makes its own organisations and instruments. */
export function scenario(name: string, tell: (world: World) => Promise<void>): void {
  closeAtTheEnd()
  test(name, async () => {
    opened ??= openWorld()
    const world = await opened
    world.now = new Date('2026-03-02T00:00:00Z')
    await tell(world)
  })
}
