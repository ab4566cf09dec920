// Readings: taken from whoever proves to be a meter, whole or not at all; packed by the hour; after a month only their summaries are left.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as z from 'zod'
import type { Db } from '../kernel/db.ts'
import { defineJob, type Worker, workInSteps } from '../kernel/jobs.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { say, type Word } from '../kernel/word.ts'
import { secretOf, takeInUse } from './meter.server.ts'
import { holdMeterCoded, type MeterRow, takeMeter } from './meter.sql.ts'
import { markDayDue } from './power.sql.ts'
import {
  type BatchTaken,
  importReadings,
  linesMost,
  postReadings,
  ReadingBatch,
  readingLinesCount,
  readingLinesWrong,
  readingsNotSigned,
  readingsUnreadable,
} from './reading.contract.ts'
import { hourMs, hourOf, oncePerMoment, type Reading, readingFault, readingsOfLines, summarise } from './reading.rules.ts'
import {
  deletePacked,
  deleteWaiting,
  insertReadings,
  listHoursWaiting,
  listMetersWaiting,
  listPacked,
  listWaiting,
  type PackedHour,
  upsertHour,
} from './reading.sql.ts'
import { readingWords as words } from './reading.words.ts'
import { decodeHour, encodeHour } from './readingpack.rules.ts'

/** An hour is packed when it has been over for as long; what comes later is packed into it. */
const packAfterMs = 600_000
const hoursAtOnce = 24
export const keptDays = 30

/** Of 3,600 readings 10 kB are left, where arrays of PostgreSQL take 50. */
const pack = (readings: readonly Reading[], hourAt: number) => deflateRawSync(encodeHour(readings, hourAt))
const unpack = ({ packed, hourAt }: PackedHour) => decodeHour(inflateRawSync(packed), hourAt)

/** What a meter sent, as text. @throws readings_unreadable */
export function readBatch(payload: string): Reading[] {
  let sent: unknown
  try {
    sent = JSON.parse(payload)
  } catch {
    throw readingsUnreadable({})
  }
  const parsed = ReadingBatch.safeParse(sent)
  if (!parsed.success) throw readingsUnreadable({})
  return parsed.data.readings.map(({ at, value, sequence }) => ({ at: Date.parse(at), value, sequence }))
}

/** Readings are shown for as long; what is older can be packed with nothing any more. */
const importDaysMost = 25

/** Whether a text was signed with a meter's secret: HMAC-SHA-256, in hexadecimal. */
function isSigned(meter: MeterRow, payload: string, signature: string): boolean {
  const due = createHmac('sha256', secretOf(meter)).update(payload).digest()
  const told = Buffer.from(signature, 'hex')
  return told.length === due.length && timingSafeEqual(told, due)
}

/**
 * Stores a batch that a meter signed; whoever it came through. Once this is committed it may be acknowledged, and sending it again
 * changes nothing: a reading is of one meter and one moment. @throws readings_not_signed, readings_unreadable
 */
export async function takeBatch(db: Db, sent: { meter: string; payload: string; signature: string }, now: Date): Promise<BatchTaken> {
  const meter = await holdMeter(db, sent.meter)
  if (!meter || !isSigned(meter, sent.payload, sent.signature)) throw readingsNotSigned({})
  return storeReadings(db, { meter, readings: readBatch(sent.payload) }, now)
}

/** A meter by the code it goes by, while it is in use; held until the transaction ends. */
export async function holdMeter(db: Db, code: string): Promise<MeterRow | undefined> {
  const meter = await holdMeterCoded(db, code)
  return meter?.retiredAt === null ? meter : undefined
}

/** Stores what is new among the readings of a meter that is held, and says what became of all of them. */
export async function storeReadings(
  db: Db,
  { meter, readings, lateDays = meter.lateDays }: { meter: MeterRow; readings: readonly Reading[]; lateDays?: number },
  now: Date,
): Promise<BatchTaken> {
  const facts = { now: now.getTime(), lateDays, kind: meter.kind }
  const refused = readings.flatMap((reading): BatchTaken['refused'] => {
    const code = readingFault(reading, facts)
    if (!code) return []
    const inLanguage = (language: 'zh' | 'en') => say(words[code] as Word, language, { days: lateDays })
    return [{ sequence: reading.sequence, at: isoOf(reading.at), code, text: { zh: inLanguage('zh'), en: inLanguage('en') } }]
  })
  const good = readings.filter((reading) => !readingFault(reading, facts))
  const fresh = await notPacked(db, meter.id, oncePerMoment(good))
  const stored = await insertReadings(db, meter.id, fresh)
  return { stored, known: good.length - stored, refused }
}

/** Those of a moment that is in no packed hour. */
async function notPacked(db: Db, meterId: string, readings: readonly Reading[]): Promise<Reading[]> {
  const [first, last] = [readings[0], readings.at(-1)]
  if (!first || !last) return []
  const hours = await listPacked(db, meterId, hourOf(first.at), last.at + 1)
  const known = new Set(hours.flatMap(unpack).map(({ at }) => at))
  return readings.filter(({ at }) => !known.has(at))
}

/** The readings of a meter in a time [from, to), in order, packed or not. */
export async function readingsOf(db: Db, meterId: string, from: number, to: number): Promise<Reading[]> {
  const packed = (await listPacked(db, meterId, hourOf(from), to)).flatMap(unpack)
  const all = [...packed, ...(await listWaiting(db, meterId, from, to))]
  return oncePerMoment(all.filter(({ at }) => at >= from && at < to))
}

/** Packs one hour of a meter's, with what of it was packed before. */
async function packHour(db: Db, meter: MeterRow, hourAt: number): Promise<void> {
  const readings = await readingsOf(db, meter.id, hourAt, hourAt + hourMs)
  await upsertHour(db, meter.id, { hourAt, packed: pack(readings, hourAt) }, summarise(readings, meter.kind))
  await deleteWaiting(db, meter.id, hourAt)
  if (meter.kind === 'power') await markDayDue(db, meter.id, dayOf(new Date(hourAt)))
}

/** Packs some waiting hours of a meter, which is taken. @returns whether more may wait */
export async function packSome(db: Db, meterId: string, now: Date): Promise<boolean> {
  const meter = await takeMeter(db, meterId)
  const before = hourOf(now.getTime() - packAfterMs)
  const hours = meter ? await listHoursWaiting(db, meterId, before, hoursAtOnce) : []
  for (const hourAt of hours) await packHour(db, meter!, hourAt)
  return hours.length === hoursAtOnce
}

const packReadings = defineJob('pack_readings', z.object({}))
const dropReadings = defineJob('drop_readings', z.object({}))

export const readingWorkers: readonly Worker[] = [
  workInSteps(
    packReadings,
    async ({ step }) => {
      const meterIds = await step((db, now) => listMetersWaiting(db, hourOf(now.getTime() - packAfterMs)))
      for (const id of meterIds) while (await step((db, now) => packSome(db, id, now)));
    },
    { every: '*/10 * * * *' },
  ),
  workInSteps(
    dropReadings,
    async ({ step }) => {
      while ((await step((db, now) => deletePacked(db, now.getTime() - keptDays * 24 * hourMs, 1_000))) > 0);
    },
    { every: '17 18 * * *' },
  ),
]

export const readingHandlers = [
  handle(postReadings, ({ input, db, now }) => takeBatch(db, input, now)),

  handle(importReadings, async ({ input, actor, db, now }) => {
    const meter = await takeInUse(db, actor, input.id)
    const { readings, wrongLines } = readingsOfLines(input.text)
    if (wrongLines.length > 0) throw readingLinesWrong({ count: wrongLines.length, lines: wrongLines.slice(0, 10).join('、') })
    if (readings.length === 0 || readings.length > linesMost) throw readingLinesCount({ most: linesMost })
    const taken = await storeReadings(db, { meter, readings, lateDays: importDaysMost }, now)
    return { ...taken, refused: taken.refused.slice(0, 100), refusedCount: taken.refused.length }
  }),
]
