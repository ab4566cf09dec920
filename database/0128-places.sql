-- A source may tell a zone's residents that it counted in the zone's host already: they are shown and not added again.
alter table population add column is_within_host boolean not null default false;
