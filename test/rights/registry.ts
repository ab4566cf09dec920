// What of the registry waits on one side of the matrix: each thing is decided once, so that every call makes another.

import { emptyContent } from '../../src/counties/plan.rules.ts'
import { run } from '../../src/kernel/db.ts'
import { newId } from '../../src/kernel/id.ts'
import type { World } from '../../src/kernel/test.ts'
import { askOrganisationChange } from '../../src/registry/change.contract.ts'
import { proposeMerger } from '../../src/registry/proposal.contract.ts'
import { askToJoin, withdrawJoining } from '../../src/registry/registration.contract.ts'
import { declareRelation, recordStatus } from '../../src/registry/status.contract.ts'
import { makeOrganisation, signedIn } from '../kit/people.ts'
import { newcomer } from '../kit/registrations.ts'

type Place = { divisionCode: string; firmId: string; institutionId: string; creditCode: string }

/** Makers of what is decided about organisations of one side. */
export async function registryOf(world: World, { divisionCode, firmId, creditCode }: Place) {
  const applicant = await newcomer(world)
  const admin = await signedIn(world, 'firm_admin', { organisationId: firmId })
  const officer = await signedIn(world, 'county_officer', { divisionCode })
  const newReturn = returnsOf(world, divisionCode)
  let asked: string | undefined
  let changes = 0
  let designations = 0
  let days = 1
  return {
    institutionCode: creditCode,
    newJoining: async () => {
      if (asked) await world.send(applicant.token, withdrawJoining, { id: asked })
      asked = (await world.send(applicant.token, askToJoin, { creditCode })).body.id
      return asked
    },
    newChange: async () => {
      await run(world.db, "update organisation_change set state = 'withdrawn' where organisation_id = $1 and state = 'pending'", [firmId])
      changes += 1
      const wanted = { nameEn: `Example ${divisionCode} ${changes}` }
      return (await world.send(admin.token, askOrganisationChange, { id: firmId, wanted, reason: '示例变更' })).body.id
    },
    newStatus: async () => {
      const status = { id: (await makeOrganisation(world, 'firm', { divisionCode })).id, kind: 'size_class', sizeClass: 'small' } as const
      return (await world.send(officer.token, recordStatus, { ...status, firstOn: '2024-01-01' })).body.id
    },
    newRelation: async () => {
      const otherId = (await makeOrganisation(world, 'firm', { divisionCode })).id
      const relation = { id: firmId, otherId, kind: 'shareholder', firstOn: '2024-01-01' } as const
      return (await world.send(admin.token, declareRelation, relation)).body.id
    },
    newProposal: async () => {
      const [from, to] = [await makeOrganisation(world, 'firm', { divisionCode }), await makeOrganisation(world, 'firm', { divisionCode })]
      const proposal = { id: from.id, survivorId: to.id, reason: '示例合并', documentNo: '示例1号' }
      return (await world.send(officer.token, proposeMerger, proposal)).body.id
    },
    /** Of the county's, each a day of its own, which nobody recorded. */
    newDesignation: async () => {
      const id = newId()
      designations += 1
      const day = new Date(Date.UTC(1990, 0, designations)).toISOString().slice(0, 10)
      await run(
        world.db,
        `insert into county_designation (id, division_code, level, stage, first_on, last_on, document_no)
           values ($1, $2, 'provincial', 'named', $3, $3, '示例2号')`,
        [id, divisionCode, day],
      )
      return id
    },
    newReturn,
    newDataRequest: (state: 'open' | 'answered' = 'open') => requestOf(world, officer.personId, newReturn, state),
    newPlan: plansOf(world, divisionCode),
    newIndexRound: () => publishedRound(world, divisionCode),
    newDay: () => new Date(Date.UTC(2024, 0, days++)).toISOString().slice(0, 10),
    newBureau: async () => (await makeOrganisation(world, 'government', { divisionCode })).id,
    newFirm: async () => (await makeOrganisation(world, 'firm', { divisionCode })).id,
  }
}

/** The county's own return of a year that nobody else opened, being filled in again at every call. */
function returnsOf(world: World, divisionCode: string) {
  let returnId: string | undefined
  return async () => {
    if (returnId) {
      await run(world.db, "update county_return set state = 'filling' where id = $1", [returnId])
      return returnId
    }
    const roundId = newId()
    returnId = newId()
    await run(
      world.db,
      `insert into return_round (id, year, opens_on, due_on, jump_percent, outlier_times)
           values ($1, (select coalesce(max(year), 2000) + 1 from return_round), '2020-01-01', '2020-12-31', 50, 5)`,
      [roundId],
    )
    await run(world.db, "insert into return_round_indicator values ($1, 'rd_expenditure', 1, 1, false)", [roundId])
    await run(world.db, "insert into county_return values ($1, $2, $3, 'filling')", [returnId, roundId, divisionCode])
    return returnId
  }
}

/** A request for data of the county's own return, still open or answered already. */
async function requestOf(world: World, personId: string, newReturn: () => Promise<string>, state: 'open' | 'answered'): Promise<string> {
  const id = newId()
  await run(
    world.db,
    `insert into data_request (id, return_id, department, codes, due_on, secret_hash, expires_at, made_by, made_at, answered_at)
     values ($1, $2, '示例统计局', '{rd_expenditure}', '2026-05-01', $3, '2100-01-01', $4, now(), $5)`,
    [id, await newReturn(), id, personId, state === 'answered' ? new Date().toISOString() : null],
  )
  return id
}

/** The county's plan, being drafted again at every call. */
function plansOf(world: World, divisionCode: string) {
  let planId: string | undefined
  return async () => {
    if (planId) return planId
    planId = newId()
    await run(world.db, "insert into county_plan values ($1, 'guide-2019', $2)", [planId, divisionCode])
    await run(world.db, "insert into plan_version (id, plan_id, number, state, content) values ($1, $2, 1, 'draft', $3::jsonb)", [
      ...[newId(), planId, JSON.stringify(emptyContent)],
    ])
    return planId
  }
}

/** A round that is published, over one county, of a year that no other has. */
async function publishedRound(world: World, divisionCode: string): Promise<string> {
  const id = newId()
  const table = { columns: ['index'], rows: { [divisionCode]: [1] } }
  const names = ['raw', 'denominated', 'imputed', 'treated', 'normalised', 'scores', 'ranks']
  const unit = { unit: divisionCode, score: 1, rank: 1, class: null, strengths: [], weaknesses: [], gaps: [], next: null }
  const [round] = await run<{ year: number }>(
    world.db,
    `insert into index_round (id, system_code, system_version, from_year, year, as_of, state, runs, runs_made, seed, spread_percent)
     select $1, 'innovative_county', '1', y, y, now(), 'published', 100, 100, 1, 25
     from (select coalesce(max(year), 2000) + 1 as y from index_round) next returning year`,
    [id],
  )
  const tables = Object.fromEntries(names.map((name) => [name, table]))
  const report = { year: round!.year, tables, bounds: {}, units: [unit], growth: {}, notes: [] }
  await run(world.db, 'insert into index_round_year values ($1, $2, $3::jsonb)', [id, round!.year, JSON.stringify(report)])
  return id
}
