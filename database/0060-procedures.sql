-- What is taken all the year round has a programme and a batch that nobody opened.
alter table programme alter column recorded_by drop not null;
alter table batch alter column recorded_by drop not null;
create unique index programme_standing on programme (procedure_code) where recorded_by is null;
-- Desks that reach down to the offices of all divisions below their own look for a procedure first.
create index procedure_case_below on procedure_case (procedure_code, stage, due_on, id) where status in ('open', 'appealed');
