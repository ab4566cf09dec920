import { constraintOf, type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { limitReached, monthClosed } from './ledger.contract.ts'
import { type AccountKey, nameOfAccount, type Transfer } from './ledger.rules.ts'

const nobody = '00000000-0000-0000-0000-000000000000'

/** The accounts that these keys name, made where they are missing. @returns account ids by `nameOfAccount` */
export async function openAccounts(db: Db, keys: readonly AccountKey[]): Promise<Map<string, string>> {
  const wanted = [...new Map(keys.map((key) => [nameOfAccount(key), key])).values()]
  const found = await findAccounts(db, wanted)
  const missing = wanted.filter((key) => !found.has(nameOfAccount(key)))
  if (missing.length === 0) return found
  // In the order of the identity, so that two batches that open the same accounts wait for each other and never in a circle.
  missing.sort((a, b) => (nameOfAccount(a) < nameOfAccount(b) ? -1 : 1))
  await run(
    db,
    `insert into account (id, owner_id, counterparty_id, purpose, commodity)
     select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[]) on conflict do nothing`,
    [missing.map(() => newId()), ...columnsOf(missing)],
  )
  for (const [name, id] of await findAccounts(db, missing)) found.set(name, id)
  return found
}

async function findAccounts(db: Db, keys: readonly AccountKey[]): Promise<Map<string, string>> {
  const rows = await run<{ id: string; position: number }>(
    db,
    `select a.id, w.position from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) with ordinality
       as w (owner_id, counterparty_id, purpose, commodity, position)
     join account a on a.owner_id = w.owner_id and a.purpose = w.purpose and a.commodity = w.commodity
       and coalesce(a.counterparty_id, '${nobody}') = coalesce(w.counterparty_id, '${nobody}')`,
    columnsOf(keys),
  )
  return new Map(rows.map((row) => [nameOfAccount(keys[row.position - 1]!), row.id]))
}

function columnsOf(keys: readonly AccountKey[]): unknown[][] {
  return [
    keys.map((key) => key.ownerId),
    keys.map((key) => key.counterpartyId),
    keys.map((key) => key.purpose),
    keys.map((key) => key.commodity),
  ]
}

/** Writes a service's transactions; those a retry brings again are left out. @returns the ids written @throws month_closed */
export async function insertServiceTransactions(db: Db, transactions: readonly (Transfer & { id: string })[]): Promise<Set<string>> {
  const rows = await refusingClosedMonths(() =>
    run<{ id: string }>(
      db,
      `insert into ledger_transaction (id, kind, commodity, effective_on, service_id)
       select id, 'service', commodity, effective_on, service_id
       from unnest($1::uuid[], $2::text[], $3::date[], $4::uuid[]) as t (id, commodity, effective_on, service_id)
       on conflict (service_id, commodity, kind) do nothing returning id`,
      [
        transactions.map((one) => one.id),
        transactions.map((one) => one.commodity),
        transactions.map((one) => one.effectiveOn),
        transactions.map((one) => one.serviceId),
      ],
    ),
  )
  return new Set(rows.map((row) => row.id))
}

export type NewEntry = { transactionId: string; lineNo: number; accountId: string; commodity: string; amount: number }

/** Every entry of these transactions, in the one INSERT that the book accepts. */
export async function insertEntries(db: Db, entries: readonly NewEntry[]): Promise<void> {
  await run(
    db,
    `insert into ledger_entry (transaction_id, line_no, account_id, commodity, amount)
     select * from unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::text[], $5::bigint[])`,
    [
      entries.map((entry) => entry.transactionId),
      entries.map((entry) => entry.lineNo),
      entries.map((entry) => entry.accountId),
      entries.map((entry) => entry.commodity),
      entries.map((entry) => entry.amount),
    ],
  )
}

/** The transactions of these services that stand: posted and not reversed. */
export async function listStandingTransactions(db: Db, serviceIds: readonly string[], commodities: readonly string[]): Promise<string[]> {
  const rows = await run<{ id: string }>(
    db,
    `select t.id from ledger_transaction t
     where t.service_id = any($1::uuid[]) and t.kind = 'service' and t.commodity = any($2::text[])
       and not exists (select from ledger_transaction r where r.reverses_id = t.id)
     order by t.id`,
    [serviceIds, commodities],
  )
  return rows.map((row) => row.id)
}

/**
 * Writes the reversals of transactions at their effective days; one that somebody else reversed meanwhile is left out.
 * @returns what moved @throws month_closed
 */
export async function insertReversals(db: Db, originals: readonly string[]): Promise<{ accountId: string; amount: number }[]> {
  const written = await refusingClosedMonths(() =>
    run<{ id: string; original: string }>(
      db,
      `insert into ledger_transaction (id, kind, commodity, effective_on, service_id, reverses_id)
       select r.id, 'reversal', o.commodity, o.effective_on, o.service_id, o.id
       from unnest($1::uuid[], $2::uuid[]) as r (id, original) join ledger_transaction o on o.id = r.original
       on conflict do nothing returning id, reverses_id as original`,
      [originals.map(() => newId()), originals],
    ),
  )
  return run<{ accountId: string; amount: number }>(
    db,
    `insert into ledger_entry (transaction_id, line_no, account_id, commodity, amount)
     select r.id, e.line_no, e.account_id, e.commodity, -e.amount
     from unnest($1::uuid[], $2::uuid[]) as r (id, original) join ledger_entry e on e.transaction_id = r.original
     returning account_id as "accountId", amount`,
    [written.map((row) => row.id), written.map((row) => row.original)],
  )
}

async function refusingClosedMonths<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (constraintOf(error) === 'ledger_month_open') throw monthClosed({ month: detailOf(error).slice(0, 7) })
    throw error
  }
}

/**
 * Moves the balances of those accounts that have a limit, in the order of their ids. It comes after the entries: their
 * reference keeps a limit from being set on the account meanwhile, so no movement is missed.
 */
export async function movePosted(db: Db, movements: readonly { accountId: string; amount: number }[]): Promise<void> {
  const limited = await run<{ account_id: string }>(
    db,
    'select account_id from account_limit where account_id = any($1::uuid[]) order by account_id for no key update',
    [movements.map((one) => one.accountId)],
  )
  if (limited.length === 0) return
  await run(
    db,
    `update account_limit l set posted_amount = l.posted_amount + m.amount
     from unnest($1::uuid[], $2::bigint[]) as m (account_id, amount) where m.account_id = l.account_id`,
    [movements.map((one) => one.accountId), movements.map((one) => one.amount)],
  )
}

/** Writes a pending hold on an account that exists. @returns false when there is no such account yet */
export async function insertHold(
  db: Db,
  hold: { id: string; ownerId: string; counterpartyId: string | null; amount: number; expiresAt: string },
): Promise<boolean> {
  const rows = await run(
    db,
    `insert into hold (id, account_id, amount, expires_at)
     select $1, id, $2, $3 from account
     where owner_id = $4 and coalesce(counterparty_id, '${nobody}') = coalesce($5, '${nobody}'::uuid) and purpose = 'receivable' and commodity = 'CNY'
     returning id`,
    [hold.id, hold.amount, hold.expiresAt, hold.ownerId, hold.counterpartyId],
  )
  return rows.length > 0
}

type LimitLeft = { limitFen: number; leftFen: number }

/** Moves what is held on an account, if it has a limit. @throws limit_reached when it would pass it */
export function moveHeld(db: Db, accountId: string, amount: number): Promise<LimitLeft | undefined> {
  return moveHeldWhere(db, 'account_id = $1', accountId, amount)
}

/** As moveHeld, of the account that a hold was just placed on; where it was placed on none, nothing is moved. @throws limit_reached */
export function moveHeldBy(db: Db, holdId: string, amount: number): Promise<LimitLeft | undefined> {
  return moveHeldWhere(db, 'account_id = (select account_id from hold where id = $1)', holdId, amount)
}

async function moveHeldWhere(db: Db, condition: string, id: string, amount: number): Promise<LimitLeft | undefined> {
  try {
    const text = `update account_limit set held_amount = held_amount + $2 where ${condition}
      returning limit_amount as "limitFen", limit_amount - posted_amount - held_amount as "leftFen"`
    return (await run<LimitLeft>(db, text, [id, amount]))[0]
  } catch (error) {
    if (constraintOf(error) === 'account_limit_kept') throw limitReached({ remainingFen: Number(detailOf(error)), wantedFen: amount })
    throw error
  }
}

type SettledHold = { accountId: string; amount: number }

/** Ends a pending hold. @returns nothing when it was not pending any more */
export async function settleHold(
  db: Db,
  holdId: string,
  outcome: { state: 'voided' } | { state: 'posted'; fen: number; transactionId: string | null },
): Promise<SettledHold | undefined> {
  const posted = outcome.state === 'posted' ? outcome : undefined
  const [row] = await run<SettledHold>(
    db,
    `update hold set state = $2, settled_at = now(), posted_amount = case when $3::bigint is not null then least($3::bigint, amount) end, transaction_id = $4
     where id = $1 and state = 'pending' returning account_id as "accountId", amount`,
    [holdId, outcome.state, posted?.fen ?? null, posted?.transactionId ?? null],
  )
  return row
}

/** Ends pending holds whose time is over, some at a time. @returns what they held, by hold */
export function expireHolds(db: Db, now: Date, atMost: number): Promise<SettledHold[]> {
  return run<SettledHold>(
    db,
    `update hold set state = 'expired', settled_at = now()
     where id in (select id from hold where state = 'pending' and expires_at <= $1 order by expires_at limit $2 for update skip locked)
     returning account_id as "accountId", amount`,
    [now.toISOString(), atMost],
  )
}

function detailOf(error: unknown): string {
  return (error as { detail?: string }).detail ?? ''
}
