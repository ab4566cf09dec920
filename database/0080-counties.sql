-- Programmes that counties plan by: the guide with its task groups and the umbrella above it, each following the one before. An ended programme
-- is closed once, with what became of it.
create table county_guide (
  code text constraint county_guide_pkey primary key,
  kind text not null check (kind in ('guide', 'umbrella')),
  title_zh text not null,
  title_en text not null,
  document_no text not null,
  source text not null,
  first_on date not null,
  last_on date not null,
  follows text constraint county_guide_follows_fkey references county_guide constraint county_guide_followed_once unique,
  -- From when a task is said to be at risk: days before it is due, points behind the time that has passed, days without news.
  due_soon_days integer not null default 30 check (due_soon_days between 1 and 365),
  behind_points integer not null default 30 check (behind_points between 1 and 100),
  silent_days integer not null default 183 check (silent_days between 1 and 1000),
  loaded_by uuid constraint county_guide_loaded_by_fkey references person,
  loaded_at timestamptz not null default now(),
  constraint county_guide_days check (last_on >= first_on)
);

create table county_guide_group (
  guide_code text not null constraint county_guide_group_guide_fkey references county_guide,
  code text not null,
  position integer not null,
  title_zh text not null,
  title_en text not null,
  measures_zh text not null,
  measures_en text not null,
  -- The group of the programme before whose unfinished tasks go on under this one.
  follows_code text,
  constraint county_guide_group_pkey primary key (guide_code, code)
);

create table county_guide_target (
  guide_code text not null constraint county_guide_target_guide_fkey references county_guide,
  position integer not null,
  title_zh text not null,
  title_en text not null,
  wanted_zh text not null,
  wanted_en text not null,
  source text not null,
  constraint county_guide_target_pkey primary key (guide_code, position)
);

create table county_guide_closing (
  guide_code text constraint county_guide_closing_pkey primary key constraint county_guide_closing_guide_fkey references county_guide,
  closed_on date not null,
  evaluation text not null,
  document_no text not null,
  closed_by uuid constraint county_guide_closing_closed_by_fkey references person,
  closed_at timestamptz not null default now()
);

-- A county's plan 实施方案, or the province's own, under one programme; its versions follow one another and an approved one is never changed.
create table county_plan (
  id uuid constraint county_plan_pkey primary key,
  guide_code text not null constraint county_plan_guide_fkey references county_guide,
  division_code text not null constraint county_plan_division_fkey references division,
  constraint county_plan_once unique (guide_code, division_code)
);

create table plan_version (
  id uuid constraint plan_version_pkey primary key,
  plan_id uuid not null constraint plan_version_plan_fkey references county_plan,
  number integer not null check (number >= 1),
  state text not null check (state in ('draft', 'at_city', 'at_province', 'approved')),
  -- Chapters, targets, milestones, bodies and policies; tasks have rows of their own.
  content jsonb not null,
  document_no text not null default '',
  -- From which day it holds, and since when that is known here.
  approved_on date,
  approved_at timestamptz,
  begun_by uuid constraint plan_version_begun_by_fkey references person,
  begun_at timestamptz not null default now(),
  constraint plan_version_number unique (plan_id, number),
  constraint plan_version_approved check ((state = 'approved') = (approved_at is not null) and (state = 'approved') = (approved_on is not null))
);
create unique index plan_version_open on plan_version (plan_id) where state <> 'approved';

create table plan_task (
  version_id uuid not null constraint plan_task_version_fkey references plan_version,
  -- The same task keeps its key from version to version.
  task_key uuid not null,
  position integer not null,
  group_code text not null,
  title text not null,
  department text not null,
  fund_fen bigint not null check (fund_fen >= 0),
  measure text not null,
  due_on date,
  evidence text not null,
  -- The task of the programme before that it carries on.
  carried_from uuid,
  constraint plan_task_pkey primary key (version_id, task_key)
);

create table plan_comment (
  id uuid constraint plan_comment_pkey primary key,
  version_id uuid not null constraint plan_comment_version_fkey references plan_version,
  chapter text not null,
  office text not null check (office in ('county', 'city', 'province')),
  body text not null,
  commented_by uuid not null constraint plan_comment_commented_by_fkey references person,
  commented_at timestamptz not null default now()
);
create index plan_comment_version on plan_comment (version_id, id);

create table plan_act (
  id uuid constraint plan_act_pkey primary key,
  version_id uuid not null constraint plan_act_version_fkey references plan_version,
  act text not null check (act in ('hand_in', 'pass', 'send_back', 'approve')),
  state text not null check (state in ('draft', 'at_city', 'at_province', 'approved')),
  reason text not null,
  acted_by uuid constraint plan_act_acted_by_fkey references person,
  acted_at timestamptz not null default now()
);
create index plan_act_version on plan_act (version_id, id);

-- What a county says of a task in work; the last word counts, and none is taken back.
create table task_report (
  id uuid constraint task_report_pkey primary key,
  plan_id uuid not null constraint task_report_plan_fkey references county_plan,
  task_key uuid not null,
  reported_on date not null,
  percent integer not null check (percent between 0 and 100),
  is_done boolean not null,
  note text not null,
  document_no text not null,
  reported_by uuid constraint task_report_reported_by_fkey references person,
  recorded_at timestamptz not null default now(),
  constraint task_report_proved check (not is_done or (percent = 100 and document_no <> ''))
);
create index task_report_task on task_report (task_key, id);
