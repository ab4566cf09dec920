// The book as hledger reads it: one journal, every account and commodity declared, so that `hledger check --strict` accepts it.
import type { Commodity, Purpose, TransactionKind } from './ledger.contract.ts'

const branchOf: Record<Purpose, string> = {
  receivable: 'assets:receivable',
  service_income: 'revenues:service',
  time_given: 'time:given',
  time_used: 'time:used',
  samples_given: 'samples:given',
  samples_tested: 'samples:tested',
  spending: 'expenses:spending',
  funding: 'equity:funding',
  appropriation: 'equity:appropriation',
  returned: 'equity:returned',
  recovered: 'revenues:recovered',
}

/** How the commodities are written; hledger wants a decimal mark in each. */
export const commodityLines = ['commodity 1000.00 CNY', 'commodity 1000. TIME', 'commodity 1000. SAMPLE'] as const

/** An amount in the commodity's smallest unit as the journal writes it: money in yuan with two decimals, the rest whole. */
export function journalAmount(amount: number, commodity: Commodity): string {
  if (commodity !== 'CNY') return `${amount} ${commodity}`
  const digits = String(Math.abs(amount)).padStart(3, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)} CNY`
}

/** A party in an account's name: what it is called, without what hledger would read as grammar, and the end of its id against namesakes. */
export function partyLabel(id: string, name: string): string {
  const plain = name
    .replaceAll(':', '：')
    .replaceAll(';', '；')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
  return `${plain} #${id.slice(-8)}`
}

export function journalAccount(entry: { purpose: Purpose; owner: string; counterparty: string | null }): string {
  return [branchOf[entry.purpose], entry.owner, ...(entry.counterparty ? [entry.counterparty] : [])].join(':')
}

/** One transaction as journal lines; accounts that appear for the first time are declared before it. */
export function journalTransaction(
  transaction: {
    id: string
    kind: TransactionKind
    commodity: Commodity
    effectiveOn: string
    serviceId: string | null
    reversesId: string | null
    entries: readonly { account: string; amount: number }[]
  },
  declared: Set<string>,
): string {
  const lines: string[] = []
  for (const { account } of transaction.entries) {
    if (declared.has(account)) continue
    declared.add(account)
    lines.push(`account ${account}`)
  }
  const tags = [
    ...(transaction.serviceId ? [`service:${transaction.serviceId}`] : []),
    ...(transaction.reversesId ? [`reverses:${transaction.reversesId}`] : []),
  ]
  lines.push('', `${transaction.effectiveOn} * (${transaction.id}) ${transaction.kind}${tags.length > 0 ? `  ; ${tags.join(', ')}` : ''}`)
  for (const { account, amount } of transaction.entries) lines.push(`    ${account}  ${journalAmount(amount, transaction.commodity)}`)
  return `${lines.join('\n')}\n`
}

/** What a journal of ours says, read back: the sum of every commodity in every account. It reads only what we write. */
export function readJournal(text: string): { sums: Map<string, number>; transactions: number } {
  const sums = new Map<string, number>()
  let transactions = 0
  for (const line of text.split('\n')) {
    if (/^\d{4}-\d\d-\d\d \* /.test(line)) transactions += 1
    const entry = line.match(/^ {4}(.+?) {2}(-?)(\d+)(?:\.(\d\d))? (CNY|TIME|SAMPLE)$/)
    if (!entry) continue
    const [, account, sign, whole, decimals = '', commodity] = entry
    const amount = Number(`${sign}${whole}${decimals}`)
    const name = `${account} ${commodity}`
    sums.set(name, (sums.get(name) ?? 0) + amount)
  }
  return { sums, transactions }
}
