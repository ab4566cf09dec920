-- Which budget lines pay a programme's awards, each with its part of every instalment that falls due in the line's year.
create table programme_fund (
  programme_id uuid not null constraint programme_fund_programme_fkey references programme,
  fund_line_id uuid not null constraint programme_fund_line_fkey references fund_line,
  year integer not null,
  -- Ten-thousandths; those of a programme and a year come to 10,000 before anything is granted from them.
  basis_points integer not null check (basis_points between 1 and 10000),
  recorded_by uuid not null constraint programme_fund_recorded_by_fkey references person,
  recorded_at timestamptz not null default now(),
  constraint programme_fund_pkey primary key (programme_id, fund_line_id)
);

-- What a granted case is paid in all; its lines, whatever becomes of them, come to the same amount.
create table payment_plan (
  case_id uuid constraint payment_plan_pkey primary key constraint payment_plan_case_fkey references procedure_case,
  programme_id uuid not null constraint payment_plan_programme_fkey references programme,
  fen bigint not null check (fen > 0),
  stopped_on date,
  stopped_for text check (stopped_for in ('revoked', 'check_failed')),
  recorded_at timestamptz not null default now(),
  constraint payment_plan_stopped check ((stopped_on is null) = (stopped_for is null))
);
-- Who is paid, as things stand; a frozen list keeps what it was made with.
create table payee (
  case_id uuid constraint payee_pkey primary key constraint payee_plan_fkey references payment_plan,
  name_sealed text not null,
  account_sealed text not null,
  bank_sealed text not null,
  changed_at timestamptz not null
);
create table payment_line (
  id uuid constraint payment_line_pkey primary key,
  case_id uuid not null constraint payment_line_plan_fkey references payment_plan,
  number integer not null check (number > 0),
  fen bigint not null check (fen > 0),
  due_on date not null,
  needs_check boolean not null,
  checked_on date,
  -- Waiting until a budget of its year stands behind it; then its shares say where it stands.
  state text not null check (state in ('waiting', 'funded', 'stopped')),
  constraint payment_line_number unique (case_id, number)
);
create index payment_line_waiting on payment_line (due_on) where state = 'waiting';
-- What one budget line pays of one instalment, from its commitment on.
create table payment_share (
  id uuid constraint payment_share_pkey primary key,
  line_id uuid not null constraint payment_share_line_fkey references payment_line,
  fund_line_id uuid not null constraint payment_share_fund_fkey references fund_line,
  fen bigint not null check (fen > 0),
  hold_id uuid not null constraint payment_share_hold_fkey references hold,
  state text not null check (state in ('payable', 'listed', 'paid', 'stopped')),
  constraint payment_share_once unique (line_id, fund_line_id)
);
create index payment_share_fund on payment_share (fund_line_id, state);

-- A list that went to the treasury or the bank: frozen when it is made.
create table payment_list (
  id uuid constraint payment_list_pkey primary key,
  list_no text not null constraint payment_list_no unique,
  holder_id uuid not null constraint payment_list_holder_fkey references organisation,
  fen bigint not null,
  item_count integer not null check (item_count > 0),
  digest text not null,
  made_by uuid not null constraint payment_list_made_by_fkey references person,
  frozen_at timestamptz not null
);
create index payment_list_holder on payment_list (holder_id, id);
create trigger payment_list_immutable before update or delete or truncate on payment_list for each statement execute function refuse_change();
create table payment_item (
  id uuid constraint payment_item_pkey primary key,
  list_id uuid not null constraint payment_item_list_fkey references payment_list,
  number integer not null check (number > 0),
  share_id uuid not null constraint payment_item_share_fkey references payment_share,
  fen bigint not null check (fen > 0),
  name_sealed text not null,
  account_sealed text not null,
  account_key text not null,
  bank_sealed text not null,
  state text not null default 'sent' check (state in ('sent', 'paid', 'returned')),
  settled_on date,
  reference text,
  reason text,
  settled_by uuid constraint payment_item_settled_by_fkey references person,
  settled_at timestamptz,
  constraint payment_item_number unique (list_id, number),
  constraint payment_item_settled check ((state = 'sent') = (settled_on is null))
);
-- Nothing is sent while it is under way, nor after it was paid.
create unique index payment_item_once on payment_item (share_id) where state in ('sent', 'paid');

-- What was paid and must come back.
create table payment_claim (
  id uuid constraint payment_claim_pkey primary key,
  share_id uuid not null constraint payment_claim_share unique constraint payment_claim_share_fkey references payment_share,
  fen bigint not null check (fen > 0),
  recovered_fen bigint not null default 0,
  raised_on date not null,
  constraint payment_claim_recovered check (recovered_fen between 0 and fen)
);
create table payment_recovery (
  id uuid constraint payment_recovery_pkey primary key,
  claim_id uuid not null constraint payment_recovery_claim_fkey references payment_claim,
  fen bigint not null check (fen > 0),
  received_on date not null,
  reference text not null,
  recorded_by uuid not null constraint payment_recovery_recorded_by_fkey references person,
  recorded_at timestamptz not null default now()
);
create index payment_recovery_claim on payment_recovery (claim_id);
create trigger payment_recovery_immutable before update or delete or truncate on payment_recovery for each statement execute function refuse_change();
