-- How many sessions a person with a role of staff has at a time; opening one more ends the oldest. One by the rule for systems of the
-- third level (GB/T 22239-2019, 8.1.4.1, as it is usually read). Example accounts are shared, and not counted.
alter table sign_in_policy add staff_sessions_most integer not null default 1 check (staff_sessions_most between 1 and 100);
