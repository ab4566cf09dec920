-- Money given for a purpose: a budget line with its source, its year and its holder. In the book it stands as the other side of the
-- holder's accounts, so that every line has accounts of its own.
alter table party drop constraint party_kind_check;
alter table party add constraint party_kind_check check (kind in ('organisation', 'name', 'fund'));

alter table account drop constraint account_purpose_check;
alter table account add constraint account_purpose_check check (purpose in ('receivable', 'service_income', 'time_given', 'time_used',
  'samples_given', 'samples_tested', 'spending', 'funding', 'appropriation', 'returned', 'recovered'));
alter table ledger_transaction drop constraint ledger_transaction_kind_check;
alter table ledger_transaction add constraint ledger_transaction_kind_check check (kind in ('service', 'funding', 'reversal', 'payment', 'recovery'));

create table fund_line (
  id uuid constraint fund_line_pkey primary key constraint fund_line_party_fkey references party,
  holder_id uuid not null constraint fund_line_holder_fkey references organisation,
  source text not null check (source in ('central', 'province', 'city', 'county', 'own')),
  budget_code text not null check (budget_code <> ''),
  year integer not null check (year between 1990 and 2199),
  title text not null check (title <> ''),
  recorded_by uuid not null constraint fund_line_recorded_by_fkey references person,
  recorded_at timestamptz not null default now(),
  constraint fund_line_code unique (holder_id, year, budget_code)
);

-- What a line was given, or what was taken from it again, by a document. The limit of its spending is the sum.
create table fund_appropriation (
  id uuid constraint fund_appropriation_pkey primary key,
  fund_line_id uuid not null constraint fund_appropriation_line_fkey references fund_line,
  fen bigint not null check (fen <> 0),
  document_no text not null check (document_no <> ''),
  appropriated_on date not null,
  recorded_by uuid not null constraint fund_appropriation_recorded_by_fkey references person,
  recorded_at timestamptz not null default now()
);
create index fund_appropriation_line on fund_appropriation (fund_line_id);
create trigger fund_appropriation_immutable before update or delete or truncate on fund_appropriation for each statement execute function refuse_change();

-- A budget line as the book has it, for those who pay from it.
create view report_fund as
  select f.id, f.holder_id, f.year, l.limit_amount, l.posted_amount, l.held_amount,
    coalesce((select sum(p.fen) from fund_appropriation p where p.fund_line_id = f.id), 0)::bigint as appropriated_amount
  from fund_line f join account a on a.owner_id = f.holder_id and a.counterparty_id = f.id and a.purpose = 'spending' and a.commodity = 'CNY'
    join account_limit l on l.account_id = a.id;
