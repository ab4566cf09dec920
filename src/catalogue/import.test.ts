import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { latestOf } from '../../test/kit/notices.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { listMyNotices } from '../identity/notice.contract.ts'
import { runImport, sayImport } from '../kernel/imports/command.ts'
import {
  applyImport,
  confirmImportMapping,
  downloadRefusedRows,
  getImport,
  type ImportRun,
  listImportRows,
  listImports,
} from '../kernel/imports/imports.contract.ts'
import { uploadFile } from '../kernel/kernel.contract.ts'
import { scenario, type World } from '../kernel/test.ts'
import { importCatalogue } from './import.contract.ts'
import { catalogueImport } from './import.server.ts'

const bom = '\ufeff'

async function officer(world: World) {
  const institution = await makeOrganisation(world, 'university')
  const { token } = await signedIn(world, 'asset_officer', { organisationId: institution.id })
  return { institution, token }
}

async function upload(world: World, token: string, bytes: string | Buffer, fileName = '示例目录.csv'): Promise<string> {
  const reply = await world.send(token, uploadFile, { fileName }, { upload: bytes })
  assert.equal(reply.status, 200, reply.text)
  return reply.body.fileHash
}

type Options = Partial<Parameters<typeof importCatalogue.input.parse>[0] & object>

/** Uploads, starts, lets the jobs run, and looks at how it stands. */
async function importFile(
  world: World,
  token: string,
  bytes: string | Buffer,
  options: Record<string, unknown> = {},
  fileName?: string,
): Promise<ImportRun> {
  const fileHash = await upload(world, token, bytes, fileName)
  const started = await world.send(token, importCatalogue, { fileHash, ...(options as Options) } as never)
  assert.equal(started.status, 200, started.text)
  assert.equal(started.body.state, 'opening')
  await world.drain()
  return (await world.send(token, getImport, { id: started.body.id })).body
}

async function rowsOf(world: World, token: string, id: string, outcome?: 'refused' | 'duplicate' | 'changed') {
  return (await world.send(token, listImportRows, { id, outcome })).body.items
}

async function instrumentsOf(world: World, institutionId: string) {
  return world.db
    .selectFrom('instrument')
    .innerJoin('instrument_version', 'instrument_version.instrument_id', 'instrument.id')
    .select(['inner_code', 'name_zh', 'worth_fen', 'started_on', 'state', 'listed_on', 'class_code', 'class_item_code', 'superseded_at'])
    .where('institution_id', '=', institutionId)
    .orderBy('inner_code')
    .orderBy('instrument_version.recorded_at')
    .execute()
}

const headings = '仪器编号,仪器名称,规格型号,原值（万元）,启用日期,安放地点'
const good = `${bom}示例大学大型仪器一览表\r\n\r\n${headings}\r\nA1,示例透射电镜,T-1,94.94,2016-01-06,示例楼101\r\nA2,示例质谱仪,M-2,2000000元,2016年1月6日,示例楼102\r\n`

scenario('an officer imports a catalogue: columns guessed and confirmed, rows previewed, good ones written', async (world) => {
  const { institution, token } = await officer(world)
  const opened = await importFile(world, token, `${good}A3,示例坏行,X,约9万,2016-13-45,\r\n`, { sourceName: '资产处' })
  assert.equal(opened.state, 'mapping')
  assert.deepEqual(opened.headers, ['仪器编号', '仪器名称', '规格型号', '原值（万元）', '启用日期', '安放地点'])
  assert.equal(opened.headerRowNo, 3)
  assert.deepEqual(opened.columns[3], { header: '原值（万元）', field: 'worthFen', unit: 'wan_yuan', confidence: 'exact' })
  assert.deepEqual(opened.sample[0], ['A1', '示例透射电镜', 'T-1', '94.94', '2016-01-06', '示例楼101'])
  assert.deepEqual(opened.faults, [])
  assert.deepEqual(opened.fields.find((field) => field.name === 'innerCode')?.required, 'always')

  const columns = opened.columns.map(({ header, field, unit }) => ({ header, field, ...(unit ? { unit } : {}) }))
  const confirmed = await world.send(token, confirmImportMapping, { id: opened.id, columns })
  assert.equal(confirmed.body.state, 'reading')
  assert.equal((await world.send(token, confirmImportMapping, { id: opened.id, columns })).problem.code, 'import_busy')
  assert.equal((await world.send(token, applyImport, { id: opened.id })).problem.code, 'not_previewed')
  await world.drain()
  const previewed = (await world.send(token, getImport, { id: opened.id })).body
  assert.equal(previewed.state, 'previewed')
  assert.deepEqual(previewed.counts, { new: 2, changed: 0, unchanged: 0, duplicate: 0, refused: 1 })
  assert.deepEqual([previewed.rowsRead, previewed.percent, previewed.hasRefusedFile], [3, 100, true])
  assert.equal((await instrumentsOf(world, institution.id)).length, 0, 'a preview writes nothing')

  await world.send(token, applyImport, { id: opened.id })
  await world.drain()
  const applied = (await world.send(token, getImport, { id: opened.id })).body
  assert.deepEqual([applied.state, applied.rowsApplied], ['applied', 2])
  assert.equal(await latestOf(world, token), '文件“示例目录.csv”已导入 2 行，1 行被退回。')
  assert.equal((await world.send(token, confirmImportMapping, { id: opened.id, columns })).problem.code, 'import_done')
  const written = await instrumentsOf(world, institution.id)
  assert.deepEqual(
    written.map(({ inner_code, worth_fen, started_on, state, listed_on }) => ({ inner_code, worth_fen, started_on, state, listed_on })),
    [
      { inner_code: 'A1', worth_fen: 94_940_000, started_on: '2016-01-06', state: 'online', listed_on: '2026-03-02' },
      { inner_code: 'A2', worth_fen: 200_000_000, started_on: '2016-01-06', state: 'online', listed_on: '2026-03-02' },
    ],
  )
})

scenario('a refused row says why by row and column, in words', async (world) => {
  const { token } = await officer(world)
  const run = await importFile(world, token, `${headings},分类编码\r\nA3,,X,约9万,2016-13-45,,999999\r\nA4,示例,X,3\r\n`, { confirm: true })
  const [first, second] = await rowsOf(world, token, run.id, 'refused')
  assert.deepEqual(
    first!.reasons.map(({ code, column, text }) => [code, column, text.zh]),
    [
      ['not_exact', '原值（万元）', '“约9万”不是确切的金额'],
      ['no_such_day', '启用日期', '“2016-13-45”这一天不存在'],
    ],
  )
  assert.deepEqual([first!.rowNo, first!.key, first!.cells[3]], [2, 'A3', '约9万'])
  assert.deepEqual(
    second!.reasons.map(({ code, column }) => [code, column]),
    [['cells_slipped', null]],
  )
})

scenario('the same file again changes nothing; a changed cell makes one new version and keeps the old', async (world) => {
  const { institution, token } = await officer(world)
  const first = await importFile(world, token, good, { confirm: true, apply: true })
  assert.deepEqual([first.state, first.rowsApplied, first.counts?.new], ['applied', 2, 2])
  const again = await importFile(world, token, good, { confirm: true, apply: true })
  assert.deepEqual([again.state, again.rowsApplied, again.counts?.unchanged], ['applied', 0, 2])
  assert.equal((await instrumentsOf(world, institution.id)).length, 2)

  const changed = await importFile(world, token, good.replace('94.94', '95'), { confirm: true, apply: true })
  assert.deepEqual([changed.rowsApplied, changed.counts?.changed, changed.counts?.unchanged], [1, 1, 1])
  const [row] = await rowsOf(world, token, changed.id, 'changed')
  assert.deepEqual(
    row!.changes.map(({ field, kind, from, to }) => ({ field, kind, from, to })),
    [{ field: 'worthFen', kind: 'money', from: 94_940_000, to: 95_000_000 }],
  )
  const versions = (await instrumentsOf(world, institution.id)).filter(({ inner_code }) => inner_code === 'A1')
  assert.deepEqual(
    versions.map(({ worth_fen, superseded_at }) => [worth_fen, superseded_at === null]),
    [
      [94_940_000, false],
      [95_000_000, true],
    ],
  )
})

scenario('a column or cell that is not there says nothing; a cell that says 无 clears', async (world) => {
  const { institution, token } = await officer(world)
  await importFile(world, token, good, { confirm: true, apply: true })
  const partial = await importFile(world, token, '仪器编号,启用日期,安放地点\nA1,,示例新楼\nA2,无,\n', { confirm: true, apply: true })
  assert.equal(partial.counts?.changed, 2)
  const now = (await instrumentsOf(world, institution.id)).filter(({ superseded_at }) => superseded_at === null)
  assert.deepEqual(
    now.map(({ name_zh, worth_fen, started_on }) => [name_zh, worth_fen, started_on]),
    [
      ['示例透射电镜', 94_940_000, '2016-01-06'],
      ['示例质谱仪', 200_000_000, null],
    ],
  )
  const unnamed = await importFile(world, token, '仪器编号,启用日期\nB9,2016-01-06\n', { confirm: true, apply: true })
  const [row] = await rowsOf(world, token, unnamed.id, 'refused')
  assert.equal(row!.reasons[0]!.code, 'missing_for_new')
})

scenario('an amount without a unit is refused until somebody says the unit, which is remembered for the source', async (world) => {
  const { institution, token } = await officer(world)
  const file = '仪器编号,仪器名称,原值\nA1,示例电镜,94.94\n'
  const run = await importFile(world, token, file, { confirm: true, sourceName: '资产处' })
  assert.equal((await rowsOf(world, token, run.id, 'refused'))[0]!.reasons[0]!.code, 'unit_unknown')
  const columns = run.columns.map(({ header, field }) => ({ header, field, ...(field === 'worthFen' ? { unit: 'wan_yuan' } : {}) }))
  assert.equal(
    (await world.send(token, confirmImportMapping, { id: run.id, columns: [{ header: '原值', field: 'worthFen', unit: 'hour' }] })).problem
      .code,
    'mapping_faulty',
  )
  await world.send(token, confirmImportMapping, { id: run.id, columns })
  await world.drain()
  assert.equal((await world.send(token, getImport, { id: run.id })).body.counts?.new, 1)

  const next = await importFile(world, token, file.replace('94.94', '1.5'), { confirm: true, apply: true, sourceName: '资产处' })
  assert.deepEqual(next.columns[2], { header: '原值', field: 'worthFen', unit: 'wan_yuan', confidence: 'remembered' })
  assert.equal((await instrumentsOf(world, institution.id))[0]!.worth_fen, 1_500_000)
  const elsewhere = await importFile(world, token, file, { sourceName: '另一来源' })
  assert.equal(elsewhere.columns[2]!.unit, undefined)
})

scenario('rows are settled against each other: repeated, in conflict, or the same thing under two numbers', async (world) => {
  const { institution, token } = await officer(world)
  const lines = [
    'A1,示例电镜,T-1,1,2016-01-06,101',
    'A1,示例电镜,T-1,1,2016-01-06,101',
    'A2,示例质谱,M-1,1,2016-01-06,102',
    'A2,示例质谱,M-1,2,2016-01-06,102',
    'A3,示例Ｘ射线仪,XR-1,1,2016-01-06,103',
    'A4,示例X射线仪,XR 1,1,2016/1/6,104',
  ]
  const run = await importFile(world, token, `${headings}\n${lines.join('\n')}\n`, { confirm: true })
  assert.deepEqual(run.counts, { new: 2, changed: 0, unchanged: 0, duplicate: 2, refused: 2 })
  const held = await rowsOf(world, token, run.id, 'duplicate')
  assert.deepEqual(
    held.map(({ rowNo, reasons }) => [rowNo, reasons[0]!.code, reasons[0]!.text.zh]),
    [
      [3, 'repeats_row', '与第 2 行完全相同'],
      [7, 'looks_like_row', '编号不同，其他关键内容与第 6 行相同，可能是同一对象'],
    ],
  )
  const conflict = await rowsOf(world, token, run.id, 'refused')
  assert.deepEqual(
    conflict.map(({ rowNo, reasons }) => [rowNo, reasons[0]!.code]),
    [
      [4, 'key_conflict'],
      [5, 'key_conflict'],
    ],
  )
  await world.send(token, applyImport, { id: run.id })
  await world.drain()
  assert.deepEqual(
    (await instrumentsOf(world, institution.id)).map(({ inner_code }) => inner_code),
    ['A1', 'A3'],
  )

  const later = await importFile(world, token, `${headings}\n${lines[5]}\n`, { confirm: true })
  const [suspect] = await rowsOf(world, token, later.id, 'duplicate')
  assert.equal(suspect!.reasons[0]!.text.zh, '编号不同，其他关键内容与已有的 A3 相同，可能是同一对象')
  assert.ok(suspect!.targetId)
  await world.send(token, applyImport, { id: later.id, acceptRows: [2] })
  await world.drain()
  assert.deepEqual(
    (await instrumentsOf(world, institution.id)).map(({ inner_code }) => inner_code),
    ['A1', 'A3', 'A4'],
  )
})

scenario('refused rows come back as a file to mend, in both formats, and go in once mended', async (world) => {
  const { institution, token } = await officer(world)
  const file = `${headings}\nA1,示例电镜,T-1,94.94,2016-01-06,101\nA2,"示例, 质谱",M-1,约9万,2016-01-06,102\n`
  const run = await importFile(world, token, file, { confirm: true, apply: true, sourceName: '资产处' })
  assert.deepEqual([run.rowsApplied, run.counts?.refused], [1, 1])
  const csv = await world.send(token, downloadRefusedRows, { id: run.id, format: 'csv' })
  assert.equal(
    csv.text,
    `${bom}${headings},未通过的原因（导入时忽略本列）\r\nA2,"示例, 质谱",M-1,约9万,2016-01-06,102,第 3 行“原值（万元）”：“约9万”不是确切的金额\r\n`,
  )
  const mended = await importFile(world, token, csv.text.replace(',约9万,', ',9,'), { confirm: true, apply: true, sourceName: '资产处' })
  assert.deepEqual([mended.rowsApplied, mended.counts?.new, mended.columns.at(-1)?.field], [1, 1, null])
  assert.equal((await instrumentsOf(world, institution.id)).length, 2)
  assert.equal((await world.send(token, downloadRefusedRows, { id: mended.id })).problem.code, 'nothing_refused')
})

scenario('an .xlsx goes the same way: title, numbers, days, and refused rows as an .xlsx', async (world) => {
  const { institution, token } = await officer(world)
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('仪器')
  sheet.addRow(['示例大学大型仪器一览表'])
  sheet.mergeCells('A1:E1')
  sheet.addRow(['仪器编号', '仪器名称', '原值（万元）', '启用日期', '入网日期'])
  sheet.addRow([1001, '示例电镜', 94.94, new Date('2016-01-06T00:00:00Z'), 42375])
  sheet.addRow([1002, '示例质谱', '面议', new Date('2016-01-06T00:00:00Z'), 42375])
  const bytes = Buffer.from(await book.xlsx.writeBuffer())
  const run = await importFile(world, token, bytes, { confirm: true, apply: true }, '示例.xlsx')
  assert.deepEqual([run.state, run.counts?.new, run.counts?.refused, run.sheetNames], ['applied', 1, 1, ['仪器']])
  const [row] = await instrumentsOf(world, institution.id)
  assert.deepEqual([row!.inner_code, row!.worth_fen, row!.started_on, row!.listed_on], ['1001', 94_940_000, '2016-01-06', '2016-01-06'])
  const hash = (await world.db.selectFrom('import_run').select('mend_xlsx_hash').where('id', '=', run.id).executeTakeFirstOrThrow())
    .mend_xlsx_hash
  const mend = new ExcelJS.Workbook()
  await mend.xlsx.readFile(await world.app.files.pathOf(hash!))
  const cells = mend.worksheets[0]!.getRow(2).values as unknown[]
  assert.deepEqual(cells.slice(1, 5), [1002, '示例质谱', '面议', '2016-01-06'])
  assert.equal(
    (await world.send(token, downloadRefusedRows, { id: run.id })).headers['content-type'],
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  )
})

scenario('a refused cell that a spreadsheet would compute comes back inert, and goes in as it was given', async (world) => {
  const { institution, token } = await officer(world)
  const nasty = ['=1+1', '+cmd', '-2+3', '@SUM(A1)', "'=0"]
  const lines = nasty.map((model, at) => `F${at},示例仪器${at},"${model}",约9万`)
  const run = await importFile(world, token, `仪器编号,仪器名称,规格型号,原值（万元）\n${lines.join('\n')}\n`, {
    confirm: true,
    apply: true,
  })
  const csv = await world.send(token, downloadRefusedRows, { id: run.id, format: 'csv' })
  assert.doesNotMatch(csv.text, /(^|,)"?[=+@-]/m)
  assert.match(csv.text, /,'=1\+1,约9万/)
  await importFile(world, token, csv.text.replaceAll('约9万', '9'), { confirm: true, apply: true })
  const models = await world.db
    .selectFrom('instrument_version')
    .innerJoin('instrument', 'instrument.id', 'instrument_version.instrument_id')
    .select('model')
    .where('institution_id', '=', institution.id)
    .orderBy('inner_code')
    .execute()
  assert.deepEqual(
    models.map((row) => row.model),
    ['=1+1', '+cmd', '-2+3', '@SUM(A1)', '=0'],
  )
})

scenario('a file that cannot be read fails in clear words, and what is missing waits for a person', async (world) => {
  const { token } = await officer(world)
  const pdf = await importFile(world, token, '%PDF-1.7 示例', { confirm: true })
  assert.deepEqual(
    [pdf.state, pdf.failure?.code, pdf.failure?.text.zh],
    ['failed', 'not_a_sheet', '不是 .xlsx 或 .csv 表格，请另存为 .xlsx 或 .csv 再上传。'],
  )
  const [told] = (await world.send(token, listMyNotices, { limit: 1 })).body.items
  assert.deepEqual([told?.title.zh, told?.link], ['导入没有完成', `/work/instruments/import?run=${pdf.id}`])
  assert.equal((await importFile(world, token, `${headings}\n`, { confirm: true })).failure?.code, 'only_header')
  const keyless = await importFile(world, token, '甲,乙\n1,2\n', { confirm: true, apply: true })
  assert.equal(keyless.state, 'mapping')
  assert.deepEqual(
    keyless.faults.map(({ code, text }) => [code, text.zh]),
    [['field_missing', '缺少“仪器编号”对应的列']],
  )
  const nothing = await world.send(token, importCatalogue, { fileHash: 'a'.repeat(64) })
  assert.equal(nothing.problem.code, 'no_such_file')
})

scenario('nobody imports, sees or applies for an institution that is not theirs', async (world) => {
  const { institution, token } = await officer(world)
  const other = await officer(world)
  const run = await importFile(world, token, good, { confirm: true })
  const fileHash = await upload(world, other.token, good)
  assert.equal((await world.send(other.token, importCatalogue, { fileHash, institutionId: institution.id })).problem.code, 'not_found')
  for (const operation of [getImport, listImportRows, downloadRefusedRows, applyImport]) {
    assert.equal((await world.send(other.token, operation as typeof getImport, { id: run.id })).problem.code, 'not_found', operation.name)
  }
  assert.equal((await world.send(other.token, listImports, { kind: 'catalogue', scopeId: institution.id })).problem.code, 'not_found')
  const listed = await world.send(token, listImports, { kind: 'catalogue', scopeId: institution.id })
  assert.deepEqual(
    listed.body.items.map(({ id, state }) => [id, state]),
    [[run.id, 'previewed']],
  )
  const byCode = await world.send(token, importCatalogue, { fileHash, institutionCreditCode: institution.creditCode })
  assert.equal(byCode.body.scopeId, institution.id)
})

scenario('two catalogues of one institution are not written at once', async (world) => {
  const { token } = await officer(world)
  const one = await importFile(world, token, good, { confirm: true })
  const two = await importFile(world, token, good, { confirm: true })
  assert.equal((await world.send(token, applyImport, { id: one.id })).status, 200)
  assert.equal((await world.send(token, applyImport, { id: one.id })).status, 200, 'asked again, it is only worked on again')
  assert.equal((await world.send(token, applyImport, { id: two.id })).problem.code, 'another_applying')
  await world.drain()
  assert.equal((await world.send(token, applyImport, { id: two.id })).status, 200)
  await world.drain()
  const second = (await world.send(token, getImport, { id: two.id })).body
  assert.deepEqual([second.state, second.rowsApplied], ['applied', 0], 'what was previewed as new has been written meanwhile')
})

scenario('the command imports a file from the disk, says how it goes, and puts the refused rows beside it', async (world) => {
  const { institution } = await officer(world)
  const folder = await mkdtemp(join(tmpdir(), 'xianchuang-import-'))
  try {
    const path = join(folder, '示例.csv')
    await writeFile(path, `${good}A3,示例坏行,X,约9万,,\r\n`)
    const command = { ...world.app, definition: catalogueImport, scopeName: institution.creditCode, path, folder }
    const seen: string[] = []
    const preview = await runImport({ ...command, apply: false }, (run) => seen.push(run.state))
    assert.deepEqual([preview.run.state, preview.run.counts?.new, (await instrumentsOf(world, institution.id)).length], ['previewed', 2, 0])
    assert.ok(seen.length > 0 && seen.at(-1) === 'previewed')
    const { run, refusedPath } = await runImport({ ...command, apply: true }, () => {})
    assert.equal(sayImport(run, 'zh'), '新增 2，变更 0，未变 0，待确认 0，未通过 1 · 已写入 2 行')
    assert.equal(refusedPath, join(folder, '示例-未通过的行.csv'))
    assert.match(await readFile(refusedPath, 'utf8'), /A3,示例坏行,X,约9万,,,第 6 行“原值（万元）”/)
    await assert.rejects(
      runImport({ ...command, scopeName: '无此单位', apply: true }, () => {}),
      { code: 'not_found' },
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
