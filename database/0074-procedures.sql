-- Until when an applicant is to mend what was told, where the version of their case gives a last day; a projection like all of the row.
alter table procedure_case add column mend_to date;
create index procedure_case_mend on procedure_case (mend_to, id) where status = 'mending' and mend_to is not null;

-- The applicant is warned before that day, the office is told once it is over.
alter table case_warning drop constraint case_warning_kind_check;
alter table case_warning add constraint case_warning_kind_check check (kind in ('soon', 'due', 'mend_soon', 'mend_over'));
