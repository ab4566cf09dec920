// Printed from database/*-booking*.sql by `npm run types`.
import type { ColumnType, Generated } from 'kysely'

export interface BookingTable {
  id: string
  instrument_id: string
  organisation_id: string
  person_id: string
  starts_at: string
  ends_at: string
  state: 'pending' | 'confirmed' | 'in_use' | 'finished' | 'cancelled' | 'rejected' | 'no_show'
  purpose: Generated<string>
  occupancy_id: string | null
  price_id: string | null
  hold_id: string | null
  expected_fen: number | null
  version: Generated<number>
  recorded_at: Generated<string>
  series_id: string | null
}

export interface BookingChangeTable {
  booking_id: string
  version: number
  action: 'book' | 'change' | 'approve' | 'reject' | 'cancel' | 'start' | 'finish' | 'mark_no_show' | 'lapse' | 'hand_over'
  actor_id: string | null
  starts_at: string
  ends_at: string
  note: Generated<string>
  recorded_at: Generated<string>
}

export interface BookingDefaultTable {
  institution_id: string
  policy: ColumnType<unknown, string, string>
  openings: ColumnType<unknown, string, string>
}

export interface BookingPolicyTable {
  instrument_id: string
  approval: Generated<'automatic' | 'trained' | 'manual'>
  minutes_least: Generated<number>
  minutes_most: Generated<number>
  step_minutes: Generated<number>
  buffer_minutes: Generated<number>
  notice_minutes: Generated<number>
  horizon_days: Generated<number>
  takes_bookings: Generated<boolean>
  takes_samples: Generated<boolean>
}

export interface BookingQuotaTable {
  id: string
  instrument_id: string
  scope: 'person' | 'organisation'
  period: 'day' | 'week' | 'month'
  count_most: number | null
  minutes_most: number | null
}

export interface BookingSeriesTable {
  id: string
  organisation_id: string
  person_id: string
  rule: string
  recorded_at: Generated<string>
}

export interface CalendarFeedTable {
  id: string
  secret_hash: string
  person_id: string
  instrument_id: string | null
  language: 'zh' | 'en'
  last_read_at: string | null
  recorded_at: string
  ended_at: string | null
}

export interface FaultTable {
  id: string
  instrument_id: string
  person_id: string
  organisation_id: string | null
  what: string
  broken_at: string
  state: 'reported' | 'accepted' | 'in_repair' | 'done' | 'dismissed'
  is_usable: boolean
  stopped_at: string | null
  expected_end_at: string | null
  occupancy_ids: Generated<string[]>
  ended_at: string | null
  lost_seconds: number | null
  cost_fen: number | null
  supplier: Generated<string>
  recorded_at: Generated<string>
}

export interface FaultActTable {
  id: string
  fault_id: string
  action: 'report' | 'accept' | 'repair' | 'finish' | 'dismiss'
  note: string
  expected_end_at: string | null
  actor_id: string
  recorded_at: Generated<string>
}

export interface LevelCertificateTable {
  level_id: string
  name_zh: string
  name_en: string
}

export interface OccupancyTable {
  id: string
  instrument_id: string
  lane: number
  occupied: string
  kind: 'booking' | 'maintenance' | 'use' | 'turn'
  reason: Generated<string>
}

export interface OpeningTable {
  instrument_id: string
  weekday: number
  from_minute: number
  to_minute: number
}

export interface QualificationTable {
  id: string
  level_id: string
  person_id: string
  organisation_id: string
  state: 'none' | 'held' | 'suspended' | 'revoked'
  asked_at: string | null
  granted_on: string | null
  valid_until: string | null
  recorded_at: Generated<string>
}

export interface QualificationActTable {
  id: string
  qualification_id: string
  action: string
  valid_until: string | null
  note: string
  actor_id: string
  recorded_at: Generated<string>
}

export interface QualificationLevelTable {
  id: string
  instrument_id: string
  rank: number
  name_zh: string
  name_en: string
  is_needed: boolean
  months_valid: number | null
  months_unused: number | null
  retired_at: string | null
}

export interface QualificationReminderTable {
  qualification_id: string
  ends_on: string
  days_before: number
  recorded_at: Generated<string>
}

export interface ReportFaultTable {
  id: string
  instrument_id: string
  state: 'reported' | 'accepted' | 'in_repair' | 'done' | 'dismissed'
  broken_at: string
  stopped_at: string | null
  ended_at: string | null
  lost_seconds: number | null
  cost_fen: number | null
}

export interface ReportRatingTable {
  id: string
  number: string
  instrument_id: string
  organisation_id: string
  stars: number | null
  rated_at: string | null
}

export interface SafetyCertificateTable {
  id: string
  person_id: string
  name: string
  document_no_sealed: string
  valid_until: string | null
  recorded_at: Generated<string>
}

export interface TestInquiryTable {
  id: string
  organisation_id: string
  person_id: string
  answers_by: string
  state: Generated<'open' | 'chosen' | 'unmet' | 'closed'>
  chosen_id: string | null
  reason: Generated<string>
  recorded_at: string
  ended_at: string | null
}

export interface TestOrderTable {
  id: string
  number: string
  state: 'drafted' | 'to_revise' | 'agreed' | 'received' | 'testing' | 'reported' | 'objected' | 'accepted' | 'cancelled'
  clauses: ColumnType<unknown, string, string>
  turnaround_days: number
  pays_first: boolean
  paid_at: string | null
  custody: Generated<'none' | 'received' | 'stored' | 'returned' | 'disposed'>
  stars: number | null
  rating: Generated<string>
  rated_by: string | null
  rated_at: string | null
  recorded_at: string
}

export interface TestOrderStepTable {
  order_id: string
  number: number
  step: string
  side: 'customer' | 'institution'
  note: Generated<string>
  actor_id: string
  recorded_at: string
}

export interface TestReportTable {
  id: string
  order_id: string
  report_no: string
  code: string
  issued_by: string
  issued_at: string
}

export interface TestRequestTable {
  id: string
  instrument_id: string
  organisation_id: string
  person_id: string
  material: string
  property: string
  standard: Generated<string>
  sample_count: number
  deadline_on: string | null
  seal: 'none' | 'CMA' | 'CNAS' | 'CMA_CNAS'
  invoice_type: 'none' | 'ordinary' | 'special'
  note: Generated<string>
  state: 'submitted' | 'accepted' | 'declined' | 'withdrawn' | 'finished'
  reply: Generated<string>
  quoted_fen: number | null
  price_id: string | null
  recorded_at: Generated<string>
  inquiry_id: string | null
  turnaround_days: number | null
  offered_until: string | null
}

export interface TrainingSeatTable {
  id: string
  session_id: string
  person_id: string
  organisation_id: string
  seat: number | null
  attendance: 'attended' | 'absent' | null
  mark: number | null
  recorded_at: Generated<string>
}

export interface TrainingSessionTable {
  id: string
  level_id: string
  starts_at: string
  ends_at: string
  place: string
  seat_count: number
  trainer: string
  pass_mark: number | null
  note: string
  announced_by: string
  cancelled_at: string | null
  cancel_note: Generated<string>
  recorded_at: Generated<string>
}

export interface WaitingTable {
  id: string
  instrument_id: string
  organisation_id: string
  person_id: string
  starts_at: string
  ends_at: string
  state: 'waiting' | 'turn' | 'booked' | 'passed' | 'left'
  occupancy_id: string | null
  turn_ends_at: string | null
  booking_id: string | null
  recorded_at: Generated<string>
}

declare module '../kernel/db.ts' {
  interface Tables {
    booking: BookingTable
    booking_change: BookingChangeTable
    booking_default: BookingDefaultTable
    booking_policy: BookingPolicyTable
    booking_quota: BookingQuotaTable
    booking_series: BookingSeriesTable
    calendar_feed: CalendarFeedTable
    fault: FaultTable
    fault_act: FaultActTable
    level_certificate: LevelCertificateTable
    occupancy: OccupancyTable
    opening: OpeningTable
    qualification: QualificationTable
    qualification_act: QualificationActTable
    qualification_level: QualificationLevelTable
    qualification_reminder: QualificationReminderTable
    report_fault: ReportFaultTable
    report_rating: ReportRatingTable
    safety_certificate: SafetyCertificateTable
    test_inquiry: TestInquiryTable
    test_order: TestOrderTable
    test_order_step: TestOrderStepTable
    test_report: TestReportTable
    test_request: TestRequestTable
    training_seat: TrainingSeatTable
    training_session: TrainingSessionTable
    waiting: WaitingTable
  }
}
