import type { Holding } from './holding.ts'

const kept = { keptFor: 'service_record' }

export const kernelHoldings: readonly Holding[] = [
  {
    title: { zh: '上传的文件', en: 'Files uploaded' },
    table: 'file',
    person: 'stored_by',
    columns: ['recorded_at', 'file_name', 'media_type', 'byte_count'],
    onErasure: kept,
  },
  {
    title: { zh: '上传的材料', en: 'Documents uploaded' },
    table: 'attachment',
    person: 'uploaded_by',
    columns: ['uploaded_at', 'file_name_sealed', 'media_type', 'size_bytes', 'purpose', 'state'],
    sealed: { file_name_sealed: 'attachment.file_name' },
    onErasure: kept,
  },
  {
    title: { zh: '发起的导入', en: 'Imports started' },
    table: 'import_run',
    person: 'started_by',
    columns: ['recorded_at', 'kind', 'file_name', 'state'],
    onErasure: kept,
  },
  {
    title: { zh: '确认的列对应', en: 'Column mappings confirmed' },
    table: 'import_mapping',
    person: 'confirmed_by',
    columns: ['confirmed_at', 'kind'],
    onErasure: kept,
  },
  {
    title: { zh: '请求答复的备份', en: 'Answers kept for retries' },
    table: 'idempotency',
    person: 'actor_id',
    columns: ['recorded_at', 'operation'],
    onErasure: 'delete',
  },
]
