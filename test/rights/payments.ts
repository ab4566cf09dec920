// What of payments waits on one side of the matrix: a budget line of the side's institution, a list and a claim, written as rows.
import { run } from '../../src/kernel/db.ts'
import { newId } from '../../src/kernel/id.ts'
import type { World } from '../../src/kernel/test.ts'
import { openFundLine } from '../../src/procedures/payment.contract.ts'
import { signedIn } from '../kit/people.ts'

export async function paymentsOf(
  world: World,
  { institutionId, divisionCode, caseId, programmeId }: Record<'institutionId' | 'divisionCode' | 'caseId' | 'programmeId', string>,
) {
  const officer = await signedIn(world, 'finance', { organisationId: institutionId })
  const fields = { holderId: institutionId, source: 'own' as const, budgetCode: '示例', year: 2026, title: '示例', documentNo: '示例' }
  const fund = await world.send(officer.token, openFundLine, { ...fields, fen: 1_000 }, { idempotencyKey: newId() })
  if (fund.status !== 200) throw new Error(fund.text)
  const [listId, lineId, shareId, claimId, holdId] = [newId(), newId(), newId(), newId(), newId()]
  const made = [listId, `示例-${listId}`, institutionId, officer.personId]
  await run(
    world.db,
    `insert into payment_list (id, list_no, holder_id, fen, item_count, digest, made_by, frozen_at) values ($1, $2, $3, 1, 1, '', $4, now())`,
    made,
  )
  await run(world.db, 'insert into payment_plan (case_id, programme_id, fen) values ($1, $2, 100000)', [caseId, programmeId])
  const line = [lineId, caseId]
  await run(
    world.db,
    `insert into payment_line (id, case_id, number, fen, due_on, needs_check, state) values ($1, $2, 1, 100000, '2026-01-01', false, 'funded')`,
    line,
  )
  await run(
    world.db,
    `insert into hold (id, account_id, amount, state, expires_at, settled_at)
     select $1, id, 1, 'voided', now(), now() from account where counterparty_id = $2 and purpose = 'spending'`,
    [holdId, fund.body.id],
  )
  const share = [shareId, lineId, fund.body.id, holdId]
  await run(
    world.db,
    `insert into payment_share (id, line_id, fund_line_id, fen, hold_id, state) values ($1, $2, $3, 100000, $4, 'paid')`,
    share,
  )
  await run(world.db, `insert into payment_claim (id, share_id, fen, raised_on) values ($1, $2, 100000, '2026-01-01')`, [claimId, shareId])
  const feeListId = newId()
  await run(
    world.db,
    `insert into review_fee_list (id, list_no, division_code, holder_id, month, gross_fen, tax_fen, item_count, tax_document_no, digest, made_by,
       frozen_at) values ($1, $2, $3, $4, '2026-01', 1, 0, 1, '示例', '', $5, now())`,
    [feeListId, `示例-${feeListId}`, divisionCode, institutionId, officer.personId],
  )
  return { feeListId, fundId: fund.body.id, paymentListId: listId, claimId }
}
