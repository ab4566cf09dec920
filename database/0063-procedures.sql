-- Which offices were warned of a limit: once before it and once when it is there. A limit that moves is warned of anew.
create table case_warning (
  case_id uuid not null constraint case_warning_case_fkey references procedure_case,
  due_on date not null,
  kind text not null check (kind in ('soon', 'due')),
  recorded_at timestamptz not null default now(),
  constraint case_warning_pkey primary key (case_id, due_on, kind)
);
create index procedure_case_due on procedure_case (due_on, id) where status in ('open', 'appealed') and due_on is not null;
