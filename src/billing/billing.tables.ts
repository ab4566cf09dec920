// Printed from database/*-billing*.sql by `npm run types`.
import type { ColumnType, Generated } from 'kysely'

export interface ChargePendingTable {
  session_id: string
  institution_id: string
  reason: string
  recorded_at: Generated<string>
  settled_at: string | null
  settled_by: string | null
}

export interface FindingTable {
  id: string
  check_name: string
  subject: string
  fingerprint: string
  institution_id: string
  instrument_id: string | null
  year: number
  found_on: string
  detail: Generated<string>
  numerator: number
  denominator: number | null
  threshold: number | null
  service_ids: string[]
  state: Generated<'open' | 'explained' | 'error'>
  note: Generated<string>
  settled_by: string | null
  settled_at: string | null
  found_at: Generated<string>
  gone_at: string | null
}

export interface FindingRunTable {
  id: string
  year: number
  institution_ids: string[]
  asked_by: string | null
  done: Generated<number>
  asked_at: Generated<string>
  finished_at: string | null
}

export interface FindingThresholdTable {
  id: string
  name: string
  value: number
  valid_from: string
  document_no: string
  recorded_at: Generated<string>
  superseded_at: string | null
}

export interface ReportServiceTable {
  id: string
  service_no: string
  record_no: string | null
  instrument_id: string
  institution_id: string
  customer_id: string
  customer_kind: 'firm' | 'other' | 'unknown'
  audience: 'external' | 'internal'
  effective_on: string
  starts_at: string | null
  ends_at: string | null
  seconds: number
  sample_count: number
  fen: number
  hours_kind: 'metered' | 'declared'
  source: 'live' | 'meter' | 'declared' | 'imported'
  invoice_no: string | null
  invoiced_fen: number
  content: string
  correction_reason: string
  is_example: boolean
  recorded_at: string
  superseded_at: string | null
  invoiced_on: string | null
  received_fen: number
  received_on: string | null
}

export interface SelfReportTable {
  id: string
  institution_id: string
  year: number
  seconds: number
  fen: number
  document_no: string
  recorded_by: string
  recorded_at: string
  superseded_at: string | null
}

export interface ServiceTable {
  id: string
  service_no: string
  instrument_id: string
  institution_id: string
  customer_id: string
  customer_kind: 'firm' | 'other' | 'unknown'
  audience: 'external' | 'internal'
  session_id: string | null
  occupancy_id: string | null
  record_no: string | null
  fingerprint: string | null
  import_hash: string | null
  effective_on: string
  starts_at: string | null
  ends_at: string | null
  seconds: number
  sample_count: number
  fen: number
  hours_kind: 'metered' | 'declared'
  source: 'live' | 'meter' | 'declared' | 'imported'
  price_id: string | null
  price_parts: ColumnType<unknown, string | undefined, string>
  invoice_no: string | null
  invoiced_fen: Generated<number>
  content: Generated<string>
  correction_reason: Generated<string>
  recorded_by: string | null
  is_example: Generated<boolean>
  recorded_at: Generated<string>
  superseded_at: string | null
  superseded_by: string | null
  void_reason: Generated<string>
  invoiced_on: string | null
  received_fen: Generated<number>
  received_on: string | null
}

export interface ServiceImportTimeTable {
  run_id: string
  row_no: number
  instrument_id: string
  lane: number
  starts_at: string
  ends_at: string
}

declare module '../kernel/db.ts' {
  interface Tables {
    charge_pending: ChargePendingTable
    finding: FindingTable
    finding_run: FindingRunTable
    finding_threshold: FindingThresholdTable
    report_service: ReportServiceTable
    self_report: SelfReportTable
    service: ServiceTable
    service_import_time: ServiceImportTimeTable
  }
}
