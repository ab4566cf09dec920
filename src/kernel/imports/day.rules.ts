import type { Cell } from './cell.ts'
import { serialToDay } from './serial.rules.ts'
import { type ReadContext, type Reader, type Reading, readCommon, refused, understood } from './value.rules.ts'

/** How a column of days is written where it is not said by itself: day or month first, or a spreadsheet's day count as text. */
export const dayNotations = ['day_month_year', 'month_day_year', 'serial_1900', 'serial_1904'] as const

const earliest = '1900-01-01'
const latest = '2100-12-31'
/** 1950-01-01 and 2100-12-31 in the 1900 system: a bare number is taken as a day count only between them. */
const leastSerial = 18_264
const mostSerial = 73_415

type Civil = { day: string; clock: string | undefined; zone: string | undefined }

const clockPart =
  /^(?:t|\s+|\s*(?=\d{1,2}[时点]))(\d{1,2})(?:[:时点]\s*(?:(\d{1,2})(?:[:分]\s*(?:(\d{1,2})(?:\.\d+)?秒?)?)?)?)?\s*(z|[+-]\d{2}:?\d{2})?$/

/** Finds a whole civil date, with what clock time follows it; or why there is none. */
function readCivil(cell: Cell, context: ReadContext): Reading<Civil> {
  return readCommon<Civil>(cell, (text, isNumber) => {
    const lower = text.toLowerCase()
    const serial = /^\d{5}(?:\.\d+)?$/.test(lower) ? readSerial(Number(lower), cell, isNumber, context) : undefined
    if (serial) return serial
    const whole =
      /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/.exec(lower) ??
      /^(\d{4})\s*(年)\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]/.exec(lower) ??
      /^(\d{4})()(\d{2})(\d{2})(?!\d)/.exec(lower)
    if (whole) return civil(cell, [whole[1]!, whole[3]!, whole[4]!], lower.slice(whole[0].length))
    const turned = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)/.exec(lower)
    if (turned) {
      const rest = lower.slice(turned[0].length)
      if (context.unit === 'day_month_year') return civil(cell, [turned[4]!, turned[3]!, turned[1]!], rest)
      if (context.unit === 'month_day_year') return civil(cell, [turned[4]!, turned[1]!, turned[3]!], rest)
      return refused('day_month_order', cell)
    }
    if (/^\d{4}(?:年|[-/.]?\d{1,2}|[-/.年]\s*\d{1,2}\s*月?)?$/.test(lower)) return refused('no_day', cell)
    if (/^\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$/.test(lower)) return refused('short_year', cell)
    return refused('not_a_day', cell)
  })
}

function readSerial(serial: number, cell: Cell, isNumber: boolean, context: ReadContext): Reading<Civil> | undefined {
  const is1904 = context.unit === 'serial_1904' || (isNumber && context.is1904)
  const day = serial >= leastSerial && serial <= mostSerial ? serialToDay(serial, is1904) : undefined
  if (day === undefined) return refused('not_a_day', cell)
  if (!isNumber && context.unit !== 'serial_1900' && context.unit !== 'serial_1904')
    return refused('maybe_serial', cell, { meant: day.slice(0, 10) })
  return understood({ day: day.slice(0, 10), clock: day.length > 10 ? day.slice(11) : undefined, zone: undefined })
}

function civil(cell: Cell, [year, month, dayOfMonth]: [string, string, string], rest: string): Reading<Civil> {
  const day = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`
  const known = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(known.getTime()) || known.toISOString().slice(0, 10) !== day) return refused('no_such_day', cell)
  if (day < earliest || day > latest) return refused('day_out_of_range', cell, { earliest, latest })
  if (rest.trim() === '') return understood({ day, clock: undefined, zone: undefined })
  const clock = clockPart.exec(rest)
  if (!clock) return refused('not_a_day', cell)
  const [hour, minute, second] = [clock[1], clock[2], clock[3]].map((part) => (part ?? '0').padStart(2, '0')) as [string, string, string]
  if (hour > '23' || minute > '59' || second > '59') return refused('no_such_time', cell)
  return understood({ day, clock: `${hour}:${minute}:${second}`, zone: clock[4] })
}

function zoneMinutes(zone: string): number {
  if (zone === 'z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return zone[0] === '-' ? -minutes : minutes
}

/** China has kept UTC+8 all year since 1992; the summer time of 1986 to 1991 is not applied to imported clocks. */
function momentOf({ day, clock, zone }: Civil): Date {
  return new Date(Date.parse(`${day}T${clock ?? '00:00:00'}Z`) - (zone === undefined ? 480 : zoneMinutes(zone)) * 60_000)
}

/** A day, 'YYYY-MM-DD' in Asia/Shanghai. A clock time beside it is let go; one with a zone is brought to Shanghai first. */
export const dayReader: Reader<string> = {
  kind: 'day',
  units: dayNotations,
  read(cell, context) {
    const reading = readCivil(cell, context)
    if ('reason' in reading || reading.value === null) return reading as Reading<string>
    if (reading.value.zone === undefined) return understood(reading.value.day)
    return understood(new Date(momentOf(reading.value).getTime() + 480 * 60_000).toISOString().slice(0, 10))
  },
}

/** A moment, ISO with Z; a clock without a zone is Asia/Shanghai's. A day alone is refused: it says no moment. */
export const momentReader: Reader<string> = {
  kind: 'moment',
  units: dayNotations,
  read(cell, context) {
    const reading = readCivil(cell, context)
    if ('reason' in reading || reading.value === null) return reading as Reading<string>
    if (reading.value.clock === undefined) {
      const showsMidnight = cell !== null && typeof cell === 'object' && 'day' in cell
      if (!showsMidnight) return refused('no_time', cell)
    }
    return understood(momentOf(reading.value).toISOString())
  },
}
