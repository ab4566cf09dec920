import type { Cell } from './cell.ts'
import { decimalParts, type Reader, type Reading, readCommon, refused, understood } from './value.rules.ts'

const secondsOf = { hour: 3600, minute: 60, second: 1 } as const
export type SpanUnit = keyof typeof secondsOf
/** 'clock' reads 3:30 as hours and minutes. */
export const spanUnits = ['hour', 'minute', 'second', 'clock'] as const

const unitWords: Record<string, SpanUnit> = {
  小时: 'hour',
  时: 'hour',
  机时: 'hour',
  个小时: 'hour',
  h: 'hour',
  hr: 'hour',
  hrs: 'hour',
  hour: 'hour',
  hours: 'hour',
  分钟: 'minute',
  分: 'minute',
  m: 'minute',
  min: 'minute',
  mins: 'minute',
  minute: 'minute',
  minutes: 'minute',
  秒: 'second',
  s: 'second',
  sec: 'second',
  second: 'second',
  seconds: 'second',
}

/** The unit of time a word names, as in a heading's brackets. */
export function spanUnitOf(word: string): SpanUnit | undefined {
  const key = word
    .replace(/^单位[::]?/, '')
    .replace(/\s/g, '')
    .toLowerCase()
  return Object.hasOwn(unitWords, key) ? unitWords[key] : undefined
}

const piece = /(\d[\d,]*(?:\.\d+)?)\s*([a-z\u4e00-\u9fff]+)\s*/gy

/** Seconds of a decimal in a unit, to the nearest second (0.33 h is 1188 s, 1.6667 h is 6000 s). */
function secondsIn(digits: string, unit: SpanUnit): bigint | undefined {
  const parts = decimalParts(digits)
  if (!parts) return undefined
  const scale = 10n ** BigInt(parts.fraction.length)
  const exact = BigInt(parts.whole + parts.fraction) * BigInt(secondsOf[unit])
  return (exact * 2n + scale) / (scale * 2n)
}

function readSpan(cell: Cell, unit: string | undefined): Reading<number> {
  if (cell !== null && typeof cell === 'object' && 'span' in cell) return understood(cell.span)
  return readCommon<number>(cell, (text) => {
    const lower = text.toLowerCase()
    if (/^-\s*\d/.test(lower)) return refused('negative', cell)
    const clock = /^(\d{1,5}):([0-5]\d)(?::([0-5]\d))?$/.exec(lower)
    if (clock)
      return unit === 'clock'
        ? understood(Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0))
        : refused('unclear_clock', cell)
    if (decimalParts(lower)) {
      if (unit !== 'hour' && unit !== 'minute' && unit !== 'second') return refused('time_unit_unknown', cell)
      return sized(cell, secondsIn(lower, unit)!)
    }
    return readPieces(cell, lower)
  })
}

/** 3小时30分, 210分钟: units from large to small, each at most once. */
function readPieces(cell: Cell, text: string): Reading<number> {
  let total = 0n
  let at = 0
  let last: number = Number.POSITIVE_INFINITY
  piece.lastIndex = 0
  for (let match = piece.exec(text); match; match = piece.exec(text)) {
    const unit = spanUnitOf(match[2]!)
    const seconds = unit === undefined ? undefined : secondsIn(match[1]!, unit)
    if (unit === undefined || seconds === undefined || secondsOf[unit] >= last) return refused('not_a_span', cell)
    last = secondsOf[unit]
    total += seconds
    at = piece.lastIndex
  }
  return at > 0 && at === text.length ? sized(cell, total) : refused('not_a_span', cell)
}

function sized(cell: Cell, seconds: bigint): Reading<number> {
  return seconds > BigInt(Number.MAX_SAFE_INTEGER) ? refused('too_large', cell) : understood(Number(seconds))
}

/** A length of time in seconds. A cell's own unit wins; a bare number takes the column's. */
export const spanReader: Reader<number> = {
  kind: 'span',
  units: spanUnits,
  usualUnit: 'hour',
  read: (cell, { unit }) => readSpan(cell, unit),
}
