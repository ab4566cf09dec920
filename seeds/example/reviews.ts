// The pool of invented experts, one case whose sheets are all in, and one that waits for the example's own expert.
import { getCase } from '../../src/procedures/case.contract.ts'
import { addExpert } from '../../src/procedures/expert.contract.ts'
import { drawExperts } from '../../src/procedures/review.contract.ts'
import { handInScores, listMyReviews, signPledge } from '../../src/procedures/seat.contract.ts'
import type { Caller } from './applications.ts'

const day = 24 * 3_600_000
const accountCount = 7
const seatCount = 5
const sheets = [
  { standing: 24, results: 31, promise: 22 },
  { standing: 22, results: 28, promise: 20 },
  { standing: 26, results: 33, promise: 25 },
  { standing: 20, results: 30, promise: 21 },
  { standing: 25, results: 29, promise: 23 },
] as const

type Involved = { province: string; reviewer: string; firmId: string }
type Accounts = (count: number) => Promise<{ loginName: string; personId: string }[]>

/** Fills the pool, draws for both cases, and lets the experts of the first hand in. The last of the pool must stand aside. */
export async function reviewCases(
  { at, call }: Caller,
  { province, reviewer, firmId }: Involved,
  cases: readonly string[],
  accounts: Accounts,
) {
  at(new Date(Date.now() - 9 * day))
  const invented = await accounts(accountCount)
  const pool = [{ loginName: 'reviewer', personId: reviewer }, ...invented]
  const put = ({ loginName }: { loginName: string }, more: object = {}) =>
    call(province, addExpert, {
      ...{ who: loginName, divisionCode: '220000', title: '示例研究员', fields: ['材料科学', '光学工程'] },
      ...more,
    })
  for (const expert of pool.slice(0, seatCount)) await put(expert)
  await put(pool[seatCount]!, { title: '示例教授', employments: [{ organisationId: firmId, firstOn: '2018-03-01' }] })
  for (const id of cases) {
    const { actionCount: number } = await call(province, getCase, { id })
    await call(province, drawExperts, { id, number })
  }
  // Others come to the pool later, from whom a seat can be drawn again.
  for (const expert of pool.slice(seatCount + 1)) await put(expert, { title: '示例高级工程师', fields: ['机械工程'] })
  const { caseNo } = await call(province, getCase, { id: cases[0]! })
  for (const [place, expert] of pool.slice(0, seatCount).entries()) {
    at(new Date(Date.now() - (7 - place) * day))
    const { items } = await call(expert.personId, listMyReviews, {})
    const { id } = items.find((item) => item.caseNo === caseNo)!
    await call(expert.personId, signPledge, { id })
    const comments = { overall: '示例：业绩与申报类别相符。' }
    await call(expert.personId, handInScores, { id, scores: sheets[place]!, comments })
  }
}
