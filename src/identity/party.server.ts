import type { Db } from '../kernel/db.ts'
import { insertParty } from './party.sql.ts'

/** A budget line as a party of the book: an id alone; what it is stands with the ledger. */
export function insertFundParty(db: Db, id: string): Promise<void> {
  return insertParty(db, id, 'fund')
}
