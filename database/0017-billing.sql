-- When a service was invoiced, and what was received for it: a new version each time, like any other change of a record.
alter table service
  add column invoiced_on date,
  add column received_fen bigint not null default 0,
  add column received_on date,
  add constraint service_invoice_day check (invoiced_on is null or invoice_no is not null),
  add constraint service_received check (received_fen between 0 and fen),
  add constraint service_received_day check ((received_fen = 0) = (received_on is null));

create or replace view report_service as
  select id, service_no, record_no, instrument_id, institution_id, customer_id, customer_kind, audience, effective_on, starts_at, ends_at, seconds, sample_count, fen, hours_kind, source, invoice_no, invoiced_fen, content, correction_reason, is_example, recorded_at, superseded_at,
    invoiced_on, received_fen, received_on
  from service;
