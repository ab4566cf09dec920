-- What a role is, as reference data: which operations it may call, whom it may stand for, and whether it administers the system.
create table role (
  code text constraint role_pkey primary key,
  name_zh text not null,
  name_en text not null,
  -- 三员分立: one person holds at most one of system, security and audit (GB/T 22239-2019, 8.1.4.2).
  kind text not null check (kind in ('business', 'system', 'security', 'audit')),
  -- Whom a grant of it is for: one organisation, a division and all below it, or the person alone.
  scope text not null check (scope in ('organisation', 'division', 'self')),
  -- Staff sign in with a second factor (8.1.4.1).
  is_staff boolean not null,
  sort integer not null,
  constraint role_kind_key unique (code, kind)
);
create table role_permission (
  role text not null constraint role_permission_role_fkey references role on delete cascade,
  permission text not null check (permission ~ '^[a-z]+[.][a-z_]+$'),
  constraint role_permission_pkey primary key (role, permission)
);

-- Grants by roles of before; `kind` repeats the role's, so that a constraint can keep the three apart.
alter table role_grant
  drop constraint role_grant_scope,
  add column kind text not null default 'business',
  add column matter_code text check (matter_code ~ '^[a-z][a-z_]{1,40}$'),
  add column instrument_group_id uuid,
  add column recorded_at timestamptz not null default now(),
  add constraint role_grant_scope check (num_nonnulls(organisation_id, division_code) <= 1),
  add constraint role_grant_group check (instrument_group_id is null or organisation_id is not null),
  add constraint role_grant_days check (valid_to is null or valid_to >= valid_from),
  add constraint role_grant_three_apart exclude using gist (person_id with =, kind with <>, tstzrange(valid_from, valid_to) with &&) where (kind <> 'business');
drop index role_grant_person;
create index role_grant_person on role_grant (person_id);
create index role_grant_organisation on role_grant (organisation_id) where organisation_id is not null;
