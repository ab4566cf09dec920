// Experts' fees: found due by seats handed in, listed once with the tax withheld, frozen, carried to finance and recorded as paid.
import { createHash } from 'node:crypto'
import { scopesOf } from '../identity/grant.rules.ts'
import { getOrganisation, requireRightFor } from '../identity/identity.server.ts'
import { displayNames } from '../identity/name.server.ts'
import { masked } from '../identity/personal.rules.ts'
import { personalValuesOf } from '../identity/personal.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Found } from '../kernel/check.ts'
import { csvText } from '../kernel/csv.ts'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { isWithin, prefixOf } from '../places/places.rules.ts'
import {
  type DueFee,
  exportFeeList,
  type FeeList,
  getFeeList,
  listDueFees,
  listFeeLists,
  makeFeeList,
  recordFeePayment,
} from './fee.contract.ts'
import { feeListText, withheldOf } from './fee.rules.ts'
import {
  accountKeyOf,
  type DueSeat,
  type FeeListRow,
  type FeePayee,
  findFeeListRow,
  findTaxRule,
  insertFeeList,
  insertFeePayment,
  listDueSeats,
  listedBefore,
  listFeeItemRows,
  listFeeListIds,
  listFeeListRows,
  nextFeeListNo,
  takeDueSeats,
} from './fee.sql.ts'
import { feeWords } from './fee.words.ts'
import { isPayer, namesOf, payersOf } from './fund.server.ts'
import { nothingDue, payerUnfit, untilLater } from './payment.contract.ts'
import { yuanText } from './payment.rules.ts'

const seatsMost = 1_000
const directed = (actor: Actor) => scopesOf(actor, 'procedures.direct').divisionCodes

/** Seats by who handed them in, in each division. */
function byPerson(seats: readonly DueSeat[]): DueSeat[][] {
  const groups = new Map<string, DueSeat[]>()
  for (const seat of seats) {
    const key = `${seat.divisionCode} ${seat.personId}`
    groups.set(key, [...(groups.get(key) ?? []), seat])
  }
  return [...groups.values()]
}

const sumOf = (seats: readonly DueSeat[]) => seats.reduce((sum, seat) => sum + seat.fen, 0)

/** Who is paid, and what they have not told of themselves yet. */
async function payeeOf(db: Db, personId: string): Promise<{ payee: FeePayee; missing: DueFee['missing'] }> {
  const told = await personalValuesOf(db, personId)
  const missing = (['id_number', 'bank_account'] as const).filter((field) => !told?.[field])
  return { payee: { name: told?.name ?? '', idNumber: told?.id_number ?? '', account: told?.bank_account ?? '' }, missing }
}

async function listsShown(db: Db, rows: readonly FeeListRow[], actor: Actor): Promise<FeeList[]> {
  const holders = await namesOf(
    db,
    rows.map((row) => row.holderId),
  )
  const people = await displayNames(db, [...new Set(rows.map((row) => row.madeBy))])
  const own = payersOf(actor)
  return rows.map((row) => ({
    ...{ ...row, holderName: holders.get(row.holderId) ?? '', madeBy: people.get(row.madeBy) ?? '' },
    mayPay: row.paidOn === null && own.includes(row.holderId),
  }))
}

/** A list of a division that the actor directs, or of an organisation they pay for. @throws not_found */
async function requireFeeList(db: Db, actor: Actor, id: string): Promise<FeeListRow> {
  const list = await findFeeListRow(db, id)
  const isTheirs = list && (payersOf(actor).includes(list.holderId) || directed(actor).some((code) => isWithin(list.divisionCode, code)))
  if (!isTheirs) throw notFound({ what: 'fee_list' })
  return list
}

/** The digest of a list made again from its lines. */
async function digestNow(db: Db, list: FeeListRow): Promise<string> {
  return digestOf({ ...list, items: await listFeeItemRows(db, list.id) })
}
const digestOf = (list: Parameters<typeof feeListText>[0]) => createHash('sha256').update(feeListText(list)).digest('hex')

/** Every list of fees is what it was when it was made. */
export async function feeListsUnchanged(db: Db): Promise<Found> {
  const found: Found = { checked: 0, wrong: 0, example: null }
  for (const id of await listFeeListIds(db)) {
    const list = (await findFeeListRow(db, id))!
    found.checked += 1
    if ((await digestNow(db, list)) === list.digest) continue
    found.wrong += 1
    found.example ??= list.listNo
  }
  return found
}

type Making = { divisionCode: string; holderId: string; madeBy: string; now: Date }
/** Puts what is due in a division on a list. @throws nothing_due */
async function makeList(db: Db, { divisionCode, holderId, madeBy, now }: Making): Promise<string> {
  const today = dayOf(now)
  const listNo = await nextFeeListNo(db, Number(today.slice(0, 4)))
  const groups = byPerson(await takeDueSeats(db, divisionCode, seatsMost))
  const ready = []
  for (const seats of groups) {
    const { payee, missing } = await payeeOf(db, seats[0]!.personId)
    if (missing.length === 0) ready.push({ seats, payee })
  }
  if (ready.length === 0) throw nothingDue({})
  const month = today.slice(0, 7)
  const rule = await findTaxRule(db, today)
  const before = await listedBefore(
    db,
    holderId,
    month,
    ready.map(({ seats }) => seats[0]!.personId),
  )
  const items = ready.map(({ seats, payee }, at) => {
    const { personId } = seats[0]!
    const grossFen = sumOf(seats)
    const taxFen = withheldOf(grossFen, before.get(personId) ?? { grossFen: 0, taxFen: 0 }, rule)
    return {
      ...{ id: newId(), number: at + 1, personId, grossFen, taxFen, payee },
      ...{ accountKey: accountKeyOf(payee), seatIds: seats.map((seat) => seat.id) },
    }
  })
  const sum = (of: 'grossFen' | 'taxFen') => items.reduce((total, item) => total + item[of], 0)
  const list = {
    ...{ id: newId(), listNo, divisionCode, holderId, month, grossFen: sum('grossFen'), taxFen: sum('taxFen') },
    ...{ itemCount: items.length, taxDocumentNo: rule.documentNo, madeBy, frozenAt: isoOf(now) },
  }
  await insertFeeList(db, { ...list, digest: digestOf({ ...list, items }) }, items)
  return list.id
}

export const feeHandlers = [
  handle(listDueFees, async ({ actor, db }) => {
    const patterns = directed(actor).map((code) => `${prefixOf(code)}%`)
    const groups = byPerson(await listDueSeats(db, patterns, seatsMost))
    const names = await displayNames(
      db,
      groups.map((seats) => seats[0]!.personId),
    )
    const items: DueFee[] = []
    for (const seats of groups) {
      const { divisionCode, personId, title } = seats[0]!
      const { missing } = await payeeOf(db, personId)
      const cases = seats.map(({ caseNo, handedInAt, fen }) => ({ caseNo, handedInAt, fen }))
      items.push({ divisionCode, personId, displayName: names.get(personId) ?? '', title, missing, grossFen: sumOf(seats), cases })
    }
    return { items }
  }),

  handle(makeFeeList, async ({ input, actor, db, now }) => {
    const { divisionCode, holderId } = input
    if (!directed(actor).some((code) => isWithin(divisionCode, code))) throw notFound({ what: 'division' })
    const holder = await getOrganisation(db, holderId)
    if (!holder) throw notFound({ what: 'organisation' })
    if (!isPayer(holder, divisionCode)) throw payerUnfit({})
    const id = await makeList(db, { divisionCode, holderId, madeBy: actor.personId, now })
    return (await listsShown(db, [(await findFeeListRow(db, id))!], actor))[0]!
  }),

  handle(listFeeLists, async ({ input, actor, db }) => {
    const of = { holderIds: payersOf(actor), patterns: directed(actor).map((code) => `${prefixOf(code)}%`) }
    const found = await listFeeListRows(db, of, { before: input.cursor ?? null, limit: input.limit + 1 })
    const rows = found.slice(0, input.limit)
    return { items: await listsShown(db, rows, actor), nextCursor: found.length > input.limit ? rows.at(-1)!.id : null }
  }),

  handle(getFeeList, async ({ input, actor, db }) => {
    const list = await requireFeeList(db, actor, input.id)
    const items = (await listFeeItemRows(db, list.id)).map(({ payee, ...item }) => ({
      ...item,
      name: masked('name', payee.name),
      account: masked('bank_account', payee.account),
    }))
    return { ...(await listsShown(db, [list], actor))[0]!, items }
  }),

  handle(exportFeeList, async ({ input, actor, db }) => {
    const list = await requireFeeList(db, actor, input.id)
    const { fileNo, fileList, fileName, fileId, fileAccount, fileCases, fileGross, fileTax, fileNet } = feeWords
    const head = [fileNo, fileList, fileName, fileId, fileAccount, fileCases, fileGross, fileTax, fileNet].map((word) => word.zh)
    const rows = (await listFeeItemRows(db, list.id)).map(({ number, payee, seatIds, grossFen, taxFen }) => [
      ...[String(number), list.listNo, payee.name, payee.idNumber, payee.account, String(seatIds.length)],
      ...[yuanText(grossFen), yuanText(taxFen), yuanText(grossFen - taxFen)],
    ])
    async function* chunks() {
      yield csvText([head, ...rows], { isFirst: true })
    }
    return { mediaType: 'text/csv; charset=utf-8', fileName: `${list.listNo}.csv`, chunks: chunks() }
  }),

  handle(recordFeePayment, async ({ input, actor, db, now }) => {
    const { id: listId, paidOn, reference } = input
    const list = await findFeeListRow(db, listId)
    if (!list) throw notFound({ what: 'fee_list' })
    await requireRightFor(db, actor, 'procedures.pay', list.holderId, { what: 'fee_list' })
    if (paidOn > dayOf(now) || paidOn < dayOf(new Date(list.frozenAt))) throw untilLater({})
    await insertFeePayment(db, { listId, paidOn, reference, by: actor.personId })
    return (await listsShown(db, [(await findFeeListRow(db, listId))!], actor))[0]!
  }),
]
