-- Where commands come from, in rows that can be erased: the trail itself holds ids only.
create table audit_origin (
  id uuid constraint audit_origin_pkey primary key,
  address_sealed text,
  address_key text not null constraint audit_origin_address_key_key unique,
  recorded_at timestamptz not null default now()
);

alter table audit_record add column origin_id uuid;
create index audit_record_actor on audit_record (actor_id, recorded_at);
create index audit_record_target on audit_record (target_id, recorded_at) where target_id is not null;

-- A sealed stretch of the trail: every record from a moment to another, each by its hash, chained to the block before.
create table audit_block (
  number bigint constraint audit_block_pkey primary key,
  from_at timestamptz not null,
  to_at timestamptz not null,
  family text not null,
  record_ids uuid[] not null,
  record_hashes text[] not null,
  previous_hash text not null,
  hash text not null,
  -- A keyed hash of the block's hash: who has the database alone cannot write the chain anew.
  proof text not null,
  sealed_at timestamptz not null default now(),
  constraint audit_block_stretch check (from_at < to_at),
  constraint audit_block_records check (cardinality(record_ids) = cardinality(record_hashes) and cardinality(record_ids) > 0)
);
create trigger audit_block_immutable before update or delete or truncate on audit_block for each statement execute function refuse_change();

-- How long a kind of data is kept at the least, and by what rule; months of the calendar.
create table retention (
  kind text constraint retention_pkey primary key,
  keep_months integer not null check (keep_months >= 6),
  basis_zh text not null,
  basis_en text not null
);
-- Blocks whose records were deleted after their time; the block itself stays, so the chain holds.
create table audit_purge (
  block_number bigint constraint audit_purge_pkey primary key constraint audit_purge_block_fkey references audit_block,
  recorded_at timestamptz not null default now()
);

-- Records are never changed, and deleted only after the time that the rule names.
drop trigger audit_record_immutable on audit_record;
create trigger audit_record_immutable before update or truncate on audit_record for each statement execute function refuse_change();
create function refuse_early_purge() returns trigger language plpgsql as $$
begin
  if old.recorded_at >= now() - make_interval(months => coalesce((select keep_months from retention where kind = 'audit'), 1200)) then
    raise exception 'audit records are kept for their time' using errcode = 'restrict_violation', constraint = 'audit_record_immutable';
  end if;
  return old;
end $$;
create trigger audit_record_kept before delete on audit_record for each row execute function refuse_early_purge();
