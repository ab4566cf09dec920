import type { SealedColumn, SealedJob } from '../kernel/sealed.ts'

export const identitySealed: readonly SealedColumn[] = [
  { table: 'person_private', id: 'person_id', column: 'name_sealed', purpose: 'person.name', wasPlain: true },
  { table: 'person_detail', id: 'person_id', column: 'phone_sealed', purpose: 'person.phone', equality: 'phone_key' },
  { table: 'person_detail', id: 'person_id', column: 'id_number_sealed', purpose: 'person.id_number', equality: 'id_number_key' },
  { table: 'person_detail', id: 'person_id', column: 'bank_account_sealed', purpose: 'person.bank_account' },
  { table: 'person_email', id: 'person_id', column: 'email_sealed', purpose: 'person.email', equality: 'email_key' },
  { table: 'invitation', id: 'id', column: 'email_sealed', purpose: 'person.email', equality: 'email_key' },
  { table: 'totp', id: 'person_id', column: 'secret_sealed', purpose: 'totp.secret' },
  { table: 'audit_origin', id: 'id', column: 'address_sealed', purpose: 'audit.address', equality: 'address_key' },
  { table: 'disclosure', id: 'id', column: 'reason_sealed', purpose: 'disclosure.reason' },
  { table: 'child', id: 'id', column: 'name_sealed', purpose: 'child.name' },
  { table: 'child', id: 'id', column: 'born_on_sealed', purpose: 'child.born_on' },
  { table: 'erasure_request', id: 'id', column: 'reason_sealed', purpose: 'erasure.reason' },
  { table: 'erasure_request', id: 'id', column: 'answer_sealed', purpose: 'erasure.answer' },
  { table: 'provider_attempt', id: 'id', column: 'secrets_sealed', purpose: 'provider_attempt.secrets' },
]

/** Jobs whose payload holds a sealed value: it is opened when the job runs, and its key is held until then. */
export const identitySealedJobs: readonly SealedJob[] = [{ job: 'write_reset_letter', field: 'whoSealed' }]
