// Search as people type, over 150,000 instruments: one visitor at a time, and eight at once.

import { instrumentKinds } from '../seeds/example/kinds.ts'
import { insertInstruments } from '../src/catalogue/catalogue.server.ts'
import { searchInstruments } from '../src/catalogue/search.contract.ts'
import { run } from '../src/kernel/db.ts'
import { hammer, type Line, quantile, round } from './measure.ts'
import { recordStatements } from './recorder.ts'
import { send } from './sides.ts'
import { type BenchWorld, withBenchWorld, write } from './world.ts'

const instruments = 150_000
const queries = [
  '透射电镜',
  'TEM',
  '核磁',
  '气质联用',
  '液质联用',
  '高温拉伸',
  '扫描电镜',
  '质谱仪',
  '透射电竟',
  'jem2100',
  'TX-F200',
  '重金属',
  '农药残留',
  'X射线衍射',
  '松辽大学',
  '拉伸 GB/T 228.1',
  '镀层厚度',
  '荧光定量PCR',
  '三坐标',
  '不存在的仪器',
]

const ask = (query: string) => ({ method: 'GET', path: `${searchInstruments.path}?${new URLSearchParams({ query })}` })

async function fill(world: BenchWorld): Promise<void> {
  for (let from = 0; from < instruments; from += 5_000) {
    const rows = Array.from({ length: 5_000 }, (_, at) => {
      const number = from + at
      const kind = instrumentKinds[(number * 7) % instrumentKinds.length]!
      return {
        institutionId: world.institutionId,
        innerCode: `S${number}`,
        nameZh: number % 3 === 0 ? `${kind.zh}（${number % 89}型）` : kind.zh,
        nameEn: kind.en,
        model: `${kind.code}${100 + (number % 900)}`,
        classCode: kind.classCode,
        functionText: kind.functions,
        technicalText: kind.technical,
        standards: kind.standards,
        place: `示例楼 ${number % 400}`,
        source: '示例',
        listedOn: '2020-01-01',
      }
    })
    await write(world.app, (tx) => insertInstruments(tx, rows))
  }
  await world.app.jobs.drain()
  await run(world.db, 'vacuum analyze')
}

/** Every query forty times; the floor is what PostgreSQL alone takes for the statements of the slowest query. */
export function benchSearch(): Promise<Line[]> {
  return withBenchWorld(1, async (world) => {
    await fill(world)
    for (const query of queries) for (let turn = 0; turn < 3; turn++) await send(world, ask(query))
    const lines: Line[] = []
    const statements = await recordStatements(() => send(world, ask(queries[0]!)))
    for (const clients of [1, 8]) {
      const { timesMs } = await hammer(clients, queries.length * 40, async (turn) => {
        const reply = await send(world, ask(queries[turn % queries.length]!))
        if (reply.statusCode !== 200) throw new Error(`search answered ${reply.statusCode}`)
      })
      const bare = await hammer(clients, 200, async () => {
        for (const { text, values } of statements) if (/^\s*(select|with)/i.test(text)) await run(world.db, text, values)
      })
      lines.push({
        what: `search over ${instruments.toLocaleString('en-US')} instruments, ${queries.length} queries, ${clients} at once`,
        ours: `p50 ${round(quantile(timesMs, 0.5))} ms, p95 ${round(quantile(timesMs, 0.95))} ms`,
        floor: `its own statements for ${queries[0]}, bare: p50 ${round(quantile(bare.timesMs, 0.5))} ms`,
        ratio: `${round(quantile(bare.timesMs, 0.5) / quantile(timesMs, 0.5))}`,
        aim: 'p95 < 50 ms',
      })
    }
    return lines
  })
}
