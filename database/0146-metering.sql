-- A device on an instrument that measures it. Its secret proves what it sends; it is told once and stands here sealed.
create table meter (
  id uuid constraint meter_pkey primary key,
  institution_id uuid not null constraint meter_institution_fkey references organisation,
  code text not null constraint meter_code_key unique check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$'),
  kind text not null check (kind in ('power', 'current', 'counter', 'log_in')),
  note text not null default '',
  secret_sealed text not null,
  secret_at timestamptz not null,
  -- A reading that is older than this many days when it arrives is refused.
  late_days integer not null default 7 check (late_days between 1 and 25),
  registered_by uuid not null constraint meter_registered_by_fkey references person,
  registered_at timestamptz not null default now(),
  retired_at timestamptz,
  retired_by uuid constraint meter_retired_by_fkey references person,
  constraint meter_retired check (num_nulls(retired_at, retired_by) in (0, 2))
);
create index meter_institution on meter (institution_id);

-- Which instrument a meter measured on which days, both included; without a last day it still does.
create table meter_fixing (
  id uuid constraint meter_fixing_pkey primary key,
  meter_id uuid not null constraint meter_fixing_meter_fkey references meter,
  instrument_id uuid not null constraint meter_fixing_instrument_fkey references instrument,
  first_on date not null,
  last_on date,
  fixed_by uuid not null constraint meter_fixing_fixed_by_fkey references person,
  fixed_at timestamptz not null default now(),
  constraint meter_fixing_days check (last_on >= first_on),
  constraint meter_fixing_apart exclude using gist (meter_id with =, daterange(first_on, last_on, '[]') with &&)
);
create index meter_fixing_instrument on meter_fixing (instrument_id);

-- What has arrived and waits to be packed. No key to meter: whoever writes has taken the meter's row, and meters are never deleted.
create table reading (
  meter_id uuid not null,
  at timestamptz not null,
  value double precision not null,
  sequence bigint not null,
  constraint reading_pkey primary key (meter_id, at)
);

-- The readings of one meter in one hour, packed: steps of time and sequence, then values, deflated (readingpack.rules.ts).
create table reading_hour (
  meter_id uuid not null constraint reading_hour_meter_fkey references meter,
  hour_at timestamptz not null,
  reading_count integer not null check (reading_count > 0),
  packed bytea not null,
  constraint reading_hour_pkey primary key (meter_id, hour_at)
);
alter table reading_hour alter column packed set storage external;
create index reading_hour_at on reading_hour (hour_at);

-- What is left of an hour once its readings are gone.
create table reading_summary (
  meter_id uuid not null constraint reading_summary_meter_fkey references meter,
  hour_at timestamptz not null,
  reading_count integer not null check (reading_count > 0),
  lowest double precision not null,
  mean double precision not null,
  highest double precision not null,
  -- Of power alone; time in which nothing was heard counts nothing.
  watt_hours double precision,
  constraint reading_summary_pkey primary key (meter_id, hour_at)
);
