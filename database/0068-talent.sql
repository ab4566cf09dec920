-- A card that was given before this platform is used like any other, and stands on no case.
alter table card_use alter column case_id drop not null;
alter table card_use add column earlier_id uuid constraint card_use_earlier_fkey references earlier_grant;
alter table card_use add constraint card_use_origin check ((case_id is null) <> (earlier_id is null));
create index card_use_earlier on card_use (earlier_id) where earlier_id is not null;
