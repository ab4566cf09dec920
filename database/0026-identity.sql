-- Why a grant ended, and by whose hand.
alter table role_grant
  add column ended_by uuid constraint role_grant_ended_by_fkey references person,
  add column end_reason text;
