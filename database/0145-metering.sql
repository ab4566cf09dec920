-- A use that was declared with exactly the times of its booking: nobody stated other hours.
alter table usage_session
  add column as_booked boolean not null default false,
  add constraint usage_session_as_booked check (not as_booked or (source = 'declared' and booking_id is not null and starts_at is not null));

-- What is asked at the end of a use. A question that is changed retires and another takes its place: answers keep what they answered.
create table run_question (
  id uuid constraint run_question_pkey primary key,
  instrument_id uuid not null constraint run_question_instrument_fkey references instrument,
  position smallint not null,
  kind text not null constraint run_question_kind check (kind in ('number', 'choice', 'text')),
  label_zh text not null,
  label_en text not null,
  unit text not null default '',
  choices text[] not null default '{}',
  is_needed boolean not null,
  -- A number of something that is used up: it is counted.
  is_consumable boolean not null,
  recorded_at timestamptz not null default now(),
  retired_at timestamptz,
  constraint run_question_choices check ((kind = 'choice') = (cardinality(choices) > 0)),
  constraint run_question_consumable check (not is_consumable or kind = 'number')
);
create index run_question_instrument on run_question (instrument_id) where retired_at is null;

create table run_answer (
  session_id uuid not null constraint run_answer_session_fkey references usage_session,
  question_id uuid not null constraint run_answer_question_fkey references run_question,
  answer text not null,
  constraint run_answer_pkey primary key (session_id, question_id)
);
create index run_answer_question on run_answer (question_id);
