-- How much one person or one organisation may book of an instrument in a day, week or month of Asia/Shanghai.
create table booking_quota (
  id uuid constraint booking_quota_pkey primary key,
  instrument_id uuid not null constraint booking_quota_instrument_fkey references instrument,
  scope text not null constraint booking_quota_scope check (scope in ('person', 'organisation')),
  period text not null constraint booking_quota_period check (period in ('day', 'week', 'month')),
  count_most smallint constraint booking_quota_count check (count_most between 1 and 1000),
  minutes_most integer constraint booking_quota_minutes check (minutes_most between 5 and 100000),
  constraint booking_quota_once unique (instrument_id, scope, period),
  constraint booking_quota_some check (count_most is not null or minutes_most is not null)
);
create index booking_organisation_starts on booking (instrument_id, organisation_id, starts_at);
