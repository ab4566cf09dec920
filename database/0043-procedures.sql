-- Who may be drawn to review cases: of the pool of a division, with the fields they know. The person's name and account stand with the person.
create table expert (
  id uuid constraint expert_pkey primary key,
  person_id uuid not null constraint expert_person_fkey references person,
  division_code text not null constraint expert_division_fkey references division,
  fields text[] not null,
  title text not null,
  added_by uuid not null constraint expert_added_by_fkey references person,
  recorded_at timestamptz not null default now(),
  ended_by uuid constraint expert_ended_by_fkey references person,
  ended_at timestamptz
);
create unique index expert_once on expert (person_id, division_code) where ended_at is null;
create index expert_pool on expert (division_code) where ended_at is null;
create table expert_employment (
  id uuid constraint expert_employment_pkey primary key,
  expert_id uuid not null constraint expert_employment_expert_fkey references expert,
  organisation_id uuid not null constraint expert_employment_organisation_fkey references organisation,
  first_on date not null,
  last_on date,
  recorded_at timestamptz not null default now(),
  constraint expert_employment_days check (last_on is null or last_on >= first_on)
);
create index expert_employment_expert on expert_employment (expert_id);
-- What ties an expert to a person or an organisation: money given, papers written together, or what they say themselves. Kinship is never inferred.
create table expert_tie (
  id uuid constraint expert_tie_pkey primary key,
  expert_id uuid not null constraint expert_tie_expert_fkey references expert,
  kind text not null check (kind in ('funding', 'co_author', 'declared')),
  other_id uuid constraint expert_tie_other_fkey references person,
  organisation_id uuid constraint expert_tie_organisation_fkey references organisation,
  recorded_by uuid not null constraint expert_tie_recorded_by_fkey references person,
  recorded_at timestamptz not null default now(),
  constraint expert_tie_whom check (num_nonnulls(other_id, organisation_id) > 0)
);
create index expert_tie_expert on expert_tie (expert_id);

-- One draw for a case: the seed stands in the journal; who was kept out stands here, with every reason.
create table review_recusal (
  case_id uuid not null constraint review_recusal_case_fkey references procedure_case,
  -- The journal's number of the draw.
  draw_number integer not null,
  expert_id uuid not null constraint review_recusal_expert_fkey references expert,
  reasons text[] not null,
  constraint review_recusal_pkey primary key (case_id, draw_number, expert_id)
);
-- A seat that was drawn: pledged, filled in, handed in; or given up, and drawn again.
create table review_seat (
  id uuid constraint review_seat_pkey primary key,
  case_id uuid not null constraint review_seat_case_fkey references procedure_case,
  -- The journal's number of the draw, and of the coming to the stage it was drawn for.
  draw_number integer not null,
  round_number integer not null,
  expert_id uuid not null constraint review_seat_expert_fkey references expert,
  drawn_at timestamptz not null,
  due_on date not null,
  pledged_at timestamptz,
  handed_in_at timestamptz,
  released_at timestamptz,
  released_for text check (released_for in ('conflict', 'office')),
  released_by uuid constraint review_seat_released_by_fkey references person,
  fee_fen bigint not null check (fee_fen >= 0),
  constraint review_seat_released check ((released_at is null) = (released_for is null)),
  constraint review_seat_in_after_pledge check (handed_in_at is null or (pledged_at is not null and released_at is null))
);
create unique index review_seat_once on review_seat (case_id, round_number, expert_id);
create index review_seat_expert on review_seat (expert_id, id);
-- What an expert gives: whole numbers for each criterion, and what they wrote, sealed. Written over until it is handed in.
create table review_sheet (
  seat_id uuid constraint review_sheet_pkey primary key constraint review_sheet_seat_fkey references review_seat,
  scores jsonb not null,
  comments_sealed text not null,
  saved_at timestamptz not null
);
