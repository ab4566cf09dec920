-- Administrative divisions by GB/T 2260 code; a recoded division is a new row, and old data keep old codes.
create table division (
  code text constraint division_pkey primary key check (code ~ '^[0-9]{6}$'),
  name_zh text not null,
  name_en text not null,
  level text not null check (level in ('province', 'prefecture', 'county')),
  kind text not null,
  parent_code text constraint division_parent_fkey references division,
  is_national_pilot_eligible boolean,
  valid_from date not null default '1949-10-01',
  valid_to date,
  source text not null
);
create index division_parent on division (parent_code);

-- Who files returns is more than GB/T 2260: development zones and new areas report directly.
create table reporting_unit (
  id uuid constraint reporting_unit_pkey primary key,
  code text,
  name_zh text not null,
  name_en text not null,
  division_code text not null constraint reporting_unit_division_fkey references division,
  parent_id uuid constraint reporting_unit_parent_fkey references reporting_unit,
  valid_from date not null,
  valid_to date,
  source text not null
);

-- Days that differ from Monday-to-Friday, each by the State Council's notice of its year.
create table calendar_day (
  day date constraint calendar_day_pkey primary key,
  is_working boolean not null,
  name_zh text not null,
  name_en text not null,
  document_no text not null
);
