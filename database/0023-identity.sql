-- Which institutions have records of a customer known only by name: their officers see the name and settle it, and nobody else's do.
create table named_party_institution (
  institution_id uuid not null constraint named_party_institution_institution_fkey references organisation,
  named_party_id uuid not null constraint named_party_institution_party_fkey references named_party,
  constraint named_party_institution_pkey primary key (institution_id, named_party_id)
);
create index named_party_institution_party on named_party_institution (named_party_id);
insert into named_party_institution (institution_id, named_party_id)
  select distinct s.institution_id, n.id from service s join named_party n on n.id = s.customer_id
  union
  select i.institution_id, n.id from usage_session u join instrument i on i.id = u.instrument_id join named_party n on n.id = u.customer_id;

-- An account whose person is under eighteen by their own identity number: it rests until the guardian they name consents.
-- The number itself is not kept before that (Personal Information Protection Law, article 31).
create table minor_account (
  person_id uuid constraint minor_account_pkey primary key constraint minor_account_person_fkey references person,
  -- The account that was asked to consent as the guardian; null while nobody is asked.
  guardian_id uuid constraint minor_account_guardian_fkey references person,
  asked_at timestamptz,
  recorded_at timestamptz not null default now(),
  constraint minor_account_asked check ((guardian_id is null) = (asked_at is null)),
  constraint minor_account_other check (guardian_id <> person_id)
);
create index minor_account_guardian on minor_account (guardian_id) where guardian_id is not null;

-- What is swept when its time is over is found by its moment.
create index notice_recorded_at on notice (recorded_at);
create index one_time_link_expires_at on one_time_link (expires_at);
