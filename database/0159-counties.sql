-- What became of each group of a programme that is closed: how many tasks its plans held, how many of them were done, and what the province says of it.
create table county_guide_finding (
  guide_code text not null constraint county_guide_finding_closing_fkey references county_guide_closing,
  group_code text not null,
  task_count integer not null check (task_count >= 0),
  done_count integer not null check (done_count between 0 and task_count),
  finding text not null default '',
  constraint county_guide_finding_pkey primary key (guide_code, group_code),
  constraint county_guide_finding_group_fkey foreign key (guide_code, group_code) references county_guide_group (guide_code, code)
);
