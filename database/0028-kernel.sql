-- A document that a person uploaded for something they do: an application's material, a contract, a report. The slice whose thing it
-- belongs to says who may read it. Bytes lie in the file store, once for all that are equal.
create table attachment (
  id uuid constraint attachment_pkey primary key,
  digest text not null constraint attachment_digest_fkey references file,
  size_bytes bigint not null check (size_bytes > 0),
  -- Told by the content, never by the name.
  media_type text not null,
  -- As given. People write names and numbers into the names of files.
  file_name_sealed text not null,
  owner_organisation_id uuid,
  uploaded_by uuid not null,
  purpose text not null check (purpose ~ '^[a-z][a-z_]{0,39}$'),
  state text not null check (state in ('waiting', 'clean', 'refused', 'unscanned')),
  uploaded_at timestamptz not null,
  scanned_at timestamptz,
  -- What it belongs to, once a slice has taken it; until then it goes after some days.
  subject_id uuid,
  attached_at timestamptz,
  recorded_at timestamptz not null default now(),
  constraint attachment_scanned check ((scanned_at is not null) = (state in ('clean', 'refused'))),
  constraint attachment_taken check ((subject_id is not null) = (attached_at is not null)),
  constraint attachment_taken_safe check (attached_at is null or state in ('clean', 'unscanned'))
);
create index attachment_digest on attachment (digest);
create index attachment_uploaded on attachment (uploaded_by, uploaded_at);
create index attachment_subject on attachment (subject_id) where subject_id is not null;
create index attachment_loose on attachment (uploaded_at) where attached_at is null;
