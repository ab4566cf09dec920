import assert from 'node:assert/strict'
import { filed, gradingAnswers, type Offices, offices, openedBatch } from '../../test/kit/cases.ts'
import { publish } from '../../test/kit/versions.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { getCase, saveCase, startCase, submitCase } from './case.contract.ts'
import { getProcedure } from './procedure.contract.ts'
import { draftVersion, listVersions, previewVersion, publishVersion, readStandard } from './version.contract.ts'

const code = 'talent_grading'
const list =
  '\ufeff编号,类别,内容,英文\r\nA-01,A,示例：国家级奖项第一完成人,Example: first of a national prize\r\nD-07,D类,示例：省级奖项完成人,\r\n'

async function begin(world: World) {
  const people = await offices(world)
  const batchId = await openedBatch(world, people.province, code)
  const { items } = (await world.send(null, listVersions, { code })).body
  return { people, batchId, latest: items[0]!, version: { code, parameters: items[0]!.parameters, documentNo: '示例〔2026〕5号' } }
}
const faultsOf = (reply: { problem: { code: string; params: Record<string, unknown> } }) => [
  reply.problem.code,
  ...(reply.problem.params['faults'] as { key: string; what: string }[]).map(({ key, what }) => `${key} ${what}`),
]
/** A draft of somebody new with these answers. */
async function draft(world: World, { applicant, firm }: Offices, batchId: string, answers: object) {
  const { id } = (await world.send(applicant.token, startCase, { batchId, organisationId: firm.id }, { idempotencyKey: newId() })).body
  return { id, kept: await world.send(applicant.token, saveCase, { id, answers: { ...answers } }) }
}

scenario('a version says words otherwise from its day on, and who filed before reads what they filed under', async (world) => {
  const { people, batchId, version, latest } = await begin(world)
  const { province, applicant, firm, county } = people
  const old = await filed(world, applicant, batchId, gradingAnswers(), { organisationId: firm.id })
  assert.equal((await world.send(county.token, draftVersion, { code })).problem.code, 'not_permitted')
  const { texts, asksStandard } = (await world.send(province.token, draftVersion, { code })).body
  const age = texts.find(({ path }) => path === 'conditions.age_b_to_d.text')!
  assert.deepEqual([age.declared.zh, age.said, asksStandard], ['B、C、D类申报之日年龄不超过 {ageMost} 周岁', null, true])
  const said = (text: object) => publish(world, province, { ...version, validFrom: '2026-03-02', texts: { ...text } })
  assert.deepEqual(faultsOf(await said({ 'form.nothing.title': { zh: '无', en: 'None' } })), ['texts_wrong', 'form.nothing.title unknown'])
  assert.deepEqual(faultsOf(await said({ summary: { zh: '简介', en: '' } })), ['texts_wrong', 'summary wrong'])
  assert.deepEqual(faultsOf(await said({ summary: { zh: '不超过{ageTop}岁', en: 'Up to {ageTop}' } })), ['texts_wrong', 'summary number'])
  const published = await said({
    [age.path]: { zh: 'B至D类，{ageMost} 周岁以下', en: 'B to D: up to {ageMost}' },
    'materials.identity.title': { zh: '示例证件', en: 'Example' },
  })
  assert.deepEqual([published.body.texts, published.body.number], [2, latest.number + 1], published.text)
  const guide = (await world.send(null, getProcedure, { code })).body
  assert.equal(guide.conditions.find((one) => one.code === 'age_b_to_d')?.text.zh, 'B至D类，60 周岁以下')
  assert.equal(guide.materials[0]?.title.zh, '示例证件')
  const before = (await world.send(applicant.token, getCase, { id: old.id })).body
  assert.equal(before.conditions.find((one) => one.code === 'age_b_to_d')?.text.zh, 'B、C、D类申报之日年龄不超过 60 周岁')
  // What a later version leaves out stays as it was said.
  const next = await publish(world, province, { ...version, validFrom: '2026-03-02' })
  assert.equal(next.body.texts, 2)
})

scenario('a standard is loaded with a version; an item of a lower class than is asked for bears nothing', async (world) => {
  const { people, batchId, version, latest } = await begin(world)
  const { province, applicant } = people
  const without = (await world.send(null, getProcedure, { code })).body
  assert.ok(!without.fields.some(({ key }) => key === 'item') && !without.conditions.some((one) => one.code === 'in_standard'))
  const read = (text: string) => world.send(province.token, readStandard, { code, text })
  const wrong = (await read('编号,类别,内容\nA-01,F,示例\nA-01,A,\n')).body
  assert.deepEqual(
    wrong.refused.map(({ row, reasons }) => [row, reasons.map((one) => one.code)]),
    [
      [2, ['level_wrong']],
      [3, ['code_twice', 'text_wrong']],
    ],
  )
  assert.equal((await read('一,二\n1,2')).problem.code, 'standard_unreadable')
  const other = await world.send(province.token, readStandard, { code: 'service_card', text: list })
  assert.equal(other.problem.code, 'standard_not_asked')
  const { items } = (await read(list)).body
  assert.deepEqual(
    items.map((one) => [one.code, one.level, one.en]),
    [
      ['A-01', 'A', 'Example: first of a national prize'],
      ['D-07', 'D', '示例：省级奖项完成人'],
    ],
  )
  const twice = await publish(world, province, { ...version, validFrom: '2026-03-02', standard: [items[0]!, items[0]!] })
  assert.deepEqual(faultsOf(twice), ['standard_wrong', 'A-01 code_twice'])
  assert.equal((await publish(world, province, { ...version, validFrom: '2026-03-02', standard: items })).body.items, 2)
  const field = (await world.send(null, getProcedure, { code })).body.fields.find(({ key }) => key === 'item')
  assert.deepEqual(
    field?.choices.map((one) => one.title.zh),
    ['A-01 示例：国家级奖项第一完成人', 'D-07 示例：省级奖项完成人'],
  )
  const unknown = await draft(world, people, batchId, gradingAnswers({ item: 'Z-99' }))
  assert.deepEqual(
    unknown.kept.body.issues.map(({ path }) => path),
    ['item'],
  )
  await world.send(applicant.token, saveCase, { id: unknown.id, answers: { item: 'D-07', wantedClass: 'B' } })
  const unmet = async () =>
    (await world.send(applicant.token, getCase, { id: unknown.id })).body.conditions
      .filter(({ result }) => result !== 'met')
      .map((one) => one.code)
  assert.deepEqual(await unmet(), ['in_standard'])
  assert.notEqual((await world.send(applicant.token, submitCase, { id: unknown.id })).status, 200)
  await world.send(applicant.token, saveCase, { id: unknown.id, answers: { item: 'A-01' } })
  assert.deepEqual(await unmet(), [])
  assert.equal((await world.send(null, getProcedure, { code })).body.versionNumber, latest.number + 1)
})

scenario('nothing is published that was not tried as it is', async (world) => {
  const { people, batchId, version } = await begin(world)
  const { province, applicant, firm } = people
  await filed(world, applicant, batchId, gradingAnswers({ route: 'assessed' }), { organisationId: firm.id })
  const span = { from: '2026-01-01', to: '2026-12-31' }
  const older = { ...version, parameters: { ...version.parameters, contractYearsLeast: 5 } }
  const tried = (await world.send(province.token, previewVersion, { ...older, ...span })).body
  const { cases, changed } = { cases: tried.cases, changed: tried.changed.length }
  assert.deepEqual(tried.changed.at(-1)!.after, ['in_province'])
  const send = (found: { cases: number; changed: number }) =>
    world.send(province.token, publishVersion, { ...older, validFrom: '2026-03-02', note: '', tried: { ...span, ...found } })
  const untried = await send({ cases: 0, changed: 0 })
  assert.deepEqual([untried.status, untried.problem.code, untried.problem.params], [409, 'version_untried', { cases, changed }])
  assert.deepEqual((await send({ cases, changed })).body.tried, { ...span, cases, changed })
})
