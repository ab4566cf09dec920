import assert from 'node:assert/strict'
import { act, bring, filed, gradingAnswers, inventedResidentId, later, offices, openedBatch } from '../../test/kit/cases.ts'
import { signedIn } from '../../test/kit/people.ts'
import { publish } from '../../test/kit/versions.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario } from '../kernel/test.ts'
import { slicesInOrder } from '../slices.server.ts'
import { getCase, startCase } from './case.contract.ts'
import { checkEligibility, getProcedure, listProcedures } from './procedure.contract.ts'
import { listProgrammes, openBatch, openProgramme } from './programme.contract.ts'
import { refoldCases } from './verify.server.ts'
import { listVersions, previewVersion } from './version.contract.ts'

const code = 'talent_grading'

scenario('the guide says everything of a procedure, and anybody may test themselves', async (world) => {
  const people = await offices(world)
  await openedBatch(world, people.province, code)
  const all = await world.send(null, listProcedures, {})
  const brief = all.body.items.find((item) => item.code === code)
  assert.deepEqual([brief?.title.zh, brief?.promisedDays, (brief?.openBatches ?? 0) > 0], ['人才分类定级', 60, true])
  const guide = (await world.send(null, getProcedure, { code })).body
  assert.deepEqual(
    guide.stages.map((stage) => [stage.code, stage.days]),
    [
      ['employer', 5],
      ['intake', 5],
      ['city', 5],
      ['province', 20],
      ['expert', 10],
      ['notice', 10],
      ['decision', 5],
    ],
  )
  assert.equal(guide.conditions.find((one) => one.code === 'age_b_to_d')?.text.zh, 'B、C、D类申报之日年龄不超过 60 周岁')
  assert.equal(guide.fields.find((field) => field.key === 'wantedClass')?.choices.length, 5)
  assert.equal((await world.send(null, getProcedure, { code: 'no_such' })).status, 404)
  const answers = { wantedClass: 'E', kind: 'skilled', idNumber: inventedResidentId('1975-12-31'), engagement: 'flexible', monthsAYear: 3 }
  const told = await world.send(null, checkEligibility, { code, answers, on: '2026-06-30' })
  const results = Object.fromEntries(told.body.conditions.map((one) => [one.code, one.result]))
  assert.deepEqual(results, {
    ...{
      in_province: 'not_met',
      age_b_to_d: 'met',
      age_e: 'met',
      not_excluded: 'unknown',
      not_sanctioned: 'unknown',
      not_lately: 'unknown',
    },
  })
  const older = await world.send(null, checkEligibility, { code, answers, on: '2026-12-31' })
  assert.equal(older.body.conditions.find((one) => one.code === 'age_e')?.result, 'not_met')
  const wrong = await world.send(null, checkEligibility, { code, answers: { idNumber: '1' } })
  assert.deepEqual(
    wrong.body.issues.map((issue) => issue.path),
    ['idNumber'],
  )
})

scenario('programmes and batches are opened by who directs the matter, and take applications while they are open', async (world) => {
  const people = await offices(world)
  const { province, applicant, firm } = people
  const programme = { procedureCode: code, nameZh: '示例计划', nameEn: 'Example', divisionCode: '220000', documentNo: '示例〔2026〕2号' }
  assert.equal((await world.send(people.county.token, openProgramme, programme)).problem.code, 'not_permitted')
  assert.equal((await world.send(province.token, openProgramme, { ...programme, procedureCode: 'no_such' })).problem.code, 'not_found')
  assert.equal((await world.send(province.token, openProgramme, { ...programme, divisionCode: '999999' })).problem.code, 'no_such_division')
  const { id } = (await world.send(province.token, openProgramme, programme, { idempotencyKey: newId() })).body
  const batch = { id, nameZh: '一批', nameEn: 'First', opensAt: '2026-03-10T00:00:00Z', closesAt: '2026-03-20T00:00:00Z', quota: 50 }
  const early = { ...batch, closesAt: '2026-03-10T00:00:00Z' }
  assert.equal((await world.send(province.token, openBatch, early)).problem.code, 'batch_times_wrong')
  const before = { ...batch, opensAt: '2020-01-01T00:00:00Z' }
  assert.equal((await world.send(province.token, openBatch, before)).problem.code, 'version_missing')
  const opened = await world.send(province.token, openBatch, batch, { idempotencyKey: newId() })
  assert.deepEqual([opened.body.isOpen, opened.body.quota], [false, 50])
  const listed = await world.send(province.token, listProgrammes, {})
  assert.deepEqual(
    listed.body.items.find((item) => item.id === id)?.batches.map((one) => one.id),
    [opened.body.id],
  )
  const start = { batchId: opened.body.id, organisationId: firm.id }
  assert.equal((await world.send(applicant.token, startCase, start)).problem.code, 'batch_closed')
  await later(world, '2026-03-12T00:00:00Z')
  assert.equal((await world.send(applicant.token, startCase, { batchId: start.batchId })).problem.code, 'organisation_needed')
  assert.equal((await world.send(applicant.token, startCase, { ...start, batchId: newId() })).problem.code, 'not_found')
  assert.equal((await world.send(applicant.token, startCase, start, { idempotencyKey: newId() })).status, 200)
})

scenario('a case ends under the version it was filed under, after two newer were published', async (world) => {
  const people = await offices(world)
  const { province, leader, firm, applicant } = people
  const batchId = await openedBatch(world, province, code)
  const answers = gradingAnswers({ idNumber: inventedResidentId('1968-01-01') })
  const one = await filed(world, applicant, batchId, answers, { organisationId: firm.id })
  const [first] = (await world.send(null, listVersions, { code })).body.items
  const parameters = first!.parameters
  const issue = (more: object) =>
    publish(world, province, { code, parameters, validFrom: '2026-03-03', documentNo: '示例〔2026〕3号', ...more })
  const wrong = await issue({ parameters: { ...parameters, ageMost: 200, provinceDays: 60, extra: 1 } })
  assert.deepEqual(wrong.problem.params['faults'], [
    { key: 'ageMost', what: 'wrong' },
    { key: 'extra', what: 'unknown' },
  ])
  const broken = await issue({ parameters: { ...parameters, provinceDays: 60 } })
  assert.deepEqual([broken.problem.code, broken.problem.params['faults']], ['parameters_wrong', [{ key: 'promisedDays', what: 'promise' }]])
  const younger = { ...parameters, ageMost: 55 }
  const preview = await world.send(province.token, previewVersion, { code, parameters: younger, from: '2026-03-01', to: '2026-03-31' })
  const changed = preview.body.changed.find((item) => item.caseNo === one.caseNo)
  assert.deepEqual([changed?.before, changed?.after], [[], ['age_b_to_d']])
  assert.equal((await issue({ parameters: younger })).body.number, first!.number + 1)
  assert.equal((await issue({ parameters: { ...younger, ageMost: 50 }, validFrom: '2026-03-04' })).status, 200)
  assert.equal((await issue({ validFrom: '2026-03-03' })).problem.code, 'version_too_early')
  await bring(world, people, one.id, 'decision')
  const granted = await act(world, leader, one.id, { verb: 'grant', level: 'D', reason: '符合申报时的条件' })
  assert.deepEqual([granted.body.status, granted.body.versionNumber], ['granted', first!.number])
  const seen = await world.send(applicant.token, getCase, { id: one.id })
  assert.ok(seen.body.conditions.every((condition) => condition.result === 'met'))
  const next = await world.send(applicant.token, startCase, { batchId, organisationId: firm.id }, { idempotencyKey: newId() })
  assert.equal(next.body.versionNumber, first!.number + 2)
  const county = await signedIn(world, 'county_officer', { divisionCode: '220102' })
  assert.equal((await publish(world, county, { code, parameters, validFrom: '2027-01-01', documentNo: '示例' })).status, 403)
})

scenario('a case whose row is not what its journal says is found and named', async (world) => {
  const people = await offices(world)
  const batchId = await openedBatch(world, people.province, code)
  const one = await filed(world, people.applicant, batchId, gradingAnswers(), { organisationId: people.firm.id })
  assert.equal((await refoldCases(world.db)).wrong, 0)
  await run(world.db, "update procedure_case set level = 'A' where id = $1", [one.id])
  const found = await refoldCases(world.db)
  assert.deepEqual([found.wrong, found.example, found.checked > 0], [1, one.caseNo, true])
  await run(world.db, 'update procedure_case set level = null where id = $1', [one.id])
  await assert.rejects(run(world.db, 'delete from case_action where case_id = $1', [one.id]), /case_action/)
})

scenario('a declaration that changed under a case keeps the product from starting', async (world) => {
  const people = await offices(world)
  await filed(world, people.applicant, await openedBatch(world, people.province, code), gradingAnswers(), {
    organisationId: people.firm.id,
  })
  const seeds = slicesInOrder({ files: world.app.files }).flatMap((slice) => slice.seeds ?? [])
  const versions = seeds.find((seed) => seed.file === 'procedure_versions.csv')!
  const none = async () => versions.write(world.db, [])
  await none()
  await run(world.db, "update procedure_version set digest = 'another' where procedure_code = $1", [code])
  await assert.rejects(none, /talent_grading\/2022 was changed, and \d+ cases stand on it/)
  await run(world.db, "update procedure_version set edition = '1999' where procedure_code = $1", [code])
  await assert.rejects(none, /talent_grading\/1999 is gone/)
})
