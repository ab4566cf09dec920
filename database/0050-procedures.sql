-- The division whose office had the review: whose fees they are to list.
alter table review_seat add column office_division text constraint review_seat_office_fkey references division;
update review_seat s set office_division = e.division_code from expert e where e.id = s.expert_id;
alter table review_seat alter column office_division set not null;
create index review_seat_fee on review_seat (office_division, id) where handed_in_at is not null and fee_fen > 0;

-- How income from personal services is taxed before it is paid, from a day on, by the document that says so.
create table remuneration_tax (
  valid_from date constraint remuneration_tax_pkey primary key,
  document_no text not null,
  -- What one payment of at most the limit is reduced by; a larger one by ten-thousandths of itself.
  small_limit_fen bigint not null,
  small_deduction_fen bigint not null,
  deduction_basis_points integer not null check (deduction_basis_points between 0 and 10000),
  -- Bands in their order: up to what is left after the deduction (null without end), the rate, and what is taken off.
  bands jsonb not null
);

-- A list of experts' fees that went to an organisation's finance: frozen when it is made.
create table review_fee_list (
  id uuid constraint review_fee_list_pkey primary key,
  list_no text not null constraint review_fee_list_no unique,
  division_code text not null constraint review_fee_list_division_fkey references division,
  holder_id uuid not null constraint review_fee_list_holder_fkey references organisation,
  -- '2026-03': what one payer pays one person in a month is taxed together.
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  gross_fen bigint not null,
  tax_fen bigint not null,
  item_count integer not null check (item_count > 0),
  tax_document_no text not null,
  digest text not null,
  made_by uuid not null constraint review_fee_list_made_by_fkey references person,
  frozen_at timestamptz not null
);
create index review_fee_list_holder on review_fee_list (holder_id, id);
create index review_fee_list_division on review_fee_list (division_code, id);
create trigger review_fee_list_immutable before update or delete or truncate on review_fee_list for each statement execute function refuse_change();
create table review_fee_item (
  id uuid constraint review_fee_item_pkey primary key,
  list_id uuid not null constraint review_fee_item_list_fkey references review_fee_list,
  number integer not null check (number > 0),
  person_id uuid not null constraint review_fee_item_person_fkey references person,
  gross_fen bigint not null check (gross_fen > 0),
  tax_fen bigint not null check (tax_fen >= 0 and tax_fen < gross_fen),
  name_sealed text not null,
  id_sealed text not null,
  account_sealed text not null,
  account_key text not null,
  constraint review_fee_item_number unique (list_id, number)
);
create index review_fee_item_person on review_fee_item (person_id, list_id);
-- Each seat is paid once.
create table review_fee_seat (
  seat_id uuid constraint review_fee_seat_pkey primary key constraint review_fee_seat_seat_fkey references review_seat,
  item_id uuid not null constraint review_fee_seat_item_fkey references review_fee_item
);
create index review_fee_seat_item on review_fee_seat (item_id);
create trigger review_fee_seat_immutable before update or delete or truncate on review_fee_seat for each statement execute function refuse_change();
create table review_fee_payment (
  list_id uuid constraint review_fee_payment_pkey primary key constraint review_fee_payment_list_fkey references review_fee_list,
  paid_on date not null,
  reference text not null,
  recorded_by uuid not null constraint review_fee_payment_recorded_by_fkey references person,
  recorded_at timestamptz not null default now()
);
create trigger review_fee_payment_immutable before update or delete or truncate on review_fee_payment for each statement execute function refuse_change();
