-- Half-year reports on a plan that holds: what the county writes beside what is known; what was handed in stays as it was then.
alter table county_guide add column report_days integer not null default 30 check (report_days between 1 and 180);

create table progress_report (
  id uuid constraint progress_report_pkey primary key,
  plan_id uuid not null constraint progress_report_plan_fkey references county_plan,
  year integer not null check (year between 2000 and 2100),
  half integer not null check (half in (1, 2)),
  state text not null check (state in ('draft', 'at_city', 'at_province', 'accepted')),
  summary text not null,
  -- By the code of the task group.
  notes jsonb not null,
  -- What was known when it was handed in; null while it is written.
  known jsonb,
  constraint progress_report_once unique (plan_id, year, half),
  constraint progress_report_known check ((state = 'draft') = (known is null))
);

create table progress_act (
  id uuid constraint progress_act_pkey primary key,
  report_id uuid not null constraint progress_act_report_fkey references progress_report,
  act text not null check (act in ('begin', 'hand_in', 'pass', 'send_back', 'accept')),
  state text not null,
  reason text not null,
  acted_by uuid not null constraint progress_act_acted_by_fkey references person,
  acted_at timestamptz not null
);
create index progress_act_report on progress_act (report_id, id);
create trigger progress_act_immutable before update or delete or truncate on progress_act for each statement execute function refuse_change();
