import type { SealedColumn } from './sealed.ts'

export const kernelSealed: readonly SealedColumn[] = [
  { table: 'mail', id: 'id', column: 'content_sealed', purpose: 'mail.content' },
  { table: 'attachment', id: 'id', column: 'file_name_sealed', purpose: 'attachment.file_name' },
]
