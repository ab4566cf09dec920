-- Levels that an institution has for one of its instruments, lowest first; at most one standing level is needed to book it.
create table qualification_level (
  id uuid constraint qualification_level_pkey primary key,
  instrument_id uuid not null constraint qualification_level_instrument_fkey references instrument,
  rank smallint not null constraint qualification_level_rank check (rank between 1 and 9),
  name_zh text not null,
  name_en text not null,
  is_needed boolean not null,
  -- How long it lasts, and after how long without use it rests; null for ever.
  months_valid smallint constraint qualification_level_valid check (months_valid between 1 and 120),
  months_unused smallint constraint qualification_level_unused check (months_unused between 1 and 120),
  retired_at timestamptz
);
create index qualification_level_instrument on qualification_level (instrument_id) where retired_at is null;
create unique index qualification_level_needed on qualification_level (instrument_id) where retired_at is null and is_needed;

-- What a person is qualified for. Whether it is in force on a day is a rule of these days and of the last use, never a flag.
create table qualification (
  id uuid constraint qualification_pkey primary key,
  level_id uuid not null constraint qualification_level_fkey references qualification_level,
  person_id uuid not null constraint qualification_person_fkey references person,
  -- The organisation the person acted for when asking.
  organisation_id uuid not null constraint qualification_organisation_fkey references organisation,
  state text not null constraint qualification_state check (state in ('none', 'held', 'suspended', 'revoked')),
  asked_at timestamptz,
  granted_on date,
  valid_until date,
  recorded_at timestamptz not null default now(),
  constraint qualification_once unique (level_id, person_id),
  constraint qualification_granted check (state = 'none' or granted_on is not null)
);
create index qualification_person on qualification (person_id);
-- What was done to it. It goes with the person.
create table qualification_act (
  id uuid constraint qualification_act_pkey primary key,
  qualification_id uuid not null constraint qualification_act_fkey references qualification on delete cascade,
  action text not null,
  valid_until date,
  note text not null,
  actor_id uuid not null constraint qualification_act_actor_fkey references person,
  recorded_at timestamptz not null default now()
);
create index qualification_act_qualification on qualification_act (qualification_id);
create index booking_person_used on booking (instrument_id, person_id, ends_at) where state in ('in_use', 'finished');

alter table booking_policy drop constraint booking_policy_approval_check;
alter table booking_policy add constraint booking_policy_approval_check check (approval in ('automatic', 'trained', 'manual'));
