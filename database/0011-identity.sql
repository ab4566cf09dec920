-- How people prove who they are. Secrets stand here only as hashes, or sealed by keys that are not in the database.

-- What is asked of everybody who signs in, by the dates on which it holds; no two rows hold at once.
create table sign_in_policy (
  id uuid constraint sign_in_policy_pkey primary key,
  password_length_least integer not null check (password_length_least between 8 and 64),
  staff_password_length_least integer not null check (staff_password_length_least between 8 and 64),
  passwords_remembered integer not null check (passwords_remembered between 0 and 24),
  account_failures_most integer not null check (account_failures_most between 1 and 100),
  address_failures_most integer not null check (address_failures_most between 1 and 100000),
  lock_seconds integer not null check (lock_seconds between 1 and 86400),
  staff_idle_seconds integer not null check (staff_idle_seconds between 60 and 86400),
  other_idle_seconds integer not null check (other_idle_seconds between 60 and 86400),
  session_seconds integer not null check (session_seconds between 60 and 86400),
  -- Example accounts have a password everybody may read; a second factor would only keep people from looking.
  example_second_factor text not null check (example_second_factor in ('off', 'required')),
  document_no text,
  valid_from timestamptz not null,
  valid_to timestamptz
);
create unique index sign_in_policy_standing on sign_in_policy ((true)) where valid_to is null;
insert into sign_in_policy values
  (gen_random_uuid(), 10, 12, 5, 5, 100, 900, 1800, 28800, 43200, 'off', null, '2000-01-01T00:00:00Z', null);

-- Failures counted by a digest of the account's name and by a keyed digest of the address.
create table sign_in_failure (
  subject text constraint sign_in_failure_pkey primary key,
  failure_count integer not null,
  last_failed_at timestamptz not null,
  blocked_until timestamptz
);
create index sign_in_failure_last on sign_in_failure (last_failed_at);

create table password_history (
  id uuid constraint password_history_pkey primary key,
  person_id uuid not null constraint password_history_person_fkey references person,
  password_hash text not null,
  recorded_at timestamptz not null default now()
);
create index password_history_person on password_history (person_id, id);

-- A session says in plain words where it was opened, never the whole address or the whole user agent.
alter table session
  add last_seen_at timestamptz not null default now(),
  add idle_seconds integer not null default 43200,
  add method text not null default 'password' check (method in ('password', 'password_totp', 'recovery_code', 'passkey', 'provider', 'provider_totp')),
  add is_enrolling boolean not null default false,
  add browser text,
  add operating_system text,
  add place text check (place in ('this_machine', 'internal', 'internet')),
  add address_shown text;

-- Half of a sign-in: the first factor was right, the second is awaited.
create table sign_in_ticket (
  id uuid constraint sign_in_ticket_pkey primary key,
  token_hash text not null constraint sign_in_ticket_token_hash_key unique,
  person_id uuid not null constraint sign_in_ticket_person_fkey references person,
  method text not null check (method in ('password', 'provider')),
  attempt_count integer not null default 0,
  recorded_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

create table totp (
  person_id uuid constraint totp_pkey primary key constraint totp_person_fkey references person,
  secret_sealed text not null,
  -- A code counts once: the step of the last one taken, and nothing before it.
  last_step bigint not null default 0,
  confirmed_at timestamptz,
  recorded_at timestamptz not null default now()
);
create table recovery_code (
  id uuid constraint recovery_code_pkey primary key,
  person_id uuid not null constraint recovery_code_person_fkey references person,
  code_hash text not null,
  recorded_at timestamptz not null default now(),
  used_at timestamptz,
  constraint recovery_code_hash_key unique (person_id, code_hash)
);

create table passkey (
  id uuid constraint passkey_pkey primary key,
  person_id uuid not null constraint passkey_person_fkey references person,
  credential_id text not null constraint passkey_credential_key unique,
  public_key text not null,
  use_counter bigint not null default 0,
  transports text[] not null default '{}',
  name text not null,
  recorded_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkey_person on passkey (person_id);
create table passkey_challenge (
  id uuid constraint passkey_challenge_pkey primary key,
  challenge text not null constraint passkey_challenge_challenge_key unique,
  person_id uuid constraint passkey_challenge_person_fkey references person,
  recorded_at timestamptz not null default now(),
  expires_at timestamptz not null
);

-- The person's address for mail: sealed, found again by its keyed digest; written into mail only once it is verified.
create table person_email (
  person_id uuid constraint person_email_pkey primary key constraint person_email_person_fkey references person,
  email_sealed text not null,
  email_key text not null,
  verified_at timestamptz,
  recorded_at timestamptz not null default now()
);
create unique index person_email_verified on person_email (email_key) where verified_at is not null;
create index person_email_key on person_email (email_key);

create table invitation (
  id uuid constraint invitation_pkey primary key,
  email_sealed text not null,
  email_key text not null,
  role text not null,
  organisation_id uuid constraint invitation_organisation_fkey references organisation,
  division_code text constraint invitation_division_fkey references division,
  invited_by uuid not null constraint invitation_invited_by_fkey references person,
  recorded_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_by uuid constraint invitation_accepted_by_fkey references person,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  constraint invitation_scope check (num_nonnulls(organisation_id, division_code) = 1)
);
create index invitation_organisation on invitation (organisation_id);

-- What a letter carries: a secret that opens one door once.
create table one_time_link (
  id uuid constraint one_time_link_pkey primary key,
  token_hash text not null constraint one_time_link_token_hash_key unique,
  purpose text not null check (purpose in ('invitation', 'email', 'password')),
  person_id uuid constraint one_time_link_person_fkey references person,
  invitation_id uuid constraint one_time_link_invitation_fkey references invitation,
  recorded_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint one_time_link_target check (num_nonnulls(person_id, invitation_id) = 1)
);
create index one_time_link_person on one_time_link (person_id);

-- Who a person is to an outside provider: its name and its subject, and the real-name level it vouched for.
create table outside_identity (
  id uuid constraint outside_identity_pkey primary key,
  issuer text not null,
  subject text not null,
  person_id uuid not null constraint outside_identity_person_fkey references person,
  real_name_kind text check (real_name_kind in ('natural', 'legal')),
  real_name_level text,
  recorded_at timestamptz not null default now(),
  last_used_at timestamptz,
  constraint outside_identity_subject_key unique (issuer, subject)
);
create index outside_identity_person on outside_identity (person_id);
create table provider_attempt (
  id uuid constraint provider_attempt_pkey primary key,
  state_hash text not null constraint provider_attempt_state_key unique,
  secrets_sealed text not null,
  person_id uuid constraint provider_attempt_person_fkey references person,
  recorded_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create table api_key (
  id uuid constraint api_key_pkey primary key,
  key_hash text not null constraint api_key_key_hash_key unique,
  person_id uuid not null constraint api_key_person_fkey references person,
  organisation_id uuid constraint api_key_organisation_fkey references organisation,
  name text not null,
  scopes text[] not null,
  recorded_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_key_person on api_key (person_id);
