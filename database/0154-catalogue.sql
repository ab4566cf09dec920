-- What an instrument reaches: values with units as typed, and in the unit of their kind, by which they are compared. Superseded, never changed.
create table instrument_indicator (
  id uuid constraint instrument_indicator_pkey primary key,
  instrument_id uuid not null constraint instrument_indicator_instrument_fkey references instrument,
  position integer not null,
  quantity text not null check (quantity ~ '^[a-z_]{1,40}$'),
  low_text text not null,
  high_text text not null,
  unit text not null,
  low double precision,
  high double precision,
  note text not null default '',
  recorded_by uuid constraint instrument_indicator_recorded_by_fkey references person,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz,
  constraint instrument_indicator_value check (num_nonnulls(low, high) > 0 and (low is null or high is null or low <= high))
);
create index instrument_indicator_current on instrument_indicator (instrument_id) where superseded_at is null;
create index instrument_indicator_quantity on instrument_indicator (quantity) where superseded_at is null;
