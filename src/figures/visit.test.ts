import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApp } from '../app.ts'
import { inTransaction, run } from '../kernel/db.ts'
import { scenario } from '../kernel/test.ts'
import { getFigure, listFigureRows } from './figure.contract.ts'
import { carryOver, visitCounter } from './visit.server.ts'

scenario('pages are counted by the hour on top of what was carried over, and nothing about who', async (world) => {
  const webFolder = await mkdtemp(join(tmpdir(), 'xianchuang-web-'))
  await writeFile(join(webFolder, 'index.html'), '<!doctype html>')
  const opening = { value: 160_500, countedOn: '2024-05-23', source: '示例结转' }
  await inTransaction(world.db, 'write', (tx) => carryOver(tx, 'visit_count', { ...opening, value: 1 }))
  await inTransaction(world.db, 'write', (tx) => carryOver(tx, 'visit_count', opening))
  const app = await openApp({ url: world.url, dataDir: webFolder, now: () => world.now, logLevel: 'silent', runsJobs: false, webFolder })
  const visit = (url: string) => app.server.inject({ url, headers: { accept: 'text/html', 'user-agent': '示例浏览器', cookie: 'a=b' } })
  try {
    for (const url of ['/', '/instruments', '/figures/visit_count']) assert.equal((await visit(url)).statusCode, 200)
    await app.server.inject({ url: '/healthz' })
    await app.server.inject({ url: '/api/figures' })
  } finally {
    await app.close()
    await rm(webFolder, { recursive: true })
  }
  const rows = await run(world.db, 'select hour, visits from visit_count')
  assert.deepEqual(rows, [{ hour: '2026-03-02T00:00:00Z', visits: 3 }])
  const { body } = await world.send(null, getFigure, { name: 'visit_count' })
  assert.deepEqual([body.value.text, body.rowCount], ['160,503', 2])
  assert.equal(body.version.assumption?.zh, '结转数：160,500，截至 2024-05-23，示例结转')
  const behind = await world.send(null, listFigureRows, { name: 'visit_count' })
  assert.deepEqual(
    behind.body.items.map((row) => row.values.visits),
    [3, 160_500],
  )
  const second = await world.send(null, listFigureRows, { name: 'visit_count', limit: 1, cursor: behind.body.items[0]!.id })
  assert.deepEqual(
    second.body.items.map((row) => row.id),
    ['opening'],
  )
})

scenario('servers that count at once lose nothing, and what cannot be written is kept', async (world) => {
  const counters = [0, 1, 1, 2].map((slot) => visitCounter(world.db, () => new Date('2025-01-01T00:00:00Z'), slot))
  for (let round = 0; round < 20; round++) {
    for (const counter of counters) counter.count()
    await Promise.all(counters.map((counter) => counter.flush()))
  }
  const [sum] = await run(world.db, `select sum(visits) as visits from visit_count where hour = '2025-01-01T00:00:00Z'`)
  assert.deepEqual(sum, { visits: 80 })
  await run(world.db, 'alter table visit_count rename to visit_count_away')
  counters[0]!.count()
  await assert.rejects(counters[0]!.flush())
  await run(world.db, 'alter table visit_count_away rename to visit_count')
  await counters[0]!.flush()
  const [later] = await run(world.db, `select sum(visits) as visits from visit_count where hour = '2025-01-01T00:00:00Z'`)
  assert.deepEqual(later, { visits: 81 })
})
