-- A test that both sides agreed on 委托: the contract with its six clauses, and where it stands.
create table test_order (
  id uuid constraint test_order_pkey primary key constraint test_order_request_fkey references test_request,
  -- 'WT2026-000123': on the contract and on every label.
  number text not null constraint test_order_number_key unique,
  state text not null check (state in ('drafted', 'to_revise', 'agreed', 'received', 'testing', 'reported', 'objected', 'accepted', 'cancelled')),
  -- The six clauses of 国科发基〔2017〕289号 article 13, by name.
  clauses jsonb not null,
  turnaround_days integer not null check (turnaround_days between 1 and 500),
  -- The report is given out once the charge is paid.
  pays_first boolean not null,
  paid_at timestamptz,
  custody text not null default 'none' check (custody in ('none', 'received', 'stored', 'returned', 'disposed')),
  stars smallint check (stars between 1 and 5),
  rating text not null default '',
  rated_by uuid constraint test_order_rated_by_fkey references person,
  rated_at timestamptz,
  recorded_at timestamptz not null,
  constraint test_order_rated check (num_nulls(stars, rated_by, rated_at) in (0, 3))
);

-- What was done with an order, by whom, and what they said of it.
create table test_order_step (
  order_id uuid not null constraint test_order_step_order_fkey references test_order,
  number integer not null,
  step text not null,
  side text not null check (side in ('customer', 'institution')),
  note text not null default '',
  actor_id uuid not null constraint test_order_step_actor_fkey references person,
  recorded_at timestamptz not null,
  constraint test_order_step_pkey primary key (order_id, number)
);

-- A report with its files; the code on it lets anybody ask whether it is genuine.
create table test_report (
  id uuid constraint test_report_pkey primary key,
  order_id uuid not null constraint test_report_order_fkey references test_order,
  report_no text not null,
  code text not null constraint test_report_code_key unique,
  issued_by uuid not null constraint test_report_issued_by_fkey references person,
  issued_at timestamptz not null
);
create index test_report_order on test_report (order_id, id);
