-- A letter to one address, from the transaction that wanted it until a mail server took it. What it says and to whom it goes
-- are personal: they stand sealed in one column, and are gone some time after the letter was taken or given up.
create table mail (
  id uuid constraint mail_pkey primary key,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'given_up')),
  content_sealed text,
  attempts integer not null default 0 check (attempts >= 0),
  -- When the next attempt is due; for one being sent, when it is taken for lost.
  due_at timestamptz not null,
  -- A code of the mail server or of the network, never its words: they may quote the address.
  last_failure text,
  recorded_at timestamptz not null default now(),
  ended_at timestamptz,
  constraint mail_ended check ((ended_at is not null) = (state in ('sent', 'given_up'))),
  constraint mail_content check (content_sealed is not null or ended_at is not null)
);
create index mail_due on mail (due_at) where state in ('waiting', 'sending');
create index mail_ended_at on mail (ended_at) where ended_at is not null and content_sealed is not null;
