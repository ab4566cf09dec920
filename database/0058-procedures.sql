-- What each action made of its case, so that statistics are read and not folded: written with the action, never changed. What was so on a
-- day, or was known at a moment, is the last step before it.
create table case_step (
  action_id uuid constraint case_step_pkey primary key constraint case_step_action_fkey references case_action,
  case_id uuid not null constraint case_step_case_fkey references procedure_case,
  number integer not null,
  verb text not null,
  -- The first of its verb in the case: a case that is sent back is accepted twice, and was accepted once.
  is_first boolean not null,
  procedure_code text not null,
  division_code text,
  status text not null,
  level text,
  is_frozen boolean not null,
  -- When the stage it came to is due; null while its clock stands, and where nothing is due.
  due_on date,
  -- Of a decision: working days since it was filed (or taken up again after an appeal), without those in which the clock stood; and the
  -- number promised by the version it was filed under.
  worked_days integer,
  promised_days integer,
  -- Of a refusal: its ground. Of an answer to an objection or an appeal: what it came to.
  ground text,
  outcome text,
  acted_on date not null,
  recorded_at timestamptz not null default now()
);
create trigger case_step_immutable before update or delete or truncate on case_step for each statement execute function refuse_change();
create index case_step_verb on case_step (verb, acted_on);
create index case_step_case on case_step (case_id, number desc);

-- What later slices may read: cases, the steps they came through, and what was given.
create view report_case as
  select id, case_no, procedure_code, batch_id, version_id, organisation_id, division_code, status, stage, due_on, level, opened_at, filed_at, ended_at
  from procedure_case;
create view report_case_step as
  select action_id, case_id, number, verb, is_first, procedure_code, division_code, status, level, is_frozen, due_on, worked_days, promised_days,
    ground, outcome, acted_on, recorded_at
  from case_step;
create view report_award as
  select id, award_no, case_id, procedure_code, kind, level, organisation_id, division_code, first_on, last_on, state, recorded_at, superseded_at
  from award;
