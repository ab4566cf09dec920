-- The province sends a letter of recommendation back: its counties stand at the city's stage again, and the city issues another.
alter table recommendation
  drop constraint recommendation_once,
  add column returned_at timestamptz,
  add column returned_by uuid constraint recommendation_returned_by_fkey references person,
  add column return_reason text not null default '',
  add constraint recommendation_returned check (num_nulls(returned_at, returned_by) in (0, 2));
create unique index recommendation_once on recommendation (batch_id, division_code) where returned_at is null;
