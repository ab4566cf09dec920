// Printed from database/*-figures*.sql by `npm run types`.
import type { Generated, GeneratedAlways } from 'kysely'

export interface OpeningCountTable {
  id: string
  figure: string
  value: number
  counted_on: string
  source: string
  recorded_at: Generated<string>
  superseded_at: string | null
}

export interface RollupDeltaTable {
  id: GeneratedAlways<number>
  rollup: string
  scope_id: string
  effective_month: string
  customer_id: string
  customer_kind: 'firm' | 'other' | 'unknown'
  audience: 'external' | 'internal'
  record_count: number
  seconds: number
  accrued_fen: number
  invoiced_fen: Generated<number>
  received_fen: Generated<number>
  recorded_at: Generated<string>
}

export interface RollupFoldTable {
  rollup: string
  grain: 'month' | 'year' | 'whole'
  period_from: string
  scope_id: string
  customer_id: string
  customer_kind: string
  audience: string
  record_count: number
  seconds: number
  accrued_fen: number
  invoiced_fen: number
  received_fen: number
}

export interface RollupTotalTable {
  rollup: string
  year_from: string
  scope_id: string
  record_count: number
  internal_record_count: number
  external_seconds: number
  internal_seconds: number
  accrued_fen: number
  internal_accrued_fen: number
  invoiced_fen: number
  received_fen: number
  unit_count: number
  firm_count: number
  firm_record_count: number
  firm_seconds: number
  firm_accrued_fen: number
  firm_invoiced_fen: number
  firm_received_fen: number
  unresolved_count: number
  unresolved_record_count: number
  unresolved_seconds: number
  unresolved_accrued_fen: number
}

export interface RollupWatermarkTable {
  rollup: string
  folded_through: string
}

export interface VisitCountTable {
  hour: string
  slot: number
  visits: number
}

declare module '../kernel/db.ts' {
  interface Tables {
    opening_count: OpeningCountTable
    rollup_delta: RollupDeltaTable
    rollup_fold: RollupFoldTable
    rollup_total: RollupTotalTable
    rollup_watermark: RollupWatermarkTable
    visit_count: VisitCountTable
  }
}
