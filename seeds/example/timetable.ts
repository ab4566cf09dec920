// When things happen in 2022: working days, seasons, and no two people at one instrument at a time.

import { cumulate, type Random } from './random.ts'
import type { World } from './records.ts'

export type Slot = { instrument: number; day: string; minutes?: { from: number; to: number } }
export type Timetable = {
  /** An instrument of the institution and a day; with a time where somebody works at it, without where a sample is sent. */
  place(institution: number, atInstrument?: boolean): Slot
}

/** Less in the New Year and in early spring, more towards the year's end. */
const monthWeights = [0.75, 0.5, 0.7, 0.62, 0.9, 1.05, 1.0, 0.92, 1.12, 0.95, 1.3, 1.35]
const weekendWeight = 0.06
const selfShare = 0.46
const opensAt = 8 * 60
const closesAt = 18 * 60
const stepMinutes = 30
const tries = 24

export function planTimes(random: Random, { institutions, instruments, isWorkday }: World): Timetable {
  const days = daysOf2022()
  const anyDay = cumulate(days.map((day) => monthWeights[Number(day.slice(5, 7)) - 1]! * (isWorkday(day) ? 1 : weekendWeight)))
  const workday = cumulate(days.map((day) => (isWorkday(day) && !isWeekend(day) ? monthWeights[Number(day.slice(5, 7)) - 1]! : 0)))
  const own = institutions.map((_, at) => instruments.flatMap((instrument, number) => (instrument.institution === at ? [number] : [])))
  // A few instruments are in demand, many are asked for now and then.
  const popular = own.map((numbers) => cumulate(numbers.map(() => random.skewed(0.75))))
  const selfUse = own.map((numbers, at) =>
    cumulate(numbers.map((number, turn) => (instruments[number]!.takesSelfUse ? popular[at]![turn]! - (popular[at]![turn - 1] ?? 0) : 0))),
  )
  const nextFree = new Map<number, number>()

  function atInstrument(institution: number): Slot | undefined {
    if (selfUse[institution]!.at(-1) === 0) return undefined
    for (let turn = 0; turn < tries; turn++) {
      const instrument = own[institution]![random.pickBy(selfUse[institution]!)]!
      const dayNo = random.pickBy(workday)
      const length = stepMinutes * Math.min(16, Math.max(2, Math.round(random.skewed(0.5) * 6)))
      const key = instrument * 400 + dayNo
      const from = nextFree.get(key) ?? opensAt + stepMinutes * random.whole(0, 4)
      if (from + length > closesAt) continue
      nextFree.set(key, from + length)
      return { instrument, day: days[dayNo]!, minutes: { from, to: from + length } }
    }
    return undefined
  }

  return {
    place(institution, isAtInstrument = random.next() < selfShare) {
      const slot = isAtInstrument ? atInstrument(institution) : undefined
      return slot ?? { instrument: own[institution]![random.pickBy(popular[institution]!)]!, day: days[random.pickBy(anyDay)]! }
    },
  }
}

function daysOf2022(): string[] {
  return Array.from({ length: 365 }, (_, at) => new Date(Date.UTC(2022, 0, 1 + at)).toISOString().slice(0, 10))
}

/** Instruments are open from Monday to Friday, whatever the holiday notice moves. */
function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6
}
