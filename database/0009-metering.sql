-- A use of an instrument. What was reserved, what was seen running and what somebody said afterwards are three columns.
create table usage_session (
  id uuid constraint usage_session_pkey primary key,
  instrument_id uuid not null constraint usage_session_instrument_fkey references instrument,
  customer_id uuid not null constraint usage_session_customer_fkey references party,
  booking_id uuid constraint usage_session_booking_key unique constraint usage_session_booking_fkey references booking,
  test_request_id uuid constraint usage_session_test_request_fkey references test_request,
  occupancy_id uuid constraint usage_session_occupancy_fkey references occupancy,
  source text not null check (source in ('live', 'meter', 'declared', 'imported')),
  used_on date not null,
  starts_at timestamptz,
  ends_at timestamptz,
  reserved_seconds bigint check (reserved_seconds >= 0),
  metered_seconds bigint check (metered_seconds >= 0),
  declared_seconds bigint check (declared_seconds >= 0),
  sample_count integer not null default 0 check (sample_count >= 0),
  reason text not null default '',
  content text not null default '',
  recorded_by uuid,
  recorded_at timestamptz not null default now(),
  constraint usage_session_times check (ends_at > starts_at),
  constraint usage_session_declared_apart check ((source in ('declared', 'imported')) = (declared_seconds is not null))
);
create index usage_session_running on usage_session (instrument_id) where ends_at is null and source = 'live';
create index usage_session_instrument on usage_session (instrument_id, used_on);
create index usage_session_occupancy on usage_session (occupancy_id) where occupancy_id is not null;
create index usage_session_test_request on usage_session (test_request_id) where test_request_id is not null;

create view report_usage as
  select id, instrument_id, customer_id, booking_id, test_request_id, source, used_on, starts_at, ends_at, reserved_seconds, metered_seconds, declared_seconds, sample_count, reason, content, recorded_at
  from usage_session;
