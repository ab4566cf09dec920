-- What a service card opens: by class, at what kind of organisation. What no document fixes is set by the product and says so.
create table card_service (
  code text constraint card_service_pkey primary key check (code ~ '^[a-z][a-z_]{1,40}$'),
  name_zh text not null,
  name_en text not null,
  classes text[] not null,
  provider_kind text not null check (provider_kind in ('firm', 'university', 'institute', 'government', 'hospital', 'park', 'other')),
  -- Null where the service is known from the press alone.
  document_no text,
  -- Whether a document says which classes it is for.
  is_settled boolean not null
);

-- Which organisation gives a service; taken away, never deleted.
create table card_provider (
  id uuid constraint card_provider_pkey primary key,
  service_code text not null constraint card_provider_service_fkey references card_service,
  organisation_id uuid not null constraint card_provider_organisation_fkey references organisation,
  recorded_by uuid not null constraint card_provider_recorded_by_fkey references person,
  recorded_at timestamptz not null default now(),
  ended_by uuid constraint card_provider_ended_by_fkey references person,
  ended_at timestamptz,
  constraint card_provider_ended check ((ended_by is null) = (ended_at is null))
);
create unique index card_provider_once on card_provider (service_code, organisation_id) where ended_at is null;
create index card_provider_organisation on card_provider (organisation_id);

-- One use of a service by a card, recorded by who gave it from the code the holder showed; never changed.
create table card_use (
  id uuid constraint card_use_pkey primary key,
  case_id uuid not null constraint card_use_case_fkey references procedure_case,
  holder_id uuid not null constraint card_use_holder_fkey references person,
  -- The number and the class of the card on that day.
  card_no text not null,
  class text not null,
  service_code text not null constraint card_use_service_fkey references card_service,
  organisation_id uuid not null constraint card_use_organisation_fkey references organisation,
  recorded_by uuid not null constraint card_use_recorded_by_fkey references person,
  -- When the code that was shown ran out: with the card's number it is the code, which serves once.
  code_expires_at timestamptz not null,
  used_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  constraint card_use_once unique (card_no, code_expires_at)
);
create index card_use_holder on card_use (holder_id, id);
create index card_use_service on card_use (service_code, used_at);
create index card_use_organisation on card_use (organisation_id);
create index card_use_case on card_use (case_id);
create trigger card_use_immutable before update or delete or truncate on card_use for each statement execute function refuse_change();
