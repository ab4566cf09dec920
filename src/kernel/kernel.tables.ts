// Printed from database/*-kernel*.sql by `npm run types`.
import type { ColumnType, Generated } from 'kysely'

export interface AttachmentTable {
  id: string
  digest: string
  size_bytes: number
  media_type: string
  file_name_sealed: string
  owner_organisation_id: string | null
  uploaded_by: string
  purpose: string
  state: 'waiting' | 'clean' | 'refused' | 'unscanned'
  uploaded_at: string
  scanned_at: string | null
  subject_id: string | null
  attached_at: string | null
  recorded_at: Generated<string>
}

export interface EventTable {
  id: string
  name: string
  payload: ColumnType<unknown, string, string>
  recorded_at: Generated<string>
}

export interface FileTable {
  hash: string
  byte_count: number
  media_type: string
  file_name: string
  stored_by: string | null
  recorded_at: Generated<string>
}

export interface IdempotencyTable {
  actor_id: string
  key: string
  operation: string
  request_hash: string
  status: number | null
  body: ColumnType<unknown, string | undefined, string>
  recorded_at: Generated<string>
}

export interface ImportMappingTable {
  kind: string
  scope_id: string
  source_key: string
  mapping: ColumnType<unknown, string, string>
  options: ColumnType<unknown, string | undefined, string>
  confirmed_by: string | null
  confirmed_at: Generated<string>
}

export interface ImportRowTable {
  run_id: string
  row_no: number
  outcome: 'new' | 'changed' | 'unchanged' | 'duplicate' | 'refused'
  key: string | null
  likeness: string | null
  target_id: string | null
  given: ColumnType<unknown, string, string>
  understood: ColumnType<unknown, string | undefined, string>
  reasons: ColumnType<unknown, string | undefined, string>
  changes: ColumnType<unknown, string | undefined, string>
  is_accepted: Generated<boolean>
}

export interface ImportRunTable {
  id: string
  kind: string
  scope_id: string
  source_key: string
  file_hash: string
  file_name: string
  state: 'opening' | 'mapping' | 'reading' | 'previewed' | 'applying' | 'applied' | 'failed'
  sheet_names: ColumnType<unknown, string | undefined, string>
  headers: ColumnType<unknown, string | undefined, string>
  header_row_no: number | null
  sample: ColumnType<unknown, string | undefined, string>
  mapping: ColumnType<unknown, string | undefined, string>
  options: ColumnType<unknown, string | undefined, string>
  rows_read: Generated<number>
  percent: Generated<number>
  rows_applied: Generated<number>
  applied_through: Generated<number>
  counts: ColumnType<unknown, string | undefined, string>
  failure: ColumnType<unknown, string | undefined, string>
  mend_csv_hash: string | null
  mend_xlsx_hash: string | null
  started_by: string | null
  recorded_at: Generated<string>
  finished_at: string | null
}

export interface JobDoneTable {
  job_id: string
  name: string
  recorded_at: Generated<string>
}

export interface MailTable {
  id: string
  state: Generated<'waiting' | 'sending' | 'sent' | 'given_up'>
  content_sealed: string | null
  attempts: Generated<number>
  due_at: string
  last_failure: string | null
  recorded_at: Generated<string>
  ended_at: string | null
}

declare module './db.ts' {
  interface Tables {
    attachment: AttachmentTable
    event: EventTable
    file: FileTable
    idempotency: IdempotencyTable
    import_mapping: ImportMappingTable
    import_row: ImportRowTable
    import_run: ImportRunTable
    job_done: JobDoneTable
    mail: MailTable
  }
}
