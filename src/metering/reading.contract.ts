// Readings: what meters send, and what is shown of them.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { momentSentFrom } from '../kernel/shape.ts'
import { meterOut } from './meter.contract.ts'
import { readingWords as words } from './reading.words.ts'

/** One answer for a meter that nobody knows, one that was taken out, and a signature that does not fit. */
export const readingsNotSigned = defineError('readings_not_signed', 422, words.notSigned)
export const readingsUnreadable = defineError('readings_unreadable', 422, words.unreadable)

export const readingFaults = ['reading_in_future', 'reading_too_old', 'reading_negative', 'log_in_more'] as const
export type ReadingFault = (typeof readingFaults)[number]

export const Reading = z.object({
  at: momentSentFrom,
  /** In the unit of the meter's kind: watts, amperes, counts; of a log-in signal 1 or 0, and never who it is. */
  value: z.number(),
  /** The device's own count of its readings. */
  sequence: z
    .int()
    .min(0)
    .max(2 ** 50),
})
/** What a meter sends, as JSON text. */
export const ReadingBatch = z.object({ readings: z.array(Reading).min(1).max(5_000) })

export const BatchTaken = z.object({
  /** New ones, stored when this is answered. */
  stored: z.int(),
  /** Those of a moment for which a reading is there already: nothing changed. */
  known: z.int(),
  /** Those that will never be taken; sending them again changes nothing. */
  refused: z.array(
    z.object({ sequence: z.int(), at: z.string(), code: z.enum(readingFaults), text: z.object({ zh: z.string(), en: z.string() }) }),
  ),
})
export type BatchTaken = z.infer<typeof BatchTaken>

/** A batch of a meter's readings. `signature` is HMAC-SHA-256 of the very text in `payload` under the meter's secret, in hexadecimal. */
export const postReadings = operation({
  name: 'postReadings',
  title: words.postReadings,
  method: 'POST',
  path: '/api/readings',
  permission: 'anyone',
  isSessionless: true,
  leavesNoTrace: true,
  input: z.object({ meter: z.string().max(64), payload: z.string().max(1_000_000), signature: z.string().max(128) }),
  output: BatchTaken,
  errors: [readingsNotSigned, readingsUnreadable],
})

export const linesMost = 20_000
export const readingLinesWrong = defineError<{ count: number; lines: string }>('reading_lines_wrong', 422, words.linesWrong)
export const readingLinesCount = defineError<{ most: number }>('reading_lines_count', 422, words.linesCount)

/**
 * Readings from a file of a meter that does not send: a first line of names, then a moment and a value on each line, whole or not at
 * all. A moment without a zone is of Asia/Shanghai. What is there already stays as it is.
 */
export const importReadings = operation({
  name: 'importReadings',
  title: words.importReadings,
  method: 'POST',
  path: '/api/meters/{id}/readings',
  permission: 'catalogue.edit',
  input: z.object({ id: z.uuid(), text: z.string().min(1).max(900_000) }),
  output: BatchTaken.extend({ refusedCount: z.int() }),
  errors: [notFound, meterOut, readingLinesWrong, readingLinesCount],
})
