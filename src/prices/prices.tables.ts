// Printed from database/*-prices*.sql by `npm run types`.
import type { Generated } from 'kysely'

export interface PriceTable {
  id: string
  instrument_id: string
  basis: 'hour' | 'sample' | 'on_request'
  fen: number | null
  valid_from: string
  valid_to: string | null
  document_no: Generated<string>
  recorded_at: Generated<string>
  superseded_at: string | null
}

export interface ReportPriceTable {
  id: string
  instrument_id: string
  basis: 'hour' | 'sample' | 'on_request'
  fen: number | null
  valid_from: string
  valid_to: string | null
  document_no: string
  recorded_at: string
  superseded_at: string | null
}

declare module '../kernel/db.ts' {
  interface Tables {
    price: PriceTable
    report_price: ReportPriceTable
  }
}
