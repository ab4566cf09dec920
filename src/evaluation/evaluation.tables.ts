// Printed from database/*-evaluation*.sql by `npm run types`.
import type { ColumnType, Generated } from 'kysely'

export interface IndexRoundTable {
  id: string
  system_code: string
  system_version: string
  from_year: number
  year: number
  as_of: string
  state: 'computing' | 'computed' | 'published' | 'superseded' | 'withdrawn'
  runs: number
  seed: number
  spread_percent: number
  runs_made: Generated<number>
  replaces: string | null
  created_by: string | null
  created_at: Generated<string>
}

export interface IndexRoundActTable {
  id: string
  round_id: string
  act: 'compute' | 'publish' | 'supersede' | 'withdraw'
  reason: string
  acted_by: string | null
  acted_at: Generated<string>
}

export interface IndexRoundIntervalTable {
  round_id: string
  unit: string
  rank: number | null
  median: number | null
  low: number | null
  high: number | null
}

export interface IndexRoundYearTable {
  round_id: string
  year: number
  report: ColumnType<unknown, string, string>
}

export interface IndexSystemTable {
  code: string
  version: string
  subject: string
  title_zh: string
  title_en: string
  system: ColumnType<unknown, string, string>
  basis: string
  is_assumption: boolean
  recorded_by: string | null
  recorded_at: Generated<string>
}

declare module '../kernel/db.ts' {
  interface Tables {
    index_round: IndexRoundTable
    index_round_act: IndexRoundActTable
    index_round_interval: IndexRoundIntervalTable
    index_round_year: IndexRoundYearTable
    index_system: IndexSystemTable
  }
}
