-- An address at which a calendar program reads what somebody booked, or what one instrument is taken by. Its secret stands here as a hash.
create table calendar_feed (
  id uuid constraint calendar_feed_pkey primary key,
  secret_hash text not null constraint calendar_feed_secret_hash_key unique,
  person_id uuid not null constraint calendar_feed_person_fkey references person,
  -- Nothing for one's own bookings.
  instrument_id uuid constraint calendar_feed_instrument_fkey references instrument,
  language text not null constraint calendar_feed_language check (language in ('zh', 'en')),
  last_read_at timestamptz,
  recorded_at timestamptz not null,
  ended_at timestamptz
);
create index calendar_feed_person on calendar_feed (person_id) where ended_at is null;
