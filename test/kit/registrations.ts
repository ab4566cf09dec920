// Applying to register, for scenarios: people without any role, and what they apply for.
import assert from 'node:assert/strict'
import { signIn } from '../../src/identity/identity.contract.ts'
import { createPerson } from '../../src/identity/identity.server.ts'
import { run } from '../../src/kernel/db.ts'
import { newId } from '../../src/kernel/id.ts'
import type { World } from '../../src/kernel/test.ts'
import { saveCase, startCase, submitCase } from '../../src/procedures/case.contract.ts'
import type { CaseShown } from '../../src/procedures/caseshown.contract.ts'
import { attachMaterial } from '../../src/procedures/material.contract.ts'
import { getProcedure } from '../../src/procedures/procedure.contract.ts'
import { registrationCode } from '../../src/registry/registration.rules.ts'
import { inventedCreditCode, password } from './people.ts'

let counter = 0

/** A signed-in person without any role. */
export async function newcomer(world: World): Promise<{ token: string; personId: string }> {
  counter += 1
  const loginName = `example-newcomer-${counter}`
  const personId = await createPerson(world.db, { loginName, displayName: `示例新用户${counter}`, password, isExample: true, grants: [] })
  const reply = await world.send(null, signIn, { loginName, password })
  await run(world.db, 'update session set idle_seconds = 43200 where person_id = $1', [personId])
  return { token: reply.body.token ?? '', personId }
}

/** What somebody applies with: a firm of 南关区 (220102) unless said otherwise. */
export function wishOf<Other extends object>(other: Other = {} as Other) {
  const creditCode = inventedCreditCode()
  const wish = {
    creditCode,
    nameZh: `示例新企业${creditCode.slice(-6)}`,
    kind: 'firm',
    division: '220102',
    contact: '示例联系人 0431-0000000',
  }
  return { ...wish, ...other }
}

type Applicant = { token: string }

/** An application to register, filled in and with its licence shown on paper: a draft still. */
export async function drafted(world: World, person: Applicant, wish: object): Promise<CaseShown> {
  const guide = await world.send(null, getProcedure, { code: registrationCode })
  const begun = await world.send(person.token, startCase, { batchId: guide.body.batches[0]!.id }, { idempotencyKey: newId() })
  assert.equal(begun.status, 200, begun.text)
  const kept = await world.send(person.token, saveCase, { id: begun.body.id, answers: { ...wish } })
  assert.equal(kept.status, 200, kept.text)
  const shown = await world.send(person.token, attachMaterial, { id: begun.body.id, code: 'licence' })
  assert.equal(shown.status, 200, shown.text)
  return kept.body.case
}

/** As drafted, and filed. */
export async function applied(world: World, person: Applicant, wish: object = wishOf()): Promise<CaseShown> {
  const { id } = await drafted(world, person, wish)
  const sent = await world.send(person.token, submitCase, { id })
  assert.equal(sent.status, 200, sent.text)
  return sent.body
}
