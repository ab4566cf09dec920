// Printed from database/*-metering*.sql by `npm run types`.
import type { Generated } from 'kysely'

export interface ReportUsageTable {
  id: string
  instrument_id: string
  customer_id: string
  booking_id: string | null
  test_request_id: string | null
  source: 'live' | 'meter' | 'declared' | 'imported'
  used_on: string
  starts_at: string | null
  ends_at: string | null
  reserved_seconds: number | null
  metered_seconds: number | null
  declared_seconds: number | null
  sample_count: number
  reason: string
  content: string
  recorded_at: string
}

export interface UsageSessionTable {
  id: string
  instrument_id: string
  customer_id: string
  booking_id: string | null
  test_request_id: string | null
  occupancy_id: string | null
  source: 'live' | 'meter' | 'declared' | 'imported'
  used_on: string
  starts_at: string | null
  ends_at: string | null
  reserved_seconds: number | null
  metered_seconds: number | null
  declared_seconds: number | null
  sample_count: Generated<number>
  reason: Generated<string>
  content: Generated<string>
  recorded_by: string | null
  recorded_at: Generated<string>
}

declare module '../kernel/db.ts' {
  interface Tables {
    report_usage: ReportUsageTable
    usage_session: UsageSessionTable
  }
}
