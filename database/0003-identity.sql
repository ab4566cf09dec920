-- A party is whoever a service can be for: an organisation, or as yet only a name somebody wrote.
create table party (
  id uuid constraint party_pkey primary key,
  kind text not null check (kind in ('organisation', 'name')),
  recorded_at timestamptz not null default now()
);

create table organisation (
  id uuid constraint organisation_pkey primary key constraint organisation_party_fkey references party,
  credit_code text constraint organisation_credit_code_key unique check (credit_code ~ '^[0-9A-HJ-NP-RTUW-Y]{18}$'),
  is_example boolean not null default false,
  recorded_at timestamptz not null default now()
);

-- Figures read these rows: they are superseded, never updated in place.
create table organisation_version (
  id uuid constraint organisation_version_pkey primary key,
  organisation_id uuid not null constraint organisation_version_organisation_fkey references organisation,
  name_zh text not null,
  name_en text not null,
  kind text not null check (kind in ('firm', 'university', 'institute', 'government', 'hospital', 'park', 'other')),
  division_code text constraint organisation_version_division_fkey references division,
  superior_id uuid constraint organisation_version_superior_fkey references organisation,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz
);
create unique index organisation_version_current on organisation_version (organisation_id) where superseded_at is null;
create index organisation_version_organisation on organisation_version (organisation_id, recorded_at);
create index organisation_version_division on organisation_version (division_code) where superseded_at is null;

-- Every name an organisation goes by, in the form names are compared in.
create table organisation_alias (
  organisation_id uuid not null constraint organisation_alias_organisation_fkey references organisation,
  normal_name text not null,
  name text not null,
  source text not null,
  recorded_at timestamptz not null default now(),
  constraint organisation_alias_pkey primary key (organisation_id, normal_name)
);
create index organisation_alias_normal_name on organisation_alias (normal_name);

-- A customer known only by the name in a service record, until somebody settles who it is.
create table named_party (
  id uuid constraint named_party_pkey primary key constraint named_party_party_fkey references party,
  name text not null,
  normal_name text not null constraint named_party_normal_name_key unique,
  recorded_at timestamptz not null default now()
);
create table party_resolution (
  id uuid constraint party_resolution_pkey primary key,
  named_party_id uuid not null constraint party_resolution_named_party_fkey references named_party,
  organisation_id uuid not null constraint party_resolution_organisation_fkey references organisation,
  decided_by uuid not null,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz,
  undone_by uuid
);
create unique index party_resolution_current on party_resolution (named_party_id) where superseded_at is null;

create table person (
  id uuid constraint person_pkey primary key,
  is_example boolean not null default false,
  recorded_at timestamptz not null default now(),
  closed_at timestamptz
);
-- Personal fields stand here alone, so that they can be erased; immutable rows hold the id.
create table person_private (
  person_id uuid constraint person_private_pkey primary key constraint person_private_person_fkey references person,
  login_name text not null constraint person_private_login_name_key unique,
  display_name text not null,
  password_hash text
);

-- A grant ties a person, a role and a scope: one organisation, or a division and all below it.
create table role_grant (
  id uuid constraint role_grant_pkey primary key,
  person_id uuid not null constraint role_grant_person_fkey references person,
  role text not null,
  organisation_id uuid constraint role_grant_organisation_fkey references organisation,
  division_code text constraint role_grant_division_fkey references division,
  granted_by uuid,
  valid_from timestamptz not null default now(),
  valid_to timestamptz,
  constraint role_grant_scope check (num_nonnulls(organisation_id, division_code) = 1)
);
create index role_grant_person on role_grant (person_id) where valid_to is null;

create table session (
  id uuid constraint session_pkey primary key,
  token_hash text not null constraint session_token_hash_key unique,
  person_id uuid not null constraint session_person_fkey references person,
  organisation_id uuid constraint session_organisation_fkey references organisation,
  recorded_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_person on session (person_id);

create table audit_record (
  id uuid constraint audit_record_pkey primary key,
  actor_id uuid,
  organisation_id uuid,
  operation text not null,
  outcome text not null,
  target_id text,
  request_id text not null,
  recorded_at timestamptz not null default now()
);
create index audit_record_recorded_at on audit_record (recorded_at);
create trigger audit_record_immutable before update or delete or truncate on audit_record for each statement execute function refuse_change();

create view report_organisation as
  select o.id, o.credit_code, o.is_example, v.name_zh, v.name_en, v.kind, v.division_code, v.superior_id, v.recorded_at, v.superseded_at
  from organisation o join organisation_version v on v.organisation_id = o.id;
create view report_party_resolution as
  select named_party_id, organisation_id, recorded_at, superseded_at from party_resolution;
create view report_named_party as select id, name, recorded_at from named_party;
