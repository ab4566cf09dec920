-- What a version says otherwise than its declaration, the items by which it recognises, and what it was tried on before it was published.
alter table procedure_version
  add column texts jsonb not null default '{}',
  add column standard jsonb not null default '[]',
  add column tried_from date,
  add column tried_to date,
  add column tried_cases integer,
  add column tried_changed integer,
  add constraint procedure_version_tried check (num_nulls(tried_from, tried_to, tried_cases, tried_changed) in (0, 4));
