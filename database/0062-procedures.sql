-- Desks that reach down ask for a procedure and a stage, what is due first before all else.
drop index procedure_case_below;
create index procedure_case_below on procedure_case
  (procedure_code, (coalesce(stage, '')), (coalesce(due_on, '9999-12-31'::date)), id) where status in ('open', 'appealed');
