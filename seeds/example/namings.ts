// A county on its way to a second name: 珲春市, provincial already, applies for the national one; its prefecture recommends it. All invented, 示例.
import type { App } from '../../src/app.ts'
import { issueRecommendation } from '../../src/counties/recommendation.contract.ts'
import { isoOf } from '../../src/kernel/time.ts'
import { saveCase, startCase, submitCase } from '../../src/procedures/case.contract.ts'
import { attachMaterial } from '../../src/procedures/material.contract.ts'
import { openBatch, openProgramme } from '../../src/procedures/programme.contract.ts'
import { callerOf } from './applications.ts'

const day = 24 * 3_600_000
const daysAgo = (days: number) => new Date(Date.now() - days * day)
const named = { nameZh: '示例：本年度申报', nameEn: 'Example: this year’s applications' }

/** Opens this year's batches of both levels; one county applied, and lies with the province. */
export async function applyForNames(app: App, people: Record<'province' | 'hunchun' | 'yanbian', string>): Promise<void> {
  const { at, call } = callerOf(app)
  const { province, hunchun, yanbian } = people
  at(daysAgo(40))
  const batches = []
  for (const procedureCode of ['county_provincial', 'county_national', 'acceptance_provincial']) {
    const programme = { procedureCode, divisionCode: '220000', documentNo: '示例〔2026〕6号', ...named }
    const { id } = await call(province, openProgramme, programme)
    batches.push((await call(province, openBatch, { id, ...named, opensAt: isoOf(daysAgo(40)) })).id)
  }
  at(daysAgo(30))
  const { id } = await call(hunchun, startCase, { batchId: batches[1]! })
  const answers = {
    theme: 'industry',
    goals: '示例：三年内高新技术企业数翻一番。',
    features: '示例：边境口岸与海产加工。',
    phone: '13800002031',
  }
  await call(hunchun, saveCase, { id, answers: { contact: '示例联系人', ...answers } })
  await call(hunchun, attachMaterial, { id, code: 'approval' })
  const { actionCount } = await call(hunchun, submitCase, { id })
  at(daysAgo(18))
  const letter = { batchId: batches[1]!, divisionCode: '222400', letterNo: '示例延州科函〔2026〕3号' }
  await call(yanbian, issueRecommendation, { ...letter, cases: [{ id, number: actionCount }] })
}
