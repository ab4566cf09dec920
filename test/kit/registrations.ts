// Applying to register, for scenarios: people without any role, and what they apply for.
import { signIn } from '../../src/identity/identity.contract.ts'
import { createPerson } from '../../src/identity/identity.server.ts'
import { run } from '../../src/kernel/db.ts'
import type { World } from '../../src/kernel/test.ts'
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
    ...{ creditCode, nameZh: `示例新企业${creditCode.slice(-6)}`, nameEn: '', kind: 'firm' as const, divisionCode: '220102' },
    contact: '示例联系人 0431-0000000',
  }
  return { ...wish, ...other }
}
