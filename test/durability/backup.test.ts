// A backup travels: from a server to the embedded database, across major versions in both directions, and comes back the same.
import assert from 'node:assert/strict'
import { createReadStream, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import { type Manifest, readArchive, textOf } from '../../src/command/archive.ts'
import { type Embedded, startEmbedded } from '../../src/kernel/embedded.ts'
import { scenario } from '../../src/kernel/test.ts'
import { called, scratchFolder, xianchuang } from '../kit/command.ts'
import { fillWorld } from '../kit/full.ts'

const folder = scratchFolder()
const archive = join(folder, 'first.tar.gz')
const started: Embedded[] = []
after(async () => void (await Promise.all(started.map((server) => server.stop()))))

async function startServer(version: 15 | 18): Promise<Embedded> {
  const server = await startEmbedded({ dataDir: join(folder, `server${started.length}`), version, durable: false })
  started.push(server)
  return server
}

async function manifestOf(path: string): Promise<Manifest> {
  let manifest: Manifest | undefined
  for await (const entry of readArchive(createReadStream(path))) {
    const text = await textOf(entry.bytes)
    if (entry.name === 'manifest.json') manifest = JSON.parse(text)
  }
  assert.ok(manifest)
  return manifest
}

/** What the queue notes about itself differs from place to place; everything else must be the same to the byte. */
function contentOf(manifest: Manifest): object {
  const { 'pgboss.queue': queue, 'pgboss.schedule': schedule, ...tables } = manifest.tables
  assert.ok(queue && schedule && queue.rows > 0)
  return { tables, files: manifest.files }
}

async function restored(path: string, env: Record<string, string>, run = called): Promise<void> {
  const { status, stdout, stderr } = await run(['restore', path], { env })
  assert.equal(status, 0, stderr)
  assert.match(stdout, /Everything holds|✓/)
  assert.doesNotMatch(stdout, /✗/)
}

async function backedUp(path: string, env: Record<string, string>, run = called): Promise<void> {
  const { status, stderr } = await run(['backup', path], { env })
  assert.equal(status, 0, stderr)
}

scenario('a database is backed up while it serves, and goes from 18 to 15 and into an embedded 18', async (world) => {
  await fillWorld(world)
  await backedUp(archive, { DATABASE_URL: world.url, DATA_DIR: world.dataDir })
  const older = await startServer(15)
  await restored(archive, { DATABASE_URL: older.url, DATA_DIR: join(folder, 'files15') })
  const second = join(folder, 'second.tar')
  await backedUp(second, { DATABASE_URL: older.url, DATA_DIR: join(folder, 'files15') })

  const embedded = { DATA_DIR: join(folder, 'embedded') }
  await restored(second, embedded, xianchuang)
  const third = join(folder, 'third.tar.gz')
  await backedUp(third, embedded, xianchuang)
  const [a, b, c] = [contentOf(await manifestOf(archive)), contentOf(await manifestOf(second)), contentOf(await manifestOf(third))]
  assert.deepEqual(b, a)
  assert.deepEqual(c, a)
})

scenario('a restored database goes on counting where the old one stopped, and guards what the old one guarded', async () => {
  const client = new pg.Client({ connectionString: started[0]!.url })
  await client.connect()
  try {
    const { rows } = await client.query('select max(id) as max, nextval(pg_get_serial_sequence($1, $2)) as next from rollup_delta', [
      'rollup_delta',
      'id',
    ])
    assert.ok(Number(rows[0].next) > Number(rows[0].max))
    await assert.rejects(client.query('update ledger_entry set amount = amount + 1'), /never changed/)
    await assert.rejects(
      client.query(
        "insert into ledger_transaction (id, kind, commodity, effective_on) values (gen_random_uuid(), 'service', 'CNY', '2022-03-31')",
      ),
      /is closed/,
    )
    const [waiting] = (await client.query("select count(*) as jobs from pgboss.job where state = 'created'")).rows
    assert.ok(Number(waiting.jobs) > 0)
  } finally {
    await client.end()
  }
})

scenario('a target that is not empty is refused and stays as it was', async () => {
  const { status, stderr } = await called(['restore', archive], { env: { DATABASE_URL: started[0]!.url, DATA_DIR: folder } })
  assert.equal(status, 1)
  assert.match(stderr, /not empty/)
})

scenario('a damaged archive leaves nothing behind', async () => {
  const server = await startServer(18)
  const env = { DATABASE_URL: server.url, DATA_DIR: join(folder, 'damaged') }
  const bytes = readFileSync(join(folder, 'second.tar'))
  const plain = join(folder, 'plain.tar')
  const breaches: [string, () => void, RegExp][] = [
    ['cut short', () => truncateSync(plain, Math.floor(bytes.length / 2)), /damaged or incomplete|manifest/],
    ['without its manifest', () => writeFileSync(plain, withoutManifest(bytes)), /damaged or incomplete|manifest/],
    ['with a changed amount', () => writeFileSync(plain, changed(bytes, 'public.service/', '12345', '12346')), /differs from the backup/],
    [
      'with an entry that does not balance',
      () => writeFileSync(plain, changed(bytes, 'public.ledger_entry/', '12345', '12346')),
      /break a constraint/,
    ],
    ['no archive at all', () => writeFileSync(plain, 'nothing of the kind'), /damaged|no backup/],
  ]
  for (const [what, breach, expected] of breaches) {
    writeFileSync(plain, bytes)
    breach()
    const { status, stderr } = await called(['restore', plain], { env })
    assert.equal(status, 1, `${what}: ${stderr}`)
    assert.match(stderr, expected, `${what}: ${stderr}`)
    assert.equal(await tablesOf(server.url), 0, what)
  }
  await restored(join(folder, 'second.tar'), env)
})

scenario('a backup never overwrites, and one that fails leaves no file', async (world) => {
  const env = { DATABASE_URL: world.url, DATA_DIR: join(folder, 'without-the-files') }
  const again = await called(['backup', archive], { env })
  assert.match(again.stderr, /not overwritten/)
  const torn = join(folder, 'torn.tar.gz')
  const { status, stderr } = await called(['backup', torn], { env })
  assert.equal(status, 1)
  assert.match(stderr, /not in the data folder/)
  assert.deepEqual([existsSync(torn), existsSync(`${torn}.partial`)], [false, false])
})

async function tablesOf(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(
    "select count(*) as n from pg_class where relkind in ('r', 'p', 'v') and relnamespace::regnamespace::text in ('public', 'pgboss')",
  )
  await client.end()
  return Number(rows[0].n)
}

function withoutManifest(bytes: Buffer): Buffer {
  const at = bytes.lastIndexOf('manifest.json')
  return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(1024)])
}

/** Changes the first such text after a part's name: the tar stays whole, the content does not. */
function changed(bytes: Buffer, part: string, from: string, to: string): Buffer {
  const copy = Buffer.from(bytes)
  copy.write(to, copy.indexOf(from, copy.indexOf(part)))
  return copy
}
