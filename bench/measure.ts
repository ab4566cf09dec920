// How things are measured here: medians of rounds, both sides in one run, processor time beside the clock's.
import { readdirSync, readFileSync } from 'node:fs'

export type Line = { what: string; ours: string; floor: string; ratio: string; aim: string }

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('nothing was measured')
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
}

const ticksPerSecond = 100

/** Processor time in microseconds that a process and all below it have used so far, from /proc; a bench runs on Linux. */
export function cpuOf(rootPid: number): number {
  const parents = new Map<number, { parent: number; ticks: number }>()
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const text = readFileSync(`/proc/${entry}/stat`, 'utf8')
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
      // utime and stime of the process, cutime and cstime of the children it has already buried.
      const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0)
      parents.set(Number(entry), { parent: Number(fields[1]), ticks })
    } catch {
      // The process ended while we looked.
    }
  }
  let total = 0
  for (const [pid, { ticks }] of parents) if (isBelow(pid, rootPid, parents)) total += ticks
  return (total * 1_000_000) / ticksPerSecond
}

function isBelow(pid: number, root: number, parents: ReadonlyMap<number, { parent: number }>): boolean {
  for (let at: number | undefined = pid; at; at = parents.get(at)?.parent) if (at === root) return true
  return false
}

/** Calls work up to `count` times, `clients` at once, and starts no more once the seconds are over; times are of single calls in milliseconds. */
export async function hammer(
  clients: number,
  count: number,
  work: (turn: number) => Promise<void>,
  secondsAtMost = 60,
): Promise<{ seconds: number; timesMs: number[] }> {
  const timesMs: number[] = []
  let turn = 0
  const started = performance.now()
  const client = async () => {
    while (turn < count && performance.now() - started < secondsAtMost * 1000) {
      const mine = turn++
      const before = performance.now()
      await work(mine)
      timesMs.push(performance.now() - before)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return { seconds: (performance.now() - started) / 1000, timesMs }
}

export function round(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3)
}
