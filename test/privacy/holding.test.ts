// Personal data in the schema: every column that names a person is told in an export, and what can never change holds none.
import assert from 'node:assert/strict'
import { run } from '../../src/kernel/db.ts'
import { scenario } from '../../src/kernel/test.ts'
import { holdings } from '../../src/slices.server.ts'

scenario('every column that names a person belongs to a holding, and every holding is of columns that are there', async (world) => {
  const naming = await run<{ name: string }>(
    world.db,
    `select c.table_name || '.' || c.column_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'uuid'
       and (c.column_name ~ '_by$' or c.column_name in ('person_id', 'actor_id', 'guardian_id'))
     union select 'person.id'`,
  )
  const declared = holdings.map(({ table, person }) => `${table}.${person}`)
  assert.deepEqual(
    naming.map((row) => row.name).filter((name) => !declared.includes(name)),
    [],
    'declare it in holding.declaration.ts of its slice',
  )
  const columns = new Set(
    (
      await run<{ name: string }>(
        world.db,
        "select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'",
      )
    ).map((row) => row.name),
  )
  const told = holdings.flatMap(({ table, person, through, columns: each }) =>
    [through?.column ?? person, ...each].map((column) => `${table}.${column}`),
  )
  assert.deepEqual(
    told.filter((name) => !columns.has(name)),
    [],
  )
  const purposes = new Set((await run<{ code: string }>(world.db, 'select code from purpose where is_kept_by_law')).map((row) => row.code))
  for (const { table, onErasure } of holdings) if (onErasure !== 'delete') assert.ok(purposes.has(onErasure.keptFor), table)
})

/** Text in rows that never change, and what it says; whatever is not here may hold numbers, moments, days and ids alone. */
const textsThatStay: Readonly<Record<string, string>> = {
  'audit_record.operation': 'the name of an operation',
  'audit_record.outcome': 'done, read, or the code of a refusal',
  'audit_record.target_id': 'an id',
  'audit_record.request_id': 'an id',
  'case_action.verb': 'a word of a list',
  'case_step.verb': 'a word of a list',
  'case_step.procedure_code': 'the code of a procedure',
  'case_step.division_code': 'the code of a division',
  'case_step.status': 'a word of a list',
  'case_step.level': 'the code of a class',
  'case_step.ground': 'the code of a ground',
  'case_step.outcome': 'a word of a list',
  'case_action.from_stage': 'the code of a stage',
  'case_action.to_stage': 'the code of a stage',
  'case_action.detail': 'ids, codes, days and scores',
  'audit_note.finding': 'a word of a list',
  'audit_sample.procedure_code': 'the code of a procedure',
  'audit_sample.edition': 'the code of an edition',
  'audit_sample.division_code': 'the code of a division',
  'audit_sample.statuses': 'words of a list',
  'audit_sample.method': 'a word of a list',
  'audit_sample.seed': 'the seed of a draw',
  'audit_sample.population_digest': 'a hash',
  'audit_sample_case.stratum': 'the code of a division, or a word of a list',
  'audit_block.family': 'the family of algorithms',
  'audit_block.record_ids': 'ids',
  'audit_block.record_hashes': 'hashes',
  'audit_block.previous_hash': 'a hash',
  'audit_block.hash': 'a hash',
  'audit_block.proof': 'a keyed hash',
  'fund_appropriation.document_no': 'the number of a document',
  'payment_list.list_no': 'a number that counts',
  'payment_list.digest': 'a hash, of accounts by their keyed digest alone',
  'payment_recovery.reference': 'the number of a bank’s receipt',
  'review_fee_list.list_no': 'a number that counts',
  'review_fee_list.division_code': 'the code of a division',
  'review_fee_list.month': 'a month',
  'review_fee_list.tax_document_no': 'the number of a document',
  'review_fee_list.digest': 'a hash, of accounts by their keyed digest alone',
  'review_fee_payment.reference': 'the number of a voucher',
  'card_use.card_no': 'a number that counts',
  'card_use.class': 'a letter of a list',
  'card_use.service_code': 'a word of a list',
  'ledger_transaction.kind': 'a word of a list',
  'ledger_entry.commodity': 'the code of a commodity',
  'ledger_transaction.commodity': 'the code of a commodity',
  'rollup_delta.rollup': 'the name of a roll-up',
  'rollup_delta.customer_kind': 'a word of a list',
  'rollup_delta.audience': 'a word of a list',
}

scenario('rows that the database never lets change hold ids, codes, amounts and moments alone', async (world) => {
  const columns = await run<{ name: string; type: string }>(
    world.db,
    `select distinct c.table_name || '.' || c.column_name as name, c.data_type as type from pg_trigger g join pg_proc p on p.oid = g.tgfoid
       join pg_class r on r.oid = g.tgrelid join information_schema.columns c on c.table_name = r.relname and c.table_schema = 'public'
     where p.proname = 'refuse_change' order by 1`,
  )
  assert.ok(columns.length > 20)
  const plain = new Set(['uuid', 'bigint', 'integer', 'smallint', 'boolean', 'date', 'timestamp with time zone'])
  const others = columns.filter(({ type }) => !plain.has(type)).map(({ name }) => name)
  assert.deepEqual(
    others,
    Object.keys(textsThatStay).toSorted(),
    'say what a text column of an immutable table holds, or keep it elsewhere',
  )
})
