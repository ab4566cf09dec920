import assert from 'node:assert/strict'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario } from '../kernel/test.ts'
import { listMatters, transferMatter } from './matter.contract.ts'
import { holderOf } from './matter.server.ts'

scenario('a matter goes to another body from a day on; who held it before is not touched', async (world) => {
  const [science, labour, firm] = await Promise.all([
    makeOrganisation(world, 'government', { divisionCode: '220000' }),
    makeOrganisation(world, 'government', { divisionCode: '220000' }),
    makeOrganisation(world, 'firm', { divisionCode: '220102' }),
  ])
  const province = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const county = await signedIn(world, 'county_officer', { divisionCode: '220102' })
  const give = (organisationId: string, validFrom: string, more: object = {}) =>
    world.send(province.token, transferMatter, {
      ...{
        code: 'talent_grading',
        divisionCode: '220000',
        organisationId,
        officeName: '人才处（示例）',
        validFrom,
        documentNo: '示例〔2026〕6号',
      },
      ...more,
    })
  assert.equal((await give(science.id, '2020-01-01')).status, 200)
  const rows = () => run<{ text: string }>(world.db, 'select h::text as text from matter_holder h order by valid_from', [])
  const [before] = await rows()
  const moved = await give(labour.id, '2026-04-01')
  assert.deepEqual([moved.status, moved.body.organisationId, moved.body.validTo], [200, labour.id, null])
  assert.equal((await rows())[0]!.text, before!.text)
  const on = async (day: string) => (await holderOf(world.db, 'talent_grading', '220102', day))?.organisationId
  assert.deepEqual([await on('2019-12-31'), await on('2026-03-31'), await on('2026-04-01')], [undefined, science.id, labour.id])
  const listed = await world.send(county.token, listMatters, {})
  const matter = listed.body.items.find((item) => item.code === 'talent_grading')
  assert.deepEqual(
    matter?.holders.map((one) => [one.organisationId, one.validTo]),
    [
      [labour.id, null],
      [science.id, '2026-04-01'],
    ],
  )
  assert.equal((await give(science.id, '2026-04-01')).problem.code, 'transfer_too_early')
  assert.equal((await give(firm.id, '2026-05-01')).problem.code, 'holder_not_government')
  assert.equal((await give(newId(), '2026-05-01')).problem.code, 'not_found')
  assert.equal((await give(science.id, '2026-05-01', { code: 'no_such_matter' })).problem.code, 'not_found')
  assert.equal((await give(science.id, '2026-05-01', { divisionCode: '999999' })).problem.code, 'no_such_division')
})
