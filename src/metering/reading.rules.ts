// What a reading may be, and what is left of an hour of them later.
import type { MeterKind } from './meter.contract.ts'
import type { ReadingFault } from './reading.contract.ts'

/** A reading as it is counted with: the moment in milliseconds since 1970. */
export type Reading = { at: number; value: number; sequence: number }

/** Beyond it a step there and back is no whole number any more. */
export const sequenceMost = 2 ** 50
export const hourMs = 3_600_000
/** As far as a device's clock may be ahead of ours. */
export const aheadMsMost = 120_000
/** Between two readings further apart nothing is known. */
export const silenceMs = 300_000

/** When the hour of a moment began. */
export function hourOf(at: number): number {
  return Math.floor(at / hourMs) * hourMs
}

/** Why a reading is not taken; nothing when it is. */
export function readingFault(reading: Reading, facts: { now: number; lateDays: number; kind: MeterKind }): ReadingFault | undefined {
  if (reading.at > facts.now + aheadMsMost) return 'reading_in_future'
  if (reading.at < facts.now - facts.lateDays * 24 * hourMs) return 'reading_too_old'
  if (reading.value < 0) return 'reading_negative'
  // Whether somebody is logged in is all that is wanted: a number could tell who, and is refused.
  return facts.kind === 'log_in' && reading.value !== 0 && reading.value !== 1 ? 'log_in_more' : undefined
}

/** The first reading of each moment, in order of time. */
export function oncePerMoment(readings: readonly Reading[]): Reading[] {
  const first = new Map<number, Reading>()
  for (const reading of readings) if (!first.has(reading.at)) first.set(reading.at, reading)
  return [...first.values()].sort((a, b) => a.at - b.at)
}

export type Summary = { count: number; lowest: number; mean: number; highest: number; wattHours: number | null }

/** What is kept of an hour's readings, at least one, in order of time. Energy is told of power alone. */
export function summarise(readings: readonly Reading[], kind: MeterKind): Summary {
  const values = readings.map(({ value }) => value)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const [lowest, highest] = [Math.min(...values), Math.max(...values)]
  return { count: values.length, lowest, mean, highest, wattHours: kind === 'power' ? wattHoursOf(readings) : null }
}

/** Energy in watt-hours: the mean of two readings that follow each other, for the time between them, unless that is silence. */
export function wattHoursOf(readings: readonly Reading[]): number {
  let wattMs = 0
  for (const [index, reading] of readings.entries()) {
    const next = readings[index + 1]
    if (next && next.at - reading.at <= silenceMs) wattMs += ((reading.value + next.value) / 2) * (next.at - reading.at)
  }
  return wattMs / hourMs
}

const lineShape = /^\s*"?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?"?\s*[,;\t]\s*"?(\d+(?:\.\d+)?)"?\s*$/

/**
 * The readings of a file: after a line of names, a moment and a value on each line; a moment without a zone is of Asia/Shanghai. The
 * line's number is the sequence. @returns the readings, and the numbers of the lines that are neither readings nor empty
 */
export function readingsOfLines(text: string): { readings: Reading[]; wrongLines: number[] } {
  const readings: Reading[] = []
  const wrongLines: number[] = []
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const [whole, moment, zone = '+08:00', value] = lineShape.exec(line) ?? []
    const at = whole ? Date.parse(moment!.replace(' ', 'T') + zone) : Number.NaN
    if (!Number.isNaN(at)) readings.push({ at, value: Number(value), sequence: index + 1 })
    else if (line.trim() !== '' && index > 0) wrongLines.push(index + 1)
  }
  return { readings, wrongLines }
}

const pointMs = 180_000

/** Readings, in order of time, as a picture of a day can show them: the least, the mean and the most of each three minutes. */
export function pointsOf(readings: readonly Reading[]): { at: number; least: number; mean: number; most: number }[] {
  return [...Map.groupBy(readings, ({ at }) => Math.floor(at / pointMs) * pointMs)].map(([at, own]) => {
    const values = own.map(({ value }) => value)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    return { at, least: Math.min(...values), mean, most: Math.max(...values) }
  })
}
