-- The book. Amounts are whole numbers of the commodity's smallest unit; positive is debit, negative is credit.
create table commodity (
  code text constraint commodity_pkey primary key,
  name_zh text not null,
  name_en text not null,
  smallest_unit text not null
);
insert into commodity (code, name_zh, name_en, smallest_unit) values
  ('CNY', '人民币', 'Renminbi', 'fen'),
  ('TIME', '机时', 'Machine time', 'second'),
  ('SAMPLE', '样品', 'Samples', 'piece');

-- One account per owner, other side, purpose and commodity.
create table account (
  id uuid constraint account_pkey primary key,
  owner_id uuid not null constraint account_owner_fkey references party,
  counterparty_id uuid constraint account_counterparty_fkey references party,
  purpose text not null check (purpose in ('receivable', 'service_income', 'time_given', 'time_used', 'samples_given', 'samples_tested', 'spending', 'funding')),
  commodity text not null constraint account_commodity_fkey references commodity,
  recorded_at timestamptz not null default now(),
  constraint account_id_commodity_key unique (id, commodity)
);
create unique index account_identity_key on account (owner_id, coalesce(counterparty_id, '00000000-0000-0000-0000-000000000000'), purpose, commodity);

create table ledger_transaction (
  id uuid constraint ledger_transaction_pkey primary key,
  kind text not null check (kind in ('service', 'funding', 'reversal')),
  commodity text not null constraint ledger_transaction_commodity_fkey references commodity,
  effective_on date not null,
  service_id uuid,
  reverses_id uuid constraint ledger_transaction_reverses_key unique constraint ledger_transaction_reverses_fkey references ledger_transaction,
  recorded_at timestamptz not null default now(),
  constraint ledger_transaction_id_commodity_key unique (id, commodity),
  constraint ledger_transaction_reversal check ((kind = 'reversal') = (reverses_id is not null))
);
-- A service is posted once and reversed once in each commodity: a retry finds it done.
create unique index ledger_transaction_service_key on ledger_transaction (service_id, commodity, kind);
create index ledger_transaction_effective_on on ledger_transaction (effective_on, id);

create table ledger_entry (
  transaction_id uuid not null,
  line_no smallint not null,
  account_id uuid not null,
  commodity text not null,
  amount bigint not null constraint ledger_entry_amount check (amount <> 0),
  constraint ledger_entry_pkey primary key (transaction_id, line_no),
  constraint ledger_entry_transaction_fkey foreign key (transaction_id, commodity) references ledger_transaction (id, commodity),
  constraint ledger_entry_account_fkey foreign key (account_id, commodity) references account (id, commodity)
);
create index ledger_entry_account on ledger_entry (account_id);

-- All entries of a transaction arrive in one INSERT and sum to nothing.
create function ledger_entry_balance() returns trigger language plpgsql as $$
declare bad uuid;
begin
  select transaction_id into bad from arrived group by transaction_id having sum(amount) <> 0 limit 1;
  if found then
    raise exception 'transaction % does not balance', bad using errcode = 'check_violation', constraint = 'ledger_entry_balance';
  end if;
  -- Numbered 1 to n without a gap in this INSERT: with the primary key, none can have come before and none can come after.
  select transaction_id into bad from arrived group by transaction_id having min(line_no) <> 1 or max(line_no) <> count(*) limit 1;
  if found then
    raise exception 'the entries of transaction % did not arrive in one insert', bad using errcode = 'check_violation', constraint = 'ledger_entry_one_insert';
  end if;
  return null;
end $$;
create trigger ledger_entry_balance after insert on ledger_entry referencing new table as arrived for each statement execute function ledger_entry_balance();
create trigger ledger_entry_immutable before update or delete or truncate on ledger_entry for each statement execute function refuse_change();
create trigger ledger_transaction_immutable before update or delete or truncate on ledger_transaction for each statement execute function refuse_change();

-- A reversal mirrors its original: same commodity, service and effective day, every amount with the other sign.
create function ledger_reversal_mirrors() returns trigger language plpgsql as $$
declare bad uuid;
begin
  select t.id into bad
  from (select distinct transaction_id from arrived) a
  join ledger_transaction t on t.id = a.transaction_id and t.reverses_id is not null
  join ledger_transaction o on o.id = t.reverses_id
  where (t.commodity, t.effective_on) is distinct from (o.commodity, o.effective_on)
    or t.service_id is distinct from o.service_id
    or exists (
      (select account_id, -amount from ledger_entry where transaction_id = t.id except all select account_id, amount from ledger_entry where transaction_id = o.id)
      union all
      (select account_id, amount from ledger_entry where transaction_id = o.id except all select account_id, -amount from ledger_entry where transaction_id = t.id))
  limit 1;
  if found then
    raise exception 'reversal % does not mirror its original', bad using errcode = 'check_violation', constraint = 'ledger_reversal_mirrors';
  end if;
  return null;
end $$;
create trigger ledger_reversal_mirrors after insert on ledger_entry referencing new table as arrived for each statement execute function ledger_reversal_mirrors();

-- A closed month takes nothing more until it is re-opened; closing and re-opening both stay visible.
create table ledger_closing (
  id uuid constraint ledger_closing_pkey primary key,
  month date not null check (extract(day from month) = 1),
  closed_by uuid not null,
  recorded_at timestamptz not null default now(),
  reopened_at timestamptz,
  reopened_by uuid,
  reopening_reason text
);
create unique index ledger_closing_current on ledger_closing (month) where reopened_at is null;
-- Writers share a month, closing it wants it alone: nothing slips into a month while it is being closed.
create function ledger_month_lock_key(month date) returns bigint language sql immutable as $$
  select 771000000 + extract(year from month)::bigint * 12 + extract(month from month)::bigint
$$;
create function ledger_month_open() returns trigger language plpgsql as $$
declare bad date;
begin
  perform pg_advisory_xact_lock_shared(ledger_month_lock_key(month))
  from (select distinct date_trunc('month', effective_on)::date as month from arrived order by 1) a;
  select c.month into bad from ledger_closing c join (select distinct date_trunc('month', effective_on)::date as month from arrived) a using (month) where c.reopened_at is null limit 1;
  if found then
    raise exception 'the month % is closed', bad using errcode = 'check_violation', constraint = 'ledger_month_open', detail = bad::text;
  end if;
  return null;
end $$;
create trigger ledger_month_open after insert on ledger_transaction referencing new table as arrived for each statement execute function ledger_month_open();

-- Only accounts with a limit keep a balance row; it is what concurrent spenders queue on.
-- A hold is a promise and may not pass the limit. A service that took place is a fact: it is recorded even when it cost more
-- than was held for it, and then the next hold is refused.
create table account_limit (
  account_id uuid constraint account_limit_pkey primary key constraint account_limit_account_fkey references account,
  limit_amount bigint not null check (limit_amount >= 0),
  posted_amount bigint not null default 0,
  held_amount bigint not null default 0 check (held_amount >= 0)
);
create function account_limit_kept() returns trigger language plpgsql as $$
begin
  if new.held_amount > old.held_amount and new.posted_amount + new.held_amount > new.limit_amount then
    raise exception 'the limit of account % is reached', new.account_id using errcode = 'check_violation', constraint = 'account_limit_kept',
      detail = greatest(new.limit_amount - new.posted_amount - old.held_amount, 0)::text;
  end if;
  return new;
end $$;
create trigger account_limit_kept before update of held_amount on account_limit for each row execute function account_limit_kept();

-- Two-phase: a hold is pending until it is posted (in full or in part), voided or expired.
create table hold (
  id uuid constraint hold_pkey primary key,
  account_id uuid not null constraint hold_account_fkey references account,
  amount bigint not null check (amount >= 0),
  state text not null default 'pending' check (state in ('pending', 'posted', 'voided', 'expired')),
  posted_amount bigint check (posted_amount >= 0),
  transaction_id uuid constraint hold_transaction_fkey references ledger_transaction,
  expires_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  settled_at timestamptz,
  constraint hold_settled check ((state = 'pending') = (settled_at is null))
);
create index hold_pending on hold (expires_at) where state = 'pending';
create index hold_account on hold (account_id) where state = 'pending';

create view report_ledger as
  select t.id as transaction_id, t.kind, t.commodity, t.effective_on, t.service_id, t.reverses_id, t.recorded_at, e.line_no, e.amount, a.owner_id, a.counterparty_id, a.purpose
  from ledger_transaction t join ledger_entry e on e.transaction_id = t.id join account a on a.id = e.account_id;

create view report_hold as
  select h.id, h.account_id, a.owner_id, a.counterparty_id, h.amount, h.state, h.posted_amount, h.transaction_id, h.expires_at, h.recorded_at, h.settled_at
  from hold h join account a on a.id = h.account_id;
