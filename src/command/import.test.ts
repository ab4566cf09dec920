import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { called, scratchFolder, xianchuang } from '../../test/kit/command.ts'
import { makeOrganisation } from '../../test/kit/people.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { importKinds } from '../slices.server.ts'
import { fieldNames, kindNames } from './import.ts'

const folder = scratchFolder()
const file = join(folder, '目录.csv')
const rows = ['仪器编号,仪器名称,规格型号,原值（万元）', 'A1,示例透射电镜,JEM,94.94', 'A2,示例天平,X,3', 'A3,示例坏行,X,约9万']
writeFileSync(file, rows.join('\r\n'))

const imported = (world: World, ...args: string[]) =>
  called(['import', ...args, '--folder', folder], { env: { DATABASE_URL: world.url, DATA_DIR: world.dataDir } })

scenario('a catalogue goes in, refused rows come back, and the same file again changes nothing', async (world) => {
  const { creditCode, id } = await makeOrganisation(world, 'university')
  const preview = await imported(world, 'catalogue', file, '--organisation', creditCode, '--preview', '--json')
  assert.equal(preview.status, 0, preview.stderr)
  assert.deepEqual(JSON.parse(preview.stdout).counts, { new: 2, changed: 0, unchanged: 0, duplicate: 0, refused: 1 })
  const count = () => run(world.db, 'select 1 from instrument where institution_id = $1', [id])
  assert.equal((await count()).length, 0)

  const args = ['import', 'catalogue', file, '--organisation', creditCode, '--source', '资产处']
  const first = await xianchuang(args, { env: { DATABASE_URL: world.url, DATA_DIR: world.dataDir }, cwd: folder })
  assert.equal(first.status, 0, first.stderr)
  assert.equal((await count()).length, 2)
  const back = first.stderr.match(/The refused rows are in (\S+)/)?.[1] ?? ''
  assert.ok(existsSync(join(folder, back)))
  assert.match(readFileSync(join(folder, back), 'utf8'), /示例坏行/)

  const again = await called([...args, '--folder', folder, '--json'], { env: { DATABASE_URL: world.url, DATA_DIR: world.dataDir } })
  assert.deepEqual(JSON.parse(again.stdout).counts, { new: 0, changed: 0, unchanged: 2, duplicate: 0, refused: 1 })
})

scenario('what cannot be imported is refused', async (world) => {
  const { creditCode } = await makeOrganisation(world, 'university')
  const other = join(folder, 'other.csv')
  writeFileSync(other, 'alpha,beta\n1,2\n')
  const bad = join(folder, 'bad.csv')
  writeFileSync(bad, '仪器编号,仪器名称\n,示例无号\n')
  for (const [args, expected] of [
    [['catalogue', bad, '--organisation', creditCode], /No row can be written/],
    [['catalogue', file, '--organisation', creditCode, '--map', '没有的列=model'], /no column “没有的列”/],
    [['catalogue', file, '--organisation', '11220000013544429K'], /Not found/],
    [['catalogue', other, '--organisation', creditCode], /Say what the columns mean/],
  ] as const) {
    const ended = await imported(world, ...args)
    assert.equal(ended.status, 1, ended.stderr)
    assert.match(ended.stderr, expected)
  }
})

scenario('every kind that a slice declares is known by its name, and so are its fields', async () => {
  const declared = importKinds.map(({ kind, fields }) => [kind, Object.keys(fields)])
  assert.deepEqual(Object.fromEntries(declared), fieldNames)
  assert.deepEqual(declared.map(([kind]) => kind).sort(), [...kindNames].sort())
})
