-- From how many watts on an instrument stands by, and from how many it runs, from a day on; of several for a day the one set last holds.
create table power_rule (
  id uuid constraint power_rule_pkey primary key,
  instrument_id uuid not null constraint power_rule_instrument_fkey references instrument,
  valid_from date not null,
  standby_watt double precision not null check (standby_watt > 0),
  on_watt double precision not null,
  -- Typed in, read from periods that somebody marked, or found in the readings themselves.
  basis text not null check (basis in ('stated', 'marked', 'clustered')),
  certainty_percent integer check (certainty_percent between 0 and 100),
  set_by uuid not null constraint power_rule_set_by_fkey references person,
  set_at timestamptz not null default now(),
  constraint power_rule_apart check (on_watt > standby_watt),
  constraint power_rule_sure check ((basis = 'stated') = (certainty_percent is null))
);
create index power_rule_instrument on power_rule (instrument_id, valid_from desc, set_at desc);

-- A Shanghai day of a meter of power: the seconds in each state, and whether it is to be counted again.
create table power_day (
  meter_id uuid not null constraint power_day_meter_fkey references meter,
  day date not null,
  instrument_id uuid constraint power_day_instrument_fkey references instrument,
  off_seconds integer not null default 0,
  standby_seconds integer not null default 0,
  on_seconds integer not null default 0,
  unclear_seconds integer not null default 0,
  is_due boolean not null,
  constraint power_day_pkey primary key (meter_id, day)
);
create index power_day_due on power_day (meter_id, day) where is_due;
create index power_day_instrument on power_day (instrument_id, day);

-- A use as the meter saw it, cut at the ends of days; written anew whenever its day is counted.
create table power_run (
  id uuid constraint power_run_pkey primary key,
  meter_id uuid not null,
  day date not null,
  instrument_id uuid not null constraint power_run_instrument_fkey references instrument,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  on_seconds integer not null check (on_seconds > 0),
  certainty_percent integer not null check (certainty_percent between 0 and 100),
  constraint power_run_day_fkey foreign key (meter_id, day) references power_day on delete cascade,
  constraint power_run_times check (ends_at > starts_at)
);
create index power_run_instrument on power_run (instrument_id, starts_at);
create index power_run_day on power_run (meter_id, day);

-- What somebody thinks of hours that do not fit, for the numbers they saw; other numbers are settled anew.
create table hour_settlement (
  instrument_id uuid not null constraint hour_settlement_instrument_fkey references instrument,
  month date not null check (extract(day from month) = 1),
  state text not null check (state in ('explained', 'accepted')),
  note text not null,
  reserved_seconds bigint not null,
  metered_seconds bigint not null,
  declared_seconds bigint not null,
  settled_by uuid not null constraint hour_settlement_settled_by_fkey references person,
  settled_at timestamptz not null,
  constraint hour_settlement_pkey primary key (instrument_id, month)
);
