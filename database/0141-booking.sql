-- Training for a level: held once, with so many seats.
create table training_session (
  id uuid constraint training_session_pkey primary key,
  level_id uuid not null constraint training_session_level_fkey references qualification_level,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  place text not null,
  seat_count smallint not null constraint training_session_seats check (seat_count between 1 and 500),
  trainer text not null,
  -- Of 100; null where no exam follows and attending is enough.
  pass_mark smallint constraint training_session_pass_mark check (pass_mark between 1 and 100),
  note text not null,
  announced_by uuid not null constraint training_session_announced_fkey references person,
  cancelled_at timestamptz,
  cancel_note text not null default '',
  recorded_at timestamptz not null default now(),
  constraint training_session_span check (starts_at < ends_at)
);
create index training_session_level on training_session (level_id, starts_at);

-- Who is enrolled, in order of asking; without a seat, somebody waits for one. The numbered seat is what cannot be given twice.
create table training_seat (
  id uuid constraint training_seat_pkey primary key,
  session_id uuid not null constraint training_seat_session_fkey references training_session,
  person_id uuid not null constraint training_seat_person_fkey references person,
  organisation_id uuid not null constraint training_seat_organisation_fkey references organisation,
  seat smallint constraint training_seat_number check (seat between 1 and 500),
  attendance text constraint training_seat_attendance check (attendance in ('attended', 'absent')),
  mark smallint constraint training_seat_mark check (mark between 0 and 100),
  recorded_at timestamptz not null default now(),
  constraint training_seat_once unique (session_id, person_id),
  constraint training_seat_taken unique (session_id, seat)
);
create index training_seat_person on training_seat (person_id);

-- Which named certificates a person must show before a level is granted.
create table level_certificate (
  level_id uuid not null constraint level_certificate_level_fkey references qualification_level,
  name_zh text not null,
  name_en text not null,
  constraint level_certificate_pkey primary key (level_id, name_zh)
);
-- A person's certificate of a name, told once for every instrument that asks for it; its number is sealed.
create table safety_certificate (
  id uuid constraint safety_certificate_pkey primary key,
  person_id uuid not null constraint safety_certificate_person_fkey references person,
  name text not null,
  document_no_sealed text not null,
  valid_until date,
  recorded_at timestamptz not null default now(),
  constraint safety_certificate_once unique (person_id, name)
);

-- That a person was told so many days before a qualification ends or rests.
create table qualification_reminder (
  qualification_id uuid not null constraint qualification_reminder_fkey references qualification on delete cascade,
  ends_on date not null,
  days_before smallint not null,
  recorded_at timestamptz not null default now(),
  constraint qualification_reminder_pkey primary key (qualification_id, ends_on, days_before)
);
