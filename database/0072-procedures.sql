-- A row that came in wrong is taken back, or another stands in its place: by whom, when and why stays with it, and it is never deleted.
alter table earlier_grant add column superseded_at timestamptz;
alter table earlier_grant add column superseded_by uuid constraint earlier_grant_superseded_by_fkey references person;
alter table earlier_grant add column reason_sealed text;
alter table earlier_grant add column replacement_id uuid constraint earlier_grant_replacement_id_fkey references earlier_grant;
alter table earlier_grant add constraint earlier_grant_superseded
  check ((superseded_at is null) = (superseded_by is null) and (superseded_at is null) = (reason_sealed is null)
    and (replacement_id is null or superseded_at is not null));
drop index earlier_grant_once;
drop index earlier_grant_card;
create unique index earlier_grant_once on earlier_grant (id_key, kind, first_on, grant_no) where superseded_at is null;
create unique index earlier_grant_card on earlier_grant (grant_no) where kind = 'card' and superseded_at is null;
create index earlier_grant_superseder on earlier_grant (superseded_by) where superseded_by is not null;
create index earlier_grant_replacement on earlier_grant (replacement_id) where replacement_id is not null;
-- Whatever came in is looked up by its number, also once it was taken back.
create index earlier_grant_key on earlier_grant (id_key);
