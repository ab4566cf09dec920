import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { makeSetting } from '../../test/kit/bookings.ts'
import { png } from '../../test/kit/files.ts'
import { titlesOf } from '../../test/kit/notices.ts'
import { clauses } from '../../test/kit/orders.ts'
import { signedIn } from '../../test/kit/people.ts'
import { uploadAttachment } from '../kernel/attachments/attachments.contract.ts'
import { scenario, type World } from '../kernel/test.ts'
import {
  checkTestReport,
  draftTestOrder,
  getTestOrder,
  makeSampleLabels,
  type OrderStep,
  orderStates,
  orderSteps,
  type plainSteps,
  rateTestOrder,
  reportPurpose,
  reportTestOrder,
  stepTestOrder,
} from './order.contract.ts'
import { type OrderFacts, reportCode, stepProblemsOf, stepRules, typedCode } from './order.rules.ts'
import { answerTestRequest, requestTest, withdrawTestRequest } from './request.contract.ts'

async function begin(world: World) {
  const setting = await makeSetting(world)
  const { instrument, engineer, operator } = setting
  const wish = { instrumentId: instrument.id, material: '示例钢', property: '拉伸', sampleCount: 3 }
  const { id } = (await world.send(engineer.token, requestTest, wish)).body
  const step = (token: string, name: (typeof plainSteps)[number], note = '') => world.send(token, stepTestOrder, { id, step: name, note })
  const draft = (token: string, more: object = {}) =>
    world.send(token, draftTestOrder, { id, clauses, turnaroundDays: 5, ...more } as never)
  const upload = async (token: string) =>
    (await world.send(token, uploadAttachment, { fileName: '示例报告.png', purpose: reportPurpose }, { upload: png })).body.id
  const accept = () => world.send(operator.token, answerTestRequest, { id, answer: 'accept', quotedFen: 120_000 })
  return { ...setting, id, step, draft, upload, accept, customer: engineer.token, keeper: operator.token }
}
type Begun = Awaited<ReturnType<typeof begin>>

async function agree({ accept, draft, step, customer, keeper }: Begun, more: object = {}): Promise<void> {
  assert.equal((await accept()).status, 200)
  assert.equal((await draft(keeper, more)).status, 200)
  assert.equal((await step(customer, 'agree')).status, 200)
}

scenario('an order from the contract to the rating: each side takes its steps, and the other is told', async (world) => {
  const begun = await begin(world)
  const { id, step, draft, upload, accept, customer, keeper, rival } = begun
  assert.equal((await world.send(rival.token, getTestOrder, { id })).status, 404)
  assert.deepEqual((await draft(keeper)).problem?.params, { reasons: ['not_accepted'] })
  assert.equal((await accept()).status, 200)
  assert.equal((await draft(customer)).status, 403)
  assert.equal((await draft(keeper, { clauses: { ...clauses, secrecy: ' ' } })).status, 400)
  const drafted = await draft(keeper)
  assert.equal(drafted.status, 200, drafted.text)
  assert.match(drafted.body.order!.number, /^WT2026-\d{6}$/)
  assert.deepEqual([drafted.body.order!.state, drafted.body.sides], ['drafted', ['institution']])
  assert.equal((await step(customer, 'ask_change')).problem?.code, 'order_note_missing')
  assert.equal((await step(keeper, 'agree')).problem?.code, 'order_step_wrong')
  assert.equal((await step(customer, 'ask_change', '示例：保密期改为三年')).body.order!.state, 'to_revise')
  const again = await draft(keeper, { clauses: { ...clauses, secrecy: '示例：保密三年' }, paysFirst: true })
  assert.deepEqual([again.body.order!.clauses.secrecy, again.body.order!.number], ['示例：保密三年', drafted.body.order!.number])
  assert.equal((await step(customer, 'agree')).body.order!.state, 'agreed')
  assert.equal((await world.send(customer, withdrawTestRequest, { id })).problem?.code, 'request_state_wrong', 'nobody withdraws alone')

  // Monday 2026-03-02; five working days later is the next Monday.
  const received = await step(keeper, 'receive', '示例：3 件完好')
  assert.deepEqual(
    [received.body.order!.state, received.body.order!.custody, received.body.order!.dueOn],
    ['received', 'received', '2026-03-09'],
  )
  assert.equal((await step(keeper, 'store', '示例：2 号柜')).body.order!.custody, 'stored')
  assert.equal((await step(keeper, 'start')).body.order!.state, 'testing')
  const report = async (reportNo: string) => world.send(keeper, reportTestOrder, { id, reportNo, attachmentIds: [await upload(keeper)] })
  assert.equal((await world.send(keeper, reportTestOrder, { id, reportNo: '示例1', attachmentIds: [await upload(customer)] })).status, 404)
  const reported = await report('示例检〔2026〕1号')
  assert.equal(reported.status, 200, reported.text)
  assert.notEqual(reported.body.reports[0]!.files[0]!.link, null)
  const held = (await world.send(customer, getTestOrder, { id })).body.reports[0]!
  assert.deepEqual([held.isHeldBack, held.files.map(({ fileName, link }) => [fileName, link])], [true, [['示例报告.png', null]]])
  assert.equal((await step(keeper, 'pay')).body.order!.paidAt, '2026-03-02T00:00:00Z')
  assert.deepEqual((await step(keeper, 'pay')).problem?.params, { reasons: ['done_already'] })
  const given = (await world.send(customer, getTestOrder, { id })).body.reports[0]!
  assert.deepEqual([given.isHeldBack, given.files[0]!.link !== null], [false, true])

  assert.equal((await step(customer, 'object', '示例：缺第三件的数据')).body.order!.state, 'objected')
  const second = (await report('示例检〔2026〕2号')).body
  assert.equal(second.reports.length, 2)
  assert.equal((await world.send(customer, rateTestOrder, { id, stars: 5 })).problem?.code, 'order_step_wrong')
  assert.equal((await step(customer, 'accept')).body.order!.state, 'accepted')
  assert.equal((await step(keeper, 'return_samples', '示例：寄回')).body.order!.custody, 'returned')
  assert.deepEqual((await step(keeper, 'dispose_samples', '示例')).problem?.params, { reasons: ['done_already'] })
  assert.equal((await world.send(customer, rateTestOrder, { id, stars: 6 })).status, 400)
  assert.equal((await world.send(customer, rateTestOrder, { id, stars: 4, words: '示例：很快' })).body.order!.rating?.stars, 4)
  assert.equal((await world.send(customer, rateTestOrder, { id, stars: 1 })).problem?.code, 'order_step_wrong')
  const { journal } = (await world.send(keeper, getTestOrder, { id })).body
  assert.deepEqual(journal.map(({ step: name }) => name).toReversed(), [
    ...(['draft', 'ask_change', 'draft', 'agree', 'receive', 'store', 'start', 'report', 'pay', 'object', 'report', 'accept'] as const),
    ...(['return_samples', 'rate'] as const),
  ])
  const titles = [...(await titlesOf(world, keeper)), ...(await titlesOf(world, customer))]
  assert.ok(
    ['委托有进展：同意合同', '委托有进展：出具报告'].every((title) => titles.includes(title)),
    titles.join(),
  )

  const checked = (await world.send(null, checkTestReport, { code: second.reports[0]!.code.toLowerCase().replaceAll('-', ' ') })).body
  assert.deepEqual([checked.reportNo, checked.isReplaced, checked.digests.length], ['示例检〔2026〕1号', true, 1])
  assert.equal((await world.send(null, checkTestReport, { code: second.reports[1]!.code })).body.isReplaced, false)
  assert.equal((await world.send(null, checkTestReport, { code: 'AAAA-AAAA-AAAA' })).problem?.code, 'report_unknown')
  assert.ok(!JSON.stringify(checked).includes('示例钢'), 'it says nothing of what was tested')
})

scenario('either side cancels before the test begins, with a reason; afterwards nobody', async (world) => {
  const begun = await begin(world)
  const { id, step, customer, keeper, rival } = begun
  await agree(begun)
  assert.equal((await world.send(rival.token, makeSampleLabels, { id })).status, 404)
  const labels = (await world.send(keeper, makeSampleLabels, { id })).body
  assert.deepEqual([labels.sampleCount, labels.address.endsWith(`/orders/${id}`), labels.qrSvg.startsWith('<svg')], [3, true, true])
  assert.equal((await step(rival.token, 'cancel', '示例')).status, 404)
  assert.equal((await step(customer, 'cancel')).problem?.code, 'order_note_missing')
  assert.equal((await step(customer, 'cancel', '示例：样品损坏')).body.order!.state, 'cancelled')
  assert.equal((await step(keeper, 'receive', '示例')).problem?.code, 'order_step_wrong')
  assert.equal((await world.send(customer, withdrawTestRequest, { id })).body.state, 'withdrawn')

  const other = await begin(world)
  await agree(other)
  assert.equal((await other.step(other.keeper, 'receive', '示例完好')).status, 200)
  assert.equal((await other.step(other.keeper, 'start')).status, 200)
  assert.deepEqual((await other.step(other.customer, 'cancel', '示例')).problem?.params, { reasons: ['wrong_state'] })
  const foreign = await signedIn(world, 'operator', { organisationId: other.rivalFirm.id })
  assert.equal((await world.send(foreign.token, getTestOrder, { id: other.id })).status, 404)
})

const facts = fc.record<OrderFacts>({
  state: fc.constantFrom(null, ...orderStates),
  isTaken: fc.boolean(),
  isPaid: fc.boolean(),
  isRated: fc.boolean(),
  custody: fc.constantFrom('none', 'received', 'stored', 'returned', 'disposed'),
})

test('whoever is on neither side takes no step, and a step that may be taken leads on from where it may', () => {
  fc.assert(
    fc.property(facts, fc.constantFrom(...orderSteps), (state, step) => {
      assert.ok(stepProblemsOf(step, [], state).includes('not_yours'))
      const isFree = stepProblemsOf(step, ['customer', 'institution'], state).length === 0
      if (isFree) assert.ok(stepRules[step].from.includes(state.state))
      if (isFree && step === 'pay') assert.ok(!state.isPaid)
    }),
  )
})

test('every step is of one side alone, but for cancelling', () => {
  const at: Record<OrderStep, OrderFacts['state']> = {
    ...{ draft: null, agree: 'drafted', ask_change: 'drafted', receive: 'agreed', store: 'testing', start: 'received', report: 'testing' },
    ...{ accept: 'reported', object: 'reported', pay: 'agreed', return_samples: 'accepted', dispose_samples: 'accepted' },
    ...{ rate: 'accepted', cancel: 'agreed' },
  }
  const may = orderSteps.map((step) => {
    const own: OrderFacts = {
      state: at[step],
      isTaken: true,
      isPaid: false,
      isRated: false,
      custody: step === 'receive' ? 'none' : 'stored',
    }
    const sides = (['customer', 'institution'] as const).filter((side) => stepProblemsOf(step, [side], own).length === 0)
    return `${step} ${sides.join(' ')}`
  })
  assert.deepEqual(may, [
    ...['draft institution', 'agree customer', 'ask_change customer', 'receive institution', 'store institution', 'start institution'],
    ...['report institution', 'accept customer', 'object customer', 'pay institution', 'return_samples institution'],
    ...['dispose_samples institution', 'rate customer', 'cancel customer institution'],
  ])
})

test('the code on a report is read as people type it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (bytes) => {
      const code = reportCode(bytes)
      assert.match(code, /^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
      assert.deepEqual([typedCode(code.toLowerCase()), typedCode(code.replaceAll('-', '')), typedCode(` ${code} `)], [code, code, code])
    }),
  )
})
