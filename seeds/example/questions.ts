// What two of the example's instruments ask at the end of a use.
import type { FastifyInstance } from 'fastify'
import { setRunQuestions } from '../../src/metering/runquestion.contract.ts'
import { senderOf } from './coming.ts'

const number = { kind: 'number', choices: [] as string[], isNeeded: false, isConsumable: false } as const
const state = {
  kind: 'choice',
  labelZh: '离开时仪器状态',
  labelEn: 'How it was left',
  unit: '',
  isNeeded: true,
  isConsumable: false,
} as const

/** Has the operator set them. */
export async function askAtTheEnd(server: FastifyInstance, instrumentIds: readonly string[]): Promise<void> {
  const operator = await senderOf(server, 'operator')
  const questions = [
    { ...number, labelZh: '结束时真空度', labelEn: 'Vacuum at the end', unit: 'Pa' },
    { ...number, labelZh: '液氮', labelEn: 'Liquid nitrogen', unit: 'L', isConsumable: true },
    { ...state, choices: ['正常', '待清洁', '有异常'] },
  ]
  for (const id of instrumentIds.slice(0, 2)) await operator(setRunQuestions, { id, questions })
}
