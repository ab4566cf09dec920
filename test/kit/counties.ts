// Counties on their way to a name: a plan that was approved, the data of years, and rows of the register, put in place as rows.
import assert from 'node:assert/strict'
import { issueRecommendation } from '../../src/counties/recommendation.contract.ts'
import { run } from '../../src/kernel/db.ts'
import { newId } from '../../src/kernel/id.ts'
import type { World } from '../../src/kernel/test.ts'
import { dayOf } from '../../src/kernel/time.ts'
import type { CaseShown } from '../../src/procedures/caseshown.contract.ts'
import type { DivisionFacts, Procedure } from '../../src/procedures/procedure.rules.ts'

/** A county under the city of the other offices, which may be national. */
export const walkedCounty = { code: '220122', name: '农安县' } as const
const yearsKnown = Array.from({ length: 30 }, (_, at) => 2020 + at)

/** What a county must stand as before it applies for a name, or for its acceptance. */
const standingFor = ({ code }: Procedure, now: Date): Standing | null => {
  if (!code.startsWith('acceptance_')) return null
  const firstOn = `${Number(dayOf(now).slice(0, 4)) - 4}-01-01`
  return { level: code.endsWith('national') ? 'national' : 'provincial', stage: 'building', firstOn }
}

/** What the engine will know of the county once it is prepared. */
export function countyFacts(procedure: Procedure, now: Date): DivisionFacts | null {
  if (procedure.subject !== 'division') return null
  const standing = standingFor(procedure, now)
  return {
    ...{ code: walkedCounty.code, isNationallyEligible: true, approvedYears: yearsKnown, hasPlan: true, letterNo: null },
    named: standing ? [{ level: standing.level, stage: standing.stage, from: standing.firstOn, to: null }] : [],
  }
}

/** Puts the county where a procedure begins. */
export async function prepareCounty(world: World, procedure: Procedure): Promise<void> {
  if (procedure.subject !== 'division') return
  await readyCounty(world, walkedCounty.code, yearsKnown)
  await standsAs(world, walkedCounty.code, standingFor(procedure, world.now))
}

/** The letter of the city on which a case goes on; the one before it is put away, because a walk has many cases of one batch. */
export async function recommended(world: World, city: { token: string }, shown: CaseShown): Promise<void> {
  await run(world.db, 'delete from recommendation_case')
  await run(world.db, 'delete from recommendation')
  const letter = { batchId: shown.batchId, divisionCode: '220100', letterNo: `示例〔2026〕${newId()}号` }
  const cases = [{ id: shown.id, number: shown.actionCount }]
  const reply = await world.send(city.token, issueRecommendation, { ...letter, cases }, { idempotencyKey: newId() })
  assert.equal(reply.status, 200, reply.text)
}

/** A county whose plan was approved, and whose returns of these years the province approved. */
export async function readyCounty(world: World, divisionCode: string, years: readonly number[]): Promise<void> {
  const [planId, guide] = [newId(), await run<{ code: string }>(world.db, 'select code from county_guide order by code limit 1')]
  await run(
    world.db,
    `insert into county_plan (id, guide_code, division_code) values ($1, $2, $3) on conflict (guide_code, division_code) do nothing`,
    [planId, guide[0]!.code, divisionCode],
  )
  await run(
    world.db,
    `insert into plan_version (id, plan_id, number, state, content, document_no, approved_on, approved_at)
     select $1, id, 1, 'approved', '{}', '示例', '2020-01-01', now() from county_plan p
     where division_code = $2 and not exists (select 1 from plan_version v where v.plan_id = p.id)`,
    [newId(), divisionCode],
  )
  for (const year of years) {
    await run(
      world.db,
      `insert into return_round (id, year, opens_on, due_on, jump_percent, outlier_times, opened_at)
       values ($1, $2, '2020-01-01', '2020-12-31', 50, 5, now()) on conflict (year) do nothing`,
      [newId(), year],
    )
    await run(
      world.db,
      `insert into county_return (id, round_id, division_code, state) select $1, id, $2, 'approved' from return_round where year = $3
       on conflict (round_id, division_code) do nothing`,
      [newId(), divisionCode, year],
    )
  }
}

type Standing = { level: 'national' | 'provincial'; stage: 'building' | 'named' | 'extended'; firstOn: string }
/** What stands of a county in the register from now on: one row, or none. */
export async function standsAs(world: World, divisionCode: string, standing: Standing | null): Promise<void> {
  await run(
    world.db,
    `update county_designation set superseded_at = now(), superseded_reason = '示例' where division_code = $1 and superseded_at is null`,
    [divisionCode],
  )
  if (!standing) return
  await run(
    world.db,
    `insert into county_designation (id, division_code, level, stage, first_on, document_no) values ($1, $2, $3, $4, $5, '示例')`,
    [newId(), divisionCode, standing.level, standing.stage, standing.firstOn],
  )
}
