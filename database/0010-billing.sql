-- A finished service: one row, one transaction per commodity. A correction supersedes the row and reverses its transactions.
create table service (
  id uuid constraint service_pkey primary key,
  service_no uuid not null,
  instrument_id uuid not null constraint service_instrument_fkey references instrument,
  institution_id uuid not null constraint service_institution_fkey references organisation,
  customer_id uuid not null constraint service_customer_fkey references party,
  customer_kind text not null check (customer_kind in ('firm', 'other', 'unknown')),
  audience text not null check (audience in ('external', 'internal')),
  session_id uuid constraint service_session_fkey references usage_session,
  occupancy_id uuid constraint service_occupancy_fkey references occupancy,
  record_no text,
  fingerprint text,
  import_hash text,
  effective_on date not null,
  starts_at timestamptz,
  ends_at timestamptz,
  seconds bigint not null check (seconds >= 0),
  sample_count integer not null check (sample_count >= 0),
  fen bigint not null check (fen >= 0),
  hours_kind text not null check (hours_kind in ('metered', 'declared')),
  source text not null check (source in ('live', 'meter', 'declared', 'imported')),
  price_id uuid constraint service_price_fkey references price,
  price_parts jsonb not null default '[]',
  invoice_no text,
  invoiced_fen bigint not null default 0 check (invoiced_fen >= 0),
  content text not null default '',
  correction_reason text not null default '',
  recorded_by uuid,
  is_example boolean not null default false,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz,
  superseded_by uuid,
  void_reason text not null default '',
  -- An imported record is known again by its institution's own number or, where it has none, by what it says.
  constraint service_known_again check (record_no is null or fingerprint is null),
  constraint service_invoice check (invoice_no is not null or invoiced_fen = 0)
);
-- One standing row per service, per session, per number an institution gave its own record, per record without a number.
create unique index service_current on service (service_no) where superseded_at is null;
create unique index service_session_key on service (session_id) where superseded_at is null and session_id is not null;
create unique index service_record_no_key on service (institution_id, record_no) where superseded_at is null and record_no is not null;
create unique index service_fingerprint_key on service (institution_id, fingerprint) where superseded_at is null and fingerprint is not null;
-- What was superseded stays findable: every version of a service, and records that were withdrawn and must not come back by a retry.
create index service_occupancy on service (occupancy_id) where occupancy_id is not null;
create index service_superseded on service (service_no) where superseded_at is not null;
create index service_record_no_superseded on service (institution_id, record_no) where superseded_at is not null and record_no is not null;
create index service_fingerprint_superseded on service (institution_id, fingerprint) where superseded_at is not null and fingerprint is not null;
create index service_institution on service (institution_id, effective_on);
create index service_recorded_here on service (institution_id, effective_on) where source <> 'imported';
create index service_customer on service (customer_id, effective_on);
create index service_effective_on on service (effective_on);

-- The times that an import's rows would take, while they are compared: rows of one file meet each other here before any is written.
create table service_import_time (
  run_id uuid not null constraint service_import_time_run_fkey references import_run on delete cascade,
  row_no integer not null,
  instrument_id uuid not null,
  lane smallint not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  constraint service_import_time_pkey primary key (run_id, row_no)
);
create index service_import_time_instrument on service_import_time (run_id, instrument_id);

-- A session that ended and could not be charged waits here, visibly, until it can.
create table charge_pending (
  session_id uuid constraint charge_pending_pkey primary key constraint charge_pending_session_fkey references usage_session,
  institution_id uuid not null constraint charge_pending_institution_fkey references organisation,
  reason text not null,
  recorded_at timestamptz not null default now(),
  settled_at timestamptz,
  settled_by uuid
);
create index charge_pending_open on charge_pending (institution_id, session_id) where settled_at is null;

create view report_service as
  select id, service_no, record_no, instrument_id, institution_id, customer_id, customer_kind, audience, effective_on, starts_at, ends_at, seconds, sample_count, fen, hours_kind, source, invoice_no, invoiced_fen, content, correction_reason, is_example, recorded_at, superseded_at
  from service;
