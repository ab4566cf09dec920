-- A department without an account is asked for some cells of a return: by a printed letter, and by a link that is good once. Nothing personal.
create table data_request (
  id uuid constraint data_request_pkey primary key,
  return_id uuid not null constraint data_request_return_fkey references county_return,
  department text not null,
  codes text[] not null check (cardinality(codes) between 1 and 60),
  due_on date not null,
  -- The link's secret stands here as a hash; it is told once.
  secret_hash text not null constraint data_request_secret_hash_key unique,
  expires_at timestamptz not null,
  made_by uuid not null constraint data_request_made_by_fkey references person,
  made_at timestamptz not null,
  ended_at timestamptz,
  answered_at timestamptz,
  settled_at timestamptz
);
create index data_request_return on data_request (return_id, id);

-- What the department said of each cell; what the clerk took over, and what was left.
create table data_answer (
  request_id uuid not null constraint data_answer_request_fkey references data_request,
  code text not null,
  amount numeric,
  numerator numeric,
  denominator numeric,
  words text,
  is_taken boolean,
  constraint data_answer_pkey primary key (request_id, code)
);
