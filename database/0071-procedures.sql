-- Who declines what was given ends its payments by their own will: told apart from a decision that was taken back.
alter table payment_plan drop constraint payment_plan_stopped_for_check;
alter table payment_plan add constraint payment_plan_stopped_for_check check (stopped_for in ('revoked', 'declined', 'check_failed'));
update payment_plan p set stopped_for = 'declined' from procedure_case c where c.id = p.case_id and c.status = 'declined' and p.stopped_for = 'revoked';
