-- A city's letter 推荐函: which counties it recommends of a batch, in which order. One letter of a city stands for each batch.
create table recommendation (
  id uuid constraint recommendation_pkey primary key,
  letter_no text not null constraint recommendation_letter_no unique,
  batch_id uuid not null constraint recommendation_batch_fkey references batch,
  division_code text not null constraint recommendation_division_fkey references division,
  issued_by uuid not null constraint recommendation_issued_by_fkey references person,
  issued_at timestamptz not null,
  constraint recommendation_once unique (batch_id, division_code)
);

create table recommendation_case (
  recommendation_id uuid not null constraint recommendation_case_recommendation_fkey references recommendation,
  case_id uuid not null constraint recommendation_case_case_fkey references procedure_case,
  rank integer not null check (rank >= 1),
  constraint recommendation_case_pkey primary key (recommendation_id, case_id),
  constraint recommendation_case_rank unique (recommendation_id, rank)
);
create index recommendation_case_case on recommendation_case (case_id);
