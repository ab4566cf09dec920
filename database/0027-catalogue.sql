-- Instruments of one institution that the same people look after 仪器组; a grant may be for such a group alone.
create table instrument_group (
  id uuid constraint instrument_group_pkey primary key,
  institution_id uuid not null constraint instrument_group_institution_fkey references organisation,
  name_zh text not null check (length(name_zh) between 1 and 100),
  name_en text not null default '',
  recorded_at timestamptz not null default now(),
  constraint instrument_group_name_key unique (institution_id, name_zh)
);
-- What is in a group, and was: taken out, never deleted.
create table instrument_group_member (
  id uuid constraint instrument_group_member_pkey primary key,
  group_id uuid not null constraint instrument_group_member_group_fkey references instrument_group,
  instrument_id uuid not null constraint instrument_group_member_instrument_fkey references instrument,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz
);
create unique index instrument_group_member_current on instrument_group_member (instrument_id, group_id) where superseded_at is null;
create index instrument_group_member_group on instrument_group_member (group_id) where superseded_at is null;
