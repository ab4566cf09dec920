// How an hour of readings is written down in bytes; what stores them squeezes these bytes further.
import type { Reading } from './reading.rules.ts'

function putWhole(bytes: number[], whole: number): void {
  let rest = whole < 0 ? -whole * 2 - 1 : whole * 2
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
}

/**
 * The readings of an hour, in order of time: their number, the steps of time and of sequence as whole numbers of as many bytes as they
 * need, then the values, eight bytes each, least first. `hourAt` is the hour's beginning in milliseconds since 1970.
 */
export function encodeHour(readings: readonly Reading[], hourAt: number): Uint8Array<ArrayBuffer> {
  const bytes: number[] = []
  putWhole(bytes, readings.length)
  let [at, sequence] = [hourAt, 0]
  for (const reading of readings) {
    putWhole(bytes, reading.at - at)
    putWhole(bytes, reading.sequence - sequence)
    at = reading.at
    sequence = reading.sequence
  }
  const whole = new Uint8Array(bytes.length + readings.length * 8)
  whole.set(bytes)
  const values = new DataView(whole.buffer, bytes.length)
  for (const [index, { value }] of readings.entries()) values.setFloat64(index * 8, value, true)
  return whole
}

/** What `encodeHour` wrote down. */
export function decodeHour(bytes: Uint8Array, hourAt: number): Reading[] {
  let place = 0
  const takeWhole = () => {
    let [whole, scale] = [0, 1]
    for (;;) {
      const byte = bytes[place++]!
      whole += (byte % 128) * scale
      if (byte < 128) return whole % 2 === 1 ? -(whole + 1) / 2 : whole / 2
      scale *= 128
    }
  }
  const count = takeWhole()
  const readings: Reading[] = []
  let [at, sequence] = [hourAt, 0]
  for (let index = 0; index < count; index++) {
    at += takeWhole()
    sequence += takeWhole()
    readings.push({ at, sequence, value: 0 })
  }
  const values = new DataView(bytes.buffer, bytes.byteOffset + place)
  for (const [index, reading] of readings.entries()) reading.value = values.getFloat64(index * 8, true)
  return readings
}
