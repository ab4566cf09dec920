-- One request that reaches several owners for comparable quotes 询价; what nobody can do stays on record as an unmet need.
create table test_inquiry (
  id uuid constraint test_inquiry_pkey primary key,
  organisation_id uuid not null constraint test_inquiry_organisation_fkey references organisation,
  person_id uuid not null constraint test_inquiry_person_fkey references person,
  -- Owners answer up to this day.
  answers_by date not null,
  state text not null default 'open' check (state in ('open', 'chosen', 'unmet', 'closed')),
  chosen_id uuid constraint test_inquiry_chosen_fkey references test_request,
  reason text not null default '',
  recorded_at timestamptz not null,
  ended_at timestamptz,
  constraint test_inquiry_ended check ((state = 'open') = (ended_at is null) and (state = 'chosen') = (chosen_id is not null))
);
create index test_inquiry_organisation on test_inquiry (organisation_id, recorded_at desc);
create index test_inquiry_open on test_inquiry (answers_by) where state = 'open';
alter table test_request
  add column inquiry_id uuid constraint test_request_inquiry_fkey references test_inquiry,
  -- What an owner offers beside its price: working days from samples to report, and the last day on which the offer holds.
  add column turnaround_days integer check (turnaround_days between 1 and 500),
  add column offered_until date;
create index test_request_inquiry on test_request (inquiry_id) where inquiry_id is not null;
