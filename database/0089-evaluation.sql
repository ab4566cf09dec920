-- Indicator systems by version, and rounds: an index of a year by one version, over what was known on one moment. A round is computed
-- once and never changed; another takes its place. What it read can be read again as of its moment, so that `verify` computes it anew.
create table index_system (
  code text not null,
  version text not null,
  -- Whose records it is computed from: counties, institutions.
  subject text not null,
  title_zh text not null,
  title_en text not null,
  system jsonb not null,
  basis text not null,
  -- True where weights and classes are an assumption of ours and no document's.
  is_assumption boolean not null,
  recorded_by uuid constraint index_system_recorded_by_fkey references person,
  recorded_at timestamptz not null default now(),
  constraint index_system_pkey primary key (code, version)
);

create table index_round (
  id uuid constraint index_round_pkey primary key,
  system_code text not null,
  system_version text not null,
  -- Growth is told against the first year.
  from_year integer not null,
  year integer not null,
  as_of timestamptz not null,
  state text not null check (state in ('computing', 'computed', 'published', 'superseded', 'withdrawn')),
  -- How far ranks depend on weights and scales: runs, their seed, and by how many percent a weight is moved at most.
  runs integer not null check (runs between 100 and 10000),
  seed bigint not null check (seed between 0 and 4294967295),
  spread_percent integer not null check (spread_percent between 0 and 100),
  runs_made integer not null default 0,
  replaces uuid constraint index_round_replaces_fkey references index_round,
  created_by uuid constraint index_round_created_by_fkey references person,
  created_at timestamptz not null default now(),
  constraint index_round_system_fkey foreign key (system_code, system_version) references index_system,
  constraint index_round_years check (from_year <= year),
  constraint index_round_made check (runs_made between 0 and runs)
);
-- One index of a year is published by a system, whichever its version.
create unique index index_round_published on index_round (system_code, year) where state = 'published';

create table index_round_year (
  round_id uuid not null constraint index_round_year_round_fkey references index_round,
  year integer not null,
  -- Every table on the way, at full precision.
  report jsonb not null,
  constraint index_round_year_pkey primary key (round_id, year)
);

create table index_round_interval (
  round_id uuid not null constraint index_round_interval_round_fkey references index_round,
  unit text not null,
  rank integer,
  median double precision,
  low double precision,
  high double precision,
  constraint index_round_interval_pkey primary key (round_id, unit)
);

create table index_round_act (
  id uuid constraint index_round_act_pkey primary key,
  round_id uuid not null constraint index_round_act_round_fkey references index_round,
  act text not null check (act in ('compute', 'publish', 'supersede', 'withdraw')),
  reason text not null,
  acted_by uuid constraint index_round_act_acted_by_fkey references person,
  acted_at timestamptz not null default now()
);
create index index_round_act_round on index_round_act (round_id, id);
