-- A division whose code changed is a new row; old data keep the old code, and whoever asks by either finds both.
create table division_move (
  old_code text not null constraint division_move_old_fkey references division,
  new_code text not null constraint division_move_new_fkey references division,
  moved_on date not null,
  source text not null,
  constraint division_move_pkey primary key (old_code, new_code),
  constraint division_move_differs check (old_code <> new_code)
);
create index division_move_new on division_move (new_code);

-- Residents of every place that a census counted by itself: divisions, and zones inside them that it counted apart.
create table population (
  place_code text not null check (place_code ~ '^[0-9]{6}$'),
  counted_on date not null,
  persons bigint not null check (persons >= 0),
  source text not null,
  recorded_at timestamptz not null default now(),
  constraint population_pkey primary key (place_code, counted_on)
);
