-- The scan of a document by which lists from before this platform were given: one for all rows that name its number and day. A better scan
-- supersedes the one before; none is deleted.
create table earlier_document (
  id uuid constraint earlier_document_pkey primary key,
  document_no text not null check (document_no <> ''),
  document_on date not null,
  attachment_id uuid not null constraint earlier_document_attachment_fkey references attachment,
  recorded_by uuid not null constraint earlier_document_recorded_by_fkey references person,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz
);
create unique index earlier_document_current on earlier_document (document_no, document_on) where superseded_at is null;
create index earlier_document_recorder on earlier_document (recorded_by);
create index earlier_grant_document on earlier_grant (document_no, document_on);
