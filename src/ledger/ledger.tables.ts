// Printed from database/*-ledger*.sql by `npm run types`.
import type { Generated } from 'kysely'

export interface AccountTable {
  id: string
  owner_id: string
  counterparty_id: string | null
  purpose: 'receivable' | 'service_income' | 'time_given' | 'time_used' | 'samples_given' | 'samples_tested' | 'spending' | 'funding' | 'appropriation' | 'returned' | 'recovered'
  commodity: string
  recorded_at: Generated<string>
}

export interface AccountLimitTable {
  account_id: string
  limit_amount: number
  posted_amount: Generated<number>
  held_amount: Generated<number>
}

export interface CommodityTable {
  code: string
  name_zh: string
  name_en: string
  smallest_unit: string
}

export interface FundAppropriationTable {
  id: string
  fund_line_id: string
  fen: number
  document_no: string
  appropriated_on: string
  recorded_by: string
  recorded_at: Generated<string>
}

export interface FundLineTable {
  id: string
  holder_id: string
  source: 'central' | 'province' | 'city' | 'county' | 'own'
  budget_code: string
  year: number
  title: string
  recorded_by: string
  recorded_at: Generated<string>
}

export interface HoldTable {
  id: string
  account_id: string
  amount: number
  state: Generated<'pending' | 'posted' | 'voided' | 'expired'>
  posted_amount: number | null
  transaction_id: string | null
  expires_at: string
  recorded_at: Generated<string>
  settled_at: string | null
}

export interface LedgerClosingTable {
  id: string
  month: string
  closed_by: string
  recorded_at: Generated<string>
  reopened_at: string | null
  reopened_by: string | null
  reopening_reason: string | null
}

export interface LedgerEntryTable {
  transaction_id: string
  line_no: number
  account_id: string
  commodity: string
  amount: number
}

export interface LedgerTransactionTable {
  id: string
  kind: 'service' | 'funding' | 'reversal' | 'payment' | 'recovery'
  commodity: string
  effective_on: string
  service_id: string | null
  reverses_id: string | null
  recorded_at: Generated<string>
}

export interface ReportFundTable {
  id: string
  holder_id: string
  year: number
  limit_amount: number
  posted_amount: number
  held_amount: number
  appropriated_amount: number
}

export interface ReportHoldTable {
  id: string
  account_id: string
  owner_id: string
  counterparty_id: string | null
  amount: number
  state: 'pending' | 'posted' | 'voided' | 'expired'
  posted_amount: number | null
  transaction_id: string | null
  expires_at: string
  recorded_at: string
  settled_at: string | null
}

export interface ReportLedgerTable {
  transaction_id: string
  kind: 'service' | 'funding' | 'reversal' | 'payment' | 'recovery'
  commodity: string
  effective_on: string
  service_id: string | null
  reverses_id: string | null
  recorded_at: string
  line_no: number
  amount: number
  owner_id: string
  counterparty_id: string | null
  purpose: 'receivable' | 'service_income' | 'time_given' | 'time_used' | 'samples_given' | 'samples_tested' | 'spending' | 'funding' | 'appropriation' | 'returned' | 'recovered'
}

declare module '../kernel/db.ts' {
  interface Tables {
    account: AccountTable
    account_limit: AccountLimitTable
    commodity: CommodityTable
    fund_appropriation: FundAppropriationTable
    fund_line: FundLineTable
    hold: HoldTable
    ledger_closing: LedgerClosingTable
    ledger_entry: LedgerEntryTable
    ledger_transaction: LedgerTransactionTable
    report_fund: ReportFundTable
    report_hold: ReportHoldTable
    report_ledger: ReportLedgerTable
  }
}
