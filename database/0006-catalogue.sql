create table instrument_class (
  code text constraint instrument_class_pkey primary key check (code ~ '^[0-9]{2,6}$'),
  name_zh text not null,
  name_en text not null,
  parent_code text constraint instrument_class_parent_fkey references instrument_class,
  source text not null
);

-- The row that writers queue on; what is said of the instrument stands in its versions.
create table instrument (
  id uuid constraint instrument_pkey primary key,
  institution_id uuid not null constraint instrument_institution_fkey references organisation,
  inner_code text not null check (length(inner_code) between 1 and 100),
  lane_count smallint not null default 1 check (lane_count between 1 and 100),
  is_example boolean not null default false,
  recorded_at timestamptz not null default now(),
  constraint instrument_inner_code_key unique (institution_id, inner_code)
);

create table instrument_version (
  id uuid constraint instrument_version_pkey primary key,
  instrument_id uuid not null constraint instrument_version_instrument_fkey references instrument,
  name_zh text not null,
  name_en text not null default '',
  model text not null default '',
  manufacturer text not null default '',
  country text not null default '',
  class_code text constraint instrument_version_class_fkey references instrument_class,
  -- The six digits an institution gave, where they are finer than the classes known here.
  class_item_code text not null default '',
  school_class_code text not null default '',
  serial_no text not null default '',
  kind text not null default 'general' check (kind in ('general', 'special')),
  worth_fen bigint check (worth_fen >= 0),
  started_on date,
  listed_on date,
  delisted_on date,
  state text not null check (state in ('draft', 'online', 'out_of_service', 'retired')),
  division_code text constraint instrument_version_division_fkey references division,
  place text not null default '',
  function_text text not null default '',
  technical_text text not null default '',
  service_text text not null default '',
  standards text not null default '',
  -- What the institution publishes as its reference charges 参考收费标准, in its own words; the price in force is prices'.
  fee_text text not null default '',
  seals text[] not null default '{}',
  source text not null,
  import_run_id uuid,
  content_hash text not null,
  -- Serial number, or name, model, maker and first day, in one comparable text: equal ones may be one instrument under two numbers.
  likeness text not null default '',
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz,
  constraint instrument_version_days check (delisted_on is null or delisted_on >= listed_on)
);
create unique index instrument_version_current on instrument_version (instrument_id) where superseded_at is null;
create index instrument_version_likeness on instrument_version (likeness) where superseded_at is null;
create index instrument_version_history on instrument_version (instrument_id, recorded_at);

-- Other words for the same thing, each with where it comes from. `same` holds both ways; `use` leads one way, from what people type
-- to what instruments are called, and `means` may then be several words that must all be there. The normal forms are compared.
create table synonym (
  term text not null,
  means text not null,
  relation text not null check (relation in ('same', 'use')),
  source text not null,
  normal_term text not null,
  normal_means text not null,
  constraint synonym_pkey primary key (term, means)
);
create index synonym_normal_term on synonym (normal_term);
create index synonym_normal_means on synonym (normal_means) where relation = 'same';

-- Words that a mistyped query may have meant: terms, makers, models and names, with their sound and their spellings less one letter.
create table search_word (
  word text constraint search_word_pkey primary key,
  shown text not null,
  origin text not null check (origin in ('term', 'maker', 'model', 'name')),
  sound text not null,
  spellings text[] not null
);
create index search_word_sound on search_word (sound);
create index search_word_spellings on search_word using gin (spellings);

-- How many instruments a token of the search index stands in; counted by a job, for weighing words against each other.
create table search_token (
  token text constraint search_token_pkey primary key,
  instrument_count integer not null
);

-- What search looks in, made by the application from the version named here; names in their normal form are for ranking. The prices
-- are told by a later slice. Rows stay narrow, for ranking reads thousands: the vector is kept beside them.
create table instrument_search (
  instrument_id uuid constraint instrument_search_pkey primary key constraint instrument_search_instrument_fkey references instrument on delete cascade,
  version_id uuid not null,
  terms tsvector not null,
  institution_id uuid not null,
  class_code text,
  division_code text,
  state text not null,
  name_normal text not null,
  model_normal text not null,
  maker_normal text not null,
  name_sound text not null,
  hour_fen bigint,
  sample_fen bigint,
  is_on_request boolean not null default true
) with (toast_tuple_target = 128);
alter table instrument_search
  alter column name_normal set storage main, alter column model_normal set storage main,
  alter column maker_normal set storage main, alter column name_sound set storage main;
-- The list of what is not yet merged is read by every search: it stays short.
create index instrument_search_terms on instrument_search using gin (terms) with (gin_pending_list_limit = 1024);
create index instrument_search_belonging on instrument_search (institution_id, class_code, division_code, state);
create index instrument_search_name on instrument_search (name_sound, instrument_id);
create index instrument_search_hour on instrument_search (coalesce(hour_fen, 9007199254740991), instrument_id);
create index instrument_search_sample on instrument_search (coalesce(sample_fen, 9007199254740991), instrument_id);

create view report_instrument as
  select i.id, i.institution_id, i.inner_code, i.lane_count, i.is_example, v.name_zh, v.name_en, v.model, v.manufacturer, v.class_code, v.worth_fen, v.started_on, v.listed_on, v.delisted_on, v.state, v.division_code, v.place, v.recorded_at, v.superseded_at
  from instrument i join instrument_version v on v.instrument_id = i.id;
