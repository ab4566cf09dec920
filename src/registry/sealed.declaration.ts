import type { SealedColumn } from '../kernel/sealed.ts'

export const registrySealed: readonly SealedColumn[] = [
  { table: 'registration_contact', id: 'registration_id', column: 'contact_sealed', purpose: 'registration.contact' },
  { table: 'organisation_contact', id: 'organisation_id', column: 'contact_sealed', purpose: 'organisation.contact' },
]
