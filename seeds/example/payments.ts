// A budget line behind the settling subsidy, one instalment paid by a list and its receipt, and one that is due: made through the operations.
import { dayOf } from '../../src/kernel/time.ts'
import { type Act, actOnCase, saveCase, startCase, submitCase } from '../../src/procedures/case.contract.ts'
import { attachMaterial } from '../../src/procedures/material.contract.ts'
import { fundProgramme, getPaymentList, makePaymentList, openFundLine, recordReceipts } from '../../src/procedures/payment.contract.ts'
import { receiptColumns, yuanText } from '../../src/procedures/payment.rules.ts'
import { openBatch, openProgramme } from '../../src/procedures/programme.contract.ts'
import type { Caller, ExamplePeople } from './applications.ts'

const day = 24 * 3_600_000
const daysAgo = (days: number) => new Date(Date.now() - days * day)
const budgetFen = 200_000_000

/** Somebody classified C, with what their forms say of them. */
export type Graded = { personId: string; answers: { name: string; idNumber: string; phone: string } }

/** @param firmId the employer @param bureauId the finance bureau, whose officer the example's account is @param graded who is paid, and who waits */
export async function payGrants(
  { at, call }: Caller,
  people: ExamplePeople,
  { firmId, bureauId }: { firmId: string; bureauId: string },
  graded: readonly [paid: Graded, waits: Graded],
): Promise<void> {
  at(daysAgo(120))
  const programme = await call(people.province, openProgramme, {
    ...{ procedureCode: 'settling_subsidy', divisionCode: '220000', documentNo: '示例〔2026〕3号' },
    ...{ nameZh: '示例：年度引进人才安家补贴', nameEn: 'Example: settling subsidies of the year' },
  })
  const batch = await call(people.province, openBatch, {
    ...{ id: programme.id, nameZh: '示例：常年受理', nameEn: 'Example: all year round', opensAt: daysAgo(120).toISOString() },
  })
  const granted = [42, 12] as const
  // Each year has a line of its own; the example's grants may lie on both sides of New Year.
  for (const year of new Set(granted.map((days) => Number(dayOf(daysAgo(days)).slice(0, 4))))) {
    const line = await call(people.finance, openFundLine, {
      ...{ holderId: bureauId, source: 'city', budgetCode: '示例2080799', year, title: '示例人才专项资金' },
      ...{ fen: budgetFen, documentNo: '示例财〔2026〕5号' },
    })
    await call(people.finance, fundProgramme, { id: line.id, programmeId: programme.id, basisPoints: 10_000 })
  }
  for (const [place, one] of graded.entries())
    await grantTo({ at, call }, people, one, { firmId, batchId: batch.id, days: granted[place]! })
  at(daysAgo(40))
  const { id } = await call(people.finance, makePaymentList, { holderId: bureauId, until: dayOf(daysAgo(40)) })
  const { items } = await call(people.finance, getPaymentList, { id })
  const paidOn = dayOf(daysAgo(39))
  at(daysAgo(39))
  const rows = items.map((item, place) => [item.id, '成功', paidOn, yuanText(item.fen), `示例凭证${place + 1}`, ''].join())
  await call(people.finance, recordReceipts, { id, text: `${[receiptColumns.join(), ...rows].join('\n')}\n` })
}

/** Files for the subsidy and brings it to its grant, a number of days ago. */
async function grantTo(
  { at, call }: Caller,
  people: ExamplePeople,
  { personId, answers }: Graded,
  { firmId, batchId, days }: { firmId: string; batchId: string; days: number },
): Promise<void> {
  at(daysAgo(days + 28))
  const { id } = await call(personId, startCase, { batchId, organisationId: firmId })
  const contractFrom = dayOf(daysAgo(days + 200))
  await call(personId, saveCase, {
    id,
    answers: {
      ...{ ...answers, division: '220521', talentClass: 'C', introducedOn: contractFrom, contractTerm: 'fixed', contractFrom },
      ...{ contractTo: `${Number(contractFrom.slice(0, 4)) + 5}-12-31`, hasOther: false, bank: '示例银行通化县支行' },
      ...{ account: `622202000000000${answers.phone.slice(-4)}`, promise: true },
    },
  })
  for (const code of ['identity', 'contract', 'account']) await call(personId, attachMaterial, { id, code })
  let number = (await call(personId, submitCase, { id })).actionCount
  const way: [string, Act, number][] = [
    [people.employer, { verb: 'pass', opinion: '示例：情况属实' }, 26],
    [people.county, { verb: 'accept', opinion: '' }, 24],
    [people.city, { verb: 'pass', opinion: '' }, 21],
    [people.city, { verb: 'publish' }, 20],
    [people.city, { verb: 'close_notice' }, 2],
    [people.city, { verb: 'grant', level: 'C', reason: '示例：符合条件' }, 0],
  ]
  for (const [person, act, before] of way) {
    at(daysAgo(days + before))
    number = (await call(person, actOnCase, { id, number, act })).actionCount
  }
}
