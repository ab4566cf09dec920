// The payments of a case as its reader sees them, and the account they go to.
import { getOrganisation } from '../identity/identity.server.ts'
import { masked } from '../identity/personal.rules.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { isoOf } from '../kernel/time.ts'
import { type Ground, isMine, type LoadedCase, loadCase, maySee } from './known.server.ts'
import { accountWrong, changePayee, getPaymentPlan, type PaymentPlan } from './payment.contract.ts'
import { findPayee, findPlan, type LineRow, listLineRows, writePayee } from './payment.sql.ts'

/** Where a line stands: as its shares stand, the least settled first. */
function stateOf(line: LineRow, isFrozen: boolean): PaymentPlan['lines'][number]['state'] {
  if (line.state !== 'funded') return line.state
  const states = line.shares.map((share) => share.state)
  if (states.includes('payable')) return isFrozen ? 'frozen' : line.needsCheck && line.checkedOn === null ? 'unchecked' : 'payable'
  return states.find((state) => state === 'listed') ?? states.find((state) => state === 'stopped') ?? 'paid'
}

const sum = (amounts: readonly (number | null)[]) => amounts.reduce<number>((total, fen) => total + (fen ?? 0), 0)

/** What lines come to, by where their money stands: the three are the whole. */
export function totalsOf(lines: readonly LineRow[]) {
  const shares = lines.flatMap((line) => line.shares)
  const of = (...states: string[]) => sum(shares.filter((share) => states.includes(share.state)).map((share) => share.fen))
  const unfunded = (state: string) => sum(lines.filter((line) => line.shares.length === 0 && line.state === state).map((line) => line.fen))
  return {
    paidFen: of('paid'),
    payableFen: of('payable', 'listed') + unfunded('waiting'),
    stoppedFen: of('stopped') + unfunded('stopped'),
    claimedFen: sum(shares.map((share) => share.claimFen)),
    recoveredFen: sum(shares.map((share) => share.recoveredFen)),
  }
}

/** The payments of a case as its reader sees them; null where none were promised. */
export async function planShown(db: Db, loaded: LoadedCase, actor: Actor): Promise<PaymentPlan | null> {
  const plan = await findPlan(db, loaded.row.id)
  if (!plan) return null
  const lines = await listLineRows(db, [loaded.row.id])
  const payee = await findPayee(db, loaded.row.id)
  const names = new Map<string, string>()
  for (const id of new Set(lines.flatMap((line) => line.shares.map((share) => share.holderId))))
    names.set(id, (await getOrganisation(db, id))?.nameZh ?? '')
  const mayChange = loaded.row.applicantId === actor.personId && plan.stoppedOn === null
  const name = payee && (isMine(actor, loaded) || loaded.procedure.subject !== 'person' ? payee.name : masked('name', payee.name))
  return {
    fen: plan.fen,
    ...totalsOf(lines),
    stoppedFor: plan.stoppedFor as PaymentPlan['stoppedFor'],
    payee: payee ? { name: name!, account: masked('bank_account', payee.account), bank: payee.bank, mayChange } : null,
    lines: lines.map((line) => ({
      ...{ number: line.number, fen: line.fen, dueOn: line.dueOn, needsCheck: line.needsCheck, checkedOn: line.checkedOn },
      state: stateOf(line, loaded.state.isFrozen),
      shares: line.shares.map(({ holderId, fen, state, paidOn, reason }) => ({
        ...{ payer: names.get(holderId) ?? '', fen, state, paidOn },
        reason: state === 'paid' ? null : reason,
      })),
    })),
  }
}

export const paymentHandlers = (ground: Ground) => [
  handle(getPaymentPlan, async ({ input, actor, db }) => {
    const loaded = await loadCase(ground, db, input.id)
    if (!maySee(actor, loaded)) throw notFound({ what: 'case' })
    return { plan: await planShown(db, loaded, actor) }
  }),

  handle(changePayee, async ({ input, actor, db, now }) => {
    const loaded = await loadCase(ground, db, input.id, true)
    const payee = loaded.row.applicantId === actor.personId ? await findPayee(db, input.id) : undefined
    if (!payee) throw notFound({ what: 'case' })
    const account = input.account.replaceAll(' ', '')
    if (!/^\d{12,19}$/.test(account)) throw accountWrong({})
    await writePayee(db, input.id, { ...payee, account, bank: input.bank }, isoOf(now))
    return { plan: await planShown(db, loaded, actor) }
  }),
]
