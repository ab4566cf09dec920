-- Who rated which institution's tests, for whoever checks that nobody rates their own.
create view report_rating as
  select o.id, o.number, t.instrument_id, t.organisation_id, o.stars, o.rated_at
  from test_order o join test_request t on t.id = o.id where o.stars is not null;
