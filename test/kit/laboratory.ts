// The kernel alone, with operations planted by a test: what it promises must hold for any slice.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { FastifyInstance, InjectOptions } from 'fastify'
import pg from 'pg'
import type { Actor } from '../../src/kernel/actor.ts'
import { type Database, type Db, openDatabase, run } from '../../src/kernel/db.ts'
import type { Listener } from '../../src/kernel/events.ts'
import { openFiles } from '../../src/kernel/files.ts'
import { newId } from '../../src/kernel/id.ts'
import { type JobEngine, migrateJobs, openJobs, type Worker } from '../../src/kernel/jobs.ts'
import { kernelWords } from '../../src/kernel/kernel.words.ts'
import type { AuditEntry, Handler } from '../../src/kernel/perform.ts'
import { urlOfDatabase } from '../../src/kernel/scratch.ts'
import { buildServer, type ServerSettings } from '../../src/kernel/server.ts'
import { makeTemplate, templateName } from '../../src/kernel/test.ts'

export type Planted = {
  handlers: readonly Handler[]
  listeners?: readonly Listener[]
  workers?: readonly Worker[]
  settings?: Partial<ServerSettings>
}
export type Reply = { status: number; body: Record<string, unknown>; text: string; headers: Record<string, string> }
export type Lab = {
  db: Db
  database: Database
  server: FastifyInstance
  jobs: JobEngine
  folder: string
  url: string
  audits: AuditEntry[]
  logs: string[]
  /**
   * Sends as 'worker', who may use the laboratory, as 'guest', who is signed in and may not, as 'newcomer', who has yet to set up a
   * second factor, as 'program', which is a key of somebody who may, or as nobody.
   */
  send(
    who: 'worker' | 'guest' | 'newcomer' | 'program' | null,
    method: 'GET' | 'POST',
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<Reply>
  /** The rows of the planted table `specimen`. */
  notes(): Promise<string[]>
}

/** Opens a laboratory on a database of its own, with a table `specimen (id bigint, note text)`; it is gone when the file's tests are done. */
export async function openLaboratory({ handlers, listeners = [], workers = [], settings = {} }: Planted): Promise<Lab> {
  const adminUrl = process.env.TEST_DATABASE_URL
  if (!adminUrl) throw new Error('run tests by `node test/run.ts <file>`')
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await makeTemplate(admin, adminUrl)
  const name = `xc_${newId().replaceAll('-', '')}`
  await admin.query(`create database ${name} template ${templateName}`)
  const url = urlOfDatabase(adminUrl, name)
  const folder = await mkdtemp(join(tmpdir(), 'xianchuang-lab-'))
  await migrateJobs(
    url,
    workers.map((worker) => worker.kind.name),
  )
  const database = openDatabase(url)
  const { db } = database
  await run(db, 'create table specimen (id bigint generated always as identity, note text constraint specimen_note_key unique)')
  const jobs = await openJobs({ url, db, workers, listeners, now: () => new Date(), onError: () => {} })
  const audits: AuditEntry[] = []
  const logs: string[] = []
  const server = await buildServer({
    db,
    listeners,
    enqueue: jobs.enqueue,
    auditOf: (entry) => {
      audits.push(entry)
      return null
    },
    actorOf: async (token) => actorOf(token),
    now: () => new Date(),
    files: openFiles(join(folder, 'files'), 1),
    handlers,
    title: kernelWords.productName,
    version: '0.0.0',
    isReady: async () => void (await run(db, 'select 1')),
    logTo: { write: (line) => void logs.push(line) },
    ...settings,
  })
  after(async () => {
    await server.close()
    await jobs.stop()
    await database.close()
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
    await rm(folder, { recursive: true, force: true })
  })
  const send: Lab['send'] = (who, method, path, body, headers = {}) =>
    inject(server, who, { method, url: path, headers, ...(body ? { payload: body } : {}) })
  const notes = async () => (await run<{ note: string }>(db, 'select note from specimen order by id')).map((row) => row.note)
  return { db, database, server, jobs, folder, url, audits, logs, send, notes }
}

async function inject(server: FastifyInstance, who: string | null, options: InjectOptions): Promise<Reply> {
  const authorization = who ? { authorization: `Bearer ${who}` } : {}
  const reply = await server.inject({ ...options, headers: { ...authorization, ...options.headers } })
  const isJson = String(reply.headers['content-type'] ?? '').includes('json')
  return { status: reply.statusCode, body: isJson ? reply.json() : {}, text: reply.body, headers: reply.headers as Record<string, string> }
}

const personIds: Record<string, string> = { worker: newId(), guest: newId(), newcomer: newId(), program: newId() }

function actorOf(token: string) {
  const personId = personIds[token]
  if (!personId) return null
  const permissions = new Set(token === 'worker' || token === 'program' ? ['lab.use', 'kernel.upload'] : [])
  const limits: Record<string, Actor['limit']> = { newcomer: 'enrolling', program: 'key' }
  const limit = limits[token]
  return { personId, sessionId: newId(), organisationId: null, permissions, grants: [], ...(limit ? { limit } : {}) }
}
