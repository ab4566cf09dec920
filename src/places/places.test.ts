import assert from 'node:assert/strict'
import { run } from '../kernel/db.ts'
import { scenario } from '../kernel/test.ts'
import { listDivisions } from './places.contract.ts'
import { divisionPath } from './places.server.ts'

scenario('divisions are those in force on the day, and a path leads up to the province', async (world) => {
  await run(
    world.db,
    `insert into division (code, name_zh, name_en, level, kind, parent_code, valid_from, valid_to, source) values
      ('990000', '示例省', 'Example', 'province', '省', null, '1949-10-01', null, 'test'),
      ('990300', '示例市', 'Example city', 'prefecture', '地级市', '990000', '1949-10-01', null, 'test'),
      ('990381', '示例旧市', 'Old example', 'county', '县级市', '990300', '1949-10-01', '2020-06-01', 'test'),
      ('990382', '示例新市', 'New example', 'county', '县级市', '990300', '2020-06-01', null, 'test')`,
    [],
  )
  const codes = async (input: { on?: string }) =>
    (await world.send(null, listDivisions, input)).body.items.map((item) => item.code).filter((code) => code.startsWith('99'))
  assert.deepEqual(await codes({}), ['990000', '990300', '990382'])
  assert.deepEqual(await codes({ on: '2020-05-31' }), ['990000', '990300', '990381'])
  assert.deepEqual(
    (await divisionPath(world.db, '990382')).map((division) => division.nameZh),
    ['示例省', '示例市', '示例新市'],
  )
  assert.deepEqual(await divisionPath(world.db, '123456'), [])
})
