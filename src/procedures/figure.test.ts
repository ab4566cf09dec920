import assert from 'node:assert/strict'
import { act, bring, county, filed, gradingAnswers, later, offices, openedBatch } from '../../test/kit/cases.ts'
import { signedIn } from '../../test/kit/people.ts'
import { downloadFigureRows, getFigure, listFigureRows, listFigures } from '../figures/figure.contract.ts'
import { scenario, type World } from '../kernel/test.ts'
import { appealCase } from './case.contract.ts'

const year = 2026
type Asked = Record<string, string | number>
const ask = async (world: World, token: string | null, name: string, more: Asked = {}) =>
  world.send(token, getFigure, { name, ...more } as never)
const amount = async (world: World, token: string | null, name: string, more: Asked = {}) => {
  const reply = await ask(world, token, name, more)
  return reply.status === 200 ? reply.body.value.text : reply.problem.code
}
const parts = async (world: World, token: string | null, name: string, more: Asked) =>
  Object.fromEntries((await ask(world, token, name, more)).body.parts.map((part) => [part.key, part.value.text]))

/** Four applications in one county: granted, refused (and upheld on appeal), not accepted, being mended. */
async function fourCases(world: World) {
  const people = await offices(world)
  const batchId = await openedBatch(world, people.province, 'talent_grading')
  const apply = async (to: string) => {
    const person = await signedIn(world, 'individual', {})
    const { id } = await filed(world, person, batchId, gradingAnswers(), { organisationId: people.firm.id })
    await bring(world, people, id, to)
    return { id, person }
  }
  const done = async (...given: Parameters<typeof act>) => {
    const reply = await act(...given)
    assert.equal(reply.status, 200, reply.text)
  }
  const [mended, rejected, refused, granted] = [
    await apply('intake'),
    await apply('intake'),
    await apply('province'),
    await apply('decision'),
  ]
  await done(world, people.county, mended.id, { verb: 'ask_mend', defects: [{ path: 'position', text: '请写明职务' }] })
  await done(world, people.county, rejected.id, { verb: 'reject', reason: '不在受理范围', ground: 'out_of_scope' })
  const unfit = await act(world, people.province, refused.id, { verb: 'refuse', reason: '业绩未达到标准', ground: 'condition.nowhere' })
  assert.equal(unfit.problem.code, 'ground_unfit')
  await done(world, people.province, refused.id, { verb: 'refuse', reason: '业绩未达到标准', ground: 'condition.age_b_to_d' })
  await done(world, people.leader, granted.id, { verb: 'grant', level: 'D', reason: '符合条件' })
  assert.equal((await world.send(refused.person.token, appealCase, { id: refused.id, reason: '对决定有异议，请求复核' })).status, 200)
  await done(world, people.otherLeader, refused.id, { verb: 'uphold', reason: '原决定正确' })
  return { people, mended, refused, granted }
}

scenario('what an office decided, how soon and on which ground, counts, opens to its cases, and stays as it was known', async (world) => {
  const { people, granted } = await fourCases(world)
  const { token } = people.province
  const told = async (name: string, more: Asked = {}) => amount(world, token, name, more)
  const counts = ['filed', 'accepted', 'not_accepted', 'to_mend', 'decided', 'granted', 'refused', 'on_time', 'appeals', 'appeals_answered']
  const names = counts.map((one) => (one.startsWith('appeals') ? `case_${one}` : `cases_${one}`))
  const seen = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await told(name, { year })] as const)))
  assert.deepEqual(Object.values(seen), ['4', '2', '1', '1', '2', '1', '1', '2', '1', '1'], JSON.stringify(seen))
  assert.deepEqual([await told('case_on_time_share', { year }), await told('case_granted_share', { year })], ['100.0', '50.0'])
  const mean = (await ask(world, token, 'case_days_mean', { year })).body
  assert.equal(mean.denominator?.value.text, '2')
  const spent = Number(mean.numerator?.value.amount)
  assert.ok(spent >= 5 && spent < 40, `working days of two decisions: ${spent}`)
  assert.equal(mean.value.text, (spent / 2).toFixed(1))
  assert.equal(await told('case_days_median', { year }), (spent / 2).toFixed(1))
  assert.deepEqual(await parts(world, token, 'cases_refused', { year, by: 'ground' }), { 'talent_grading:condition.age_b_to_d': '1' })
  assert.deepEqual(await parts(world, token, 'cases_not_accepted', { year, by: 'ground' }), { out_of_scope: '1' })
  assert.deepEqual(await parts(world, token, 'case_appeals_answered', { year, by: 'outcome' }), { uphold: '1' })
  assert.deepEqual([await told('cases_open'), await told('cases_overdue')], ['1', '0'])
  assert.deepEqual(await parts(world, token, 'talents_in_force', { by: 'level' }), { D: '1' })
  assert.equal(await told('talents_graded', { year, divisionCode: county }), '1')
  assert.equal(
    await told('cases_decided', { year, procedure: 'service_card' }),
    null,
    'nothing was ever filed: there is no number, not even 0',
  )
  assert.equal(await told('cases_decided', { year, procedure: 'nothing' }), 'not_found')
  assert.equal(await told('shared_hours', { year, procedure: 'talent_grading' }), 'no_such_dimension')
  for (const name of [...names, 'cases_open', 'talents_in_force', 'talents_graded', 'case_working_days']) {
    const number = (await ask(world, token, name)).body
    const { body } = await world.send(token, listFigureRows, { name })
    assert.deepEqual([body.items.length, body.isClosed], [number.rowCount, false], name)
    assert.ok(body.items.every((item) => item.link?.startsWith('/work/cases/') && !item.isMasked))
  }
  const rows = (await world.send(token, listFigureRows, { name: 'cases_granted', year })).body
  assert.equal(rows.items[0]?.link, `/work/cases/${granted.id}`)
  const before = (await ask(world, token, 'cases_open')).body.asOfAt
  await later(world, '2026-06-01T02:00:00Z')
  assert.equal((await act(world, people.leader, granted.id, { verb: 'revoke', reason: '材料不实，予以撤销' })).status, 200)
  assert.deepEqual([await told('talents_in_force'), await told('talents_in_force', { on: '2026-05-31' })], ['0', '1'])
  assert.deepEqual([await told('talents_in_force', { asOf: before }), await told('talents_graded', { year })], ['1', '1'])
})

scenario('an office counts its own division and matter; the public is given the province, no small cell and no case', async (world) => {
  const people = await offices(world)
  const own = { year, divisionCode: county }
  assert.equal(await amount(world, people.county.token, 'cases_filed', own), '4')
  const grading = { ...own, procedure: 'talent_grading' }
  assert.equal((await world.send(people.county.token, listFigureRows, { name: 'cases_filed', ...grading })).body.items.length, 4)
  assert.equal((await world.send(people.county.token, listFigureRows, { name: 'talents_graded', ...own })).body.items.length, 1)
  const others = [people.neighbour.token, people.applicant.token, null]
  for (const token of others) {
    assert.equal(await amount(world, token, 'cases_filed', own), 'whole_province_only')
    assert.equal(await amount(world, token, 'cases_filed', { year, from: '2026-01', to: '2026-02' }), 'whole_year_only')
    assert.equal(await amount(world, token, 'talents_in_force', { on: '2026-02-14' }), 'year_end_only')
    assert.equal(await amount(world, token, 'cases_filed', { year, by: 'county' }), 'parts_not_published')
    assert.equal(await amount(world, token, 'cases_filed', { year, procedure: 'talent_grading', by: 'prefecture' }), 'parts_not_published')
    assert.equal(await amount(world, token, 'talent_children_placed', { year, by: 'month' }), 'parts_not_published')
    const { body } = await ask(world, token, 'cases_filed', { year })
    assert.deepEqual([body.value.text, body.areRowsClosed, body.isAsPublished], ['4', true, true])
    for (const name of ['cases_granted', 'cases_refused', 'cases_decided', 'case_granted_share', 'case_days_mean'])
      assert.equal((await ask(world, token, name, { year })).body.value.isSuppressed, true, name)
    const rows = (await world.send(token, listFigureRows, { name: 'cases_filed', year })).body
    assert.deepEqual([rows.items, rows.isClosed, rows.rowCount], [[], true, null])
    const file = await world.send(token, downloadFigureRows, { name: 'cases_filed', year })
    assert.equal(file.text.trim().split('\r\n').length, 1)
  }
  assert.deepEqual((await ask(world, null, 'cases_filed', { year, procedure: 'talent_grading' })).body.figure.dimensions, [])
  const all = (await world.send(null, listFigures, {})).body.items
  assert.ok(all.filter((one) => one.isAboutCases).length >= 32)
})
