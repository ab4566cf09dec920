-- A fault of an instrument, from its report to the end of its repair. What people wrote stands here and in its acts.
create table fault (
  id uuid constraint fault_pkey primary key,
  instrument_id uuid not null constraint fault_instrument_fkey references instrument,
  -- Who reported it, and the organisation they acted for; a firm that uses the instrument, or the institution itself.
  person_id uuid not null constraint fault_person_fkey references person,
  organisation_id uuid constraint fault_organisation_fkey references organisation,
  what text not null,
  broken_at timestamptz not null,
  state text not null constraint fault_state check (state in ('reported', 'accepted', 'in_repair', 'done', 'dismissed')),
  is_usable boolean not null,
  -- Since when it kept the instrument from use; null while it does not.
  stopped_at timestamptz,
  expected_end_at timestamptz,
  -- The times its repair holds in the calendar; one that was taken back there is no longer found.
  occupancy_ids uuid[] not null default '{}',
  ended_at timestamptz,
  -- Opening hours between the two, once it is over.
  lost_seconds bigint constraint fault_lost check (lost_seconds >= 0),
  cost_fen bigint constraint fault_cost check (cost_fen >= 0),
  supplier text not null default '',
  recorded_at timestamptz not null default now(),
  constraint fault_ended check ((state in ('done', 'dismissed')) = (ended_at is not null)),
  constraint fault_lost_told check ((state in ('done', 'dismissed')) = (lost_seconds is not null)),
  constraint fault_expected check (state <> 'in_repair' or expected_end_at is not null)
);
create index fault_instrument on fault (instrument_id, id);
create index fault_open on fault (instrument_id) where ended_at is null;
create index fault_person on fault (person_id);

create table fault_act (
  id uuid constraint fault_act_pkey primary key,
  fault_id uuid not null constraint fault_act_fkey references fault,
  action text not null constraint fault_act_action check (action in ('report', 'accept', 'repair', 'finish', 'dismiss')),
  note text not null,
  expected_end_at timestamptz,
  actor_id uuid not null constraint fault_act_actor_fkey references person,
  recorded_at timestamptz not null default now()
);
create index fault_act_fault on fault_act (fault_id);

-- Faults as later slices may read them: what stood between an instrument and its use.
create view report_fault as
  select id, instrument_id, state, broken_at, stopped_at, ended_at, lost_seconds, cost_fen from fault;
