// Walks through declared procedures until every transition was taken; they know no procedure, only what is declared.
import assert from 'node:assert/strict'
import type { World } from '../../src/kernel/test.ts'
import { refoldCases, verifyPayments } from '../../src/procedures/verify.server.ts'
import { procedures } from '../../src/slices.server.ts'
import { drafted } from './drafting.ts'
import { heldFor, type Opened, openAll, somebodyFor } from './opened.ts'
import { type Staff, staffOf } from './staff.ts'
import { transitionsOf } from './transitions.ts'
import { goThrough } from './walk.ts'

const walksMost = 120

/** Walks until every transition was taken, or until walks take none any more. @returns those that are left */
async function walked(world: World, staff: Staff, all: readonly Opened[], one: Opened): Promise<string[]> {
  const open = new Set(transitionsOf(one.procedure, one.parameters))
  const walk = { world, staff, ...one, open }
  const held = heldFor(procedures, one.procedure, one.parameters, world.now)
  const somebody = () => somebodyFor(world, staff, all, one, held)
  let applicant = await somebody()
  let idle = 0
  for (let count = 0; count < walksMost && open.size > 0 && idle < 3; count += 1) {
    const before = open.size
    let id = await drafted(walk, applicant, held)
    if (id === null) {
      applicant = await somebody()
      id = await drafted(walk, applicant, held)
    }
    assert.notEqual(id, null, `${one.procedure.code}: nobody can apply`)
    await goThrough(walk, id!, applicant)
    idle = open.size === before ? idle + 1 : 0
  }
  return [...open]
}

/** Walks through every third procedure from one on, so that three databases share the way; every one of them is in one of the three. */
export async function walkThrough(world: World, from: 0 | 1 | 2): Promise<void> {
  const staff = await staffOf(world, procedures)
  const all = await openAll(world, staff, procedures)
  const left: Record<string, string[]> = {}
  const third = all.filter((_, at) => at % 3 === from)
  for (const one of third) left[one.procedure.code] = await walked(world, staff, all, one)
  assert.deepEqual(left, Object.fromEntries(third.map(({ procedure }) => [procedure.code, []])))
  assert.equal((await refoldCases(world.db)).wrong, 0)
  assert.deepEqual(
    (await verifyPayments(world.db)).filter(({ wrong }) => wrong > 0),
    [],
  )
}
