// Payment lists: made of what is due, frozen, carried to the bank, and settled by its receipts line by line.
import { createHash } from 'node:crypto'
import { requireRightFor } from '../identity/identity.server.ts'
import { displayNames } from '../identity/name.server.ts'
import { masked } from '../identity/personal.rules.ts'
import type { Actor } from '../kernel/actor.ts'
import { csvText, rowsByColumn } from '../kernel/csv.ts'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { say } from '../kernel/word.ts'
import { commitFunds, payFromFunds, recoverToFund, reversePayments, takeFunds } from '../ledger/fund.server.ts'
import { closedMonths } from '../ledger/ledger.server.ts'
import { namesOf, payersOf } from './fund.server.ts'
import type { Ground } from './known.server.ts'
import {
  deleteClaims,
  findListRow,
  type ItemRow,
  insertList,
  insertRecovery,
  type ListRow,
  listClaimRows,
  listDueRows,
  listItemRows,
  listListRows,
  nextListNo,
  type Settled,
  settleItems,
  takeClaim,
  takeDue,
  takeSharesOfList,
} from './paylist.sql.ts'
import {
  claimExceeded,
  exportPaymentList,
  getPaymentList,
  listClaims,
  listDuePayments,
  listPaymentLists,
  makePaymentList,
  nothingDue,
  type PaymentList,
  receiptUnreadable,
  recordReceipts,
  recordRecovery,
  untilLater,
} from './payment.contract.ts'
import { type ItemKnown, listText, type Receipt, readReceipt, receiptColumns, yuanText } from './payment.rules.ts'
import { insertClaims, sealPayee, setHold, setShares } from './payment.sql.ts'
import { paymentWords, receiptWords } from './payment.words.ts'
import { giveUpShares } from './plan.server.ts'

const itemsMost = 1_000

/** What a list is known again by. */
export function digestOfList(list: Parameters<typeof listText>[0]): string {
  return createHash('sha256').update(listText(list)).digest('hex')
}

const titleOf = ({ declared }: Ground, code: string) => declared.findLast((one) => one.code === code)!.title

async function listsShown(db: Db, rows: readonly ListRow[]): Promise<PaymentList[]> {
  const holders = await namesOf(
    db,
    rows.map((row) => row.holderId),
  )
  const people = await displayNames(db, [...new Set(rows.map((row) => row.madeBy))])
  return rows.map((row) => ({ ...row, holderName: holders.get(row.holderId) ?? '', madeBy: people.get(row.madeBy) ?? '' }))
}

/** A list of an organisation for which the actor pays. @throws not_found */
async function requireList(db: Db, actor: Actor, id: string): Promise<ListRow> {
  const list = await findListRow(db, id)
  if (!list) throw notFound({ what: 'payment_list' })
  await requireRightFor(db, actor, 'procedures.pay', list.holderId, { what: 'payment_list' })
  return list
}

const makingHandlers = (ground: Ground) => [
  handle(listDuePayments, async ({ input, actor, db, now }) => {
    const rows = await listDueRows(db, payersOf(actor), input.until ?? dayOf(now), input.limit)
    const items = rows.map(({ procedureCode, payeeName, needsCheck, checkedOn, ...row }) => ({
      ...row,
      procedure: titleOf(ground, procedureCode),
      payeeName: masked('name', payeeName),
      isUnchecked: needsCheck && checkedOn === null,
    }))
    return { items }
  }),

  handle(makePaymentList, async ({ input, actor, db, now }) => {
    const { holderId, until } = input
    await requireRightFor(db, actor, 'procedures.pay', holderId)
    if (until > dayOf(now)) throw untilLater({})
    const due = await takeDue(db, holderId, until, itemsMost)
    if (due.length === 0) throw nothingDue({})
    const listNo = await nextListNo(db, Number(dayOf(now).slice(0, 4)))
    const items = due.map(({ id: shareId, fen, payee }, at) => ({
      ...{ id: newId(), number: at + 1, shareId, fen },
      sealed: sealPayee(payee),
    }))
    const digest = digestOfList({ listNo, holderId, items: items.map((item) => ({ ...item, accountKey: item.sealed.accountKey })) })
    const fen = items.reduce((sum, item) => sum + item.fen, 0)
    const id = newId()
    const itemCount = items.length
    await insertList(db, { id, listNo, holderId, fen, itemCount, digest, madeBy: actor.personId, frozenAt: isoOf(now) }, items)
    await setShares(
      db,
      items.map((item) => item.shareId),
      'listed',
    )
    return (await listsShown(db, [(await findListRow(db, id))!]))[0]!
  }),

  handle(listPaymentLists, async ({ input, actor, db }) => {
    const rows = await listListRows(db, payersOf(actor), input.cursor ?? null, input.limit + 1)
    const shown = rows.slice(0, input.limit)
    return { items: await listsShown(db, shown), nextCursor: rows.length > input.limit ? shown.at(-1)!.id : null }
  }),

  handle(getPaymentList, async ({ input, actor, db }) => {
    const list = await requireList(db, actor, input.id)
    const items = (await listItemRows(db, list.id)).map(({ payee, ...item }) => ({
      ...item,
      payeeName: masked('name', payee.name),
      account: masked('bank_account', payee.account),
    }))
    return { ...(await listsShown(db, [list]))[0]!, items }
  }),

  handle(exportPaymentList, async ({ input, actor, db }) => {
    const list = await requireList(db, actor, input.id)
    const items = await listItemRows(db, list.id)
    const { bankItem, bankList, bankName, bankAccount, bankBank, bankAmount, bankPurpose } = paymentWords
    const head = [bankItem, bankList, bankName, bankAccount, bankBank, bankAmount, bankPurpose].map((word) => word.zh)
    const rows = items.map(({ id, payee, fen, procedureCode, caseNo, lineNumber }) => {
      const procedure = titleOf(ground, procedureCode).zh
      const purpose = say(paymentWords.purposeText, 'zh', { procedure, caseNo, number: String(lineNumber) })
      return [id, list.listNo, payee.name, payee.account, payee.bank, yuanText(fen), purpose]
    })
    async function* chunks() {
      yield csvText([head, ...rows], { isFirst: true })
    }
    return { mediaType: 'text/csv; charset=utf-8', fileName: `${list.listNo}.csv`, chunks: chunks() }
  }),
]

/** The rows of a receipt by their columns. @throws receipt_unreadable */
function rowsOf(text: string): Record<string, string>[] {
  const rows = rowsByColumn(text, receiptColumns)
  if (!rows) throw receiptUnreadable({})
  return rows
}

/** Records what receipts say: payments in the book, returns that free their share again or, where the award is taken back, stop it. */
async function settle(db: Db, items: ReadonlyMap<string, ItemRow>, receipts: readonly Receipt[], by: { personId: string; now: Date }) {
  const of = (receipt: Receipt) => items.get(receipt.itemId)!
  const settled = receipts.map(({ itemId, isPaid, on, reference, reason }): Settled => {
    return { itemId, state: isPaid ? 'paid' : 'returned', on, reference, reason }
  })
  const funds = await takeFunds(db, [...new Set(receipts.map((receipt) => of(receipt).fundLineId))])
  await settleItems(db, settled, by.personId, isoOf(by.now))
  const paid = receipts.filter((receipt) => receipt.isPaid)
  const idsOf = (list: readonly Receipt[]) => list.map((receipt) => of(receipt).shareId)
  if (paid.length > 0) {
    const payments = paid.map((receipt) => {
      const { id: sourceId, holdId, fundLineId, fen } = of(receipt)
      return { sourceId, holdId, fundLineId, fen, paidOn: receipt.on }
    })
    await payFromFunds(db, payments)
    await setShares(db, idsOf(paid), 'paid')
    const stopped = paid.filter((receipt) => of(receipt).stoppedOn !== null).map((receipt) => of(receipt))
    await insertClaims(
      db,
      stopped.map(({ shareId, fen }) => ({ shareId, fen })),
      dayOf(by.now),
    )
  }
  const returned = receipts.filter((receipt) => !receipt.isPaid).map(of)
  // What was paid and came back after all: the payment is reversed, and the money committed again.
  const bounced = returned.filter((item) => item.state === 'paid')
  await reversePayments(
    db,
    bounced.map((item) => item.id),
  )
  await deleteClaims(
    db,
    bounced.map((item) => item.shareId),
  )
  if (bounced.length > 0) {
    const free = await takeFunds(db, [...funds.keys()])
    const holds = await commitFunds(db, bounced, free)
    for (const [at, item] of bounced.entries()) {
      await setHold(db, item.shareId, holds[at]!)
      item.holdId = holds[at]!
    }
  }
  await setShares(
    db,
    returned.map((item) => item.shareId),
    'payable',
  )
  await giveUpShares(
    db,
    returned.filter((item) => item.stoppedOn !== null).map((item) => ({ ...item, id: item.shareId })),
  )
}

const settlingHandlers = [
  handle(recordReceipts, async ({ input, actor, db, now }) => {
    const list = await requireList(db, actor, input.id)
    const rows = rowsOf(input.text)
    await takeSharesOfList(db, list.id)
    const items = new Map((await listItemRows(db, list.id)).map((item) => [item.id, item]))
    const listedOn = dayOf(new Date(list.frozenAt))
    const known = new Map([...items].map(([id, item]): [string, ItemKnown] => [id, { ...item, listedOn }]))
    const seen = new Set<string>()
    const about = { items: known, seen, today: dayOf(now), closedMonths: await closedMonths(db) }
    const wrong: { row: number; code: keyof typeof receiptWords; text: { zh: string; en: string } }[] = []
    const receipts: Receipt[] = []
    let knownCount = 0
    rows.forEach((row, at) => {
      const read = readReceipt(row, about)
      if ('issues' in read) {
        for (const code of read.issues) wrong.push({ row: at + 2, code, text: receiptWords[code] })
        return
      }
      seen.add(read.receipt.itemId)
      if (read.isKnown) knownCount += 1
      else receipts.push(read.receipt)
    })
    if (receipts.length > 0) await settle(db, items, receipts, { personId: actor.personId, now })
    const paid = receipts.filter((receipt) => receipt.isPaid).length
    const shown = (await listsShown(db, [(await findListRow(db, list.id))!]))[0]!
    return { paid, returned: receipts.length - paid, known: knownCount, wrong, list: shown }
  }),

  handle(listClaims, async ({ input, actor, db }) => {
    const rows = await listClaimRows(db, payersOf(actor), input.limit)
    const names = await namesOf(
      db,
      rows.map((row) => row.holderId),
    )
    return { items: rows.map((row) => ({ ...row, holderName: names.get(row.holderId) ?? '' })) }
  }),

  handle(recordRecovery, async ({ input, actor, db, now }) => {
    const { id: claimId, ...recovery } = input
    const claim = await takeClaim(db, claimId)
    if (!claim) throw notFound({ what: 'claim' })
    const holder = await requireRightFor(db, actor, 'procedures.pay', claim.holderId, { what: 'claim' })
    if (input.receivedOn > dayOf(now)) throw untilLater({})
    const left = claim.fen - claim.recoveredFen
    if (input.fen > left) throw claimExceeded({ leftYuan: yuanText(left) })
    const sourceId = newId()
    await insertRecovery(db, { ...recovery, id: sourceId, claimId, by: actor.personId })
    await recoverToFund(db, { sourceId, fundLineId: claim.fundLineId, fen: input.fen, receivedOn: input.receivedOn })
    return { ...claim, recoveredFen: claim.recoveredFen + input.fen, holderName: holder.nameZh }
  }),
]

export const payListHandlers = (ground: Ground) => [...makingHandlers(ground), ...settlingHandlers]
