// The pipeline with a kind of its own, which knows of things with a number and an amount and nothing else.
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { type Db, inTransaction, run } from '../db.ts'
import { setContext } from '../events.ts'
import { newId } from '../id.ts'
import { insertFile } from '../kernel.sql.ts'
import { scenario, type World } from '../test.ts'
import { finishRun, writeRows } from './applying.ts'
import { defineImport, type ImportDefinition } from './definition.ts'
import { findRun, insertRun, listRows, updateRun } from './imports.sql.ts'
import { moneyReader } from './money.rules.ts'
import { previewImport, readImport } from './reading.ts'
import { codeReader } from './value.rules.ts'

const rowCount = 2_500
const table = `编号,金额（元）\n${Array.from({ length: rowCount }, (_, n) => `N${n},${n}.05`).join('\n')}\n`

/** Things are rows of example_thing; `broken` throws in the named batch, `refuses` a key at the last moment. */
function thingImport(faults: { breaksCompareAt?: number; breaksApplyAt?: number; refuses?: string } = {}): ImportDefinition {
  let compared = 0
  let applied = 0
  return defineImport({
    kind: 'thing',
    title: { zh: '示例', en: 'Example' },
    fields: {
      code: { title: { zh: '编号', en: 'Code' }, aliases: ['编号'], reader: codeReader(50), required: 'always' },
      fen: { title: { zh: '金额', en: 'Amount' }, aliases: ['金额'], reader: moneyReader },
    },
    key: (row) => row.code ?? '',
    async requireRight() {},
    scopeNamed: async () => undefined,
    async compare(db, rows) {
      if (++compared === faults.breaksCompareAt) throw new Error('the process died here')
      const known = await things(
        db,
        rows.map((row) => row.key),
      )
      return rows.map(({ key, row }) => {
        const fen = known.get(key)
        if (fen === undefined) return { outcome: 'new' }
        return fen === row.fen ? { outcome: 'unchanged', targetId: newId() } : { outcome: 'changed', targetId: newId(), changes: [] }
      })
    },
    async apply(db, rows) {
      const good = rows.filter((row) => row.key !== faults.refuses)
      await run(db, 'insert into example_thing (code, fen) select * from unnest($1::text[], $2::bigint[])', [
        good.map((row) => row.key),
        good.map((row) => row.row.fen),
      ])
      if (++applied === faults.breaksApplyAt) throw new Error('the process died here')
      return rows.map((row) =>
        row.key === faults.refuses
          ? { outcome: 'refused', reasons: [{ code: 'missing', params: {}, field: 'fen' }] }
          : { outcome: 'written' },
      )
    },
  })
}

async function things(db: Db, codes: readonly string[]): Promise<Map<string, number>> {
  const rows = await run<{ code: string; fen: number }>(db, 'select code, fen from example_thing where code = any($1)', [codes])
  return new Map(rows.map((row) => [row.code, row.fen]))
}

async function startedRun(
  world: World,
  bytes = table,
): Promise<{ id: string; step: <T>(work: (db: Db, now: Date) => Promise<T>) => Promise<T> }> {
  await run(world.db, 'drop table if exists example_thing')
  await run(world.db, 'create table example_thing (code text primary key, fen bigint not null)')
  const stored = await world.app.files.put(Readable.from([Buffer.from(bytes)]))
  const id = newId()
  await insertFile(world.db, { ...stored, fileName: '示例.csv', mediaType: 'text/csv' }, null)
  const options = { sheetName: null, columns: null, confirm: true, apply: true, acceptDuplicates: false }
  const place = { kind: 'thing', scopeId: newId(), sourceKey: '', fileHash: stored.hash, fileName: '示例.csv' }
  await insertRun(world.db, { id, ...place, options, startedBy: null })
  const step = <T>(work: (db: Db, now: Date) => Promise<T>) =>
    inTransaction(world.db, 'write', (db) => {
      setContext(db, { now: world.now, actor: null, requestId: 'test', listeners: [], enqueue: async () => {} })
      return work(db, world.now)
    })
  return { id, step }
}

const noMend = async () => undefined

scenario('a file half read when the process died is read to its end, no row twice', async (world) => {
  const { id, step } = await startedRun(world)
  const files = world.app.files
  await assert.rejects(readImport({ runId: id, definition: thingImport({ breaksCompareAt: 2 }), files, step }), /died here/)
  const half = (await findRun(world.db, id))!
  assert.deepEqual([half.state, half.rowsRead], ['reading', 1_000])
  assert.equal(await readImport({ runId: id, definition: thingImport(), files, step }), true)
  await previewImport(id, step, noMend, async () => {})
  const whole = (await findRun(world.db, id))!
  assert.deepEqual([whole.state, whole.rowsRead, whole.percent], ['previewed', rowCount, 100])
  assert.deepEqual(whole.counts, { new: rowCount, changed: 0, unchanged: 0, duplicate: 0, refused: 0 })
})

scenario('rows half written when the process died are written once each', async (world) => {
  const { id, step } = await startedRun(world)
  await readImport({ runId: id, definition: thingImport(), files: world.app.files, step })
  await previewImport(id, step, noMend, (db, ready) => updateRun(db, ready.id, { state: 'applying' }))
  await assert.rejects(writeRows(id, thingImport({ breaksApplyAt: 3 }), step), /died here/)
  assert.equal((await findRun(world.db, id))!.rowsApplied, 2_000)
  assert.equal(await writeRows(id, thingImport(), step), true)
  await finishRun(id, step, noMend)
  const done = (await findRun(world.db, id))!
  assert.deepEqual([done.state, done.rowsApplied, done.appliedThrough], ['applied', rowCount, rowCount + 1])
  const [sum] = await run<{ count: number; fen: number }>(world.db, 'select count(*), sum(fen) as fen from example_thing')
  assert.deepEqual(sum, { count: rowCount, fen: ((rowCount * (rowCount - 1)) / 2) * 100 + rowCount * 5 })
})

scenario('a row that stopped being good between preview and writing is refused and told apart', async (world) => {
  const { id, step } = await startedRun(world)
  const definition = thingImport({ refuses: 'N1200' })
  await readImport({ runId: id, definition, files: world.app.files, step })
  await previewImport(id, step, noMend, (db, ready) => updateRun(db, ready.id, { state: 'applying' }))
  await writeRows(id, definition, step)
  let mends = 0
  const hashes = (await findRun(world.db, id))!.fileHash
  await finishRun(id, step, async () => {
    mends++
    return { csv: hashes, xlsx: hashes }
  })
  const done = (await findRun(world.db, id))!
  assert.deepEqual([done.rowsApplied, done.counts.refused, mends, done.mendCsvHash], [rowCount - 1, 1, 1, hashes])
  const [row] = await listRows(world.db, id, 'refused', 0, 10)
  assert.deepEqual([row!.key, row!.reasons[0]!.code], ['N1200', 'missing'])
})

scenario('a preview nobody came back to ends after thirty days, and its rows are let go', async (world) => {
  const { id, step } = await startedRun(world)
  const younger = await startedRun(world)
  const stuck = await startedRun(world)
  await step((db) => updateRun(db, stuck.id, { state: 'reading' }))
  await world.db.updateTable('import_run').set({ recorded_at: '2026-02-28T00:00:00Z' }).where('id', '=', stuck.id).execute()
  for (const each of [id, younger.id]) {
    await readImport({ runId: each, definition: thingImport(), files: world.app.files, step })
    await step((db) => updateRun(db, each, { state: 'previewed' }))
    const days = each === id ? 31 : 29
    const recordedAt = new Date(world.now.getTime() - days * 86_400_000)
    await world.db.updateTable('import_run').set({ recorded_at: recordedAt.toISOString() }).where('id', '=', each).execute()
  }
  await step((db) => world.app.jobs.enqueue(db, 'clear_imports', {}, {}))
  await world.drain()
  const left = async (runId: string) => [(await findRun(world.db, runId))!.state, (await listRows(world.db, runId, undefined, 0, 5)).length]
  assert.deepEqual(await left(id), ['failed', 0])
  assert.deepEqual(await left(younger.id), ['previewed', 5])
  assert.equal((await findRun(world.db, stuck.id))!.failure?.code, 'interrupted')
})
