-- From when on a check looks closer: whole numbers, each with its first and last day and the document it stands on.
create table finding_threshold (
  id uuid constraint finding_threshold_pkey primary key,
  name text not null,
  value integer not null constraint finding_threshold_value check (value >= 0),
  valid_from date not null,
  document_no text not null,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz
);
create unique index finding_threshold_key on finding_threshold (name, valid_from) where superseded_at is null;

-- One computation of the checks: of some institutions, for a year, as far as it has come.
create table finding_run (
  id uuid constraint finding_run_pkey primary key,
  year smallint not null,
  institution_ids uuid[] not null,
  asked_by uuid constraint finding_run_person_fkey references person,
  done integer not null default 0,
  asked_at timestamptz not null default now(),
  finished_at timestamptz
);
create index finding_run_person on finding_run (asked_by) where asked_by is not null;

-- What a check found, and the rows it stands on. The same rows are found once; other rows make another finding.
create table finding (
  id uuid constraint finding_pkey primary key,
  check_name text not null,
  subject text not null,
  fingerprint text not null,
  institution_id uuid not null constraint finding_institution_fkey references organisation,
  instrument_id uuid constraint finding_instrument_fkey references instrument,
  year smallint not null,
  -- The first day it is about.
  found_on date not null,
  detail text not null default '',
  numerator bigint not null,
  denominator bigint,
  threshold integer,
  service_ids uuid[] not null,
  state text not null default 'open' constraint finding_state check (state in ('open', 'explained', 'error')),
  note text not null default '',
  settled_by uuid constraint finding_person_fkey references person,
  settled_at timestamptz,
  found_at timestamptz not null default now(),
  -- When its rows no longer said so.
  gone_at timestamptz,
  constraint finding_key unique (check_name, subject, fingerprint),
  constraint finding_settled check ((state = 'open') = (settled_at is null))
);
create index finding_institution on finding (institution_id, year);
create index finding_instrument on finding (instrument_id) where instrument_id is not null;
create index finding_person on finding (settled_by) where settled_by is not null;
-- What the checks begin with: numbers of the platform's own, for the province to replace from a day on.
insert into finding_threshold (id, name, value, valid_from, document_no)
select gen_random_uuid(), name, value, date '2015-01-01', '平台初始值'
from (values ('no_invoice_days', 90), ('no_invoice_percent', 20), ('invoice_uses', 1), ('price_percent', 20), ('price_share_percent', 20),
  ('late_days', 30), ('late_percent', 50), ('rush_days', 5), ('rush_percent', 50), ('same_percent', 50), ('records_least', 20),
  ('meter_percent', 20)) as t (name, value);
