-- A county's affair belongs to the county and not to whoever began it: it stays when they leave, and a colleague goes on with it.
alter table procedure_case add column county_code text constraint procedure_case_county_fkey references division;
create index procedure_case_county on procedure_case (county_code, procedure_code) where county_code is not null;

-- The cases that are somebody's own: what they hold of a person goes with that person.
create view personal_case as select id, applicant_id from procedure_case where county_code is null;
