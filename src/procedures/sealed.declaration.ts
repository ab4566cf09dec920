import type { SealedColumn } from '../kernel/sealed.ts'

export const proceduresSealed: readonly SealedColumn[] = [
  { table: 'case_form', id: 'id', column: 'answers_sealed', purpose: 'case.answers' },
  { table: 'case_text', id: 'action_id', column: 'text_sealed', purpose: 'case.text' },
  { table: 'case_subject', id: 'case_id', column: 'name_sealed', purpose: 'case.name', equality: 'name_key' },
  { table: 'case_subject', id: 'case_id', column: 'id_sealed', purpose: 'person.id_number', equality: 'id_key' },
  { table: 'earlier_grant', id: 'id', column: 'name_sealed', purpose: 'case.name' },
  { table: 'earlier_grant', id: 'id', column: 'id_sealed', purpose: 'person.id_number', equality: 'id_key' },
  { table: 'case_record', id: 'id', column: 'text_sealed', purpose: 'case.record' },
  { table: 'review_sheet', id: 'seat_id', column: 'comments_sealed', purpose: 'case.review' },
  { table: 'audit_note_text', id: 'note_id', column: 'text_sealed', purpose: 'case.audit_note' },
  { table: 'objection_text', id: 'objection_id', column: 'text_sealed', purpose: 'case.objection' },
  { table: 'objection_text', id: 'objection_id', column: 'answer_sealed', purpose: 'case.objection' },
  { table: 'payee', id: 'case_id', column: 'name_sealed', purpose: 'case.name' },
  { table: 'payee', id: 'case_id', column: 'account_sealed', purpose: 'person.bank_account' },
  { table: 'payee', id: 'case_id', column: 'bank_sealed', purpose: 'case.answers' },
  { table: 'payment_item', id: 'id', column: 'name_sealed', purpose: 'case.name' },
  { table: 'payment_item', id: 'id', column: 'account_sealed', purpose: 'person.bank_account', equality: 'account_key' },
  { table: 'payment_item', id: 'id', column: 'bank_sealed', purpose: 'case.answers' },
  { table: 'review_fee_item', id: 'id', column: 'name_sealed', purpose: 'case.name' },
  { table: 'review_fee_item', id: 'id', column: 'id_sealed', purpose: 'person.id_number' },
  { table: 'review_fee_item', id: 'id', column: 'account_sealed', purpose: 'person.bank_account', equality: 'account_key' },
]
