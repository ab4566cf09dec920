-- A version of a procedure: its code file, known again by a digest, with the numbers that a document fixes. Cases keep the one they were filed under.
create table procedure_version (
  id uuid constraint procedure_version_pkey primary key,
  procedure_code text not null check (procedure_code ~ '^[a-z][a-z_]{1,40}$'),
  number integer not null check (number > 0),
  edition text not null,
  digest text not null,
  parameters jsonb not null,
  valid_from date not null,
  document_no text not null,
  note text not null,
  published_by uuid constraint procedure_version_published_by_fkey references person,
  recorded_at timestamptz not null default now(),
  constraint procedure_version_number unique (procedure_code, number)
);

-- A programme runs a procedure at a level of government by a document; its batches open, close, and fix the day on which conditions are asked.
create table programme (
  id uuid constraint programme_pkey primary key,
  procedure_code text not null,
  name_zh text not null,
  name_en text not null,
  division_code text not null constraint programme_division_fkey references division,
  document_no text not null,
  recorded_by uuid not null constraint programme_recorded_by_fkey references person,
  recorded_at timestamptz not null default now()
);
create index programme_procedure on programme (procedure_code);
create table batch (
  id uuid constraint batch_pkey primary key,
  programme_id uuid not null constraint batch_programme_fkey references programme,
  name_zh text not null,
  name_en text not null,
  opens_at timestamptz not null,
  -- Null where applications are taken all year round.
  closes_at timestamptz,
  -- Null where the conditions are asked on the day of filing.
  reference_on date,
  quota integer check (quota > 0),
  recorded_by uuid not null constraint batch_recorded_by_fkey references person,
  recorded_at timestamptz not null default now(),
  constraint batch_opens_first check (closes_at is null or closes_at > opens_at)
);
create index batch_programme on batch (programme_id);

-- Case numbers count within a procedure and a year.
create table case_counter (
  prefix text not null,
  year integer not null,
  last integer not null,
  constraint case_counter_pkey primary key (prefix, year)
);

-- One application on its way. The row is a projection of its actions, which verify folds again; it holds ids and codes alone.
create table procedure_case (
  id uuid constraint procedure_case_pkey primary key,
  case_no text not null constraint procedure_case_no unique,
  procedure_code text not null,
  batch_id uuid not null constraint procedure_case_batch_fkey references batch,
  version_id uuid not null constraint procedure_case_version_fkey references procedure_version,
  -- Who filed it, and for whom where that is another: the person it is about, if they have an account.
  applicant_id uuid not null constraint procedure_case_applicant_fkey references person,
  subject_id uuid constraint procedure_case_subject_fkey references person,
  organisation_id uuid constraint procedure_case_organisation_fkey references organisation,
  division_code text constraint procedure_case_division_fkey references division,
  status text not null,
  stage text,
  -- The division whose office acts at this stage; null while the employer acts, or nobody.
  office_division text,
  assignee_id uuid constraint procedure_case_assignee_fkey references person,
  action_count integer not null,
  due_on date,
  is_due_certain boolean not null default true,
  level text,
  -- While the case is on its way: whom, or what, it is about where there is no number of a document to tell.
  claim text,
  opened_at timestamptz not null,
  filed_at timestamptz,
  ended_at timestamptz
);
create index procedure_case_desk on procedure_case (office_division, procedure_code, due_on, id) where status in ('open', 'mending', 'appealed');
create index procedure_case_filed on procedure_case (procedure_code, filed_at desc, id desc) where filed_at is not null;
create index procedure_case_applicant on procedure_case (applicant_id, id);
create index procedure_case_subject on procedure_case (subject_id, id) where subject_id is not null;
create index procedure_case_organisation on procedure_case (organisation_id, id) where organisation_id is not null;
create unique index procedure_case_once on procedure_case (procedure_code, claim) where claim is not null;
create index procedure_case_batch on procedure_case (batch_id);

-- The journal: what was done to a case, by whom, when; never changed. What people wrote stands in case_text, which may be erased.
create table case_action (
  id uuid constraint case_action_pkey primary key,
  case_id uuid not null constraint case_action_case_fkey references procedure_case,
  number integer not null check (number > 0),
  verb text not null,
  from_stage text,
  to_stage text,
  actor_id uuid constraint case_action_actor_fkey references person,
  -- Whom the actor stood in for.
  for_id uuid constraint case_action_for_fkey references person,
  detail jsonb not null,
  acted_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  constraint case_action_number unique (case_id, number)
);
create trigger case_action_immutable before update or delete or truncate on case_action for each statement execute function refuse_change();

create table case_text (
  action_id uuid constraint case_text_pkey primary key constraint case_text_action_fkey references case_action,
  text_sealed text not null
);

-- What was answered, each revision whole and sealed; and whom the case is about, for lists (sealed) and for equality (keyed digests).
create table case_form (
  id uuid constraint case_form_pkey primary key,
  case_id uuid not null constraint case_form_case_fkey references procedure_case,
  revision integer not null,
  answers_sealed text not null,
  recorded_at timestamptz not null default now(),
  constraint case_form_revision unique (case_id, revision)
);
create table case_subject (
  case_id uuid constraint case_subject_pkey primary key constraint case_subject_case_fkey references procedure_case,
  procedure_code text not null,
  name_sealed text not null,
  name_key text not null,
  id_sealed text,
  id_key text,
  -- While the case is on its way: nobody has two of one procedure.
  is_open boolean not null
);
create unique index case_subject_once on case_subject (procedure_code, id_key) where is_open and id_key is not null;
create index case_subject_name on case_subject (name_key);
create index case_subject_id on case_subject (id_key) where id_key is not null;
-- Answers that lists filter by and statistics count; none is personal.
create table case_answer (
  case_id uuid not null constraint case_answer_case_fkey references procedure_case,
  key text not null,
  value text not null,
  constraint case_answer_pkey primary key (case_id, key, value)
);
create index case_answer_value on case_answer (key, value);

-- What came of a granted case: a class, a title, a card, a subsidy, a place. Superseded, never changed.
create table award (
  id uuid constraint award_pkey primary key,
  -- The same for all rows of one award.
  award_no text not null,
  case_id uuid not null constraint award_case_fkey references procedure_case,
  procedure_code text not null,
  kind text not null,
  level text,
  subject_id uuid constraint award_subject_fkey references person,
  organisation_id uuid constraint award_organisation_fkey references organisation,
  division_code text constraint award_division_fkey references division,
  first_on date not null,
  last_on date,
  state text not null check (state in ('standing', 'frozen', 'revoked', 'expired')),
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz
);
create unique index award_current on award (award_no) where superseded_at is null;
create index award_case on award (case_id);
create index award_subject on award (subject_id) where subject_id is not null;
create index award_organisation on award (organisation_id) where organisation_id is not null;
create index award_kind on award (procedure_code, state) where superseded_at is null;

-- Objections raised while a notice stands; each holds its case until it is answered.
create table objection (
  id uuid constraint objection_pkey primary key,
  case_id uuid not null constraint objection_case_fkey references procedure_case,
  raised_by uuid not null constraint objection_raised_by_fkey references person,
  raised_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'upheld', 'dismissed')),
  answered_by uuid constraint objection_answered_by_fkey references person,
  answered_at timestamptz
);
create index objection_case on objection (case_id);
create table objection_text (
  objection_id uuid constraint objection_text_pkey primary key constraint objection_text_objection_fkey references objection,
  text_sealed text not null,
  answer_sealed text
);
