-- Registering an organisation is a procedure now: its case, and the organisation that came of it. What was applied for before stays in
-- registration, where nothing is written any more; what still waited there ends, so that it is applied for anew.
create table organisation_registration (
  organisation_id uuid constraint organisation_registration_pkey primary key
    constraint organisation_registration_organisation_fkey references organisation,
  case_id uuid not null constraint organisation_registration_case_fkey references procedure_case,
  applied_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  constraint organisation_registration_case unique (case_id)
);
update registration set state = 'withdrawn', decided_at = now(), reason = '登记改在“办事指南”中办理，请重新申请。' where state = 'pending';
