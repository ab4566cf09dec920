-- Exclusion over (instrument, lane, time) needs equality inside a GiST index.
create extension if not exists btree_gist;

-- What was answered to a request that carried an Idempotency-Key: a retry gets the same answer and changes nothing.
create table idempotency (
  actor_id uuid not null,
  key text not null check (length(key) between 1 and 200),
  operation text not null,
  request_hash text not null,
  status integer,
  body jsonb,
  recorded_at timestamptz not null default now(),
  constraint idempotency_pkey primary key (actor_id, key)
);
create index idempotency_recorded_at on idempotency (recorded_at);

-- News of one slice for later ones; the listeners ran in the same transaction as this row.
create table event (
  id uuid constraint event_pkey primary key,
  name text not null,
  payload jsonb not null,
  recorded_at timestamptz not null default now()
);
create index event_recorded_at on event (recorded_at);

-- A job whose effect is in the database: this row commits with the effect, so a second run finds it done.
create table job_done (
  job_id uuid constraint job_done_pkey primary key,
  name text not null,
  recorded_at timestamptz not null default now()
);

-- Bytes live in DATA_DIR by their SHA-256; rows say what they are.
create table file (
  hash text constraint file_pkey primary key check (hash ~ '^[0-9a-f]{64}$'),
  byte_count bigint not null check (byte_count >= 0),
  media_type text not null,
  file_name text not null,
  stored_by uuid,
  recorded_at timestamptz not null default now()
);

-- One reading of one file: staged row by row, previewed, then applied; applying it twice changes nothing.
create table import_run (
  id uuid constraint import_run_pkey primary key,
  kind text not null,
  scope_id uuid not null,
  source_key text not null,
  file_hash text not null constraint import_run_file_fkey references file,
  file_name text not null,
  state text not null check (state in ('opening', 'mapping', 'reading', 'previewed', 'applying', 'applied', 'failed')),
  sheet_names jsonb not null default '[]',
  headers jsonb not null default '[]',
  header_row_no integer,
  sample jsonb not null default '[]',
  mapping jsonb not null default '[]',
  options jsonb not null default '{}',
  rows_read bigint not null default 0,
  percent smallint not null default 0 check (percent between 0 and 100),
  rows_applied bigint not null default 0,
  applied_through integer not null default 0,
  counts jsonb not null default '{}',
  failure jsonb,
  mend_csv_hash text constraint import_run_mend_csv_fkey references file,
  mend_xlsx_hash text constraint import_run_mend_xlsx_fkey references file,
  -- Null for the machine's administrator at the command line.
  started_by uuid,
  recorded_at timestamptz not null default now(),
  finished_at timestamptz
);
create index import_run_scope on import_run (kind, scope_id, id);
-- Two catalogues of one institution are not written at once.
create unique index import_run_one_applying on import_run (kind, scope_id) where state = 'applying';

-- Rows go in by their number: those up to import_run.applied_through are done, so that none is marked one by one.
create table import_row (
  run_id uuid not null constraint import_row_run_fkey references import_run on delete cascade,
  row_no integer not null,
  outcome text not null check (outcome in ('new', 'changed', 'unchanged', 'duplicate', 'refused')),
  key text,
  likeness text,
  target_id uuid,
  -- Kept and given back, never looked into: json as it was written.
  given json not null,
  understood json,
  reasons jsonb not null default '[]',
  changes jsonb,
  is_accepted boolean not null default false,
  constraint import_row_pkey primary key (run_id, row_no)
);
create index import_row_outcome on import_row (run_id, outcome, row_no);

-- The columns of a source as its officer confirmed them last time.
create table import_mapping (
  kind text not null,
  scope_id uuid not null,
  source_key text not null,
  mapping jsonb not null,
  options jsonb not null default '{}',
  confirmed_by uuid,
  confirmed_at timestamptz not null default now(),
  constraint import_mapping_pkey primary key (kind, scope_id, source_key)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% rows are never changed or deleted', tg_table_name using errcode = 'restrict_violation', constraint = tg_table_name || '_immutable';
end $$;
