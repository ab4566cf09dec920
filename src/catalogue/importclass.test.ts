import assert from 'node:assert/strict'
import { importText } from '../../test/kit/imports.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { listImportRows } from '../kernel/imports/imports.contract.ts'
import { scenario, type World } from '../kernel/test.ts'
import { importCatalogue } from './import.contract.ts'

async function classesOf(world: World, institutionId: string) {
  return world.db
    .selectFrom('instrument')
    .innerJoin('instrument_version', 'instrument_version.instrument_id', 'instrument.id')
    .select(['class_code', 'class_item_code'])
    .where('institution_id', '=', institutionId)
    .orderBy('inner_code')
    .orderBy('instrument_version.recorded_at')
    .execute()
}

scenario('a class is found by code or name, a finer code is kept beside it, an unknown one is refused', async (world) => {
  const institution = await makeOrganisation(world, 'university')
  const { token } = await signedIn(world, 'asset_officer', { organisationId: institution.id })
  const importFile = (text: string, options: object) => importText(world, token, importCatalogue, text, options)
  const rowsOf = async (id: string, outcome: 'refused' | 'duplicate') =>
    (await world.send(token, listImportRows, { id, outcome })).body.items
  const classes = [
    { code: '01', name_zh: '分析仪器', parent_code: null },
    { code: '0101', name_zh: '电子光学仪器', parent_code: '01' },
    { code: '0102', name_zh: '质谱仪器', parent_code: '01' },
    { code: '03', name_zh: '计量仪器', parent_code: null },
  ]
  for (const row of classes)
    await world.db
      .insertInto('instrument_class')
      .values({ ...row, name_en: '', source: '示例' })
      .onConflict((c) => c.doNothing())
      .execute()
  const lines = [
    'A1,甲,010100',
    'A2,乙,质谱仪器',
    'A3,丙,010122',
    'A4,丁,887766',
    'A5,戊,01',
    'A6,己,010000',
    'A7,庚,019999',
    'A8,辛,030900',
  ]
  const run = await importFile(`仪器编号,仪器名称,分类编码\n${lines.join('\n')}\n`, { confirm: true, apply: true })
  assert.deepEqual(
    (await rowsOf(run.id, 'refused')).map((row) => [row.key, row.reasons[0]!.code]),
    [
      ['A4', 'unknown_class'],
      ['A7', 'unknown_middle_class'],
    ],
  )
  assert.deepEqual(
    (await rowsOf(run.id, 'duplicate')).map((row) => [row.key, row.reasons[0]!.code]),
    [['A8', 'class_to_confirm']],
  )
  const wait = { confirm: true, apply: true, acceptDuplicates: true }
  const confirmed = await importFile(`仪器编号,仪器名称,分类编码\nA8,辛,030900\n`, wait)
  assert.equal(confirmed.rowsApplied, 1)
  const again = await importFile(`仪器编号,仪器名称,分类编码\nA8,辛,030900\n`, { confirm: true, apply: true })
  assert.equal(again.counts?.unchanged, 1)
  const later = await importFile('仪器编号,仪器名称,启用日期\nA9,壬,2026-03-03\nA1,甲,2062-01-06\nB1,癸,2026-03-02\n', wait)
  assert.deepEqual(
    (await rowsOf(later.id, 'refused')).map((row) => [row.key, row.reasons[0]!.code, row.reasons[0]!.column]),
    [
      ['A9', 'started_in_future', '启用日期'],
      ['A1', 'started_in_future', '启用日期'],
    ],
  )
  assert.deepEqual(
    (await classesOf(world, institution.id)).map((row) => [row.class_code, row.class_item_code]),
    [
      ['0101', ''],
      ['0102', ''],
      ['0101', '010122'],
      ['01', ''],
      ['01', ''],
      ['03', '030900'],
      [null, ''],
    ],
  )
})
