// The race's adapter for Xianchuang itself: only its public interface, as any client would use it.
import type { Adapter, Answer, Ground, Settings, Slot } from './adapter.ts'

type Booking = { id: string; instrumentId: string; startsAt: string; endsAt: string; state: string }
type BookingPage = { items: Booking[]; nextCursor: string | null }
type Block = { startsAt: string; endsAt: string; kind: string; freeLanes: number }
type Availability = {
  earliestStartAt: string
  laneCount: number
  policy: { stepMinutes: number; minutesLeast: number }
  days: { blocks: Block[] }[]
}
type Sent = { token?: string | undefined; method: 'GET' | 'POST'; path: string; body?: object; key?: string }
type Reply<Body> = { status: number; body: Body & { code?: string } }

const standing = new Set(['pending', 'confirmed', 'in_use'])
const iso = (moment: number) => new Date(moment).toISOString()
const daysAhead = 14
const dayMs = 86_400_000

async function send<Body>(url: string, { token, method, path, body, key }: Sent): Promise<Reply<Body>> {
  const reply = await fetch(new URL(path, url), {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (reply.status === 429) throw new Error('the server counts writes: start it with LIMIT_WRITES=0 for a race')
  return { status: reply.status, body: (await reply.json()) as Body & { code?: string } }
}

function answered({ status, body }: Reply<{ id?: string }>): Answer {
  if (status === 200 && body.id) return { id: body.id }
  if (status === 409 || status === 422) return { refused: body.code ?? String(status) }
  throw new Error(`${status} ${body.code ?? ''}`)
}

async function signIn(url: string, loginName: string, password: string): Promise<string> {
  const { status, body } = await send<{ token?: string }>(url, { method: 'POST', path: '/api/session', body: { loginName, password } })
  if (status !== 200 || !body.token) throw new Error(`${loginName} could not sign in: ${status} ${body.code ?? ''}`)
  return body.token
}

/** The longest free stretch of the next days; what begins too soon could not be given back. */
async function groundOf(url: string, instrument: string): Promise<Ground> {
  const path = `/api/instruments/${instrument}/availability?days=${daysAhead}`
  const { status, body } = await send<Availability>(url, { method: 'GET', path })
  if (status !== 200) throw new Error(`the instrument could not be read: ${status} ${body.code ?? ''}`)
  const { earliestStartAt, laneCount, policy, days } = body
  const soonest = Date.parse(earliestStartAt) + dayMs
  const [longest] = days
    .flatMap(({ blocks }) => blocks)
    .filter(({ kind, freeLanes }) => kind === 'free' && freeLanes === laneCount)
    .map(({ startsAt, endsAt }): Slot => ({ from: Date.parse(startsAt), to: Date.parse(endsAt) }))
    .filter(({ from }) => from >= soonest)
    .toSorted((a, b) => b.to - b.from - (a.to - a.from))
  if (!longest) throw new Error(`the instrument has no free time in the next ${daysAhead} days`)
  const stepMinutes = Math.ceil(policy.minutesLeast / policy.stepMinutes) * policy.stepMinutes
  return { free: longest, stepMs: stepMinutes * 60_000, capacity: laneCount }
}

async function bookingsOf(url: string, token: string): Promise<Booking[]> {
  const found: Booking[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const path: string = `/api/my/bookings?which=coming&limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`
    const { body }: Reply<BookingPage> = await send<BookingPage>(url, { token, method: 'GET', path })
    found.push(...body.items)
    cursor = body.nextCursor
  }
  return found
}

/** @param settings login: names with commas, shared out among the clients; password: of all of them; instrument: its id */
export default function makeAdapter(url: string, settings: Settings): Adapter {
  const { login = '', password = '', instrument = '' } = settings
  const names = login.split(',').filter(Boolean)
  if (names.length === 0 || !password || !instrument) throw new Error('give --set login=…, --set password=… and --set instrument=…')
  const tokens: string[] = []
  const post = (client: number, path: string, body: object, key?: string) =>
    send<{ id?: string }>(url, { token: tokens[client % tokens.length], method: 'POST', path, body, ...(key ? { key } : {}) })
  return {
    name: 'Xianchuang',
    async open() {
      for (const name of names) tokens.push(await signIn(url, name, password))
      return groundOf(url, instrument)
    },
    async book(client, { from, to }, key) {
      return answered(
        await post(client, '/api/bookings', { instrumentId: instrument, startsAt: iso(from), endsAt: iso(to), purpose: '示例' }, key),
      )
    },
    async change(client, id, { from, to }) {
      return answered(await post(client, `/api/bookings/${id}/change`, { startsAt: iso(from), endsAt: iso(to) }))
    },
    async cancel(client, id) {
      const { status, body } = await post(client, `/api/bookings/${id}/cancel`, {})
      if (status !== 200) throw new Error(`a booking could not be given back: ${status} ${body.code ?? ''}`)
    },
    async list({ from, to }) {
      const own = (await Promise.all(tokens.map((token) => bookingsOf(url, token)))).flat()
      return [...new Map(own.map((one) => [one.id, one])).values()]
        .filter((one) => one.instrumentId === instrument && standing.has(one.state))
        .map((one) => ({ id: one.id, from: Date.parse(one.startsAt), to: Date.parse(one.endsAt) }))
        .filter((one) => one.from < to && one.to > from)
    },
  }
}
