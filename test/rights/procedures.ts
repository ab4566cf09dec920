// What of procedures waits on one side of the matrix: a case of the side's firm, filed by somebody of no other role, and a batch.
import { newId } from '../../src/kernel/id.ts'
import type { World } from '../../src/kernel/test.ts'
import { listMaterials } from '../../src/procedures/material.contract.ts'
import { getProcedure } from '../../src/procedures/procedure.contract.ts'
import { drawSample } from '../../src/procedures/sample.contract.ts'
import { expertsInPool, filed, gradingAnswers, openedBatch } from '../kit/cases.ts'
import { signedIn } from '../kit/people.ts'

/** What an auditor asks for to draw the talent's case of a division. */
export const sampleAsked = (divisionCode: string) => ({
  ...{ title: '示例抽样', procedureCode: 'talent_grading', divisionCode, filedFrom: '2026-01-01', filedTo: '2026-12-31' },
  ...({ method: 'simple', size: 1 } as const),
})

export async function casesOf(world: World, { divisionCode, firmId }: { divisionCode: string; firmId: string }) {
  const province = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const talent = await signedIn(world, 'individual', {})
  const batchId = await openedBatch(world, province, 'talent_grading')
  const { id: caseId } = await filed(world, talent, batchId, gradingAnswers({ division: divisionCode }), { organisationId: firmId })
  const { batches } = (await world.send(null, getProcedure, { code: 'talent_grading' })).body
  const { programmeId } = batches.find((batch) => batch.id === batchId)!
  /** An expert to be taken out of the pool: each is taken out once. */
  const newExpert = async () => (await expertsInPool(world, province, 1, { divisionCode }))[0]!.expertId
  const { items } = (await world.send(talent.token, listMaterials, { id: caseId })).body
  const asking = await signedIn(world, 'firm_admin', { organisationId: firmId })
  const question = { firm: '示例企业', contact: '示例', phone: '13800001234', kind: 'other', question: '示例问题', division: divisionCode }
  const visits = await openedBatch(world, province, 'enterprise_visits')
  const { caseNo } = await filed(world, asking, visits, question, { organisationId: firmId })
  const auditor = await signedIn(world, 'auditor', { divisionCode })
  const { id: sampleId } = (await world.send(auditor.token, drawSample, sampleAsked(divisionCode), { idempotencyKey: newId() })).body
  return { sampleId, batchId, caseId, caseNo, programmeId, materialId: items[0]!.items[0]!.id, newExpert }
}
