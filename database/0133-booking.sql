-- One errand of several bookings: the same hours on several days, several instruments, or both. Its bookings name it.
create table booking_series (
  id uuid constraint booking_series_pkey primary key,
  organisation_id uuid not null constraint booking_series_organisation_fkey references organisation,
  person_id uuid not null constraint booking_series_person_fkey references person,
  -- The rule of recurrence (RFC 5545) by which it was asked for; empty for one day.
  rule text not null,
  recorded_at timestamptz not null default now()
);
create index booking_series_organisation on booking_series (organisation_id, id);
alter table booking add column series_id uuid constraint booking_series_fkey references booking_series;
create index booking_series_bookings on booking (series_id, starts_at) where series_id is not null;
