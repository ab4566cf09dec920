// Printed from database/*-metering*.sql by `npm run types`.
import type { Generated } from 'kysely'

export interface HourSettlementTable {
  instrument_id: string
  month: string
  state: 'explained' | 'accepted'
  note: string
  reserved_seconds: number
  metered_seconds: number
  declared_seconds: number
  settled_by: string
  settled_at: string
}

export interface MeterTable {
  id: string
  institution_id: string
  code: string
  kind: 'power' | 'current' | 'counter' | 'log_in'
  note: Generated<string>
  secret_sealed: string
  secret_at: string
  late_days: Generated<number>
  registered_by: string
  registered_at: Generated<string>
  retired_at: string | null
  retired_by: string | null
}

export interface MeterFixingTable {
  id: string
  meter_id: string
  instrument_id: string
  first_on: string
  last_on: string | null
  fixed_by: string
  fixed_at: Generated<string>
}

export interface PowerDayTable {
  meter_id: string
  day: string
  instrument_id: string | null
  off_seconds: Generated<number>
  standby_seconds: Generated<number>
  on_seconds: Generated<number>
  unclear_seconds: Generated<number>
  is_due: boolean
}

export interface PowerRuleTable {
  id: string
  instrument_id: string
  valid_from: string
  standby_watt: number
  on_watt: number
  basis: 'stated' | 'marked' | 'clustered'
  certainty_percent: number | null
  set_by: string
  set_at: Generated<string>
}

export interface PowerRunTable {
  id: string
  meter_id: string
  day: string
  instrument_id: string
  starts_at: string
  ends_at: string
  on_seconds: number
  certainty_percent: number
}

export interface ReadingTable {
  meter_id: string
  at: string
  value: number
  sequence: number
}

export interface ReadingHourTable {
  meter_id: string
  hour_at: string
  reading_count: number
  packed: string
}

export interface ReadingSummaryTable {
  meter_id: string
  hour_at: string
  reading_count: number
  lowest: number
  mean: number
  highest: number
  watt_hours: number | null
}

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

export interface RunAnswerTable {
  session_id: string
  question_id: string
  answer: string
}

export interface RunQuestionTable {
  id: string
  instrument_id: string
  position: number
  kind: 'number' | 'choice' | 'text'
  label_zh: string
  label_en: string
  unit: Generated<string>
  choices: Generated<string[]>
  is_needed: boolean
  is_consumable: boolean
  recorded_at: Generated<string>
  retired_at: string | null
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
  as_booked: Generated<boolean>
}

declare module '../kernel/db.ts' {
  interface Tables {
    hour_settlement: HourSettlementTable
    meter: MeterTable
    meter_fixing: MeterFixingTable
    power_day: PowerDayTable
    power_rule: PowerRuleTable
    power_run: PowerRunTable
    reading: ReadingTable
    reading_hour: ReadingHourTable
    reading_summary: ReadingSummaryTable
    report_usage: ReportUsageTable
    run_answer: RunAnswerTable
    run_question: RunQuestionTable
    usage_session: UsageSessionTable
  }
}
