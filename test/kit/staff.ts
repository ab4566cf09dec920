// Whoever has to do with the cases of a walk: an employer, a host, two officers of every office, experts, and a stranger who objects.

import type { World } from '../../src/kernel/test.ts'
import type { Office, Procedure } from '../../src/procedures/procedure.rules.ts'
import { expertsInPool, inventedResidentId, county as where } from './cases.ts'
import { walkedCounty } from './counties.ts'
import { makeOrganisation, signedIn } from './people.ts'

export type Person = { token: string; personId: string; loginName: string }
export type Applicant = Person & { idNumber: string }

const divisions = { county: where, prefecture: '220100', province: '220000' } as const
const roles = {
  'procedures.handle': { county: 'county_officer', prefecture: 'city_officer', province: 'provincial_officer' },
  'procedures.decide': { county: 'department_leader', prefecture: 'city_officer', province: 'department_leader' },
} as const

/** @param matters the matters whose cases are for nobody else */
export async function staffOf(world: World, procedures: readonly Procedure[]) {
  const firm = await makeOrganisation(world, 'firm', { divisionCode: where })
  const university = await makeOrganisation(world, 'university', { divisionCode: where })
  const two = async (make: () => Promise<Person>) => [await make(), await make()]
  const employers = await two(() => signedIn(world, 'firm_admin', { organisationId: firm.id }))
  const direct = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const all = new Map<string, readonly Person[]>()
  const keyOf = (procedure: Procedure, office: Office) => {
    if (office.at === 'employer') return 'employer'
    return `${office.at} ${office.permission} ${office.matterCode ?? (procedure.isConfidential ? procedure.matterCode : '')}`
  }
  const offices = procedures.flatMap((procedure) => procedure.stages.map(({ office }) => [procedure, office] as const))
  for (const [procedure, office] of offices) {
    const key = keyOf(procedure, office)
    if (all.has(key)) continue
    if (office.at === 'employer') {
      all.set(key, employers)
      continue
    }
    const matterCode = key.split(' ')[2]!
    // Whom a rule names, those above them stand in for.
    const at = office.at === 'ruled' ? 'province' : office.at
    const scope = { divisionCode: divisions[at], ...(matterCode === '' ? {} : { matterCode }) }
    const ofMatter = office.permission === 'procedures.handle' ? 'department_officer' : 'department_leader'
    const decides = office.permission === 'procedures.decide' ? 'procedures.decide' : 'procedures.handle'
    const role = matterCode === '' ? roles[decides][at] : ofMatter
    all.set(key, await two(() => signedIn(world, role, scope)))
  }
  return {
    ...{ firm, employers, direct, division: where, hostCode: university.creditCode },
    host: await signedIn(world, 'asset_officer', { organisationId: university.id }),
    stranger: await signedIn(world, 'individual', {}),
    experts: await expertsInPool(world, direct, 8),
    of: (procedure: Procedure, office: Office) => all.get(keyOf(procedure, office))!,
    /** Somebody new, born so many days before today that no age stands in their way. */
    applicant: async (procedure: Procedure): Promise<Applicant> => {
      const bureau = () => signedIn(world, 'county_officer', { divisionCode: walkedCounty.code })
      const own = procedure.subject === 'organisation' ? employers[0]! : undefined
      const person = own ?? (procedure.subject === 'division' ? await bureau() : await signedIn(world, 'individual', {}))
      const year = world.now.getUTCFullYear() - 35
      return { ...person, idNumber: inventedResidentId(`${year}-01-02`) }
    },
  }
}
export type Staff = Awaited<ReturnType<typeof staffOf>>
