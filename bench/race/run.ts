// `./xianchuang bench race --url …`: opens the adapter, races, and prints what must be nought before how fast it was.
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { MakeAdapter } from './adapter.ts'
import { isBroken, kinds, type RaceResult, race } from './race.ts'
import makeXianchuang from './xianchuang.ts'

const { values } = parseArgs({
  options: {
    ...{ url: { type: 'string' }, adapter: { type: 'string' }, set: { type: 'string', multiple: true } },
    ...{ clients: { type: 'string', default: '32' }, rounds: { type: 'string', default: '50' }, seed: { type: 'string', default: '1' } },
    json: { type: 'boolean' },
  },
})

const settings = Object.fromEntries(
  (values.set ?? []).map((text) => {
    const at = text.indexOf('=')
    return [text.slice(0, at), text.slice(at + 1)]
  }),
)
const tell = (line: string) => void process.stderr.write(`${line}\n`)

/** Two columns, as wide as the widest word needs. */
function tableOf(result: RaceResult): string {
  const { verdict } = result
  const rows: [string, string][] = [
    ['重叠 overlaps', String(verdict.overlaps)],
    ['丢失 promised and not there', String(verdict.lost)],
    ['多出 there and promised to nobody', String(verdict.ghosts)],
    ['时间不符 there at another time', String(verdict.moved)],
    ['重发成两笔 sent again and booked twice', String(result.doubled)],
    ['无人得到 free, wanted by all, got by none', String(result.unsold)],
    ['故障 neither yes nor no', `${result.faults}${result.firstFault ? ` (${result.firstFault})` : ''}`],
    ...kinds.map((kind): [string, string] => [`重叠 overlaps: ${kind}`, String(result.byKind[kind].overlaps)]),
    ['接受 accepted', String(result.accepted)],
    ...Object.entries(result.refused).map(([code, count]): [string, string] => [`拒绝 refused: ${code}`, String(count)]),
    ['中位 median', `${result.medianMs.toFixed(1)} ms`],
    ['第 95 百分位 95th percentile', `${result.slowMs.toFixed(1)} ms`],
    ['每秒 a second', result.perSecond.toFixed(0)],
  ]
  const head = `${result.system}: ${result.clients} clients, ${result.rounds} rounds, seed ${result.seed}`
  return [head, ...rows.map(([what, value]) => `  ${what}: ${value}`)].join('\n')
}

const file = values.adapter
const makeAdapter = file ? ((await import(pathToFileURL(file).href)) as { default: MakeAdapter }).default : makeXianchuang
const rounds = Number(values.rounds)
const tenth = Math.max(1, Math.floor(rounds / 10))
try {
  const options = { clients: Number(values.clients), rounds, seed: Number(values.seed) }
  const result = await race(makeAdapter(values.url!, settings), options, (round) => {
    if (round % tenth === 0) tell(`${round}/${rounds}`)
  })
  process.stdout.write(`${values.json ? JSON.stringify(result, null, 2) : tableOf(result)}\n`)
  process.exitCode = isBroken(result) ? 1 : 0
} catch (error) {
  tell(String(error instanceof Error ? `${error.message}${error.cause ? `: ${String(error.cause)}` : ''}` : error))
  process.exitCode = 1
}
