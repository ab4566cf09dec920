import assert from 'node:assert/strict'
import { act, bring, filed, gradingAnswers, type Offices, offices, openedBatch } from '../../test/kit/cases.ts'
import { signedIn } from '../../test/kit/people.ts'
import { publish } from '../../test/kit/versions.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { getProcedure } from './procedure.contract.ts'
import { addNote, drawSample, exportSample, getSample, getWorkingPaper, listSamples, redrawSample, replayCase } from './sample.contract.ts'

type Token = { token: string }
const asked = {
  ...{ title: '示例抽样', procedureCode: 'talent_grading', divisionCode: '220000', filedFrom: '2026-01-01', filedTo: '2026-12-31' },
  ...({ method: 'simple', size: 3 } as const),
}
const drawn = (world: World, by: Token, more: object = {}) =>
  world.send(by.token, drawSample, { ...asked, ...more }, { idempotencyKey: newId() })
const numbersOf = ({ body }: { body: { cases: { caseNo: string }[] } }) => body.cases.map((one) => one.caseNo)

/** Eight cases of eight people; the last two refused by the employer. */
async function eight(world: World, people: Offices): Promise<string[]> {
  const batchId = await openedBatch(world, people.province, 'talent_grading')
  const ids: string[] = []
  for (let at = 0; at < 8; at += 1) {
    const person = await signedIn(world, 'individual', {})
    ids.push((await filed(world, person, batchId, gradingAnswers(), { organisationId: people.firm.id })).id)
  }
  for (const id of ids.slice(6)) await act(world, people.employer, id, { verb: 'refuse', reason: '示例：不同意推荐', ground: 'merits' })
  return ids
}

scenario('an auditor draws a sample that draws itself again, whatever became of the cases since', async (world) => {
  const people = await offices(world)
  const ids = await eight(world, people)
  const auditor = await signedIn(world, 'auditor', { divisionCode: '220000' })
  const first = await drawn(world, auditor, { seed: 'example-2026' })
  assert.equal(first.status, 200, first.text)
  assert.deepEqual([first.body.populationCount, first.body.drawnCount, first.body.seed], [8, 3, 'example-2026'])
  assert.ok(first.body.cases.every((one) => one.subjectName.startsWith('示') && one.subjectName.includes('*')))
  const { id, asOf } = first.body
  // What is done to the cases, and what is filed, after the moment changes nothing.
  await bring(world, people, ids[0]!, 'city')
  await act(world, people.employer, ids[1]!, { verb: 'refuse', reason: '示例：另一个单位', ground: 'merits' })
  const late = await openedBatch(world, people.province, 'talent_grading')
  await filed(world, people.applicant, late, gradingAnswers(), { organisationId: people.firm.id })
  const again = await world.send(auditor.token, redrawSample, { id })
  assert.deepEqual(
    [again.body.isSame, again.body.populationCount, again.body.populationDigest],
    [true, 8, first.body.populationDigest],
    again.text,
  )
  assert.deepEqual(numbersOf(await drawn(world, auditor, { seed: 'example-2026', asOf })), numbersOf(first))
  const now = await drawn(world, auditor, { seed: 'example-2026' })
  assert.equal(now.body.populationCount, 9)
  // As of the moment two were refused; now three are.
  const refused = { statuses: ['refused'], size: 2 }
  assert.equal((await drawn(world, auditor, { ...refused, asOf })).body.populationCount, 2)
  assert.equal((await drawn(world, auditor, refused)).body.populationCount, 3)
  const parts = await drawn(world, auditor, { method: 'outcome', size: 4, asOf })
  assert.deepEqual(new Set(parts.body.cases.map((one) => one.stratum)), new Set(['open', 'refused']))
  assert.match(parts.body.seed, /^[0-9a-f]{16}$/)
  const listed = await world.send(auditor.token, listSamples, {})
  assert.equal(listed.body.items.length, 6)
  const county = await signedIn(world, 'auditor', { divisionCode: '220200' })
  assert.equal((await world.send(county.token, listSamples, {})).body.items.length, 0)
  for (const contract of [getSample, redrawSample]) assert.equal((await world.send(county.token, contract, { id })).status, 404)
  assert.equal((await drawn(world, county)).status, 404)
  assert.equal((await drawn(world, county, { divisionCode: '220200' })).problem.code, 'population_empty')
})

scenario('a sample is asked for wrongly, and told so', async (world) => {
  const people = await offices(world)
  await eight(world, people)
  const auditor = await signedIn(world, 'auditor', { divisionCode: '220000' })
  const codeOf = async (more: object) => (await drawn(world, auditor, more)).problem.code
  for (const wrong of [
    { size: 0 },
    { size: 201 },
    { size: 1.5 },
    { seed: '' },
    { seed: 'a b' },
    { seed: '种子' },
    { seed: 'x'.repeat(65) },
    { filedTo: '2026-13-01' },
  ])
    assert.equal(await codeOf(wrong), 'invalid_input', JSON.stringify(wrong))
  for (const wrong of [{ statuses: ['draft'] }, { asOf: 'yesterday' }, { divisionCode: '22' }, { method: 'every' }])
    assert.equal(await codeOf(wrong), 'invalid_input', JSON.stringify(wrong))
  const many = await drawn(world, auditor, { size: 200 })
  assert.equal(many.problem.code, 'sample_too_large')
  assert.ok(Number(many.problem.params['count']) >= 8)
  assert.equal(await codeOf({ filedFrom: '2026-12-31', filedTo: '2026-01-01' }), 'period_backwards')
  assert.equal(await codeOf({ filedTo: '2026-01-02' }), 'population_empty')
  assert.equal(await codeOf({ method: 'money' }), 'population_empty')
  assert.equal(await codeOf({ asOf: '2020-01-01T00:00:00Z' }), 'population_empty')
  assert.equal(await codeOf({ procedureCode: 'nothing' }), 'not_found')
  assert.equal(await codeOf({ edition: '1949' }), 'not_found')
  assert.equal(await codeOf({ divisionCode: '110000' }), 'not_found')
  assert.equal(await codeOf({ divisionCode: '229999' }), 'no_such_division')
  assert.equal((await drawn(world, people.county)).problem.code, 'not_permitted')
})

scenario('a working paper tells a case whole, takes notes that stay, and goes out as a workbook', async (world) => {
  const people = await offices(world)
  const [id] = await eight(world, people)
  await bring(world, people, id!, 'decision')
  await act(world, people.leader, id!, { verb: 'grant', level: 'D', reason: '示例：符合条件' })
  const auditor = await signedIn(world, 'auditor', { divisionCode: '220000' })
  const sample = (await drawn(world, auditor, { statuses: ['granted'], size: 1 })).body
  const at = { id: sample.id, caseId: id! }
  const paper = (await world.send(auditor.token, getWorkingPaper, at)).body
  assert.deepEqual(
    [paper.status, paper.version.number, paper.decision?.reason, paper.decision?.level?.zh.slice(0, 2)],
    ['granted', 1, '示例：符合条件', 'D类'],
  )
  assert.ok(!JSON.stringify(paper.answers).includes('13800001234') && !JSON.stringify(paper).includes('示例人才'))
  const passed = paper.journal.map(({ verb, as, officeDivision }) => `${verb} ${as} ${officeDivision ?? ''}`.trim())
  assert.deepEqual(passed.slice(0, 5), [
    'open applicant',
    'submit applicant',
    'pass employer',
    'accept county 220102',
    'pass prefecture 220100',
  ])
  assert.ok(paper.conditions.every((one) => one.result === 'met') && paper.parameters.length > 5)
  assert.deepEqual([paper.materials.length, paper.materials[0]!.document, paper.notice?.objections.length], [3, null, 0])
  assert.equal(paper.awards[0]!.state, 'standing')
  const note = (finding: 'question' | 'exception', text: string) =>
    world.send(auditor.token, addNote, { ...at, finding, text }, { idempotencyKey: newId() })
  await note('question', '示例：合同期限请单位说明')
  const noted = await note('exception', '示例：缺少社保记录')
  assert.deepEqual(
    noted.body.notes.map((one) => one.finding),
    ['question', 'exception'],
  )
  const seen = (await world.send(auditor.token, getSample, { id: sample.id })).body
  assert.deepEqual([seen.cases[0]!.finding, seen.cases[0]!.noteCount, seen.examinedCount, seen.exceptionCount], ['exception', 2, 1, 1])
  await assert.rejects(run(world.db, `update audit_note set finding = 'in_order'`), /audit_note/)
  await assert.rejects(run(world.db, 'delete from audit_sample_case'), /audit_sample_case/)
  const other = await signedIn(world, 'auditor', { divisionCode: '220200' })
  assert.equal((await world.send(other.token, getWorkingPaper, at)).status, 404)
  assert.equal((await world.send(auditor.token, getWorkingPaper, { ...at, caseId: newId() })).status, 404)
  const book = await world.send(auditor.token, exportSample, { id: sample.id })
  assert.deepEqual([book.status, book.text.slice(0, 2)], [200, 'PK'])
  const read = await run<{ operation: string }>(
    world.db,
    `select operation from audit_record where actor_id = $1 and operation = 'getWorkingPaper'`,
    [auditor.personId],
  )
  assert.ok(read.length >= 1)
})

scenario('a case is asked under another version: what would it have said, and in which numbers do they differ', async (world) => {
  const people = await offices(world)
  const [id] = await eight(world, people)
  const guide = (await world.send(null, getProcedure, { code: 'talent_grading' })).body
  const parameters = Object.fromEntries(guide.parameters.map(({ key, value }) => [key, value!]))
  const next = {
    code: 'talent_grading',
    parameters: { ...parameters, contractYearsLeast: 5 },
    validFrom: '2027-01-01',
    documentNo: '示例〔2027〕1号',
  }
  assert.equal((await publish(world, people.province, next)).status, 200)
  const auditor = await signedIn(world, 'auditor', { divisionCode: '220000' })
  const replayed = (await world.send(auditor.token, replayCase, { id: id!, version: 2 })).body
  const contract = replayed.conditions.find(({ code }) => code === 'in_province')!
  assert.deepEqual([contract.own?.result, contract.other?.result], ['met', 'not_met'])
  assert.deepEqual(
    replayed.numbers.map(({ own, other }) => [own, other]),
    [[3, 5]],
  )
  assert.equal((await world.send(auditor.token, replayCase, { id: id!, version: 9 })).status, 404)
  assert.equal((await world.send(people.neighbour.token, replayCase, { id: id!, version: 2 })).status, 404)
})
