-- Signed deltas, written with what they count; a month, a scope, a customer, the moment of recording.
create table rollup_delta (
  id bigint generated always as identity constraint rollup_delta_pkey primary key,
  rollup text not null,
  scope_id uuid not null,
  effective_month date not null check (extract(day from effective_month) = 1),
  customer_id uuid not null,
  customer_kind text not null check (customer_kind in ('firm', 'other', 'unknown')),
  audience text not null check (audience in ('external', 'internal')),
  record_count bigint not null,
  seconds bigint not null,
  accrued_fen bigint not null,
  invoiced_fen bigint not null default 0,
  received_fen bigint not null default 0,
  recorded_at timestamptz not null default now()
);
-- One index answers a period as known at a moment, the other finds what is to be folded.
create index rollup_delta_effective_month on rollup_delta (rollup, effective_month, recorded_at);
create index rollup_delta_recorded_at on rollup_delta (rollup, recorded_at);
create trigger rollup_delta_immutable before update or delete or truncate on rollup_delta for each statement execute function refuse_change();

-- Sums of deltas by month and, so that a year is read in one step, by year.
create table rollup_fold (
  rollup text not null,
  -- 'whole' is a year of a customer at all institutions, under the nil scope.
  grain text not null check (grain in ('month', 'year', 'whole')),
  period_from date not null,
  scope_id uuid not null,
  customer_id uuid not null,
  customer_kind text not null,
  audience text not null,
  record_count bigint not null,
  seconds bigint not null,
  accrued_fen bigint not null,
  invoiced_fen bigint not null,
  received_fen bigint not null,
  constraint rollup_fold_pkey primary key (rollup, grain, period_from, scope_id, customer_id, customer_kind, audience)
-- Folds only move sums: with room on the page they touch no index.
) with (fillfactor = 70);
create index rollup_fold_customer on rollup_fold (rollup, grain, period_from, customer_id, scope_id);
-- Every delta recorded up to here is in the fold; later ones are the tail.
create table rollup_watermark (
  rollup text constraint rollup_watermark_pkey primary key,
  folded_through timestamptz not null
);

-- A count carried over from before the platform kept records, with where it came from.
create table opening_count (
  id uuid constraint opening_count_pkey primary key,
  figure text not null,
  value bigint not null,
  counted_on date not null,
  source text not null,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz
);
create unique index opening_count_current on opening_count (figure) where superseded_at is null;

-- Page visits by hour, and nothing about who: no address, no cookie, no agent. Slots spread the lock.
create table visit_count (
  hour timestamptz not null,
  slot smallint not null,
  visits bigint not null,
  constraint visit_count_pkey primary key (hour, slot)
);

-- The sums of a whole year by institution and, under the nil scope, of all: what a fold leaves behind, so that a statement adds up
-- only what has changed since. Customers are counted distinct, names as they were settled at the fold.
create table rollup_total (
  rollup text not null,
  year_from date not null,
  scope_id uuid not null,
  record_count bigint not null,
  internal_record_count bigint not null,
  external_seconds bigint not null,
  internal_seconds bigint not null,
  accrued_fen bigint not null,
  internal_accrued_fen bigint not null,
  invoiced_fen bigint not null,
  received_fen bigint not null,
  unit_count bigint not null,
  firm_count bigint not null,
  firm_record_count bigint not null,
  firm_seconds bigint not null,
  firm_accrued_fen bigint not null,
  firm_invoiced_fen bigint not null,
  firm_received_fen bigint not null,
  unresolved_count bigint not null,
  unresolved_record_count bigint not null,
  unresolved_seconds bigint not null,
  unresolved_accrued_fen bigint not null,
  constraint rollup_total_pkey primary key (rollup, year_from, scope_id)
);
