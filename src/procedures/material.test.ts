import assert from 'node:assert/strict'
import { act, bring, filed, gradingAnswers, offices, openedBatch } from '../../test/kit/cases.ts'
import { png } from '../../test/kit/files.ts'
import { uploadAttachment } from '../kernel/attachments/attachments.contract.ts'
import { newId } from '../kernel/id.ts'
import { scenario } from '../kernel/test.ts'
import { saveCase, startCase, submitCase } from './case.contract.ts'
import { attachMaterial, listMaterials, materialPurpose, removeMaterial, verifyMaterial } from './material.contract.ts'

scenario('materials are given by upload or on paper, asked for before filing, and checked by the office', async (world) => {
  const people = await offices(world)
  const { applicant, county, neighbour, firm, province } = people
  const batchId = await openedBatch(world, province, 'talent_grading')
  const start = { batchId, organisationId: firm.id }
  const { id } = (await world.send(applicant.token, startCase, start, { idempotencyKey: newId() })).body
  await world.send(applicant.token, saveCase, { id, answers: gradingAnswers() })
  const early = await world.send(applicant.token, submitCase, { id })
  const issues = early.problem.params['issues'] as { path: string }[]
  assert.deepEqual(
    issues.map((issue) => issue.path),
    ['material.identity', 'material.contract', 'material.evidence'],
  )
  const sent = { fileName: '示例合同.png', purpose: materialPurpose }
  const upload = await world.send(applicant.token, uploadAttachment, sent, { upload: png })
  assert.equal(upload.status, 200, upload.text)
  const given = await world.send(applicant.token, attachMaterial, { id, code: 'contract', attachmentId: upload.body.id })
  const contract = given.body.items.find((material) => material.code === 'contract')!
  assert.deepEqual([contract.isRequired, contract.items[0]?.document?.fileName], [true, '示例合同.png'])
  // The same again changes nothing; a document of another, or a material that is not asked for, is not found.
  const again = await world.send(applicant.token, attachMaterial, { id, code: 'contract', attachmentId: upload.body.id })
  assert.equal(again.body.items.find((material) => material.code === 'contract')?.items.length, 1)
  assert.equal((await world.send(applicant.token, attachMaterial, { id, code: 'no_such' })).status, 404)
  assert.equal((await world.send(applicant.token, attachMaterial, { id, code: 'identity', attachmentId: newId() })).status, 404)
  const foreign = await world.send(neighbour.token, attachMaterial, { id, code: 'identity' })
  assert.equal(foreign.problem.code, 'not_found')
  for (const code of ['identity', 'evidence', 'insurance']) await world.send(applicant.token, attachMaterial, { id, code })
  const listed = (await world.send(applicant.token, listMaterials, { id })).body.items
  const paper = listed.find((material) => material.code === 'insurance')!.items[0]!
  assert.equal(paper.document, null)
  const removed = await world.send(applicant.token, removeMaterial, { id, materialId: paper.id })
  assert.deepEqual(removed.body.items.find((material) => material.code === 'insurance')?.items, [])
  assert.equal((await world.send(applicant.token, removeMaterial, { id, materialId: paper.id })).status, 404)
  assert.equal((await world.send(applicant.token, submitCase, { id })).status, 200)
  const late = await world.send(applicant.token, attachMaterial, { id, code: 'insurance' })
  assert.equal(late.problem.code, 'case_not_editable')
  await bring(world, people, id, 'intake')
  const materialId = contract.items[0]!.id
  const verify = (token: string, isGood: boolean) => world.send(token, verifyMaterial, { id, materialId, isGood })
  assert.equal((await verify(neighbour.token, true)).status, 404)
  assert.equal((await verify(people.city.token, true)).status, 404)
  const checked = await verify(county.token, false)
  assert.equal(checked.body.items.find((material) => material.code === 'contract')?.items[0]?.state, 'doubtful')
  assert.equal((await act(world, county, id, { verb: 'accept', opinion: '' })).status, 200)
  const other = await filed(world, people.employer, batchId, gradingAnswers(), { organisationId: firm.id, isOnBehalf: true })
  assert.equal(other.stage, 'employer')
})
