-- What a county is named as: at which level, in which stage, from a day to a day, both included. A county may hold both levels at once.
-- Rows are superseded and never changed, so that who was named can be asked as known on an earlier moment.
create table county_designation (
  id uuid constraint county_designation_pkey primary key,
  division_code text not null constraint county_designation_division_fkey references division,
  level text not null check (level in ('national', 'provincial')),
  stage text not null check (stage in ('building', 'named', 'extended')),
  first_on date not null,
  last_on date,
  document_no text not null,
  recorded_by uuid constraint county_designation_recorded_by_fkey references person,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz,
  superseded_by uuid constraint county_designation_superseded_by_fkey references person,
  superseded_reason text not null default '',
  constraint county_designation_days check (last_on is null or last_on >= first_on),
  constraint county_designation_once exclude using gist (division_code with =, level with =, daterange(first_on, last_on, '[]') with &&)
    where (superseded_at is null)
);
create index county_designation_known on county_designation (recorded_at, superseded_at);

create view report_county_designation as
  select id, division_code, level, stage, first_on, last_on, document_no, recorded_at, superseded_at from county_designation;
