// What must hold in every database of ours. Each slice declares its own checks; the command `verify` asks them all of one snapshot.
import { type Db, run } from './db.ts'
import { kernelWords as words } from './kernel.words.ts'
import type { Word } from './word.ts'

/** What a recount looked at, how much of it is wrong, and one thing to look at first. */
export type Found = { checked: number; wrong: number; example: string | null; note?: string }
export type CheckResult = Found & { name: string }

export type Check = {
  name: string
  word: Word
  /** True where the keys outside the database are needed to see it. */
  needsKeys?: true
  find: (db: Db) => Promise<Found>
}

/** A check that is one question: rows of `id` and `is_wrong`. */
export function countedCheck(name: string, word: Word, text: string): Check {
  const question = `select count(*) as checked, count(*) filter (where is_wrong) as wrong,
    min(id::text) filter (where is_wrong) as example from (${text}) counted`
  return { name, word, find: async (db) => (await run<Found>(db, question))[0]! }
}

/** Asks checks one after the other. @returns one result a check; nothing is wrong in a sound database */
export async function runChecks(db: Db, checks: readonly Check[], onResult?: (result: CheckResult) => void): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const { name, find } of checks) {
    const result = { name, ...(await find(db)) }
    results.push(result)
    onResult?.(result)
  }
  return results
}

export const kernelChecks: readonly Check[] = [
  // The database's own guards are all switched on and were checked against every row.
  countedCheck(
    'guards_on',
    words.guardsOn,
    `select conname::text as id, not convalidated as is_wrong from pg_constraint where connamespace = 'public'::regnamespace
    union all
    select t.tgname::text, t.tgenabled <> 'O' from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relnamespace = 'public'::regnamespace`,
  ),
]
