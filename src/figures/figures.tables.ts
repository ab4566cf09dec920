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
  grain: 'month' | 'year'
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
    rollup_watermark: RollupWatermarkTable
    visit_count: VisitCountTable
  }
}
