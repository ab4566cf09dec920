// A contract for a test whose words do not matter.
import { type Clauses, clauseNames } from '../../src/booking/order.contract.ts'

export const clauses = Object.fromEntries(clauseNames.map((name) => [name, `示例条款：${name}`])) as Clauses
