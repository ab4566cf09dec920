-- What was given, or paid, before this platform, as lists with their documents say: one row for each line that came in. Whose it is stays
-- open until an account with that number and name is known, or an office grants a case under that number; nothing is ever paid for it here.
create table earlier_grant (
  id uuid constraint earlier_grant_pkey primary key,
  kind text not null check (kind in ('class', 'card', 'payment')),
  procedure_code text not null,
  level text,
  -- As written on the paper of that time; '' for none.
  grant_no text not null,
  fen bigint check (fen > 0),
  first_on date not null,
  last_on date check (last_on >= first_on),
  document_no text not null check (document_no <> ''),
  document_on date not null,
  division_code text not null constraint earlier_grant_division_fkey references division,
  name_sealed text not null,
  id_sealed text not null,
  id_key text not null,
  person_id uuid constraint earlier_grant_person_fkey references person,
  claimed_at timestamptz,
  recorded_by uuid not null constraint earlier_grant_recorded_by_fkey references person,
  recorded_at timestamptz not null default now(),
  constraint earlier_grant_told check ((kind = 'payment') = (fen is not null) and (kind = 'payment') = (level is null)),
  constraint earlier_grant_claimed check ((person_id is null) = (claimed_at is null))
);
create unique index earlier_grant_once on earlier_grant (id_key, kind, first_on, grant_no);
create unique index earlier_grant_card on earlier_grant (grant_no) where kind = 'card';
create index earlier_grant_person on earlier_grant (person_id) where person_id is not null;
create index earlier_grant_division on earlier_grant (division_code);
create index earlier_grant_recorder on earlier_grant (recorded_by);

-- An award comes of a case, or was given before and came in with its document.
alter table award alter column case_id drop not null;
alter table award add column earlier_id uuid constraint award_earlier_fkey references earlier_grant;
alter table award add constraint award_origin check ((case_id is null) <> (earlier_id is null));
create index award_earlier on award (earlier_id) where earlier_id is not null;
