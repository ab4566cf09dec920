-- What counties report: the dictionary of indicators by version, rounds of a year, one return a county, its cells and its acts.
-- A round keeps the versions it asks for, so that an old return is read by the definitions of its own year.
create table indicator (
  code text not null,
  version integer not null check (version >= 1),
  position integer not null,
  group_zh text not null,
  group_en text not null,
  title_zh text not null,
  title_en text not null,
  unit_zh text not null,
  unit_en text not null,
  definition_zh text not null,
  definition_en text not null,
  kind text not null check (kind in ('amount', 'count', 'ratio', 'text')),
  numerator_zh text,
  numerator_en text,
  denominator_zh text,
  denominator_en text,
  -- The value of a ratio is factor × numerator ÷ denominator; it is never stored.
  factor integer,
  decimals integer not null,
  -- The numerator is part of the denominator and cannot be more.
  is_share boolean not null,
  direction text not null check (direction in ('up', 'down', 'none')),
  department_zh text not null,
  department_en text not null,
  basis text not null,
  -- The platform's figure that fills the cell, where there is one.
  figure text,
  valid_from date not null,
  valid_to date,
  constraint indicator_pkey primary key (code, version),
  constraint indicator_parts check ((kind = 'ratio') = (numerator_zh is not null and denominator_zh is not null and factor is not null))
);

create table return_round (
  id uuid constraint return_round_pkey primary key,
  year integer not null constraint return_round_year unique check (year between 2000 and 2100),
  opens_on date not null,
  due_on date not null,
  -- From how much change against last year, in percent, and from how many times the usual distance from its peers a value asks for an explanation.
  jump_percent integer not null check (jump_percent between 1 and 1000),
  outlier_times integer not null check (outlier_times between 1 and 100),
  opened_by uuid constraint return_round_opened_by_fkey references person,
  opened_at timestamptz not null default now(),
  constraint return_round_days check (due_on >= opens_on)
);

create table return_round_indicator (
  round_id uuid not null constraint return_round_indicator_round_fkey references return_round,
  code text not null,
  version integer not null,
  position integer not null,
  is_required boolean not null,
  constraint return_round_indicator_pkey primary key (round_id, code),
  constraint return_round_indicator_fkey foreign key (code, version) references indicator
);

create table county_return (
  id uuid constraint county_return_pkey primary key,
  round_id uuid not null constraint county_return_round_fkey references return_round,
  division_code text not null constraint county_return_division_fkey references division,
  state text not null check (state in ('filling', 'at_city', 'at_province', 'approved')),
  constraint county_return_once unique (round_id, division_code)
);

-- Exact decimals; a cell is superseded and never changed.
create table return_cell (
  id uuid constraint return_cell_pkey primary key,
  return_id uuid not null constraint return_cell_return_fkey references county_return,
  code text not null,
  amount numeric,
  numerator numeric,
  denominator numeric,
  words text,
  vintage text not null check (vintage in ('flash', 'preliminary', 'annual', 'revised')),
  origin text not null check (origin in ('computed', 'filed', 'quoted', 'imported')),
  source_document text not null,
  provider text not null,
  explanation text not null,
  recorded_by uuid constraint return_cell_recorded_by_fkey references person,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz,
  superseded_by uuid constraint return_cell_superseded_by_fkey references person,
  constraint return_cell_one_kind check (num_nonnulls(amount, words) + (case when num_nonnulls(numerator, denominator) > 0 then 1 else 0 end) <= 1)
);
create unique index return_cell_current on return_cell (return_id, code) where superseded_at is null;
create index return_cell_history on return_cell (return_id, code, recorded_at);

create table return_act (
  id uuid constraint return_act_pkey primary key,
  return_id uuid not null constraint return_act_return_fkey references county_return,
  act text not null check (act in ('hand_in', 'pass', 'send_back', 'approve', 'reopen')),
  state text not null check (state in ('filling', 'at_city', 'at_province', 'approved')),
  reason text not null,
  acted_by uuid not null constraint return_act_acted_by_fkey references person,
  acted_at timestamptz not null default now()
);
create index return_act_return on return_act (return_id, id);
