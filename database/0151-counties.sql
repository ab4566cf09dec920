-- Each level fills in a form of its own: counties, cities, the province. A return is of the level of its division, and asks for nothing else.
alter table indicator add column level text not null default 'county' check (level in ('county', 'city', 'province'));
alter table county_return add column level text not null default 'county' check (level in ('county', 'city', 'province'));

-- Counties that report to the province past their city, by whose document and for how long; both days are included.
create table direct_reporting (
  id uuid constraint direct_reporting_pkey primary key,
  division_code text not null constraint direct_reporting_division_fkey references division,
  first_on date not null,
  last_on date,
  document_no text not null,
  recorded_by uuid not null constraint direct_reporting_recorded_by_fkey references person,
  recorded_at timestamptz not null default now(),
  constraint direct_reporting_days check (last_on is null or last_on >= first_on),
  constraint direct_reporting_once exclude using gist (division_code with =, daterange(first_on, last_on, '[]') with &&)
);
