-- What proves an application: a document that was uploaded, or paper that was shown; each is looked at by an office. Taken away, never deleted.
create table case_material (
  id uuid constraint case_material_pkey primary key,
  case_id uuid not null constraint case_material_case_fkey references procedure_case,
  -- The material of the declaration.
  code text not null,
  -- Null for paper that is shown at the counter.
  attachment_id uuid constraint case_material_attachment_fkey references attachment,
  state text not null default 'given' check (state in ('given', 'verified', 'doubtful')),
  given_by uuid not null constraint case_material_given_by_fkey references person,
  checked_by uuid constraint case_material_checked_by_fkey references person,
  checked_at timestamptz,
  recorded_at timestamptz not null default now(),
  removed_at timestamptz
);
create index case_material_case on case_material (case_id) where removed_at is null;
