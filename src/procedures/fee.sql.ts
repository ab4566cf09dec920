import { sql } from 'kysely'
import { constraintOf, type Db, run } from '../kernel/db.ts'
import { vault } from '../kernel/keyring.ts'
import type { SeedRow } from '../kernel/seeds.ts'
import { nextCaseNo } from './case.sql.ts'
import { feesPaid } from './fee.contract.ts'
import type { FeeItemText, TaxRule } from './fee.rules.ts'

export function taxRuleOf(row: SeedRow): TaxRule {
  return {
    documentNo: row['document_no']!,
    smallLimitFen: Number(row['small_limit_fen']),
    smallDeductionFen: Number(row['small_deduction_fen']),
    deductionBasisPoints: Number(row['deduction_basis_points']),
    bands: JSON.parse(row['bands']!) as TaxRule['bands'],
  }
}

export async function upsertTaxRules(db: Db, rows: readonly SeedRow[]): Promise<void> {
  for (const row of rows) {
    const rule = taxRuleOf(row)
    await run(
      db,
      `insert into remuneration_tax (valid_from, document_no, small_limit_fen, small_deduction_fen, deduction_basis_points, bands)
       values ($1, $2, $3, $4, $5, $6::jsonb) on conflict (valid_from) do update set document_no = excluded.document_no,
         small_limit_fen = excluded.small_limit_fen, small_deduction_fen = excluded.small_deduction_fen,
         deduction_basis_points = excluded.deduction_basis_points, bands = excluded.bands`,
      [
        ...[row['valid_from'], rule.documentNo, rule.smallLimitFen, rule.smallDeductionFen, rule.deductionBasisPoints],
        JSON.stringify(rule.bands),
      ],
    )
  }
}

/** The rule of tax that holds on a day; there is one from 2019 on. */
export async function findTaxRule(db: Db, on: string): Promise<TaxRule> {
  const [rule] = await run<TaxRule>(
    db,
    `select document_no as "documentNo", small_limit_fen as "smallLimitFen", small_deduction_fen as "smallDeductionFen",
       deduction_basis_points as "deductionBasisPoints", bands from remuneration_tax where valid_from <= $1 order by valid_from desc limit 1`,
    [on],
  )
  if (!rule) throw new Error(`no rule of tax holds on ${on}`)
  return rule
}

/** The seats handed in that are on no list. */
const unlisted = `s.handed_in_at is not null and s.fee_fen > 0 and not exists (select from review_fee_seat f where f.seat_id = s.id)`

export type DueSeat = { id: string; divisionCode: string; personId: string; title: string; caseNo: string; handedInAt: string; fen: number }
export async function listDueSeats(db: Db, patterns: readonly string[], most: number): Promise<DueSeat[]> {
  return run(
    db,
    `select s.id, s.office_division as "divisionCode", e.person_id as "personId", e.title, c.case_no as "caseNo",
       s.handed_in_at as "handedInAt", s.fee_fen as fen
     from review_seat s join expert e on e.id = s.expert_id join procedure_case c on c.id = s.case_id
     where s.office_division like any($1::text[]) and ${unlisted} order by s.id limit $2`,
    [patterns, most],
  )
}

/** Takes the seats of a division that are on no list: whoever comes at the same time finds them listed. */
export async function takeDueSeats(db: Db, divisionCode: string, most: number): Promise<DueSeat[]> {
  const taken = await run<{ id: string }>(
    db,
    `select s.id from review_seat s where s.office_division = $1 and ${unlisted} order by s.id limit $2 for no key update`,
    [divisionCode, most],
  )
  const free = new Set(taken.map(({ id }) => id))
  return (await listDueSeats(db, [divisionCode], most)).filter(({ id }) => free.has(id))
}

/** What an organisation has put on lists for people in a month, before. */
export async function listedBefore(
  db: Db,
  holderId: string,
  month: string,
  personIds: readonly string[],
): Promise<Map<string, { grossFen: number; taxFen: number }>> {
  const rows = await run<{ personId: string; grossFen: number; taxFen: number }>(
    db,
    `select i.person_id as "personId", sum(i.gross_fen)::bigint as "grossFen", sum(i.tax_fen)::bigint as "taxFen"
     from review_fee_item i join review_fee_list l on l.id = i.list_id
     where l.holder_id = $1 and l.month = $2 and i.person_id = any($3::uuid[]) group by i.person_id`,
    [holderId, month, personIds],
  )
  return new Map(rows.map(({ personId, ...sums }) => [personId, sums]))
}

/** The next number of a list; lists are made one after the other, so that what was paid before in the month is known for sure. */
export function nextFeeListNo(db: Db, year: number): Promise<string> {
  return nextCaseNo(db, 'ZJZX', year)
}

const purposes = { name: 'case.name', idNumber: 'person.id_number', account: 'person.bank_account' } as const
export type FeePayee = { name: string; idNumber: string; account: string }

export const accountKeyOf = ({ account }: FeePayee) => vault().equalityKey(purposes.account, account)

export type NewFeeList = {
  id: string
  listNo: string
  divisionCode: string
  holderId: string
  month: string
  grossFen: number
  taxFen: number
  itemCount: number
  taxDocumentNo: string
  digest: string
  madeBy: string
  frozenAt: string
}
export async function insertFeeList(db: Db, list: NewFeeList, items: readonly (FeeItemText & { payee: FeePayee })[]): Promise<void> {
  await run(
    db,
    `insert into review_fee_list (id, list_no, division_code, holder_id, month, gross_fen, tax_fen, item_count, tax_document_no, digest, made_by,
       frozen_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[list.id, list.listNo, list.divisionCode, list.holderId, list.month, list.grossFen, list.taxFen, list.itemCount],
      ...[list.taxDocumentNo, list.digest, list.madeBy, list.frozenAt],
    ],
  )
  const seal = (purpose: string, text: string) => vault().seal(purpose, text)
  for (const { id, number, personId, grossFen, taxFen, accountKey, payee, seatIds } of items) {
    await run(
      db,
      `insert into review_fee_item (id, list_id, number, person_id, gross_fen, tax_fen, name_sealed, id_sealed, account_sealed, account_key)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[id, list.id, number, personId, grossFen, taxFen, seal(purposes.name, payee.name)],
        ...[seal(purposes.idNumber, payee.idNumber), seal(purposes.account, payee.account), accountKey],
      ],
    )
    await run(db, 'insert into review_fee_seat (seat_id, item_id) select seat, $2 from unnest($1::uuid[]) as s (seat)', [seatIds, id])
  }
}

export type FeeListRow = NewFeeList & { paidOn: string | null; reference: string | null }
const columns = sql`l.id, l.list_no as "listNo", l.division_code as "divisionCode", l.holder_id as "holderId", l.month, l.gross_fen as "grossFen",
  l.tax_fen as "taxFen", l.item_count as "itemCount", l.tax_document_no as "taxDocumentNo", l.digest, l.made_by as "madeBy",
  l.frozen_at as "frozenAt", p.paid_on as "paidOn", p.reference
  from review_fee_list l left join review_fee_payment p on p.list_id = l.id`

export async function findFeeListRow(db: Db, id: string): Promise<FeeListRow | undefined> {
  return (await sql<FeeListRow>`select ${columns} where l.id = ${id}`.execute(db)).rows[0]
}

export async function listFeeListRows(
  db: Db,
  of: { holderIds: readonly string[]; patterns: readonly string[] },
  page: { before: string | null; limit: number },
): Promise<FeeListRow[]> {
  const found = await sql<FeeListRow>`select ${columns}
    where (l.holder_id = any(${[...of.holderIds]}::uuid[]) or l.division_code like any(${[...of.patterns]}::text[]))
      and (${page.before}::uuid is null or l.id < ${page.before}) order by l.id desc limit ${page.limit}`.execute(db)
  return found.rows
}

export type FeeItemRow = FeeItemText & { payee: FeePayee; caseNos: string[] }
export async function listFeeItemRows(db: Db, listId: string): Promise<FeeItemRow[]> {
  const rows = await run<Omit<FeeItemRow, 'payee'> & { nameSealed: string; idSealed: string; accountSealed: string }>(
    db,
    `select i.id, i.number, i.person_id as "personId", i.gross_fen as "grossFen", i.tax_fen as "taxFen", i.account_key as "accountKey",
       i.name_sealed as "nameSealed", i.id_sealed as "idSealed", i.account_sealed as "accountSealed",
       array_agg(f.seat_id::text order by f.seat_id) as "seatIds", array_agg(c.case_no order by c.case_no) as "caseNos"
     from review_fee_item i join review_fee_seat f on f.item_id = i.id join review_seat s on s.id = f.seat_id
       join procedure_case c on c.id = s.case_id
     where i.list_id = $1 group by i.id order by i.number`,
    [listId],
  )
  const open = (purpose: string, text: string) => (text === '' ? '' : vault().open(purpose, text))
  return rows.map(({ nameSealed, idSealed, accountSealed, ...row }) => ({
    ...row,
    payee: {
      name: open(purposes.name, nameSealed),
      idNumber: open(purposes.idNumber, idSealed),
      account: open(purposes.account, accountSealed),
    },
  }))
}

/** @throws fees_paid */
export async function insertFeePayment(db: Db, one: { listId: string; paidOn: string; reference: string; by: string }): Promise<void> {
  try {
    await run(db, 'insert into review_fee_payment (list_id, paid_on, reference, recorded_by) values ($1, $2, $3, $4)', [
      ...[one.listId, one.paidOn, one.reference, one.by],
    ])
  } catch (error) {
    if (constraintOf(error) === 'review_fee_payment_pkey') throw feesPaid({})
    throw error
  }
}

export async function listFeeListIds(db: Db): Promise<string[]> {
  return (await run<{ id: string }>(db, 'select id from review_fee_list order by id', [])).map(({ id }) => id)
}
