-- A desk's list: what waits at a stage of a procedure in a division's office, what is due first before all else.
create index procedure_case_waiting on procedure_case
  (office_division, procedure_code, (coalesce(stage, '')), (coalesce(due_on, '9999-12-31'::date)), id) where status in ('open', 'appealed');
create index procedure_case_no_prefix on procedure_case (case_no text_pattern_ops);
-- What a county's officers see, however few of a procedure's cases are theirs.
create index procedure_case_place on procedure_case (procedure_code, division_code text_pattern_ops) where filed_at is not null;
