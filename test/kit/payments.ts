// Payments for scenarios: an invented finance office with a budget, and a subsidy brought to its decision.
import assert from 'node:assert/strict'
import { newId } from '../../src/kernel/id.ts'
import type { World } from '../../src/kernel/test.ts'
import { openFundLine } from '../../src/procedures/payment.contract.ts'
import { getProcedure } from '../../src/procedures/procedure.contract.ts'
import { bring, county, filed, gradingAnswers, inventedResidentId, type Offices, offices, openedBatch, path } from './cases.ts'
import { makeOrganisation, signedIn } from './people.ts'

/** A finance bureau of a division and who pays for it. */
export async function payer(world: World, divisionCode = '220100', kind: 'government' | 'university' = 'government') {
  const holder = await makeOrganisation(world, kind, { divisionCode })
  return { holder, officer: await signedIn(world, 'finance', { organisationId: holder.id }) }
}
export type Payer = Awaited<ReturnType<typeof payer>>

let codes = 0
export async function fundOf(world: World, { holder, officer }: Payer, fen: number, year = 2026): Promise<string> {
  codes += 1
  const line = {
    holderId: holder.id,
    source: 'city' as const,
    budgetCode: `示例${codes}`,
    year,
    title: '示例人才资金',
    fen,
    documentNo: '示例〔2026〕1号',
  }
  const reply = await world.send(officer.token, openFundLine, line, { idempotencyKey: newId() })
  assert.equal(reply.status, 200, reply.text)
  return reply.body.id
}

/** Offices, a batch of the subsidy, and its programme. */
export async function subsidyBatch(world: World) {
  const people = await offices(world)
  const [grading, batchId] = [
    await openedBatch(world, people.province, 'talent_grading'),
    await openedBatch(world, people.province, 'settling_subsidy'),
  ]
  const { batches } = (await world.send(null, getProcedure, { code: 'settling_subsidy' })).body
  return { people, grading, batchId, programmeId: batches.find((batch) => batch.id === batchId)!.programmeId }
}
export type Subsidy = Awaited<ReturnType<typeof subsidyBatch>>

export const settlingAnswers = (idNumber: string, more: object = {}) => ({
  ...{ name: '示例人才', idNumber, phone: '13800001234', division: county, talentClass: 'C', introducedOn: '2025-12-01' },
  ...{
    contractTerm: 'fixed',
    contractFrom: '2025-12-01',
    contractTo: '2028-11-30',
    hasOther: false,
    bank: '示例银行长春支行',
    account: '6222020000000001234',
  },
  ...{ promise: true, ...more },
})

/** Somebody classified C, who has filed for the subsidy; the case stands at its decision. */
export async function subsidyAtDecision(world: World, batch: Subsidy, more: object = {}) {
  const { people, grading } = batch
  const applicant = await signedIn(world, 'individual', {})
  const idNumber = inventedResidentId()
  const own: Offices = { ...people, applicant }
  const graded = await filed(world, applicant, grading, gradingAnswers({ idNumber, wantedClass: 'C' }), { organisationId: people.firm.id })
  await bring(world, own, graded.id, 'decision')
  await path(world, graded.id, [[people.leader, { verb: 'grant', level: 'C', reason: '符合条件' }]])
  const { id, caseNo } = await filed(world, applicant, batch.batchId, settlingAnswers(idNumber, more), { organisationId: people.firm.id })
  await toDecision(world, batch, id)
  return { id, caseNo, applicant, idNumber }
}

/** A subsidy that was filed comes to its decision. */
export async function toDecision(world: World, { people }: Subsidy, id: string): Promise<void> {
  await path(world, id, [
    [people.employer, { verb: 'pass', opinion: '' }],
    [people.county, { verb: 'accept', opinion: '' }],
    [people.city, { verb: 'pass', opinion: '' }],
    [people.city, { verb: 'publish' }],
    12,
    [people.city, { verb: 'close_notice' }],
  ])
}

export const grantC = { verb: 'grant', level: 'C', reason: '符合条件' } as const
