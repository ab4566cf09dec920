-- What only the province decides and somebody below it asks for: that two organisations become one, that a matter goes to another body.
create table proposal (
  id uuid constraint proposal_pkey primary key,
  kind text not null check (kind in ('merger', 'transfer')),
  -- The organisation that would become part of another, or the body that would hold the matter.
  organisation_id uuid not null constraint proposal_organisation_fkey references organisation,
  survivor_id uuid constraint proposal_survivor_fkey references organisation,
  matter_code text constraint proposal_matter_fkey references matter,
  -- Where it lies: the division of the organisation, or the one in which the matter would be held.
  division_code text not null constraint proposal_division_fkey references division,
  office_name text not null default '',
  valid_from date,
  reason text not null,
  document_no text not null,
  proposed_by uuid not null constraint proposal_proposed_by_fkey references person,
  state text not null default 'pending' check (state in ('pending', 'approved', 'refused', 'withdrawn')),
  answer text,
  decided_by uuid constraint proposal_decided_by_fkey references person,
  decided_at timestamptz,
  recorded_at timestamptz not null default now(),
  constraint proposal_whole check (
    case kind when 'merger' then survivor_id is not null and survivor_id <> organisation_id and matter_code is null
      else matter_code is not null and valid_from is not null and survivor_id is null end)
);
create unique index proposal_merger_pending on proposal (organisation_id) where state = 'pending' and kind = 'merger';
create unique index proposal_transfer_pending on proposal (matter_code, division_code) where state = 'pending' and kind = 'transfer';
create index proposal_organisation on proposal (organisation_id);
create index proposal_queue on proposal (division_code) where state = 'pending';

-- Where an organisation has its seat, as approved; superseded by the next, never changed.
create table organisation_address (
  id uuid constraint organisation_address_pkey primary key,
  organisation_id uuid not null constraint organisation_address_organisation_fkey references organisation,
  address text not null,
  change_id uuid not null constraint organisation_address_change_fkey references organisation_change,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz
);
create unique index organisation_address_current on organisation_address (organisation_id) where superseded_at is null;
-- Whom to ask for at an organisation; personal, sealed and erasable, and therefore no part of a change that is kept.
create table organisation_contact (
  organisation_id uuid constraint organisation_contact_pkey primary key constraint organisation_contact_organisation_fkey references organisation,
  contact_sealed text not null,
  recorded_by uuid not null constraint organisation_contact_recorded_by_fkey references person,
  recorded_at timestamptz not null default now()
);

-- Why a record was taken back; who looked at a relation that a firm declared of itself. Until then it counts, and waits.
alter table organisation_status add column superseded_reason text;
alter table organisation_relation
  add column superseded_reason text,
  add column confirmed_by uuid constraint organisation_relation_confirmed_by_fkey references person,
  add column confirmed_at timestamptz;
create index organisation_relation_queue on organisation_relation (organisation_id) where superseded_at is null and confirmed_at is null;
