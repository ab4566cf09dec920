-- What an institution says of its own year to whoever asks it 年度自报: hours and income for others, by the document it was sent with.
create table self_report (
  id uuid constraint self_report_pkey primary key,
  institution_id uuid not null constraint self_report_institution_fkey references organisation,
  year smallint not null,
  seconds bigint not null check (seconds >= 0),
  fen bigint not null check (fen >= 0),
  document_no text not null,
  recorded_by uuid not null constraint self_report_recorded_by_fkey references person,
  recorded_at timestamptz not null,
  superseded_at timestamptz
);
create unique index self_report_current on self_report (institution_id, year) where superseded_at is null;
create index self_report_person on self_report (recorded_by);
insert into finding_threshold (id, name, value, valid_from, document_no)
values (gen_random_uuid(), 'self_report_percent', 1, '2015-01-01', '平台初始值');
