-- How an instrument may be booked; one row each, with the institution's defaults written out.
create table booking_policy (
  instrument_id uuid constraint booking_policy_pkey primary key constraint booking_policy_instrument_fkey references instrument,
  approval text not null default 'automatic' check (approval in ('automatic', 'manual')),
  minutes_least integer not null default 60 check (minutes_least > 0),
  minutes_most integer not null default 480,
  step_minutes integer not null default 30 check (step_minutes in (5, 10, 15, 20, 30, 60)),
  buffer_minutes integer not null default 0 check (buffer_minutes between 0 and 240),
  notice_minutes integer not null default 0 check (notice_minutes >= 0),
  horizon_days integer not null default 60 check (horizon_days between 1 and 366),
  takes_bookings boolean not null default true,
  takes_samples boolean not null default true,
  constraint booking_policy_minutes check (minutes_most >= minutes_least)
);

-- What an institution's new instruments start with, where the product's own defaults do not suit it.
create table booking_default (
  institution_id uuid constraint booking_default_pkey primary key constraint booking_default_institution_fkey references organisation,
  policy jsonb not null,
  openings jsonb not null
);

-- Weekly opening hours, in minutes of the day in Asia/Shanghai; weekday 1 is Monday.
create table opening (
  instrument_id uuid not null constraint opening_instrument_fkey references instrument,
  weekday smallint not null check (weekday between 1 and 7),
  from_minute smallint not null check (from_minute between 0 and 1439),
  to_minute smallint not null check (to_minute between 1 and 1440),
  constraint opening_pkey primary key (instrument_id, weekday, from_minute),
  constraint opening_minutes check (to_minute > from_minute)
);

-- The one place where time is taken. Nothing overlaps in one lane, whoever writes.
create table occupancy (
  id uuid constraint occupancy_pkey primary key,
  instrument_id uuid not null constraint occupancy_instrument_fkey references instrument,
  lane smallint not null check (lane >= 1),
  occupied tstzrange not null constraint occupancy_bounded check (not isempty(occupied) and lower_inc(occupied) and not upper_inc(occupied) and not lower_inf(occupied) and not upper_inf(occupied)),
  kind text not null check (kind in ('booking', 'maintenance', 'use')),
  reason text not null default '',
  constraint occupancy_no_overlap exclude using gist (instrument_id with =, lane with =, occupied with &&)
);

create table booking (
  id uuid constraint booking_pkey primary key,
  instrument_id uuid not null constraint booking_instrument_fkey references instrument,
  organisation_id uuid not null constraint booking_organisation_fkey references organisation,
  person_id uuid not null constraint booking_person_fkey references person,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null check (state in ('pending', 'confirmed', 'in_use', 'finished', 'cancelled', 'rejected', 'no_show')),
  purpose text not null default '',
  occupancy_id uuid constraint booking_occupancy_fkey references occupancy,
  price_id uuid constraint booking_price_fkey references price,
  hold_id uuid constraint booking_hold_fkey references hold,
  expected_fen bigint check (expected_fen >= 0),
  version integer not null default 1,
  recorded_at timestamptz not null default now(),
  constraint booking_times check (ends_at > starts_at),
  -- While a booking stands it holds its time; once it does not, it holds nothing.
  constraint booking_holds_time check ((state in ('pending', 'confirmed', 'in_use', 'finished', 'no_show')) or occupancy_id is null)
);
create index booking_instrument on booking (instrument_id, starts_at);
create index booking_pending on booking (starts_at) where state = 'pending';
create index booking_organisation on booking (organisation_id, starts_at desc);
create unique index booking_occupancy_key on booking (occupancy_id);

create table booking_change (
  booking_id uuid not null constraint booking_change_booking_fkey references booking,
  version integer not null,
  action text not null check (action in ('book', 'change', 'approve', 'reject', 'cancel', 'start', 'finish', 'mark_no_show', 'lapse')),
  -- Nobody, where a booking lapsed by the clock.
  actor_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  note text not null default '',
  recorded_at timestamptz not null default now(),
  constraint booking_change_pkey primary key (booking_id, version)
);

-- A sample is sent and no hour is picked: what most firms ask for.
create table test_request (
  id uuid constraint test_request_pkey primary key,
  instrument_id uuid not null constraint test_request_instrument_fkey references instrument,
  organisation_id uuid not null constraint test_request_organisation_fkey references organisation,
  person_id uuid not null constraint test_request_person_fkey references person,
  material text not null,
  property text not null,
  standard text not null default '',
  sample_count integer not null check (sample_count between 1 and 100000),
  deadline_on date,
  seal text not null check (seal in ('none', 'CMA', 'CNAS', 'CMA_CNAS')),
  invoice_type text not null check (invoice_type in ('none', 'ordinary', 'special')),
  note text not null default '',
  state text not null check (state in ('submitted', 'accepted', 'declined', 'withdrawn', 'finished')),
  reply text not null default '',
  quoted_fen bigint check (quoted_fen >= 0),
  price_id uuid constraint test_request_price_fkey references price,
  recorded_at timestamptz not null default now()
);
create index test_request_instrument on test_request (instrument_id, state, recorded_at);
create index test_request_organisation on test_request (organisation_id, recorded_at desc);
