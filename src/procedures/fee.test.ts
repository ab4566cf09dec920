import assert from 'node:assert/strict'
import { bring, expertsInPool, filed, gradingAnswers, offices, openedBatch } from '../../test/kit/cases.ts'
import { payer } from '../../test/kit/payments.ts'
import { signedIn } from '../../test/kit/people.ts'
import { publish } from '../../test/kit/versions.ts'
import { setMyPersonalData } from '../identity/personal.contract.ts'
import { runChecks } from '../kernel/check.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { getCase } from './case.contract.ts'
import { exportFeeList, getFeeList, listDueFees, listFeeLists, makeFeeList, recordFeePayment } from './fee.contract.ts'
import { drawExperts } from './review.contract.ts'
import { handInScores, listMyReviews, signPledge } from './seat.contract.ts'
import { proceduresChecks } from './verify.server.ts'
import { listVersions } from './version.contract.ts'

const yuan = 100
const account = '4111111111111111'

/** A case reviewed at 1,500 yuan a sheet by five experts, of whom all but one have told their account. */
async function reviewed(world: World) {
  const people = await offices(world)
  const { province } = people
  const { parameters, edition } = (await world.send(province.token, listVersions, { code: 'talent_grading' })).body.items[0]!
  const version = { code: 'talent_grading', edition, validFrom: '2026-01-01', documentNo: '示例〔2026〕2号' }
  const published = { ...version, parameters: { ...parameters, reviewFee: 1_500 * yuan } }
  assert.equal((await publish(world, province, published)).status, 200)
  const batchId = await openedBatch(world, province, 'talent_grading')
  const experts = await expertsInPool(world, province, 5)
  for (const [at, expert] of experts.slice(1).entries()) {
    const told = { idType: 'resident' as const, idNumber: '11010519491231002X', bankAccount: account.slice(0, 15) + String(at) }
    assert.equal((await world.send(expert.token, setMyPersonalData, told)).status, 200)
  }
  const review = async () => {
    const applicant = await signedIn(world, 'individual', {})
    const one = await filed(world, applicant, batchId, gradingAnswers({ route: 'assessed' }), { organisationId: people.firm.id })
    await bring(world, people, one.id, 'notice')
    const { actionCount: number } = (await world.send(province.token, getCase, { id: one.id })).body
    assert.equal((await world.send(province.token, drawExperts, { id: one.id, number })).status, 200)
    for (const expert of experts) {
      const seat = (await world.send(expert.token, listMyReviews, {})).body.items.find((item) => item.caseNo === one.caseNo)!
      await world.send(expert.token, signPledge, { id: seat.id })
      const sheet = { id: seat.id, scores: { standing: 20, results: 30, promise: 20 } }
      assert.equal((await world.send(expert.token, handInScores, sheet)).status, 200)
    }
    return one.caseNo
  }
  return { people, experts, review }
}

scenario('fees of sheets handed in are listed once, taxed by the month, frozen, and recorded as paid', async (world) => {
  const { people, review } = await reviewed(world)
  const { province, county } = people
  const bureau = await payer(world, '220000')
  const other = await payer(world, '220100', 'university')
  const make = (holderId = bureau.holder.id, divisionCode = '220000') =>
    world.send(province.token, makeFeeList, { divisionCode, holderId }, { idempotencyKey: newId() })
  assert.equal((await make()).problem.code, 'nothing_due')
  const first = await review()
  const due = (await world.send(province.token, listDueFees, {})).body.items
  assert.ok(due.every((one) => one.grossFen === 1_500 * yuan && one.cases.length === 1 && one.cases[0]!.caseNo === first))
  assert.deepEqual(due.map((one) => one.missing.length).toSorted(), [0, 0, 0, 0, 2])
  assert.equal((await world.send(county.token, listDueFees, {})).status, 403)
  assert.equal((await make(other.holder.id)).problem.code, 'payer_unfit')
  assert.equal((await make(bureau.holder.id, '230000')).status, 404)
  assert.equal((await make(newId())).status, 404)

  // 1,500 less 800 at 20 %: 140 withheld of each of the four who told their account.
  const made = await make()
  assert.deepEqual([made.body.itemCount, made.body.grossFen, made.body.taxFen], [4, 6_000 * yuan, 560 * yuan], made.text)
  assert.equal((await make()).problem.code, 'nothing_due')
  assert.equal((await world.send(province.token, listDueFees, {})).body.items.length, 1)
  await review()
  // Together with those before: 3,000 less 800 at 20 % is 440, less the 140 withheld; the fifth is still not listed.
  const again = await make()
  assert.deepEqual([again.body.itemCount, again.body.taxFen], [4, 1_200 * yuan], again.text)

  const { id } = made.body
  const shown = await world.send(bureau.officer.token, getFeeList, { id })
  assert.deepEqual([shown.body.items.length, shown.body.items[0]!.caseNos, shown.body.mayPay], [4, [first], true])
  assert.ok(!shown.text.includes(account.slice(0, 15)) && !shown.text.includes('11010519491231002X'))
  const file = await world.send(bureau.officer.token, exportFeeList, { id })
  assert.ok(
    file.text.includes(`${account.slice(0, 15)}0`) && file.text.includes('11010519491231002X') && file.text.includes('1360.00'),
    file.text,
  )
  const [trace] = await run<{ count: number }>(
    world.db,
    `select count(*) as count from audit_record where operation = 'exportFeeList' and outcome = 'read' and actor_id = $1`,
    [bureau.officer.personId],
  )
  assert.equal(trace?.count, 1)
  for (const person of [other.officer, county, people.applicant]) {
    assert.equal((await world.send(person.token, getFeeList, { id })).status, 404)
    assert.equal((await world.send(person.token, exportFeeList, { id })).status, 404)
    assert.deepEqual((await world.send(person.token, listFeeLists, {})).body.items, [])
  }
  const today = world.now.toISOString().slice(0, 10)
  const pay = (person: { token: string }, paidOn: string) =>
    world.send(person.token, recordFeePayment, { id, paidOn, reference: '示例凭证1' })
  assert.equal((await pay(province, today)).status, 403)
  assert.equal((await pay(other.officer, today)).status, 404)
  assert.equal((await pay(bureau.officer, '2099-01-01')).problem.code, 'until_later')
  const paid = await pay(bureau.officer, today)
  assert.deepEqual([paid.body.paidOn, paid.body.mayPay], [today, false], paid.text)
  assert.equal((await pay(bureau.officer, today)).problem.code, 'fees_paid')
  const lists = (await world.send(province.token, listFeeLists, {})).body.items
  assert.deepEqual(
    lists.map((list) => list.paidOn),
    [null, today],
  )
  for (const check of await runChecks(world.db, proceduresChecks)) assert.equal(check.wrong, 0, check.name)
  await assert.rejects(run(world.db, 'update review_fee_list set gross_fen = 1', []))
})
