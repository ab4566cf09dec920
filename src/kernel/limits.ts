// How much one person, or one address, may ask for in a minute.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from './actor.ts'
import type { Contract } from './contract.ts'
import { tooManyRequests } from './kernel.contract.ts'

/** Requests a minute; 0 is without limit. Sign-ins are of one address, the others of one person. */
export type Limits = { signIns: number; writes: number; searches: number }
export const limitsUsual: Limits = { signIns: 60, writes: 300, searches: 120 }
export const limitsNone: Limits = { signIns: 0, writes: 0, searches: 0 }

/** A whole university or park may stand behind one address. */
const peopleBehindAddress = 10

export type LimitKeeper = {
  /** Counts a request of an address before anything is read for it. @throws too_many_requests */
  countAddress(contract: Contract, request: FastifyRequest): Promise<void>
  /** Counts a request of whoever it is known to be from. @throws too_many_requests */
  countPerson(contract: Contract, request: FastifyRequest, actor: Actor): Promise<void>
}

function kindOf(contract: Contract): keyof Limits | undefined {
  if (contract.session === 'opens') return 'signIns'
  if (contract.isSearch) return 'searches'
  return contract.method === 'POST' ? 'writes' : undefined
}

/** Keeps count in this process; with several processes each allows its share. The kernel's server registers the counter. */
export function limitKeeper(server: FastifyInstance, limits: Limits): LimitKeeper {
  const byPerson = new WeakMap<FastifyRequest, string>()
  const counter = (max: number, keyGenerator: (request: FastifyRequest) => string) =>
    max > 0 ? server.createRateLimit({ max, timeWindow: 60_000, keyGenerator }) : undefined
  const ofAddress = {
    signIns: counter(limits.signIns, (request) => request.ip),
    writes: counter(limits.writes * peopleBehindAddress, (request) => request.ip),
    searches: counter(limits.searches * peopleBehindAddress, (request) => request.ip),
  }
  const ofPerson = {
    signIns: undefined,
    writes: counter(limits.writes, (request) => byPerson.get(request) ?? ''),
    searches: counter(limits.searches, (request) => byPerson.get(request) ?? ''),
  }
  const count = async (counted: ReturnType<typeof counter>, request: FastifyRequest) => {
    const found = await counted?.(request)
    if (found && !found.isAllowed && found.isExceeded) throw tooManyRequests({ seconds: found.ttlInSeconds })
  }
  return {
    async countAddress(contract, request) {
      const kind = kindOf(contract)
      if (kind) await count(ofAddress[kind], request)
    },
    async countPerson(contract, request, actor) {
      const kind = kindOf(contract)
      if (!kind) return
      byPerson.set(request, actor.personId)
      await count(ofPerson[kind], request)
    },
  }
}
