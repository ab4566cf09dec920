// People and organisations for scenarios: plainly invented, each scenario its own.
import { signIn } from '../../src/identity/identity.contract.ts'
import { creditCodeCheck } from '../../src/identity/identity.rules.ts'
import { createPerson, registerOrganisation } from '../../src/identity/identity.server.ts'
import { inTransaction, run } from '../../src/kernel/db.ts'
import type { World } from '../../src/kernel/test.ts'

let counter = 0
export const password = 'example-password-示例'

/** A well-formed credit code that belongs to nobody: its registering body 99 does not exist. */
export function inventedCreditCode(): string {
  counter += 1
  const first17 = `99220000${String(counter).padStart(9, '0')}`
  return first17 + creditCodeCheck(first17)
}

type OrganisationKind = Parameters<typeof registerOrganisation>[1]['kind']

export async function makeOrganisation(
  world: World,
  kind: OrganisationKind,
  options: { name?: string; divisionCode?: string | null; creditCode?: string } = {},
): Promise<{ id: string; name: string; creditCode: string }> {
  const creditCode = options.creditCode ?? inventedCreditCode()
  const name = options.name ?? `示例单位${counter}（${kind}）`
  const divisionCode = options.divisionCode === undefined ? null : options.divisionCode
  const id = await inTransaction(world.db, 'write', (tx) =>
    registerOrganisation(tx, { nameZh: name, nameEn: `Example ${counter}`, kind, divisionCode, creditCode }),
  )
  return { id, name, creditCode }
}

/**
 * A signed-in person with one role for one organisation, or for a division; the token is what `world.send` takes. Their session rests as
 * long as a scenario's clock may jump; scenarios about sessions open their own.
 */
export async function signedIn(
  world: World,
  role: string,
  scope: { organisationId: string } | { divisionCode: string; matterCode?: string } | Record<string, never>,
): Promise<{ token: string; personId: string; loginName: string }> {
  counter += 1
  const loginName = `example-${role}-${counter}`
  const grant = {
    role,
    organisationId: 'organisationId' in scope ? scope.organisationId : null,
    divisionCode: 'divisionCode' in scope ? scope.divisionCode : null,
    matterCode: 'matterCode' in scope ? (scope.matterCode ?? null) : null,
  }
  const personId = await createPerson(world.db, { loginName, displayName: `示例${counter}`, password, isExample: true, grants: [grant] })
  const reply = await world.send(null, signIn, { loginName, password })
  await run(world.db, 'update session set idle_seconds = 43200 where person_id = $1', [personId])
  return { token: reply.body.token ?? '', personId, loginName }
}

/** A person with an account that is no example, signed in by nobody yet; what their role asks for is asked of them. */
export async function realPerson(world: World, role: string): Promise<{ loginName: string; personId: string; organisationId: string }> {
  const { id: organisationId } = await makeOrganisation(world, role.startsWith('firm') ? 'firm' : 'institute')
  counter += 1
  const loginName = `real-${role}-${counter}`
  const grants = [{ role, organisationId, divisionCode: null }]
  const personId = await createPerson(world.db, { loginName, displayName: `示例${counter}`, password, grants })
  return { loginName, personId, organisationId }
}
