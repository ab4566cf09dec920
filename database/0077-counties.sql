-- Where a number comes from last year's return and whether the county stands by it; when a firmer number is due; what of a return sent back is wrong, cell by cell.
alter table indicator
  -- Stands unless it changed: what the return of the year before says is proposed again.
  add column carries boolean not null default false,
  -- Asked of nobody: it is there when the platform knows it.
  add column is_optional boolean not null default false;

alter table return_cell
  add column carried_from uuid constraint return_cell_carried_from_fkey references return_cell,
  add column is_confirmed boolean not null default true,
  -- The day on which the number that takes this one's place is expected, as its department says.
  add column expected_on date,
  add constraint return_cell_confirmed check (is_confirmed or carried_from is not null);

create table return_remark (
  act_id uuid not null constraint return_remark_act_fkey references return_act,
  code text not null,
  reason text not null,
  constraint return_remark_pkey primary key (act_id, code)
);
