-- What is recorded with a case, time after time: hours taught, offers made, days present. Its text is sealed; a wrong line is taken away.
create table case_record (
  id uuid constraint case_record_pkey primary key,
  case_id uuid not null constraint case_record_case_fkey references procedure_case,
  kind text not null,
  happened_on date not null,
  amount integer not null check (amount > 0),
  text_sealed text not null,
  recorded_by uuid not null constraint case_record_recorded_by_fkey references person,
  recorded_at timestamptz not null default now(),
  removed_at timestamptz
);
create index case_record_case on case_record (case_id) where removed_at is null;
