-- Why personal data are kept, as reference data: the register of purposes (Personal Information Protection Law, articles 6, 13 and 17).
create table purpose (
  code text constraint purpose_pkey primary key,
  name_zh text not null,
  name_en text not null,
  why_zh text not null,
  why_en text not null,
  basis_zh text not null,
  basis_en text not null,
  fields text[] not null,
  -- Null: as long as the account is open, or the consent stands.
  keep_months integer check (keep_months between 1 and 1200),
  keep_zh text not null,
  keep_en text not null,
  -- What a person's request for erasure does not reach, because a law orders that it be kept.
  is_kept_by_law boolean not null,
  unmasked_for text[] not null,
  revealed_to text[] not null,
  -- Set where the basis is consent: which wording of the purpose is agreed to.
  consent_version integer check (consent_version > 0),
  sort integer not null
);

-- Personal fields beside the name: sealed, erasable, with a keyed digest where equality is asked.
create table person_detail (
  person_id uuid constraint person_detail_pkey primary key constraint person_detail_person_fkey references person,
  phone_sealed text,
  phone_key text,
  id_type text check (id_type in ('resident', 'hong_kong_macao', 'taiwan', 'passport', 'permanent_resident', 'other')),
  id_number_sealed text,
  id_number_key text,
  bank_account_sealed text,
  recorded_at timestamptz not null default now(),
  constraint person_detail_phone check ((phone_sealed is null) = (phone_key is null)),
  constraint person_detail_id_number check (num_nulls(id_type, id_number_sealed, id_number_key) in (0, 3))
);
create index person_detail_phone_key on person_detail (phone_key);
create index person_detail_id_number_key on person_detail (id_number_key);

-- Who looked at a field of a person in the clear, for what and why. The reason may name people: it is sealed and can be erased.
create table disclosure (
  id uuid constraint disclosure_pkey primary key,
  person_id uuid not null constraint disclosure_person_fkey references person,
  seen_by uuid not null constraint disclosure_seen_by_fkey references person,
  organisation_id uuid constraint disclosure_organisation_fkey references organisation,
  role text not null,
  field text not null,
  purpose text not null constraint disclosure_purpose_fkey references purpose,
  reason_sealed text,
  recorded_at timestamptz not null default now()
);
create index disclosure_person on disclosure (person_id, id);

-- A child of a person here: only with a guardian's consent (articles 28 and 31), erased when none stands any more.
create table child (
  id uuid constraint child_pkey primary key,
  guardian_id uuid not null constraint child_guardian_fkey references person,
  name_sealed text not null,
  born_on_sealed text not null,
  recorded_at timestamptz not null default now()
);
create index child_guardian on child (guardian_id);
-- Consents stay as proof when the child's row is gone: so the child is named by its id alone.
create table consent (
  id uuid constraint consent_pkey primary key,
  child_id uuid not null,
  guardian_id uuid not null constraint consent_guardian_fkey references person,
  purpose text not null constraint consent_purpose_fkey references purpose,
  text_version integer not null,
  given_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  constraint consent_order check (withdrawn_at >= given_at)
);
create unique index consent_standing on consent (child_id, purpose) where withdrawn_at is null;
create index consent_guardian on consent (guardian_id);

-- A person asks that what is held of them be erased (article 47); the security administrator decides.
create table erasure_request (
  id uuid constraint erasure_request_pkey primary key,
  person_id uuid not null constraint erasure_request_person_fkey references person,
  reason_sealed text,
  state text not null default 'open' check (state in ('open', 'erased', 'refused', 'withdrawn')),
  recorded_at timestamptz not null default now(),
  decided_at timestamptz,
  decided_by uuid constraint erasure_request_decided_by_fkey references person,
  answer_sealed text,
  constraint erasure_request_decided check ((state = 'open') = (decided_at is null))
);
create unique index erasure_request_open on erasure_request (person_id) where state = 'open';
create index erasure_request_state on erasure_request (state, id);

-- Names are sealed as the rest. One written before that is still plain: it is read as it stands, and `xianchuang keys rotate` seals it.
alter table person_private rename column display_name to name_sealed;
