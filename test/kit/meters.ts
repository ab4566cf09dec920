// A meter as a device: what it knows of itself, and how it signs.
import { createHmac } from 'node:crypto'
import type { World } from '../../src/kernel/test.ts'
import { registerMeter } from '../../src/metering/meter.contract.ts'

export type Device = { id: string; code: string; secret: string }
export type Told = { at: string; value: number; sequence: number }

let devices = 0

/** Registers a meter of an instrument, from the first of February 2026 on. */
export async function makeMeter(
  world: World,
  token: string,
  instrumentId: string,
  kind: 'power' | 'current' | 'counter' | 'log_in' = 'power',
): Promise<Device> {
  const code = `SHILI-${String(++devices).padStart(4, '0')}`
  const reply = await world.send(token, registerMeter, { id: instrumentId, code, kind, firstOn: '2026-02-01' })
  if (reply.status !== 200) throw new Error(reply.text)
  return { id: reply.body.meter.id, code, secret: reply.body.secret }
}

/** A batch as the device sends it. */
export function signed({ code, secret }: Pick<Device, 'code' | 'secret'>, readings: readonly Told[]) {
  const payload = JSON.stringify({ readings })
  return { meter: code, payload, signature: createHmac('sha256', secret).update(payload).digest('hex') }
}

/** Readings some seconds apart, from a moment on. */
export function told(from: string, values: readonly number[], { every = 60, sequence = 1 } = {}): Told[] {
  const at = (index: number) => new Date(Date.parse(from) + index * every * 1_000).toISOString()
  return values.map((value, index) => ({ at: at(index), value, sequence: sequence + index }))
}
