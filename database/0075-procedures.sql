-- A line that was recorded wrong is superseded by another, or taken away; by whom and why stays with it.
alter table case_record
  add column replaces_id uuid constraint case_record_replaces_fkey references case_record constraint case_record_replaced_once unique,
  add column removed_by uuid constraint case_record_removed_by_fkey references person,
  add column reason_sealed text not null default '';
create index case_record_removed_by on case_record (removed_by) where removed_by is not null;
