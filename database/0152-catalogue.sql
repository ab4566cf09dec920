-- How long after its acceptance an instrument may stay off the network, and from what original value on it must join; dated, with their document.
create table listing_rule (
  valid_from date constraint listing_rule_pkey primary key,
  working_days integer not null check (working_days between 1 and 365),
  worth_least_fen bigint not null check (worth_least_fen >= 0),
  document_no text not null
);

-- When an instrument was accepted, and what customs still watch of one imported free of duty. Superseded, never changed.
create table instrument_acceptance (
  id uuid constraint instrument_acceptance_pkey primary key,
  instrument_id uuid not null constraint instrument_acceptance_instrument_fkey references instrument,
  accepted_on date not null,
  is_duty_free boolean not null,
  declaration_no text not null default '',
  item_no text not null default '',
  released_on date,
  supervised_to date,
  recorded_by uuid not null constraint instrument_acceptance_recorded_by_fkey references person,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz,
  constraint instrument_acceptance_customs check (is_duty_free = (declaration_no <> '' and released_on is not null and supervised_to is not null)),
  constraint instrument_acceptance_days check (supervised_to >= released_on)
);
create unique index instrument_acceptance_current on instrument_acceptance (instrument_id) where superseded_at is null;
