-- What a person was told: by a kind that its slice declares, with ids and plain values, never a name or a word of a person.
create table notice (
  id uuid constraint notice_pkey primary key,
  person_id uuid not null constraint notice_person_fkey references person,
  kind text not null,
  params jsonb not null default '{}',
  link text not null check (link ~ '^/'),
  recorded_at timestamptz not null default now(),
  read_at timestamptz,
  -- When it is due in mail; null when it is for the inbox alone, or was sent.
  mail_due_at timestamptz,
  mailed_at timestamptz
);
create index notice_person on notice (person_id, recorded_at, id);
create index notice_unread on notice (person_id) where read_at is null;
create index notice_mail_due on notice (mail_due_at) where mail_due_at is not null;

-- How a person wants to hear of one category; without a row as the product has it.
create table notice_preference (
  person_id uuid not null constraint notice_preference_person_fkey references person,
  category text not null,
  delivery text not null check (delivery in ('inbox', 'mail', 'digest')),
  recorded_at timestamptz not null default now(),
  constraint notice_preference_pkey primary key (person_id, category)
);

-- Hours of the day in Asia/Shanghai in which a person wants no mail; from 22:00 to 07:00 goes over midnight.
create table quiet_hours (
  person_id uuid constraint quiet_hours_pkey primary key constraint quiet_hours_person_fkey references person,
  from_minute integer not null check (from_minute between 0 and 1439),
  to_minute integer not null check (to_minute between 0 and 1439),
  recorded_at timestamptz not null default now(),
  constraint quiet_hours_some check (from_minute <> to_minute)
);
