// Who may do what with an order, and where it leads. All reasons at once.
import type { OrderState, OrderStep, stepProblems } from './order.contract.ts'

export type OrderSide = 'customer' | 'institution'
export type StepProblem = (typeof stepProblems)[number]
export type Custody = 'none' | 'received' | 'stored' | 'returned' | 'disposed'
/** `state` is null while there is no contract; `isTaken`: whether the institution accepted the request and it was not withdrawn. */
export type OrderFacts = { state: OrderState | null; isTaken: boolean; isPaid: boolean; isRated: boolean; custody: Custody }

type Rule = { side: OrderSide | 'either'; from: readonly (OrderState | null)[]; to?: OrderState; custody?: Custody }
const underWay: readonly OrderState[] = ['received', 'testing', 'reported', 'objected', 'accepted']

export const stepRules: Readonly<Record<OrderStep, Rule>> = {
  draft: { side: 'institution', from: [null, 'drafted', 'to_revise'], to: 'drafted' },
  agree: { side: 'customer', from: ['drafted'], to: 'agreed' },
  ask_change: { side: 'customer', from: ['drafted'], to: 'to_revise' },
  receive: { side: 'institution', from: ['agreed'], to: 'received', custody: 'received' },
  store: { side: 'institution', from: underWay, custody: 'stored' },
  start: { side: 'institution', from: ['received'], to: 'testing' },
  report: { side: 'institution', from: ['testing', 'objected'], to: 'reported' },
  accept: { side: 'customer', from: ['reported'], to: 'accepted' },
  object: { side: 'customer', from: ['reported'], to: 'objected' },
  pay: { side: 'institution', from: ['agreed', ...underWay] },
  return_samples: { side: 'institution', from: [...underWay, 'cancelled'], custody: 'returned' },
  dispose_samples: { side: 'institution', from: ['reported', 'accepted', 'cancelled'], custody: 'disposed' },
  rate: { side: 'customer', from: ['accepted'] },
  cancel: { side: 'either', from: ['drafted', 'to_revise', 'agreed', 'received'], to: 'cancelled' },
}
/** Steps that say why, or in what state the samples are and where. */
export const notedSteps: readonly OrderStep[] = ['ask_change', 'object', 'cancel', 'receive', 'store', 'return_samples', 'dispose_samples']

/** Why somebody on some sides may not take a step now; none when they may. */
export function stepProblemsOf(step: OrderStep, sides: readonly OrderSide[], facts: OrderFacts): StepProblem[] {
  const { side, from, custody } = stepRules[step]
  const problems: StepProblem[] = []
  if (side === 'either' ? sides.length === 0 : !sides.includes(side)) problems.push('not_yours')
  // There is a contract only of what the institution has accepted.
  if (facts.state === null && !facts.isTaken) problems.push('not_accepted')
  if (!from.includes(facts.state)) problems.push('wrong_state')
  const isGone = facts.custody === 'returned' || facts.custody === 'disposed'
  const isDone = (step === 'pay' && facts.isPaid) || (step === 'rate' && facts.isRated)
  // What left the house, or never came, is not moved any more.
  const isNotThere = custody !== undefined && custody !== 'received' && (isGone || facts.custody === 'none')
  if (isDone || (isNotThere && from.includes(facts.state))) problems.push('done_already')
  return problems
}

/** Which side a step is written down for: the one that it is for, of either the first that the reader is on. */
export function sideOf(step: OrderStep, sides: readonly OrderSide[]): OrderSide {
  const { side } = stepRules[step]
  return side === 'either' ? sides[0]! : side
}

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** The code on a report, in three groups of four: 32 letters that are not mistaken for each other, 60 bits. */
export function reportCode(bytes: Uint8Array): string {
  const text = [...bytes.slice(0, 12)].map((byte) => letters[byte % letters.length]).join('')
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8, 12)}`
}

/** A code as people type it: any case, with or without dashes or spaces. */
export function typedCode(text: string): string {
  const plain = text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')
  return `${plain.slice(0, 4)}-${plain.slice(4, 8)}-${plain.slice(8, 12)}`
}
