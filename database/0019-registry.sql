-- Who decides on the registration of a kind of organisation, of a division and all below it; the rule of the narrowest division counts.
create table registration_rule (
  division_code text not null constraint registration_rule_division_fkey references division,
  kind text not null check (kind in ('firm', 'university', 'institute', 'government', 'hospital', 'park', 'other')),
  -- The level of the division in which it is decided.
  decides_in text not null check (decides_in in ('province', 'prefecture', 'county')),
  valid_from date not null,
  document_no text,
  constraint registration_rule_pkey primary key (division_code, kind, valid_from)
);

-- An application to register an organisation. What was applied for is never changed; only its state moves on.
create table registration (
  id uuid constraint registration_pkey primary key,
  applicant_id uuid not null constraint registration_applicant_fkey references person,
  credit_code text not null check (credit_code ~ '^[0-9A-HJ-NP-RTUW-Y]{18}$'),
  name_zh text not null,
  name_en text not null,
  kind text not null check (kind in ('firm', 'university', 'institute', 'government', 'hospital', 'park', 'other')),
  division_code text not null constraint registration_division_fkey references division,
  -- The division whose officers decide, by the rule on the day of applying.
  decides_in text not null constraint registration_decides_in_fkey references division,
  state text not null default 'pending' check (state in ('pending', 'approved', 'refused', 'withdrawn')),
  reason text,
  organisation_id uuid constraint registration_organisation_fkey references organisation,
  decided_by uuid constraint registration_decided_by_fkey references person,
  decided_at timestamptz,
  recorded_at timestamptz not null default now(),
  constraint registration_decided check ((state = 'approved') = (organisation_id is not null))
);
-- Two applications for one organisation at once end in one.
create unique index registration_pending on registration (credit_code) where state = 'pending';
create index registration_applicant on registration (applicant_id);
create index registration_queue on registration (decides_in) where state = 'pending';
-- Whom to ask about it; personal, sealed and erasable.
create table registration_contact (
  registration_id uuid constraint registration_contact_pkey primary key constraint registration_contact_registration_fkey references registration,
  contact_sealed text not null
);

-- Somebody asks to belong to an organisation that is registered; its administrator decides.
create table joining (
  id uuid constraint joining_pkey primary key,
  person_id uuid not null constraint joining_person_fkey references person,
  organisation_id uuid not null constraint joining_organisation_fkey references organisation,
  state text not null default 'pending' check (state in ('pending', 'approved', 'refused', 'withdrawn')),
  role text,
  reason text,
  decided_by uuid constraint joining_decided_by_fkey references person,
  decided_at timestamptz,
  recorded_at timestamptz not null default now()
);
create unique index joining_pending on joining (person_id, organisation_id) where state = 'pending';
create index joining_organisation on joining (organisation_id) where state = 'pending';

-- What is asked to change of an organisation, on what ground; once approved it names the version it made.
create table organisation_change (
  id uuid constraint organisation_change_pkey primary key,
  organisation_id uuid not null constraint organisation_change_organisation_fkey references organisation,
  asked_by uuid not null constraint organisation_change_asked_by_fkey references person,
  wanted jsonb not null,
  reason text not null,
  document_no text,
  decides_in text not null constraint organisation_change_decides_in_fkey references division,
  state text not null default 'pending' check (state in ('pending', 'approved', 'refused', 'withdrawn')),
  answer text,
  version_id uuid constraint organisation_change_version_fkey references organisation_version,
  decided_by uuid constraint organisation_change_decided_by_fkey references person,
  decided_at timestamptz,
  recorded_at timestamptz not null default now(),
  constraint organisation_change_decided check ((state = 'approved') = (version_id is not null))
);
create unique index organisation_change_pending on organisation_change (organisation_id) where state = 'pending';
create index organisation_change_organisation on organisation_change (organisation_id);
create index organisation_change_queue on organisation_change (decides_in) where state = 'pending';

-- The ground on which one organisation became part of another.
create table merger_ground (
  organisation_id uuid not null constraint merger_ground_organisation_fkey references organisation,
  survivor_id uuid not null constraint merger_ground_survivor_fkey references organisation,
  reason text not null,
  document_no text not null,
  decided_by uuid not null constraint merger_ground_decided_by_fkey references person,
  recorded_at timestamptz not null default now(),
  constraint merger_ground_pkey primary key (organisation_id, survivor_id)
);

-- What a firm is recognised as, from a day to a day, both included: its size class, 科技型中小企业, 高新技术企业 and others.
create table organisation_status (
  id uuid constraint organisation_status_pkey primary key,
  organisation_id uuid not null constraint organisation_status_organisation_fkey references organisation,
  kind text not null check (kind in ('size_class', 'tech_sme', 'high_tech', 'tech_giant', 'specialised_new')),
  size_class text check (size_class in ('large', 'medium', 'small', 'micro')),
  certificate_no text,
  first_on date not null,
  last_on date,
  document_no text,
  source text not null,
  recorded_by uuid constraint organisation_status_recorded_by_fkey references person,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz,
  superseded_by uuid constraint organisation_status_superseded_by_fkey references person,
  constraint organisation_status_size check ((kind = 'size_class') = (size_class is not null)),
  constraint organisation_status_days check (last_on is null or last_on >= first_on),
  constraint organisation_status_once exclude using gist (organisation_id with =, kind with =, daterange(first_on, last_on, '[]') with &&)
    where (superseded_at is null)
);
create index organisation_status_organisation on organisation_status (organisation_id) where superseded_at is null;

-- Organisations that are not independent of each other, from a day to a day, both included.
create table organisation_relation (
  id uuid constraint organisation_relation_pkey primary key,
  organisation_id uuid not null constraint organisation_relation_organisation_fkey references organisation,
  other_id uuid not null constraint organisation_relation_other_fkey references organisation,
  -- What the other is to the organisation.
  kind text not null check (kind in ('same_controller', 'parent', 'subsidiary', 'shareholder')),
  first_on date not null,
  last_on date,
  document_no text,
  declared_by uuid not null constraint organisation_relation_declared_by_fkey references person,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz,
  superseded_by uuid constraint organisation_relation_superseded_by_fkey references person,
  constraint organisation_relation_two check (organisation_id <> other_id),
  constraint organisation_relation_days check (last_on is null or last_on >= first_on),
  constraint organisation_relation_once exclude using gist (organisation_id with =, other_id with =, kind with =,
    daterange(first_on, last_on, '[]') with &&) where (superseded_at is null)
);
create index organisation_relation_organisation on organisation_relation (organisation_id) where superseded_at is null;
create index organisation_relation_other on organisation_relation (other_id) where superseded_at is null;

-- An affair of government, and the body and office that hold it in a division and all below it from a day on, until the next holder's first.
create table matter (
  code text constraint matter_pkey primary key check (code ~ '^[a-z][a-z_]{1,40}$'),
  name_zh text not null,
  name_en text not null,
  sort integer not null
);
create table matter_holder (
  id uuid constraint matter_holder_pkey primary key,
  matter_code text not null constraint matter_holder_matter_fkey references matter,
  division_code text not null constraint matter_holder_division_fkey references division,
  organisation_id uuid not null constraint matter_holder_organisation_fkey references organisation,
  office_name text not null,
  valid_from date not null,
  document_no text not null,
  recorded_by uuid not null constraint matter_holder_recorded_by_fkey references person,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz
);
create unique index matter_holder_first_day on matter_holder (matter_code, division_code, valid_from) where superseded_at is null;

create view report_organisation_status as
  select id, organisation_id, kind, size_class, certificate_no, first_on, last_on, recorded_at, superseded_at from organisation_status;
create view report_matter_holder as
  select id, matter_code, division_code, organisation_id, office_name, valid_from, document_no, recorded_at, superseded_at,
    lead(valid_from) over (partition by matter_code, division_code, superseded_at is null order by valid_from) as valid_to
  from matter_holder;
