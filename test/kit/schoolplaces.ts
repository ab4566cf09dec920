// What a bureau does with its places at schools.
import assert from 'node:assert/strict'
import type { World } from '../../src/kernel/test.ts'
import type { CaseShown } from '../../src/procedures/caseshown.contract.ts'
import { keepSchoolPlace, placeStages, setSchoolPlaces } from '../../src/talent/schoolplace.contract.ts'
import { schoolYearOf } from '../../src/talent/schoolplace.rules.ts'

type Person = { token: string }
type Settled = { divisionCode: string; stage?: (typeof placeStages)[number]; school?: string; year?: number; places?: number }

/** Settles places at a school. @returns the row's id */
export async function placesAt(world: World, bureau: Person, settled: Settled): Promise<string> {
  const sent = { school: '示例小学', stage: 'primary' as const, grade: 1, year: 2026, places: 1, ...settled }
  const done = await world.send(bureau.token, setSchoolPlaces, sent)
  assert.equal(done.status, 200, done.text)
  return done.body.id
}

/** Keeps a place of its own for a case, whatever its stage and its day. */
export async function keepAnyPlace(world: World, bureau: Person, shown: CaseShown): Promise<void> {
  const stage = placeStages.find((one) => one === shown.answers['stage'])!
  const year = schoolYearOf(String(shown.answers['startsOn']))
  const placeId = await placesAt(world, bureau, { divisionCode: shown.divisionCode!, stage, year, school: `示例学校 ${shown.caseNo}` })
  const done = await world.send(bureau.token, keepSchoolPlace, { id: shown.id, placeId })
  assert.equal(done.status, 200, done.text)
}
