// The clients of a bench: a process of their own, so that their work is not counted as the server's.
import { Agent, request } from 'node:http'
import { hammer } from './measure.ts'

export type ClientOrder = {
  origin: string
  token: string
  clients: number
  secondsAtMost: number
  requests: { method: string; path: string; body?: string; key?: string }[]
}
export type ClientResult = { seconds: number; timesMs: number[]; statuses: Record<string, number> }

function send(agent: Agent, order: ClientOrder, turn: number): Promise<number> {
  const { method, path, body, key } = order.requests[turn]!
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${order.token}`,
      ...(body ? { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
    }
    const sent = request(order.origin + path, { method, agent, headers }, (reply) => {
      reply.resume()
      reply.on('end', () => resolve(reply.statusCode ?? 0))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

if (process.send) {
  let waiting: ClientOrder | undefined
  // First the order, then the word to go.
  process.on('message', async (message: ClientOrder | { go: true }) => {
    if (!('go' in message)) {
      waiting = message
      process.send?.({ isReady: true })
      return
    }
    const order = waiting!
    const agent = new Agent({ keepAlive: true, maxSockets: order.clients })
    const statuses: Record<string, number> = {}
    const { seconds, timesMs } = await hammer(
      order.clients,
      order.requests.length,
      async (turn) => {
        const status = await send(agent, order, turn)
        statuses[status] = (statuses[status] ?? 0) + 1
      },
      order.secondsAtMost,
    )
    agent.destroy()
    process.send?.({ seconds, timesMs, statuses } satisfies ClientResult)
  })
}
