import assert from 'node:assert/strict'
import { act, later, onPaper, reasonsOf } from '../../test/kit/cases.ts'
import { fundOf, grantC, type Payer, payer, settlingAnswers, subsidyAtDecision, subsidyBatch, toDecision } from '../../test/kit/payments.ts'
import { signedIn } from '../../test/kit/people.ts'
import { publish } from '../../test/kit/versions.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { dayOf } from '../kernel/time.ts'
import { verifyLedger } from '../ledger/ledger.server.ts'
import { appealCase, declineCase, getCase, saveCase, startCase, submitCase, withdrawCase } from './case.contract.ts'
import {
  appropriateFunds,
  changePayee,
  exportPaymentList,
  fundProgramme,
  getPaymentList,
  getPaymentPlan,
  listClaims,
  listDuePayments,
  listFundLines,
  listFundShares,
  listPaymentLists,
  makePaymentList,
  openFundLine,
  recordReceipts,
  recordRecovery,
} from './payment.contract.ts'
import { yuanText } from './payment.rules.ts'
import { verifyPayments } from './verify.server.ts'
import { listVersions } from './version.contract.ts'

const wan = 1_000_000
const once = () => ({ idempotencyKey: newId() })
const sound = async (world: World) => {
  for (const check of [...(await verifyLedger(world.db)), ...(await verifyPayments(world.db))])
    assert.equal(check.wrong, 0, `${check.name}: ${check.example}`)
}
const fund = (world: World, { officer }: Payer, id: string, programmeId: string, basisPoints: number) =>
  world.send(officer.token, fundProgramme, { id, programmeId, basisPoints })
const head = '明细号,结果,日期,金额,凭证号,原因'
const csv = (...rows: string[]) => `\ufeff${[head, ...rows].join('\r\n')}\r\n`

/** Two payers, a case granted from their budgets, and what the rest of the story asks again and again. */
async function promised(world: World) {
  const batch = await subsidyBatch(world)
  const bureau = await payer(world)
  const second = await payer(world, '220000')
  const { people, programmeId } = batch
  const [lineA, lineB] = [await fundOf(world, bureau, 100 * wan), await fundOf(world, second, 20 * wan)]
  const { id, caseNo, applicant, idNumber } = await subsidyAtDecision(world, batch)

  const plan = async () => (await world.send(applicant.token, getPaymentPlan, { id })).body.plan!

  // Nobody promises what no budget stands behind.
  assert.equal((await act(world, people.city, id, grantC)).problem.code, 'fund_missing')
  const stranger = await payer(world, '220100', 'university')
  const strange = await fundOf(world, stranger, wan)
  assert.equal((await fund(world, stranger, strange, programmeId, 100)).problem.code, 'payer_unfit')
  assert.equal((await fund(world, stranger, lineA, programmeId, 100)).status, 404)
  assert.equal((await fund(world, bureau, lineA, newId(), 100)).status, 404)
  assert.equal((await fund(world, bureau, lineA, programmeId, 7000)).status, 200)
  assert.equal((await fund(world, second, lineB, programmeId, 3001)).problem.code, 'parts_too_many')
  assert.equal((await fund(world, second, lineB, programmeId, 3000)).status, 200)
  assert.equal((await act(world, people.city, id, { ...grantC, level: 'D' })).problem.code, 'level_unfit')
  assert.equal((await act(world, people.city, id, grantC)).body.status, 'granted')
  assert.deepEqual(
    (await plan()).lines.map((line) => [line.fen, line.state, line.shares.map((share) => share.fen)]),
    [
      [16_666_668, 'payable', [11_666_667, 5_000_001]],
      [16_666_666, 'waiting', []],
      [16_666_666, 'waiting', []],
    ].map(([fen, state, shares]) => [fen, state, (shares as number[]).toSorted((a, b) => (lineA < lineB ? b - a : a - b))]),
  )
  assert.equal((await plan()).payee?.account.includes('0000'), false)
  await sound(world)
  const make = (until: string, holderId = bureau.holder.id) =>
    world.send(bureau.officer.token, makePaymentList, { holderId, until }, once())
  const today = world.now.toISOString().slice(0, 10)
  const receipts = (listId: string, text: string) => world.send(bureau.officer.token, recordReceipts, { id: listId, text })
  return { bureau, second, people, id, caseNo, applicant, idNumber, batchId: batch.batchId, plan, make, today, receipts }
}
type Story = Awaited<ReturnType<typeof promised>>

async function listed(world: World, { bureau, second, people, id, caseNo, plan, make, today }: Story): Promise<string> {
  // What rests is due and is not put on a list.
  assert.equal((await act(world, people.city, id, { verb: 'freeze', reason: '核实是否在岗' })).status, 200)
  const resting = await world.send(bureau.officer.token, listDuePayments, {})
  assert.deepEqual([resting.body.items[0]?.isFrozen, (await plan()).lines[0]?.state], [true, 'frozen'])
  assert.equal((await make(today)).problem.code, 'nothing_due')
  assert.equal((await act(world, people.city, id, { verb: 'unfreeze', reason: '已核实在岗' })).status, 200)
  // The list: frozen, whole names and accounts in its file alone.
  const due = await world.send(bureau.officer.token, listDuePayments, {})
  assert.deepEqual([due.body.items.length, due.body.items[0]?.payeeName, due.body.items[0]?.caseNo], [1, '示**', caseNo])
  assert.equal((await make('2030-01-01')).problem.code, 'until_later')
  assert.equal((await make('2026-01-01')).problem.code, 'nothing_due')
  assert.equal((await make(today, second.holder.id)).status, 404)
  const made = await make(today)
  assert.deepEqual([made.status, made.body.itemCount, made.body.fen], [200, 1, (await firstShare(world, made.body.id)).fen])
  assert.equal((await make(today)).problem.code, 'nothing_due')
  const shown = await world.send(bureau.officer.token, getPaymentList, { id: made.body.id })
  assert.ok(!shown.text.includes('6222020000000001234') && !shown.text.includes('示例人才"'))
  const file = await world.send(bureau.officer.token, exportPaymentList, { id: made.body.id })
  assert.ok(file.text.includes('6222020000000001234') && file.text.includes('示例人才'), file.text)
  assert.equal((await world.send(second.officer.token, exportPaymentList, { id: made.body.id })).status, 404)
  const [trace] = await run<{ count: number }>(
    world.db,
    `select count(*) as count from audit_record where operation = 'exportPaymentList' and outcome = 'read' and actor_id = $1`,
    [bureau.officer.personId],
  )
  assert.equal(trace?.count, 1)
  return made.body.id
}

async function settled(world: World, { people, id, applicant, plan, make, today, receipts }: Story, listId: string) {
  // Receipts: wrong rows are named and nothing of them is kept.
  const item = await firstShare(world, listId)
  assert.equal((await receipts(listId, 'a,b\n1,2\n')).problem.code, 'receipt_unreadable')
  const amount = yuanText(item.fen)
  const bad = await receipts(
    listId,
    csv(
      `${newId()},成功,${today},1,1,`,
      `${item.id},成功,${today},1.00,,`,
      `${item.id},付,2026-02-30,${amount},1,`,
      `${item.id},退回,2031-01-01,${amount},,`,
    ),
  )
  assert.deepEqual(
    bad.body.wrong.map((one) => [one.row, one.code]),
    [
      [2, 'no_item'],
      [3, 'amount_wrong'],
      [3, 'reference_missing'],
      [4, 'result_wrong'],
      [4, 'day_wrong'],
      [4, 'reason_missing'],
    ].concat([
      [5, 'day_wrong'],
      [5, 'reason_missing'],
    ] as never),
    bad.text,
  )
  const back = await receipts(listId, csv(`${item.id},退回,${today},${amount},,户名账号不符`))
  assert.deepEqual([back.body.returned, back.body.list.returned], [1, 1])
  assert.equal(
    (await plan()).lines[0]?.shares.some((share) => share.reason === '户名账号不符'),
    true,
  )
  assert.equal((await world.send(applicant.token, changePayee, { id, account: '12', bank: '示例银行' })).problem.code, 'account_wrong')
  assert.equal((await world.send(people.county.token, changePayee, { id, account: '6222020000000009999', bank: '示例银行' })).status, 404)
  assert.equal((await world.send(applicant.token, changePayee, { id, account: '6222020000000009999', bank: '示例银行' })).status, 200)
  const again = await make(today)
  const next = await firstShare(world, again.body.id)
  const good = csv(`${next.id},成功,${today},${amount},PZ-1,`)
  assert.equal((await receipts(again.body.id, good)).body.paid, 1)
  assert.deepEqual([(await receipts(again.body.id, good)).body.known, (await plan()).paidFen], [1, item.fen])
  assert.equal((await receipts(listId, csv(`${item.id},成功,${today},${amount},PZ-2,`))).body.wrong[0]?.code, 'returned_before')
  // A file that answers another list is not taken, whatever it says.
  const foreign = await receipts(listId, good)
  assert.deepEqual([foreign.body.paid, foreign.body.known, foreign.body.wrong.map(({ code }) => code)], [0, 0, ['no_item']])
  await sound(world)
  return { listId: again.body.id, item: next }
}

type Paid = Awaited<ReturnType<typeof settled>>
async function revoked(world: World, { bureau, second, people, id, plan, today, receipts }: Story, { listId, item }: Paid) {
  // Revoked: what is left stops, what was paid is claimed back and recovered in parts.
  assert.equal((await act(world, people.city, id, { verb: 'revoke', reason: '提前离开' })).body.status, 'revoked')
  const stopped = await plan()
  assert.deepEqual([stopped.paidFen + stopped.stoppedFen, stopped.payableFen, stopped.claimedFen], [stopped.fen, 0, item.fen])
  const [claim] = (await world.send(bureau.officer.token, listClaims, {})).body.items
  const recover = (fen: number, more: object = {}) =>
    world.send(bureau.officer.token, recordRecovery, { id: claim!.id, fen, receivedOn: today, reference: 'SH-1', ...more }, once())
  assert.equal((await recover(item.fen + 1)).problem.code, 'claim_exceeded')
  assert.equal((await recover(1, { receivedOn: '2031-01-01' })).problem.code, 'until_later')
  assert.equal(
    (await world.send(second.officer.token, recordRecovery, { id: claim!.id, fen: 1, receivedOn: today, reference: 'x' })).status,
    404,
  )
  assert.equal((await recover(item.fen - 1)).body.recoveredFen, item.fen - 1)
  assert.equal(
    (await receipts(listId, csv(`${item.id},退回,${today},${yuanText(item.fen)},,退票`))).body.wrong[0]?.code,
    'recovered_before',
  )
  const { items } = (await world.send(bureau.officer.token, listFundLines, {})).body
  assert.deepEqual(
    items.map(({ paidFen, committedFen, recoveredFen, leftFen }) => [paidFen, committedFen, recoveredFen, leftFen]),
    [[item.fen, 0, item.fen - 1, 100 * wan - item.fen]],
  )
  // Each sum of a budget line opens to rows that add up to it.
  const opened = async (show: 'committed' | 'paid' | 'recovered') => {
    const { body } = await world.send(bureau.officer.token, listFundShares, { id: items[0]!.id, show })
    return body.items.reduce((sum, row) => sum + row.fen, 0)
  }
  assert.deepEqual([await opened('paid'), await opened('committed')], [item.fen, 0])
  assert.equal((await world.send(second.officer.token, listFundShares, { id: items[0]!.id })).status, 404)
  assert.equal((await world.send(bureau.officer.token, listPaymentLists, {})).body.items.length, 2)
  await sound(world)
}

/** The revocation is overturned and the subsidy granted again: what was stopped goes on, what had come back is due once more. */
async function broughtBack(world: World, { bureau, second, people, id, applicant, plan, make, today }: Story, { item }: Paid) {
  const before = await plan()
  assert.equal((await world.send(applicant.token, appealCase, { id, reason: '并未离开，有社保记录' })).status, 200)
  assert.equal((await act(world, people.otherCity, id, { verb: 'overturn', reason: '社保记录属实' })).status, 200)
  assert.equal((await plan()).stoppedFor, 'revoked')
  assert.equal((await act(world, people.city, id, { ...grantC, level: 'D' })).problem.code, 'plan_differs')
  assert.equal((await act(world, people.city, id, grantC)).body.status, 'granted')
  const after = await plan()
  assert.deepEqual(
    [after.stoppedFor, after.fen, after.stoppedFen, after.paidFen, after.claimedFen, after.recoveredFen],
    [null, before.fen + item.fen - 1, 0, item.fen, item.fen - 1, item.fen - 1],
  )
  assert.deepEqual(
    after.lines.map((line) => [line.fen, line.state]),
    [...before.lines.map((line, at) => [line.fen, at === 0 ? 'payable' : 'waiting']), [item.fen - 1, 'payable']],
  )
  const again = [(await make(today)).body.itemCount, (await world.send(bureau.officer.token, listClaims, {})).body.items[0]?.fen]
  assert.deepEqual(again, [1, item.fen - 1])
  assert.equal((await world.send(second.officer.token, listDuePayments, {})).body.items.length, 2)
  await sound(world)
  // Taken back for good: the claim grows by what was not recovered the first time, and by nothing that was.
  assert.equal((await act(world, people.city, id, { verb: 'revoke', reason: '再次查实离开' })).body.status, 'revoked')
  assert.deepEqual([(await plan()).claimedFen, (await plan()).payableFen], [item.fen, (await plan()).lines[3]!.shares[0]!.fen])
  await sound(world)
}

/** While a fen is to be paid back no new subsidy is applied for, unless the version says that it may be. */
async function stillOwed(world: World, { people, applicant, idNumber, batchId }: Story) {
  const applied = async () => {
    const { id } = (await world.send(applicant.token, startCase, { batchId, organisationId: people.firm.id }, once())).body
    await world.send(applicant.token, saveCase, { id, answers: settlingAnswers(idNumber) })
    await onPaper(world, applicant, id)
    return { id, sent: await world.send(applicant.token, submitCase, { id }) }
  }
  const { id, sent } = await applied()
  const told = [['owes_nothing', '以前的补助还有 0.01 元应退未退，退清后才能申请新的补助']]
  const conditions = sent.problem.params['conditions'] as { code: string; text: { zh: string } }[]
  assert.deepEqual([sent.problem.code, conditions.map(({ code, text }) => [code, text.zh])], ['not_eligible', told])
  const seen = (await world.send(applicant.token, getCase, { id })).body.conditions.filter(({ result }) => result === 'not_met')
  assert.deepEqual(
    seen.map(({ code, text }) => [code, text.zh]),
    told,
  )
  await world.send(applicant.token, withdrawCase, { id })
  const { parameters } = (await world.send(null, listVersions, { code: 'settling_subsidy' })).body.items[0]!
  const version = { code: 'settling_subsidy', validFrom: dayOf(world.now), documentNo: '示例〔2026〕7号' }
  const publishOwed = (refusesWhileOwed: number) =>
    publish(world, people.province, { ...version, parameters: { ...parameters, refusesWhileOwed } })
  assert.equal((await publishOwed(2)).problem.code, 'parameters_wrong')
  assert.equal((await publishOwed(0)).status, 200)
  const second = await applied()
  assert.equal(second.sent.status, 200, second.sent.text)
  await world.send(applicant.token, withdrawCase, { id: second.id })
  assert.equal((await publishOwed(1)).status, 200)
}

scenario('a subsidy is promised from a budget, paid by a list, returned, paid again, and claimed back', async (world) => {
  const story = await promised(world)
  const listId = await listed(world, story)
  const paid = await settled(world, story, listId)
  await revoked(world, story, paid)
  await broughtBack(world, story, paid)
  await stillOwed(world, story)
})

scenario('a subsidy that was given, rests, or is given once more after an appeal is not given twice; declined, it stops', async (world) => {
  const batch = await subsidyBatch(world)
  const bureau = await payer(world)
  await fund(world, bureau, await fundOf(world, bureau, 200 * wan), batch.programmeId, 10_000)
  const { city, firm } = batch.people
  const { id, applicant, idNumber } = await subsidyAtDecision(world, batch)
  const grant = (caseId: string) => act(world, city, caseId, grantC)
  assert.equal((await grant(id)).status, 200)
  // While it stands, and while it rests, a second is refused at once; taken back, another may be applied for.
  const begun = await world.send(applicant.token, startCase, { batchId: batch.batchId, organisationId: firm.id }, once())
  const second = begun.body.id
  await world.send(applicant.token, saveCase, { id: second, answers: settlingAnswers(idNumber) })
  await onPaper(world, applicant, second)
  const submit = async () => {
    const { status, problem } = await world.send(applicant.token, submitCase, { id: second })
    return status === 200 ? 200 : problem.code === 'not_eligible' && problem.params['conditions']
  }
  const unpaid = (found: unknown) =>
    assert.deepEqual(
      (found as { code: string }[]).map(({ code }) => code),
      ['not_paid'],
    )
  unpaid(await submit())
  assert.equal((await act(world, city, id, { verb: 'freeze', reason: '核实是否在岗' })).status, 200)
  unpaid(await submit())
  assert.equal((await act(world, city, id, { verb: 'unfreeze', reason: '已核实在岗' })).status, 200)
  assert.equal((await act(world, city, id, { verb: 'revoke', reason: '提前离开' })).status, 200)
  assert.equal(await submit(), 200)
  await toDecision(world, batch, second)
  assert.equal((await grant(second)).status, 200)
  // The first is appealed for and comes back to its decision: meanwhile the second was given.
  assert.equal((await world.send(applicant.token, appealCase, { id, reason: '并未离开，有社保记录' })).status, 200)
  assert.equal((await act(world, batch.people.otherCity, id, { verb: 'overturn', reason: '社保记录属实' })).status, 200)
  assert.deepEqual(reasonsOf(await grant(id)), ['none_meanwhile'])
  assert.equal((await world.send(applicant.token, declineCase, { id: second, reason: '已有一件' })).status, 200)
  const stopped = async (caseId: string) => (await world.send(applicant.token, getPaymentPlan, { id: caseId })).body.plan!.stoppedFor
  assert.equal(await stopped(second), 'declined')
  assert.equal((await grant(id)).status, 200)
  assert.equal(await stopped(id), null)
  await sound(world)
})

async function firstShare(world: World, listId: string): Promise<{ id: string; fen: number }> {
  const [row] = await run<{ id: string; fen: number }>(world.db, 'select id, fen from payment_item where list_id = $1 order by number', [
    listId,
  ])
  return row!
}

scenario('two officers cannot promise the same money, and a yearly check lets the next instalment through', async (world) => {
  const batch = await subsidyBatch(world)
  const bureau = await payer(world)
  const { people, programmeId } = batch
  const token = bureau.officer.token
  const line = await fundOf(world, bureau, 30 * wan)
  assert.equal((await fund(world, bureau, line, programmeId, 10_000)).status, 200)
  const cases = [await subsidyAtDecision(world, batch), await subsidyAtDecision(world, batch)]
  const granted = await Promise.all(cases.map(({ id }) => act(world, people.city, id, grantC)))
  assert.deepEqual(granted.map((reply) => reply.status).toSorted(), [200, 409])
  assert.equal(granted.find((reply) => reply.status === 409)?.problem.code, 'fund_exhausted')
  const { id } = cases[granted.findIndex((reply) => reply.status === 200)]!
  const more = (fen: number) => world.send(token, appropriateFunds, { id: line, fen, documentNo: '示例〔2026〕2号' }, once())
  assert.equal((await more(-14 * wan)).problem.code, 'fund_exhausted')
  assert.equal((await more(-13 * wan)).status, 200)
  const same = {
    holderId: bureau.holder.id,
    source: 'city' as const,
    budgetCode: 'X',
    year: 2027,
    title: '示例',
    fen: 40 * wan,
    documentNo: '示例',
  }
  const nextYear = await world.send(token, openFundLine, same, once())
  assert.equal((await world.send(token, openFundLine, same, once())).problem.code, 'fund_taken')
  // The next year's budget commits what waited for it; unchecked it is not paid.
  assert.equal((await fund(world, bureau, nextYear.body.id, programmeId, 10_000)).body.committedFen, 16_666_666)
  const lines = async () => (await world.send(people.city.token, getPaymentPlan, { id })).body.plan!.lines.map((one) => one.state)
  assert.deepEqual(await lines(), ['payable', 'unchecked', 'waiting'])
  await later(world, '2027-06-01T02:00:00Z')
  const make = () => world.send(token, makePaymentList, { holderId: bureau.holder.id, until: '2027-06-01' }, once())
  // Two lists made at once hold everything once.
  const lists = await Promise.all([make(), make()])
  assert.deepEqual(lists.map((reply) => (reply.status === 200 ? reply.body.itemCount : reply.problem.code)).toSorted(), [1, 'nothing_due'])
  assert.deepEqual(
    (await world.send(token, listDuePayments, {})).body.items.map((item) => item.isUnchecked),
    [true],
  )
  assert.equal((await act(world, people.city, id, { verb: 'check', isPassed: true, reason: '在岗履职' })).status, 200)
  assert.deepEqual(await lines(), ['listed', 'payable', 'waiting'])
  assert.equal((await act(world, people.city, id, { verb: 'check', isPassed: false, reason: '已离开本省' })).status, 200)
  // What is on a list is settled by its receipt; the rest stops.
  assert.deepEqual(await lines(), ['listed', 'stopped', 'stopped'])
  const list = lists.find((reply) => reply.status === 200)!.body
  const item = await firstShare(world, list.id)
  const paid = await world.send(token, recordReceipts, { id: list.id, text: csv(`${item.id},成功,2027-06-01,${yuanText(item.fen)},PZ,`) })
  assert.equal(paid.body.paid, 1, paid.text)
  assert.equal((await world.send(token, listClaims, {})).body.items[0]?.fen, item.fen)
  await sound(world)
  const nobody = await signedIn(world, 'individual', {})
  assert.equal((await world.send(nobody.token, getPaymentPlan, { id })).status, 404)
})
