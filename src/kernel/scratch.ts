import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { newId } from './id.ts'

/** Runs work on an empty database that is dropped afterwards: on TEST_DATABASE_URL's server, or on an embedded one started for it. */
export async function withScratchDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const adminUrl = process.env.TEST_DATABASE_URL
  if (!adminUrl) return withEmbedded((url) => withDatabaseOn(url, work))
  return withDatabaseOn(adminUrl, work)
}

async function withEmbedded<T>(work: (adminUrl: string) => Promise<T>): Promise<T> {
  const { startEmbedded } = await import('./embedded.ts')
  const dataDir = await mkdtemp(join(tmpdir(), 'xianchuang-'))
  const server = await startEmbedded({ dataDir, durable: false, log: () => {} })
  try {
    return await work(server.url)
  } finally {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** Creates a database beside the one an administrator's URL names, from a template if one is given, and drops it at the end. */
export async function withDatabaseOn<T>(adminUrl: string, work: (url: string) => Promise<T>, template = 'template0'): Promise<T> {
  const name = `xc_${newId().replaceAll('-', '')}`
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await admin.query(`create database ${name} template ${template}`)
    return await work(urlOfDatabase(adminUrl, name))
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
  }
}

/** The same server's URL with another database name. */
export function urlOfDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
