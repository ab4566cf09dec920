-- What proves a cell of a return, and who besides its writer has looked at it.
create table return_evidence (
  id uuid constraint return_evidence_pkey primary key,
  return_id uuid not null constraint return_evidence_return_fkey references county_return,
  codes text[] not null check (cardinality(codes) between 1 and 60),
  added_by uuid not null constraint return_evidence_added_by_fkey references person,
  added_at timestamptz not null,
  removed_by uuid constraint return_evidence_removed_by_fkey references person,
  removed_at timestamptz,
  constraint return_evidence_removed check (num_nulls(removed_by, removed_at) in (0, 2))
);
create index return_evidence_return on return_evidence (return_id, id);

-- Of a cell as it stands: another cell in its place is verified anew.
create table return_verification (
  cell_id uuid constraint return_verification_pkey primary key constraint return_verification_cell_fkey references return_cell,
  verified_by uuid not null constraint return_verification_verified_by_fkey references person,
  verified_at timestamptz not null
);
