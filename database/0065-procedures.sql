-- Who acts for whom while somebody is away: from a day to a day, both included, of one procedure or of all. One at a time stands in.
create table delegation (
  id uuid constraint delegation_pkey primary key,
  from_id uuid not null constraint delegation_from_fkey references person,
  to_id uuid not null constraint delegation_to_fkey references person,
  procedure_code text,
  first_on date not null,
  last_on date not null,
  reason text not null,
  given_at timestamptz not null default now(),
  revoked_at timestamptz,
  constraint delegation_days check (last_on >= first_on),
  constraint delegation_other check (from_id <> to_id),
  constraint delegation_once exclude using gist (
    from_id with =, (coalesce(procedure_code, '')) with =, daterange(first_on, last_on, '[]') with &&
  ) where (revoked_at is null)
);
create index delegation_to on delegation (to_id, last_on) where revoked_at is null;
create index delegation_from on delegation (from_id, given_at);
