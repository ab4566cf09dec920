// Whatever is done with the money of a grant in whatever order, the book stays balanced and nothing is paid twice.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { act, later } from '../../test/kit/cases.ts'
import { fundOf, grantC, type Payer, payer, type Subsidy, subsidyAtDecision, subsidyBatch } from '../../test/kit/payments.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { verifyLedger } from '../ledger/ledger.server.ts'
import { appealCase, declineCase } from './case.contract.ts'
import {
  appropriateFunds,
  fundProgramme,
  getPaymentList,
  getPaymentPlan,
  listClaims,
  makePaymentList,
  recordReceipts,
  recordRecovery,
} from './payment.contract.ts'
import { receiptColumns, yuanText } from './payment.rules.ts'
import { verifyPayments } from './verify.server.ts'

const wan = 1_000_000
const year = 2026
const which = fc.nat(30)
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('list' as const), which }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('paid' as const, 'returned' as const), which, other: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('freeze' as const, 'unfreeze' as const, 'check' as const, 'wait' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('fail' as const, 'revoke' as const, 'resume' as const, 'decline' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('recover' as const), which, part: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('appropriate' as const), which, wan: fc.integer({ min: -60, max: 40 }) }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** A story in which each of these is let through; the random ones come after it. */
const everyStep: Step[] = [
  { do: 'list', which: 0 },
  { do: 'freeze' },
  { do: 'unfreeze' },
  { do: 'paid', which: 0, other: 0 },
  { do: 'returned', which: 0, other: 0 },
  { do: 'list', which: 0 },
  { do: 'paid', which: 1, other: 0 },
  { do: 'revoke' },
  { do: 'recover', which: 0, part: 2 },
  { do: 'resume' },
  { do: 'wait' },
  { do: 'check' },
  { do: 'list', which: 0 },
  { do: 'appropriate', which: 0, wan: 40 },
  { do: 'fail' },
  { do: 'decline' },
]

/** What the bank has been told and has done: of each item of a list whether its money left. */
type Sent = { id: string; listId: string; shareId: string; fen: number; listedOn: string; state: 'sent' | 'paid' | 'returned' }
type Case = Awaited<ReturnType<typeof subsidyAtDecision>>
type Ground = { batch: Subsidy; payers: readonly { payer: Payer; fundId: string }[]; sent: Sent[]; one: Case; seen: Set<string> }

const today = (world: World) => world.now.toISOString().slice(0, 10)
const once = () => ({ idempotencyKey: newId() })

async function list(world: World, ground: Ground, at: number): Promise<number> {
  const { holder, officer } = ground.payers[at % 2]!.payer
  const made = await world.send(officer.token, makePaymentList, { holderId: holder.id, until: today(world) }, once())
  if (made.status !== 200) return made.status
  const rows = await run<Omit<Sent, 'state' | 'listedOn'>>(
    world.db,
    `select id, list_id as "listId", share_id as "shareId", fen from payment_item where list_id = $1 order by number`,
    [made.body.id],
  )
  ground.sent.push(...rows.map((row) => ({ ...row, listedOn: today(world), state: 'sent' as const })))
  return made.status
}

/** The bank says something of an item, sometimes against a list that it is not on, and always twice: the second time changes nothing. */
async function receipt(world: World, ground: Ground, one: Extract<Step, { which: number; other: number }>): Promise<string> {
  const item = ground.sent[one.which % (ground.sent.length || 1)]
  if (!item) return 'nothing'
  const lists = [...new Set(ground.sent.map((sent) => sent.listId))]
  const id = one.other === 3 ? lists.find((listId) => listId !== item.listId) : item.listId
  if (id === undefined) return 'nothing'
  const officers = ground.payers.map(({ payer }) => payer.officer.token)
  const replies = await Promise.all(officers.map((token) => world.send(token, getPaymentList, { id })))
  const token = officers[replies.findIndex((reply) => reply.status === 200)]!
  const isPaid = one.do === 'paid'
  const row = [item.id, isPaid ? '成功' : '退回', today(world), yuanText(item.fen), isPaid ? 'PZ-1' : '', isPaid ? '' : '户名不符']
  const text = `${receiptColumns.join()}\n${row.join()}\n`
  const told = async () => {
    const { body, status, text: raw } = await world.send(token, recordReceipts, { id, text })
    assert.equal(status, 200, raw)
    return body.wrong[0]?.code ?? (body.known > 0 ? 'known' : body.paid > 0 ? 'paid' : 'returned')
  }
  const result = await told()
  const wanted = isPaid ? 'paid' : 'returned'
  const expected = () => {
    if (id !== item.listId) return ['no_item']
    // Of a story before this one, whose months are not there yet.
    if (item.listedOn > today(world)) return ['day_wrong']
    if (item.state === wanted) return ['known']
    if (item.state === 'sent') return [wanted]
    return isPaid ? ['returned_before'] : ['returned', 'recovered_before']
  }
  assert.ok(expected().includes(result), `${item.state} ${one.do}: ${result}`)
  if (result === wanted) item.state = wanted
  const again = await told()
  assert.equal(again, result === wanted ? 'known' : result, 'said once more')
  return result
}

async function recover(world: World, ground: Ground, at: number, part: number): Promise<number> {
  const { token } = ground.payers[at % 2]!.payer.officer
  const { items } = (await world.send(token, listClaims, {})).body
  const claim = items.find((one) => one.recoveredFen < one.fen)
  if (!claim) return 0
  const fen = part === 5 ? claim.fen - claim.recoveredFen + 1 : Math.ceil((claim.fen - claim.recoveredFen) / part)
  const wanted = { id: claim.id, fen, receivedOn: today(world), reference: 'SH-1' }
  const reply = await world.send(token, recordRecovery, wanted, once())
  assert.equal(reply.status, part === 5 ? 422 : 200, reply.text)
  return reply.status
}

/** The revocation is appealed against, overturned, and the subsidy granted once more. */
async function resume(world: World, { batch, one }: Ground): Promise<number> {
  const appealed = await world.send(one.applicant.token, appealCase, { id: one.id, reason: '并未离开，有社保记录' })
  if (appealed.status !== 200) return appealed.status
  await act(world, batch.people.otherCity, one.id, { verb: 'overturn', reason: '查实在岗' })
  return (await act(world, batch.people.city, one.id, grantC)).status
}

async function take(world: World, ground: Ground, one: Step): Promise<number | string> {
  const { batch, payers } = ground
  const { id } = ground.one
  const city = (wanted: Parameters<typeof act>[3]) => act(world, batch.people.city, id, wanted).then((reply) => reply.status)
  switch (one.do) {
    case 'list':
      return list(world, ground, one.which)
    case 'paid':
    case 'returned':
      return receipt(world, ground, one)
    case 'freeze':
    case 'unfreeze':
    case 'revoke':
      return city({ verb: one.do, reason: '核实在岗情况' })
    case 'check':
    case 'fail':
      return city({ verb: 'check', isPassed: one.do === 'check', reason: '年度核查' })
    case 'wait':
      await later(world, new Date(world.now.getTime() + 32 * 86_400_000).toISOString())
      return 200
    case 'resume':
      return resume(world, ground)
    case 'decline':
      return (await world.send(ground.one.applicant.token, declineCase, { id, reason: '不再需要' })).status
    case 'recover':
      return recover(world, ground, one.which, one.part)
    case 'appropriate': {
      const { payer, fundId } = payers[one.which % 2]!
      if (one.wan === 0) return 0
      const more = { id: fundId, fen: one.wan * wan, documentNo: '示例〔2026〕9号' }
      return (await world.send(payer.officer.token, appropriateFunds, more, once())).status
    }
  }
}

/** What holds whatever was done: the checks of the book, each line within what it was given, and the bank's own memory. */
async function assertHolds(world: World, { sent, one }: Ground): Promise<void> {
  for (const check of [...(await verifyLedger(world.db)), ...(await verifyPayments(world.db))])
    assert.equal(check.wrong, 0, `${check.name}: ${check.example}`)
  const lines = await run<{ given: number; committed: number; paid: number }>(
    world.db,
    `select f.appropriated_amount as given,
       (select coalesce(sum(s.fen), 0) from payment_share s where s.fund_line_id = f.id and s.state <> 'stopped')::bigint as committed,
       (select coalesce(sum(s.fen), 0) from payment_share s where s.fund_line_id = f.id and s.state = 'paid')::bigint as paid
     from report_fund f`,
  )
  for (const { given, committed, paid } of lines) assert.ok(given >= committed && committed >= paid && paid >= 0, 'a line within its money')
  const left = sent.filter((item) => item.state === 'paid')
  assert.equal(new Set(left.map((item) => item.shareId)).size, left.length, 'no share left the bank twice')
  const shares = await run<{ id: string }>(world.db, "select id from payment_share where state = 'paid'")
  assert.deepEqual(shares.map(({ id }) => id).toSorted(), left.map((item) => item.shareId).toSorted(), 'paid is what the bank paid')
  const { plan } = (await world.send(one.applicant.token, getPaymentPlan, { id: one.id })).body
  assert.equal(plan!.paidFen + plan!.payableFen + plan!.stoppedFen, plan!.fen)
}

scenario('random orders of lists, receipts, returns, rests, stops, recoveries and appeals', async (world) => {
  const batch = await subsidyBatch(world)
  // Instalments a month apart, so that one budget pays all of them.
  await run(
    world.db,
    `update procedure_version set parameters = jsonb_set(parameters, '{monthsBetween}', '1') where procedure_code = 'settling_subsidy'`,
  )
  const payers: { payer: Payer; fundId: string }[] = []
  for (const [division, basisPoints] of [['220100', 7_000] as const, ['220000', 3_000] as const]) {
    const one = await payer(world, division)
    const fundId = await fundOf(world, one, 1_000 * wan, year)
    await world.send(one.officer.token, fundProgramme, { id: fundId, programmeId: batch.programmeId, basisPoints })
    payers.push({ payer: one, fundId })
  }
  const begunAt = world.now.toISOString()
  const sent: Sent[] = []
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (steps) => {
      await later(world, begunAt)
      const one = await subsidyAtDecision(world, batch)
      assert.equal((await act(world, batch.people.city, one.id, grantC)).status, 200)
      const ground: Ground = { batch, payers, sent, one, seen }
      for (const [at, wanted] of steps.entries()) {
        const answer = await take(world, ground, wanted)
        assert.ok(typeof answer === 'string' || [0, 200, 409, 422].includes(answer), `${wanted.do} was answered ${answer}`)
        seen.add(`${wanted.do} ${answer}`)
        if (at % 3 === 0 || at === steps.length - 1) await assertHolds(world, ground)
      }
    }),
    { numRuns: 2, endOnFailure: true, examples: [[everyStep]] },
  )
  const through = new Set([...seen].filter((one) => /200|paid paid|returned returned/.test(one)).map((one) => one.split(' ')[0]))
  assert.deepEqual(
    [...new Set(everyStep.map((one) => one.do))].filter((one) => !through.has(one)),
    [],
    [...seen].join(', '),
  )
})
