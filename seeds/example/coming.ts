// Some bookings and requests of the coming days, made by the example's people through the door, so that calendars are alive.
import type { FastifyInstance } from 'fastify'
import { book } from '../../src/booking/booking.contract.ts'
import { requestTest } from '../../src/booking/request.contract.ts'
import { listAvailability, setBookingPolicy } from '../../src/booking/schedule.contract.ts'
import { signIn } from '../../src/identity/identity.contract.ts'
import type { Contract, InputSent, Output } from '../../src/kernel/contract.ts'
import { examplePassword } from './accounts.ts'
import { randomFrom } from './random.ts'

const instrumentsBooked = 24

/** `upload`: the bytes of an operation that takes a file. */
export type Send = <C extends Contract>(contract: C, input: InputSent<C>, upload?: string) => Promise<Output<C> | undefined>

/** As somebody at the other side of the server; a refusal is an answer too, and gives undefined. */
export async function senderOf(server: FastifyInstance, loginName: string): Promise<Send> {
  let token = ''
  const send = async (contract: Contract, input: Record<string, unknown>, upload?: string) => {
    const rest = { ...input }
    const path = contract.path.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = String(rest[name])
      delete rest[name]
      return encodeURIComponent(value)
    })
    const isInQuery = contract.method === 'GET' || upload !== undefined
    const query = isInQuery ? `?${new URLSearchParams(Object.entries(rest).map(([key, value]) => [key, String(value)]))}` : ''
    const reply = await server.inject({
      method: contract.method,
      url: path + query,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(upload === undefined ? {} : { 'content-type': 'application/octet-stream' }),
      },
      ...(isInQuery ? {} : { payload: rest }),
      ...(upload === undefined ? {} : { payload: upload }),
    })
    return reply.statusCode === 200 ? reply.json() : undefined
  }
  token = ((await send(signIn, { loginName, password: examplePassword })) as Output<typeof signIn>).token ?? ''
  return send as Send
}

/** Books free times of some two dozen instruments of the example's host, a few of them awaiting approval, and sends test requests. */
export async function bookComingDays(server: FastifyInstance, instrumentIds: readonly string[]): Promise<void> {
  const random = randomFrom(20_260_101)
  const [firm, rival, operator] = [await senderOf(server, 'firm'), await senderOf(server, 'rival'), await senderOf(server, 'operator')]
  for (const [at, instrumentId] of instrumentIds.slice(0, instrumentsBooked).entries()) {
    if (at % 8 === 7) await operator(setBookingPolicy, { id: instrumentId, approval: 'manual' })
    const week = await firm(listAvailability, { id: instrumentId, days: 10 })
    for (const day of week?.days ?? []) {
      const free = day.blocks.find(
        (block) => block.kind === 'free' && Date.parse(block.endsAt) - Date.parse(block.startsAt) >= 4 * 3_600_000,
      )
      if (!free || random.next() < 0.25) continue
      const startsAt = new Date(Date.parse(free.startsAt) + random.whole(0, 3) * 3_600_000)
      const endsAt = new Date(startsAt.getTime() + random.whole(2, 4) * 3_600_000)
      const by = random.next() < 0.6 ? rival : firm
      await by(book, {
        instrumentId,
        startsAt: startsAt.toISOString(),
        endsAt: endsAt.toISOString(),
        purpose: '示例：新产品检测',
      })
    }
  }
  const wishes = [
    ['人参提取液', '人参皂苷含量', 'GB/T 19506'],
    ['铝合金铸件', '高温拉伸', 'GB/T 228.2'],
    ['土壤', '重金属', 'HJ 766'],
  ] as const
  for (const [at, [material, property, standard]] of wishes.entries()) {
    const instrumentId = instrumentIds[at * 5 + 2]
    if (instrumentId)
      await firm(requestTest, {
        instrumentId,
        material,
        property,
        standard,
        sampleCount: 3 + at,
        seal: at === 0 ? 'CMA' : 'none',
        invoiceType: 'ordinary',
      })
  }
}
