-- How many places a school gives to children of talents in a school year, as its education bureau settled them, and how many are kept.
-- The counter is taken with its row; the constraint proves that no more are kept than there are.
create table school_place (
  id uuid constraint school_place_pkey primary key,
  division_code text not null constraint school_place_division_fkey references division,
  school text not null,
  stage text not null check (stage in ('preschool', 'primary', 'junior', 'senior')),
  grade integer not null check (grade between 1 and 6),
  -- The school year that begins in the autumn of this year.
  year integer not null check (year between 2019 and 2100),
  places integer not null,
  kept integer not null default 0,
  recorded_by uuid not null constraint school_place_recorded_by_fkey references person,
  recorded_at timestamptz not null default now(),
  constraint school_place_once unique (division_code, year, stage, school, grade),
  constraint school_place_enough check (kept >= 0 and kept <= places)
);

-- For which case a place is kept; given back when the case ends otherwise than by a grant. Of the child nothing stands here.
create table school_place_kept (
  id uuid constraint school_place_kept_pkey primary key,
  place_id uuid not null constraint school_place_kept_place_fkey references school_place,
  case_id uuid not null constraint school_place_kept_case_fkey references procedure_case,
  kept_by uuid not null constraint school_place_kept_by_fkey references person,
  kept_at timestamptz not null,
  released_at timestamptz
);
create unique index school_place_kept_once on school_place_kept (case_id) where released_at is null;
create index school_place_kept_place on school_place_kept (place_id) where released_at is null;
