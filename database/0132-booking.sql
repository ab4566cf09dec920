-- Who waits for a time that is taken, in the order of asking. Whose turn it is holds the time itself until the turn is over.
alter table occupancy drop constraint occupancy_kind_check;
alter table occupancy add constraint occupancy_kind_check check (kind in ('booking', 'maintenance', 'use', 'turn'));

create table waiting (
  id uuid constraint waiting_pkey primary key,
  instrument_id uuid not null constraint waiting_instrument_fkey references instrument,
  organisation_id uuid not null constraint waiting_organisation_fkey references organisation,
  person_id uuid not null constraint waiting_person_fkey references person,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null check (state in ('waiting', 'turn', 'booked', 'passed', 'left')),
  occupancy_id uuid constraint waiting_occupancy_key unique constraint waiting_occupancy_fkey references occupancy,
  turn_ends_at timestamptz,
  booking_id uuid constraint waiting_booking_fkey references booking,
  recorded_at timestamptz not null default now(),
  constraint waiting_times check (ends_at > starts_at),
  constraint waiting_turn check ((state = 'turn') = (occupancy_id is not null)),
  constraint waiting_turn_ends check (occupancy_id is null or turn_ends_at is not null),
  constraint waiting_booked check ((state = 'booked') = (booking_id is not null))
);
create unique index waiting_once on waiting (instrument_id, organisation_id, starts_at, ends_at) where state in ('waiting', 'turn');
create index waiting_open on waiting (instrument_id, id) where state in ('waiting', 'turn');
create index waiting_organisation on waiting (organisation_id, starts_at);
create index waiting_booking on waiting (booking_id) where booking_id is not null;
