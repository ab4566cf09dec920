// A race for one resource from outside: many clients at once, round after round, and after each what stands is compared with what was promised.
import { randomUUID } from 'node:crypto'
import { quantile } from '../measure.ts'
import type { Adapter, Answer, Ground, Slot } from './adapter.ts'
import { judge, nothingWrong, type Standing, sumOf, type Verdict } from './judge.ts'

export const kinds = ['one_slot', 'crossing', 'again', 'moving', 'giving_back'] as const
export type Kind = (typeof kinds)[number]
export type Options = { clients: number; rounds: number; seed: number }
export type RaceResult = {
  system: string
  clients: number
  rounds: number
  seed: number
  /** First what must be nought. */
  verdict: Verdict
  /** The same wish sent twice, and answered with two bookings. */
  doubled: number
  /** One slot that everybody wanted and nobody got, though it was free. */
  unsold: number
  /** Neither yes nor no. */
  faults: number
  firstFault: string | null
  accepted: number
  refused: Record<string, number>
  byKind: Record<Kind, Verdict>
  perSecond: number
  medianMs: number
  slowMs: number
}

type Held = { client: number } & Standing
type Tally = {
  timesMs: number[]
  seconds: number
  refused: Record<string, number>
  accepted: number
  faults: number
  firstFault: string | null
}
/** Its name is its own, so that a race with the same numbers sends no wish of an earlier one again. */
type Run = { name: string; adapter: Adapter; ground: Ground; options: Options; random: () => number; tally: Tally; round: number }

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Sends something to the system and keeps how long it took; null for what was neither yes nor no. */
async function timed(tally: Tally, work: () => Promise<Answer>): Promise<Answer | null> {
  const before = performance.now()
  try {
    const answer = await work()
    if ('id' in answer) tally.accepted += 1
    else tally.refused[answer.refused] = (tally.refused[answer.refused] ?? 0) + 1
    return answer
  } catch (error) {
    tally.faults += 1
    tally.firstFault ??= String(error)
    return null
  } finally {
    tally.timesMs.push(performance.now() - before)
  }
}

/** A stretch of some steps somewhere in the free time. */
function somewhere({ ground: { free, stepMs }, random }: Run, stepsMost: number): Slot {
  const steps = Math.floor((free.to - free.from) / stepMs)
  const length = 1 + Math.floor(random() * Math.min(stepsMost, steps))
  const from = free.from + Math.floor(random() * (steps - length + 1)) * stepMs
  return { from, to: from + length * stepMs }
}

const all = <Result>(count: number, work: (client: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, client) => work(client)))

/** Every client wishes at once. @returns what each was promised, wish by wish */
async function wishes(run: Run, slotOf: (client: number) => Slot, times = 1): Promise<Held[][]> {
  const { adapter, tally, options, round } = run
  const slots = Array.from({ length: options.clients }, (_, client) => slotOf(client))
  return all(options.clients, async (client) => {
    const slot = slots[client]!
    const key = `race-${run.name}-${round}-${client}`
    const answers = await Promise.all(Array.from({ length: times }, () => timed(tally, () => adapter.book(client, slot, key))))
    return answers.flatMap((answer) => (answer && 'id' in answer ? [{ ...slot, id: answer.id, client }] : []))
  })
}

/** Bookings that stand are moved onto each other; the promise is what the last answer said. */
async function move(run: Run, held: readonly Held[]): Promise<Held[]> {
  const { adapter, tally } = run
  const goals = held.map(() => somewhere(run, 2))
  return Promise.all(
    held.map(async (one, at) => {
      const goal = goals[at]!
      const answer = await timed(tally, () => adapter.change!(one.client, one.id, goal))
      return answer && 'id' in answer ? { ...one, ...goal, id: answer.id } : one
    }),
  )
}

const timesOf = ({ from, to }: Slot): Slot => ({ from, to })

/** Every other booking is given back while others wish for its time. */
async function giveBack(run: Run, held: readonly Held[]): Promise<Held[]> {
  const { adapter, options } = run
  const back = held.filter((_, at) => at % 2 === 0)
  const kept = held.filter((_, at) => at % 2 === 1)
  if (back.length === 0) return [...kept]
  const [, won] = await Promise.all([
    Promise.all(back.map(({ client, id }) => adapter.cancel(client, id))),
    wishes({ ...run, round: run.round + options.rounds }, (client) => timesOf(back[client % back.length]!)),
  ])
  return [...kept, ...won.flat()]
}

type Round = { held: Held[]; doubled: number; unsold: number }

async function play(run: Run, kind: Kind): Promise<Round> {
  const one = somewhere(run, 1)
  switch (kind) {
    case 'one_slot': {
      const held = (await wishes(run, () => one)).flat()
      return { held, doubled: 0, unsold: held.length === 0 ? 1 : 0 }
    }
    case 'crossing':
      return { held: (await wishes(run, () => somewhere(run, 3))).flat(), doubled: 0, unsold: 0 }
    case 'again': {
      const answered = await wishes(run, () => somewhere(run, 2), 2)
      const doubled = answered.filter((own) => new Set(own.map(({ id }) => id)).size > 1).length
      return { held: [...new Map(answered.flat().map((own) => [own.id, own])).values()], doubled, unsold: 0 }
    }
    case 'moving':
      return { held: await move(run, (await wishes(run, () => somewhere(run, 2))).flat()), doubled: 0, unsold: 0 }
    case 'giving_back':
      return { held: await giveBack(run, (await wishes(run, () => somewhere(run, 2))).flat()), doubled: 0, unsold: 0 }
  }
}

/**
 * Races for one resource. Each round is of one kind, in turn; at its end everything is given back, so that the next begins with free time.
 * @param progress called after each round with how many there were
 */
export async function race(adapter: Adapter, options: Options, progress: (round: number) => void = () => {}): Promise<RaceResult> {
  const ground = await adapter.open()
  const { free, capacity } = ground
  if ((await adapter.list(free)).length > 0) throw new Error('the ground is not free: something stands there already')
  const tally: Tally = { timesMs: [], seconds: 0, refused: {}, accepted: 0, faults: 0, firstFault: null }
  const byKind = Object.fromEntries(kinds.map((kind) => [kind, nothingWrong])) as Record<Kind, Verdict>
  const played = kinds.filter((kind) => kind !== 'moving' || adapter.change)
  const name = randomUUID()
  const [random, sums] = [randomOf(options.seed), { doubled: 0, unsold: 0 }]
  for (let round = 0; round < options.rounds; round += 1) {
    const kind = played[round % played.length]!
    const before = performance.now()
    const { held, doubled, unsold } = await play({ name, adapter, ground, options, random, tally, round }, kind)
    tally.seconds += (performance.now() - before) / 1000
    sums.doubled += doubled
    sums.unsold += unsold
    byKind[kind] = sumOf(byKind[kind], judge(held, await adapter.list(free), capacity))
    for (const { client, id } of held) await adapter.cancel(client, id)
    progress(round + 1)
  }
  const { timesMs, seconds, ...counted } = tally
  return {
    ...{ system: adapter.name, ...options, verdict: Object.values(byKind).reduce(sumOf, nothingWrong), ...sums, ...counted, byKind },
    ...{ perSecond: timesMs.length / seconds, medianMs: quantile(timesMs, 0.5), slowMs: quantile(timesMs, 0.95) },
  }
}

/** Whether a race showed that something is wrong with a system. */
export const isBroken = ({ verdict, doubled }: RaceResult): boolean => doubled > 0 || Object.values(verdict).some((count) => count > 0)
