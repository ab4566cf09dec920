-- A price in force: per hour, per sample, or on request (面议); superseded, never changed.
create table price (
  id uuid constraint price_pkey primary key,
  instrument_id uuid not null constraint price_instrument_fkey references instrument,
  basis text not null check (basis in ('hour', 'sample', 'on_request')),
  fen bigint check (fen >= 0),
  valid_from date not null,
  valid_to date,
  document_no text not null default '',
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz,
  constraint price_amount check ((basis = 'on_request') = (fen is null)),
  constraint price_days check (valid_to is null or valid_to > valid_from),
  constraint price_no_overlap exclude using gist (instrument_id with =, basis with =, daterange(valid_from, valid_to) with &&) where (superseded_at is null)
);
create index price_instrument on price (instrument_id) where superseded_at is null;

create view report_price as select id, instrument_id, basis, fen, valid_from, valid_to, document_no, recorded_at, superseded_at from price;
