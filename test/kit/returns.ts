// Approved returns of a year, as rows: what indices are computed from.
import { countySubject } from '../../src/counties/indexsubject.server.ts'
import { roundCheck } from '../../src/evaluation/roundjob.server.ts'
import { run } from '../../src/kernel/db.ts'
import { newId } from '../../src/kernel/id.ts'
import type { World } from '../../src/kernel/test.ts'

/** By county, by indicator: a value, or numerator and denominator. */
export type Reported = Readonly<Record<string, Readonly<Record<string, number | readonly [number, number]>>>>

/** Puts one return a county in place, approved by somebody. @returns their ids by county */
export async function approvedReturns(world: World, year: number, personId: string, reported: Reported): Promise<Map<string, string>> {
  const roundId = newId()
  await run(
    world.db,
    `insert into return_round (id, year, opens_on, due_on, jump_percent, outlier_times, opened_at)
     values ($1, $2, '2020-01-01', '2020-12-31', 50, 5, now())`,
    [roundId, year],
  )
  await run(
    world.db,
    'insert into return_round_indicator (round_id, code, version, position, is_required) select $1, code, version, position, not is_optional from indicator',
    [roundId],
  )
  const counties = Object.entries(reported).map(([unit, cells]) => ({ id: newId(), unit, cells }))
  await run(
    world.db,
    `insert into county_return (id, round_id, division_code, state)
     select r.id, $1, r.unit, 'approved' from jsonb_to_recordset($2::jsonb) as r(id uuid, unit text)`,
    [roundId, JSON.stringify(counties)],
  )
  await run(
    world.db,
    `insert into return_act (id, return_id, act, state, reason, acted_by)
     select r.act, r.id, 'approve', 'approved', '', $1 from jsonb_to_recordset($2::jsonb) as r(act uuid, id uuid)`,
    [personId, JSON.stringify(counties.map(({ id }) => ({ id, act: newId() })))],
  )
  await run(
    world.db,
    `insert into return_cell (id, return_id, code, amount, numerator, denominator, vintage, origin, source_document, provider, explanation)
     select c.id, c.return, c.code, c.amount, c.numerator, c.denominator, 'annual', 'filed', '示例', '示例', ''
     from jsonb_to_recordset($1::jsonb) as c(id uuid, return uuid, code text, amount numeric, numerator numeric, denominator numeric)`,
    [
      JSON.stringify(
        counties.flatMap(({ id, cells }) =>
          Object.entries(cells).map(([code, value]) => ({
            ...{ id: newId(), return: id, code },
            ...(typeof value === 'number' ? { amount: value } : { numerator: value[0], denominator: value[1] }),
          })),
        ),
      ),
    ],
  )
  return new Map(counties.map(({ id, unit }) => [unit, id]))
}

/** A small system over two indicators of the dictionary, one of them a ratio, as the file of a version. */
export const smallSystem = (version: string, changes: object = {}) =>
  JSON.stringify({
    code: 'small',
    version,
    method: { impute: 'refuse' },
    groups: [{ code: 'index' }, { code: 'money', parent: 'index' }, { code: 'firms', parent: 'index' }],
    indicators: [
      {
        code: 'fiscal_science_share',
        parent: 'money',
        denominator: 'fiscal_science_share.denominator',
        per: 100,
        goalposts: [0, 5],
        target: 4,
      },
      { code: 'high_tech_firms', parent: 'firms', goalposts: [0, 10] },
    ],
    classes: [
      { code: 'C', atLeast: 0 },
      { code: 'B', atLeast: 40 },
      { code: 'A', atLeast: 60 },
    ],
    ...changes,
  })

/** What `verify` asks of rounds over counties. */
export const countyRoundCheck = roundCheck(new Map([[countySubject.code, countySubject]]))
