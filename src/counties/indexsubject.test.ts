import assert from 'node:assert/strict'
import { signedIn } from '../../test/kit/people.ts'
import { approvedReturns, smallSystem } from '../../test/kit/returns.ts'
import { createIndexRound, getIndexUnit, recordIndexSystem } from '../evaluation/round.contract.ts'
import { inTransaction } from '../kernel/db.ts'
import { scenario } from '../kernel/test.ts'
import { emptyContent } from './plan.rules.ts'
import { writePlan } from './plan.server.ts'

const [tonghua, daan] = ['220521', '220882']
const aim = (code: string, year: number, value: string, isBase = false) => ({ code, year, value, isBase })

scenario('in an index a county is told what it lacks to its own plan, of the nearest year that the plan names', async (world) => {
  const officer = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const cells = { fiscal_science_share: [2, 100], high_tech_firms: 6 } as const
  await approvedReturns(world, 2024, officer.personId, { [tonghua]: { ...cells }, [daan]: { ...cells, high_tech_firms: 2 } } as never)
  const targets = [
    ...[aim('high_tech_firms', 2022, '4', true), aim('high_tech_firms', 2023, '5'), aim('high_tech_firms', 2026, '12')],
    ...[aim('high_tech_firms', 2025, '9'), aim('fiscal_science_share', 2025, '1.5')],
  ]
  const plan = { guideCode: 'guide-2019', state: 'approved', documentNo: '示例〔2023〕8号', approvedOn: '2023-04-03', tasks: [] } as const
  await inTransaction(world.db, 'write', async (db) => {
    await writePlan(db, { ...plan, divisionCode: tonghua, content: { ...emptyContent, targets }, tasks: [] })
    await writePlan(db, { ...plan, divisionCode: daan, content: { ...emptyContent, targets }, tasks: [], approvedOn: '2099-01-01' })
  })
  const system = { subject: 'counties', titleZh: '示例指数', titleEn: 'Example index', basis: '示例', file: smallSystem('1') }
  assert.equal((await world.send(officer.token, recordIndexSystem, system)).status, 200)
  const asked = { systemCode: 'small', systemVersion: '1', fromYear: 2024, year: 2024, runs: 100 } as const
  const { id } = (await world.send(officer.token, createIndexRound, asked)).body
  await world.drain()
  const toldOf = async (unit: string) =>
    (await world.send(officer.token, getIndexUnit, { id, unit })).body.indicators.map(({ code, target, targetYear, gap }) => [
      ...[code, target, targetYear, gap],
    ])
  assert.deepEqual(await toldOf(tonghua), [
    ['fiscal_science_share', 1.5, 2025, 0],
    ['high_tech_firms', 9, 2025, 3],
  ])
  assert.deepEqual((await toldOf(daan))[1], ['high_tech_firms', null, null, null], 'a plan that does not hold yet names nothing')
})
