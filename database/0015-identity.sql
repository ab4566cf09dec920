-- 上级单位: the organisation this one is a part or a subsidiary of; superior_id is the department in charge 主管部门.
alter table organisation_version
  add column parent_id uuid constraint organisation_version_parent_fkey references organisation;

-- Organisations that became part of another. The row of the one that went stays, and whatever was written of it counts as the survivor's.
create table organisation_merger (
  id uuid constraint organisation_merger_pkey primary key,
  organisation_id uuid not null constraint organisation_merger_organisation_fkey references organisation,
  survivor_id uuid not null constraint organisation_merger_survivor_fkey references organisation,
  decided_by uuid not null,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz,
  constraint organisation_merger_other check (organisation_id <> survivor_id)
);
create unique index organisation_merger_current on organisation_merger (organisation_id) where superseded_at is null;
create index organisation_merger_survivor on organisation_merger (survivor_id) where superseded_at is null;

create or replace view report_organisation as
  select o.id, o.credit_code, o.is_example, v.name_zh, v.name_en, v.kind, v.division_code, v.superior_id, v.recorded_at, v.superseded_at, v.parent_id
  from organisation o join organisation_version v on v.organisation_id = o.id;
-- Whom a party counts as: a name settled to be an organisation, and an organisation that became part of another.
create or replace view report_party_resolution as
  select named_party_id, organisation_id, recorded_at, superseded_at from party_resolution
  union all
  select organisation_id, survivor_id, recorded_at, superseded_at from organisation_merger;
create view report_organisation_merger as
  select organisation_id, survivor_id, recorded_at, superseded_at from organisation_merger;
