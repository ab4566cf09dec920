-- Instruments that need not be shared, by the case that excused them; both days are included.
create table sharing_exemption (
  case_id uuid constraint sharing_exemption_pkey primary key,
  instrument_id uuid not null constraint sharing_exemption_instrument_fkey references instrument,
  first_on date not null,
  last_on date,
  ground text not null,
  constraint sharing_exemption_days check (last_on is null or last_on >= first_on)
);
create index sharing_exemption_instrument on sharing_exemption (instrument_id);
