// Test orders of the example: one rated after its report, one in test, one whose contract waits, and an inquiry with one offer.
import type { FastifyInstance } from 'fastify'
import { askSeveral } from '../../src/booking/inquiry.contract.ts'
import {
  type clauseNames,
  draftTestOrder,
  type plainSteps,
  rateTestOrder,
  reportPurpose,
  reportTestOrder,
  stepTestOrder,
} from '../../src/booking/order.contract.ts'
import { answerTestRequest, requestTest } from '../../src/booking/request.contract.ts'
import { uploadAttachment } from '../../src/kernel/attachments/attachments.contract.ts'
import { type Send, senderOf } from './coming.ts'

const sentences = {
  content: '示例：按委托单所列项目检测，出具检测报告。',
  property: '示例：检测数据和报告归委托方所有。',
  secrecy: '示例：双方对检测结果和技术资料保密三年。',
  damages: '示例：因检测方过错致样品损毁的，重新检测或赔偿直接损失。',
  breach: '示例：逾期一个工作日按费用的千分之一支付违约金。',
  disputes: '示例：先协商，协商不成的向检测方所在地人民法院起诉。',
} as const satisfies Record<(typeof clauseNames)[number], string>
const report = '样品,项目,结果\r\n示例一,主成分（%）,98.2\r\n示例二,主成分（%）,98.4\r\n'

type Sides = { firm: Send; operator: Send }

/** A request as far as the contract that its owner drafts. @returns its id; nothing where the instrument takes no samples */
async function drafted({ firm, operator }: Sides, instrumentId: string, [material, property, fen]: readonly [string, string, number]) {
  const made = await firm(requestTest, { instrumentId, material, property, sampleCount: 2, invoiceType: 'ordinary' })
  if (!made) return undefined
  await operator(answerTestRequest, { id: made.id, answer: 'accept', quotedFen: fen, turnaroundDays: 7, reply: '示例：样品寄共享服务窗口' })
  await operator(draftTestOrder, { id: made.id, clauses: sentences, turnaroundDays: 7, paysFirst: true })
  return made.id
}

type Step = (typeof plainSteps)[number]
const step = (send: Send, id: string, name: Step, note = '') => send(stepTestOrder, { id, step: name, note })

/** Has both sides take them, as far as each is. */
export async function orderTests(server: FastifyInstance, instrumentIds: readonly string[]): Promise<void> {
  const sides = { firm: await senderOf(server, 'firm'), operator: await senderOf(server, 'operator') }
  const { firm, operator } = sides
  const [first, second, third] = instrumentIds.slice(3, 6)
  if (!first || !second || !third) return
  const done = await drafted(sides, first, ['示例样品甲', '成分分析', 240_000])
  const tested = await drafted(sides, second, ['示例样品乙', '杂质含量', 90_000])
  await drafted(sides, third, ['示例样品丙', '对照试验', 60_000])
  for (const id of [done, tested]) {
    if (!id) continue
    await step(firm, id, 'agree')
    await step(operator, id, 'receive', '示例：两件完好')
    await step(operator, id, 'start')
  }
  if (done) {
    const file = await operator(uploadAttachment, { fileName: '示例检测报告.csv', purpose: reportPurpose }, report)
    if (file) await operator(reportTestOrder, { id: done, reportNo: '示例检〔2026〕1号', attachmentIds: [file.id] })
    await step(operator, done, 'pay')
    await step(firm, done, 'accept')
    await firm(rateTestOrder, { id: done, stars: 5, words: '示例：比约定早两天' })
    await step(operator, done, 'return_samples', '示例：随报告寄回')
  }
  const answersBy = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
  const wish = { material: '示例样品丁', property: '成分分析', sampleCount: 3, answersBy }
  const asked = await firm(askSeveral, { ...wish, instrumentIds: [first, second, third] })
  const [offer] = asked?.offers ?? []
  if (offer) await operator(answerTestRequest, { id: offer.id, answer: 'accept', quotedFen: 150_000, turnaroundDays: 10 })
}
