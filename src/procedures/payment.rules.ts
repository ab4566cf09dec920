// What is paid when and by whom, and what a list and its receipts come to: figured here, recorded elsewhere.
import { addMonths, type Instalment } from './procedure.rules.ts'

/** An amount in so many equal parts; what does not divide is with the first. */
export function splitEvenly(fen: number, parts: number): number[] {
  const each = Math.floor(fen / parts)
  return Array.from({ length: parts }, (_, at) => (at === 0 ? fen - each * (parts - 1) : each))
}

export const wholePart = 10_000

/** One amount by the parts of several payers, in ten-thousandths that come to the whole; what does not divide is with the last. */
export function splitByParts<Payer extends { basisPoints: number }>(fen: number, payers: readonly Payer[]): (Payer & { fen: number })[] {
  let left = fen
  return payers
    .map((payer, at) => {
      const own = at === payers.length - 1 ? left : Math.floor((fen * payer.basisPoints) / wholePart)
      left -= own
      return { ...payer, fen: own }
    })
    .filter((one) => one.fen > 0)
}

export type PlannedLine = { number: number; fen: number; dueOn: string; needsCheck: boolean }

/** The instalments of a decision as lines with their days. */
export function plannedLines(instalments: readonly Instalment[], decidedOn: string): PlannedLine[] {
  return instalments.map(({ fen, afterMonths, needsCheck }, at) => ({
    number: at + 1,
    fen,
    dueOn: addMonths(decidedOn, afterMonths),
    needsCheck,
  }))
}

/** The line that a check passed on a day lets through: the first that waits for one, once the one before it was due. */
export function lineChecked<Line extends { number: number; dueOn: string; needsCheck: boolean; checkedOn: string | null }>(
  lines: readonly Line[],
  today: string,
): Line | undefined {
  const ordered = lines.toSorted((a, b) => a.number - b.number)
  const at = ordered.findIndex((line) => line.needsCheck && line.checkedOn === null)
  const before = ordered[at - 1]
  return at >= 0 && (!before || before.dueOn <= today) ? ordered[at] : undefined
}

/** Everything that makes a list the list it is, as one text: whoever changes an amount or an account makes another. */
export function listText(list: {
  listNo: string
  holderId: string
  items: readonly { id: string; number: number; shareId: string; fen: number; accountKey: string }[]
}): string {
  const lines = list.items
    .toSorted((a, b) => a.number - b.number)
    .map(({ number, id, shareId, fen, accountKey }) => [number, id, shareId, fen, accountKey].join(' '))
  return [list.listNo, list.holderId, ...lines].join('\n')
}

/** Fen as a bank's file has them: yuan with two decimals. */
export function yuanText(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Yuan as a bank's file has them, in fen; null for what is no amount. */
export function fenOf(text: string): number | null {
  const found = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim().replaceAll(',', ''))
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null
}

export const receiptColumns = ['明细号', '结果', '日期', '金额', '凭证号', '原因'] as const
export type ReceiptIssue =
  | ('no_item' | 'twice' | 'result_wrong' | 'day_wrong' | 'amount_wrong' | 'reference_missing' | 'reason_missing')
  | ('returned_before' | 'recovered_before' | 'month_closed')
export type Receipt = { itemId: string; isPaid: boolean; on: string; reference: string; reason: string }
export type ItemKnown = { id: string; fen: number; state: 'sent' | 'paid' | 'returned'; recoveredFen: number | null; listedOn: string }

/**
 * One row of a receipt against what was sent: what it says, or every reason why it cannot be taken.
 * A row that says again what is recorded is known. @param today no receipt is of a later day
 */
export function readReceipt(
  row: Readonly<Record<string, string>>,
  about: { items: ReadonlyMap<string, ItemKnown>; seen: ReadonlySet<string>; today: string; closedMonths: ReadonlySet<string> },
): { receipt: Receipt; isKnown: boolean } | { issues: ReceiptIssue[] } {
  const cell = (name: (typeof receiptColumns)[number]) => (row[name] ?? '').trim()
  const item = about.items.get(cell('明细号').toLowerCase())
  if (!item) return { issues: ['no_item'] }
  const issues: ReceiptIssue[] = []
  if (about.seen.has(item.id)) issues.push('twice')
  const isPaid = cell('结果') === '成功'
  if (!isPaid && cell('结果') !== '退回') issues.push('result_wrong')
  const on = cell('日期')
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(on) && isDayThere(on)
  if (!isDay || on > about.today || on < item.listedOn) issues.push('day_wrong')
  else if (about.closedMonths.has(on.slice(0, 7))) issues.push('month_closed')
  if (fenOf(cell('金额')) !== item.fen) issues.push('amount_wrong')
  if (isPaid && cell('凭证号') === '') issues.push('reference_missing')
  if (!isPaid && cell('原因') === '') issues.push('reason_missing')
  if (isPaid && item.state === 'returned') issues.push('returned_before')
  if (!isPaid && item.state === 'paid' && item.recoveredFen) issues.push('recovered_before')
  if (issues.length > 0) return { issues }
  const receipt = { itemId: item.id, isPaid, on, reference: cell('凭证号').slice(0, 60), reason: cell('原因').slice(0, 200) }
  return { receipt, isKnown: item.state === (isPaid ? 'paid' : 'returned') }
}

/** Whether a day that looks like one is in the calendar. */
function isDayThere(day: string): boolean {
  const moment = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(day)
}

/** A draw that anybody repeats from the same seed: each case has its place by a number that only seed and case make. */
export function draw<Case extends { caseNo: string }>(cases: readonly Case[], size: number, rank: (caseNo: string) => string): Case[] {
  return cases
    .map((one) => ({ one, place: rank(one.caseNo) }))
    .toSorted((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0))
    .slice(0, size)
    .map(({ one }) => one)
}
