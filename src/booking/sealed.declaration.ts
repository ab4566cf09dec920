import type { SealedColumn } from '../kernel/sealed.ts'

export const bookingSealed: readonly SealedColumn[] = [
  { table: 'safety_certificate', id: 'id', column: 'document_no_sealed', purpose: 'certificate.number' },
]
