// What an instrument was doing, told from the power it took: off, standing by, on; or unclear, where nothing can be told for sure.
import type { PowerState } from './power.contract.ts'
import { type Reading, silenceMs } from './reading.rules.ts'

export type KnownState = Exclude<PowerState, 'unclear'>
/** From how many watts on an instrument stands by, and from how many it is on. */
export type PowerRule = { standbyWatt: number; onWatt: number }
/** A stretch of time [from, to) in milliseconds since 1970, in one state; how sure that is, from 0 to 100. */
export type PowerStretch = { state: PowerState; from: number; to: number; certaintyPercent: number }

/** A state is left only once the power has gone this share past the threshold: what trembles about it does not count as coming and going. */
const hysteresis = 0.1
/** A stretch of which less is clear than this share is unclear. */
const clearLeast = 0.6
/** What is shorter is no change of state, but a peak. */
const stretchMsLeast = 120_000
/** Standing by no longer than this between two times of being on is part of the use. */
const pauseMsMost = 900_000

const rank = { off: 0, standby: 1, on: 2 } as const
const bare = (watt: number, rule: PowerRule): KnownState => (watt >= rule.onWatt ? 'on' : watt >= rule.standbyWatt ? 'standby' : 'off')

/** The state after a reading, of an instrument that was in a state before it. */
export function stateAfter(before: KnownState | null, watt: number, { standbyWatt, onWatt }: PowerRule): KnownState {
  const now = bare(watt, { standbyWatt, onWatt })
  if (before === null || now === before) return now
  const slack = rank[now] > rank[before] ? 1 + hysteresis : 1 - hysteresis
  const moved = bare(watt, { standbyWatt: standbyWatt * slack, onWatt: onWatt * slack })
  return rank[now] > rank[before] === rank[moved] > rank[before] && moved !== before ? moved : before
}

const isNear = (watt: number, threshold: number) => Math.abs(watt - threshold) <= threshold * hysteresis

type Piece = { state: PowerState; from: number; to: number; clearMs: number }

/**
 * The states of a time [from, to), whole and in order. Time without readings, and all of it without a rule, is unclear. `readings` are in
 * watts, in order of time.
 */
export function stretchesOf(
  readings: readonly Reading[],
  rule: PowerRule | null,
  { from, to }: { from: number; to: number },
): PowerStretch[] {
  const pieces: Piece[] = []
  const add = (state: PowerState, start: number, end: number, isClear: boolean) => {
    if (end <= start) return
    const last = pieces.at(-1)
    const clearMs = isClear ? end - start : 0
    if (last?.state === state) Object.assign(last, { to: end, clearMs: last.clearMs + clearMs })
    else pieces.push({ state, from: start, to: end, clearMs })
  }
  let state: KnownState | null = null
  let told = from
  if (rule)
    for (const [index, { at, value }] of readings.entries()) {
      if (at < from || at >= to) continue
      add('unclear', told, at, false)
      state = stateAfter(at - told > silenceMs ? null : state, value, rule)
      const next = readings[index + 1]?.at ?? to
      // The last reading before a silence says nothing of the silence.
      told = next - at > silenceMs ? at : Math.min(next, to)
      add(state, at, told, !isNear(value, rule.standbyWatt) && !isNear(value, rule.onWatt))
    }
  add('unclear', told, to, false)
  return judged(withoutPeaks(pieces))
}

/** Short stretches between two of another state belong to what was before; unclear time stays. */
function withoutPeaks(pieces: readonly Piece[]): Piece[] {
  const kept: Piece[] = []
  for (const piece of pieces) {
    const last = kept.at(-1)
    const isPeak = piece.state !== 'unclear' && piece.to - piece.from < stretchMsLeast && last !== undefined && last.state !== 'unclear'
    if (last && (isPeak || last.state === piece.state))
      Object.assign(last, { to: piece.to, clearMs: last.clearMs + (isPeak ? 0 : piece.clearMs) })
    else kept.push({ ...piece })
  }
  return kept
}

function judged(pieces: readonly Piece[]): PowerStretch[] {
  const stretches: PowerStretch[] = []
  for (const { state, from, to, clearMs } of pieces) {
    const share = clearMs / (to - from)
    const isSure = state !== 'unclear' && share >= clearLeast
    const last = stretches.at(-1)
    if (!isSure && last?.state === 'unclear') last.to = to
    else stretches.push({ state: isSure ? state : 'unclear', from, to, certaintyPercent: isSure ? Math.round(share * 100) : 0 })
  }
  return stretches
}

/** Seconds in each state, whole. */
export function secondsIn(stretches: readonly PowerStretch[]): Record<PowerState, number> {
  const total = { off: 0, standby: 0, on: 0, unclear: 0 }
  for (const { state, from, to } of stretches) total[state] += to - from
  return {
    ...{ off: Math.round(total.off / 1000), standby: Math.round(total.standby / 1000) },
    ...{ on: Math.round(total.on / 1000), unclear: Math.round(total.unclear / 1000) },
  }
}

/** A use as the meter saw it: from its first moment of being on to its last, with how long it was on in between. */
export type PowerRun = { from: number; to: number; onMs: number; certaintyPercent: number }

/** Uses: times of being on, joined over short standing by; being off or being unclear ends a use. */
export function runsOf(stretches: readonly PowerStretch[]): PowerRun[] {
  const runs: PowerRun[] = []
  let isOpen = false
  for (const { state, from, to, certaintyPercent } of stretches) {
    const last = runs.at(-1)
    if (state !== 'on') {
      isOpen = isOpen && state === 'standby' && to - from <= pauseMsMost
      continue
    }
    const ms = to - from
    if (last && isOpen) {
      last.certaintyPercent = Math.round((last.certaintyPercent * last.onMs + certaintyPercent * ms) / (last.onMs + ms))
      Object.assign(last, { to, onMs: last.onMs + ms })
    } else runs.push({ from, to, onMs: ms, certaintyPercent })
    isOpen = true
  }
  return runs
}

/** What two times [from, to) have in common, in milliseconds. */
export function sharedMs(a: { from: number; to: number }, b: { from: number; to: number }): number {
  return Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from))
}

/** The record that a use belongs to: the one that covers most of it, and at least half. */
export function matchOf<Record extends { from: number; to: number }>(run: PowerRun, records: readonly Record[]): Record | undefined {
  const best = records.toSorted((a, b) => sharedMs(run, b) - sharedMs(run, a))[0]
  return best && sharedMs(run, best) * 2 >= run.to - run.from ? best : undefined
}
