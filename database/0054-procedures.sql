-- A sample of cases that an auditor drew: what was asked, the seed, and the population as it was known on a moment. Never changed.
create table audit_sample (
  id uuid constraint audit_sample_pkey primary key,
  procedure_code text not null,
  -- Null for every edition.
  edition text,
  division_code text not null constraint audit_sample_division_fkey references division,
  filed_from date not null,
  filed_to date not null,
  -- None named: cases of every status.
  statuses text[] not null,
  method text not null check (method in ('simple', 'division', 'outcome', 'money')),
  size integer not null check (size > 0),
  seed text not null check (seed ~ '^[0-9A-Za-z_-]{1,64}$'),
  as_of timestamptz not null,
  population_count integer not null check (population_count > 0),
  -- What the population was promised in all; null where money does not draw.
  population_fen bigint,
  population_digest text not null,
  drawn_by uuid not null constraint audit_sample_drawn_by_fkey references person,
  drawn_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  constraint audit_sample_days check (filed_to >= filed_from),
  constraint audit_sample_money check ((method = 'money') = (population_fen is not null))
);
create trigger audit_sample_immutable before update or delete or truncate on audit_sample for each statement execute function refuse_change();
create table audit_sample_title (
  sample_id uuid constraint audit_sample_title_pkey primary key constraint audit_sample_title_sample_fkey references audit_sample,
  title text not null
);
create table audit_sample_case (
  sample_id uuid not null constraint audit_sample_case_sample_fkey references audit_sample,
  case_id uuid not null constraint audit_sample_case_case_fkey references procedure_case,
  position integer not null check (position > 0),
  stratum text not null,
  fen bigint,
  -- How often the money drew it.
  hits integer not null check (hits > 0),
  constraint audit_sample_case_pkey primary key (sample_id, case_id)
);
create trigger audit_sample_case_immutable before update or delete or truncate on audit_sample_case for each statement execute function refuse_change();
-- What auditors note of a case of a sample, one after another; the words stand apart, sealed.
create table audit_note (
  id uuid constraint audit_note_pkey primary key,
  sample_id uuid not null,
  case_id uuid not null,
  finding text not null check (finding in ('note', 'in_order', 'question', 'exception')),
  written_by uuid not null constraint audit_note_written_by_fkey references person,
  written_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  constraint audit_note_case_fkey foreign key (sample_id, case_id) references audit_sample_case
);
create index audit_note_case on audit_note (sample_id, case_id);
create trigger audit_note_immutable before update or delete or truncate on audit_note for each statement execute function refuse_change();
create table audit_note_text (
  note_id uuid constraint audit_note_text_pkey primary key constraint audit_note_text_note_fkey references audit_note,
  text_sealed text not null
);
