// The story of the book as a journal for hledger, page by page, in constant memory.
import { scopesOf } from '../identity/grant.rules.ts'
import type { Db } from '../kernel/db.ts'
import { handle } from '../kernel/perform.ts'
import { say } from '../kernel/word.ts'
import { commodityLines, journalAccount, journalTransaction, partyLabel } from './journal.rules.ts'
import { daysInWrongOrder, exportJournal as exportJournalOperation } from './ledger.contract.ts'
import { ledgerWords } from './ledger.words.ts'
import { listPartyNames, listTransactions, type Scopes } from './row.sql.ts'

const transactionsAPage = 1_000

/**
 * The transactions effective from a day up to, not including, another, as pieces of an hledger journal. All of one snapshot
 * where the handle is a read transaction; limited to what these scopes may see, if any are given.
 */
export async function* exportJournal(db: Db, period: { from: string; to: string }, scopes: Scopes | null = null): AsyncGenerator<string> {
  yield `; ${say(ledgerWords.journalHead, 'zh', period)}\n; ${say(ledgerWords.journalHead, 'en', period)}\n${commodityLines.join('\n')}\n`
  const labels = new Map<string, string>()
  const declared = new Set<string>()
  let after: { effectiveOn: string; id: string } | undefined
  do {
    const page = await listTransactions(db, scopes, { ...period, after, limit: transactionsAPage })
    const parties = page.flatMap(({ entries }) => entries.flatMap((entry) => [entry.ownerId, entry.counterpartyId ?? entry.ownerId]))
    const unknown = [...new Set(parties)].filter((id) => !labels.has(id))
    if (unknown.length > 0) for (const [id, name] of await listPartyNames(db, unknown)) labels.set(id, partyLabel(id, name))
    const labelOf = (id: string) => labels.get(id) ?? partyLabel(id, id)
    const texts = page.map((transaction) => {
      const entries = transaction.entries.map(({ purpose, amount, ownerId, counterpartyId }) => ({
        amount,
        account: journalAccount({ purpose, owner: labelOf(ownerId), counterparty: counterpartyId && labelOf(counterpartyId) }),
      }))
      return journalTransaction({ ...transaction, entries }, declared)
    })
    if (texts.length > 0) yield texts.join('')
    const last = page.at(-1)
    after = page.length === transactionsAPage && last ? { effectiveOn: last.effectiveOn, id: last.id } : undefined
  } while (after)
}

export const journalHandlers = [
  handle(exportJournalOperation, async ({ input, actor, db }) => {
    if (input.from >= input.to) throw daysInWrongOrder({})
    const chunks = exportJournal(db, input, scopesOf(actor, 'ledger.read'))
    return { mediaType: 'text/plain; charset=utf-8', fileName: `xianchuang-${input.from}-${input.to}.journal`, chunks }
  }),
]
