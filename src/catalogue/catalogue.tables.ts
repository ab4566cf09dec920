// Printed from database/*-catalogue*.sql by `npm run types`.
import type { ColumnType, Generated } from 'kysely'

export interface InstrumentTable {
  id: string
  institution_id: string
  inner_code: string
  lane_count: Generated<number>
  is_example: Generated<boolean>
  recorded_at: Generated<string>
}

export interface InstrumentAcceptanceTable {
  id: string
  instrument_id: string
  accepted_on: string
  is_duty_free: boolean
  declaration_no: Generated<string>
  item_no: Generated<string>
  released_on: string | null
  supervised_to: string | null
  recorded_by: string
  recorded_at: Generated<string>
  superseded_at: string | null
}

export interface InstrumentClassTable {
  code: string
  name_zh: string
  name_en: string
  parent_code: string | null
  source: string
}

export interface InstrumentGroupTable {
  id: string
  institution_id: string
  name_zh: string
  name_en: Generated<string>
  recorded_at: Generated<string>
}

export interface InstrumentGroupMemberTable {
  id: string
  group_id: string
  instrument_id: string
  recorded_at: Generated<string>
  superseded_at: string | null
}

export interface InstrumentIndicatorTable {
  id: string
  instrument_id: string
  position: number
  quantity: string
  low_text: string
  high_text: string
  unit: string
  low: number | null
  high: number | null
  note: Generated<string>
  recorded_by: string | null
  recorded_at: Generated<string>
  superseded_at: string | null
}

export interface InstrumentSearchTable {
  instrument_id: string
  version_id: string
  terms: ColumnType<string, unknown, unknown>
  institution_id: string
  class_code: string | null
  division_code: string | null
  state: string
  name_normal: string
  model_normal: string
  maker_normal: string
  name_sound: string
  hour_fen: number | null
  sample_fen: number | null
  is_on_request: Generated<boolean>
}

export interface InstrumentVersionTable {
  id: string
  instrument_id: string
  name_zh: string
  name_en: Generated<string>
  model: Generated<string>
  manufacturer: Generated<string>
  country: Generated<string>
  class_code: string | null
  class_item_code: Generated<string>
  school_class_code: Generated<string>
  serial_no: Generated<string>
  kind: Generated<'general' | 'special'>
  worth_fen: number | null
  started_on: string | null
  listed_on: string | null
  delisted_on: string | null
  state: 'draft' | 'online' | 'out_of_service' | 'retired'
  division_code: string | null
  place: Generated<string>
  function_text: Generated<string>
  technical_text: Generated<string>
  service_text: Generated<string>
  standards: Generated<string>
  fee_text: Generated<string>
  seals: Generated<string[]>
  source: string
  import_run_id: string | null
  content_hash: string
  likeness: Generated<string>
  recorded_at: Generated<string>
  superseded_at: string | null
}

export interface ListingRuleTable {
  valid_from: string
  working_days: number
  worth_least_fen: number
  document_no: string
}

export interface ReportInstrumentTable {
  id: string
  institution_id: string
  inner_code: string
  lane_count: number
  is_example: boolean
  name_zh: string
  name_en: string
  model: string
  manufacturer: string
  class_code: string | null
  worth_fen: number | null
  started_on: string | null
  listed_on: string | null
  delisted_on: string | null
  state: 'draft' | 'online' | 'out_of_service' | 'retired'
  division_code: string | null
  place: string
  recorded_at: string
  superseded_at: string | null
}

export interface SearchTokenTable {
  token: string
  instrument_count: number
}

export interface SearchWordTable {
  word: string
  shown: string
  origin: 'term' | 'maker' | 'model' | 'name'
  sound: string
  spellings: string[]
}

export interface SharingExemptionTable {
  case_id: string
  instrument_id: string
  first_on: string
  last_on: string | null
  ground: string
}

export interface SynonymTable {
  term: string
  means: string
  relation: 'same' | 'use'
  source: string
  normal_term: string
  normal_means: string
}

declare module '../kernel/db.ts' {
  interface Tables {
    instrument: InstrumentTable
    instrument_acceptance: InstrumentAcceptanceTable
    instrument_class: InstrumentClassTable
    instrument_group: InstrumentGroupTable
    instrument_group_member: InstrumentGroupMemberTable
    instrument_indicator: InstrumentIndicatorTable
    instrument_search: InstrumentSearchTable
    instrument_version: InstrumentVersionTable
    listing_rule: ListingRuleTable
    report_instrument: ReportInstrumentTable
    search_token: SearchTokenTable
    search_word: SearchWordTable
    sharing_exemption: SharingExemptionTable
    synonym: SynonymTable
  }
}
