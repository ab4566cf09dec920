import assert from 'node:assert/strict'
import { makeInstrument } from '../../test/kit/instruments.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { write } from '../../test/kit/transaction.ts'
import { run } from '../kernel/db.ts'
import { Refused } from '../kernel/errors.ts'
import { scenario } from '../kernel/test.ts'
import { mergeOrganisations } from '../registry/change.contract.ts'
import { changeInstrument, getInstrument, listInstrumentClasses } from './catalogue.contract.ts'
import { findInstrumentsByInnerCode, insertInstruments } from './catalogue.server.ts'

scenario('a visitor sees an instrument that is online, and no draft', async (world) => {
  const institute = await makeOrganisation(world, 'institute')
  const { id } = await makeInstrument(world, { institutionId: institute.id, nameZh: '场发射透射电子显微镜', model: 'JEM-2100F' })
  const seen = await world.send(null, getInstrument, { id })
  assert.equal(seen.status, 200)
  assert.equal(seen.body.nameZh, '场发射透射电子显微镜')
  assert.equal(seen.body.institutionId, institute.id)
  const draft = await makeInstrument(world, { institutionId: institute.id, state: 'draft' })
  assert.equal((await world.send(null, getInstrument, { id: draft.id })).problem.code, 'not_found')
  const officer = await signedIn(world, 'asset_officer', { organisationId: institute.id })
  assert.equal((await world.send(officer.token, getInstrument, { id: draft.id })).status, 200)
})

scenario("an asset officer changes their own institution's instrument and the earlier version is kept", async (world) => {
  const institute = await makeOrganisation(world, 'institute')
  const other = await makeOrganisation(world, 'university')
  const { id } = await makeInstrument(world, { institutionId: institute.id, nameZh: '气相色谱仪', worthFen: 94_940_000 })
  const officer = await signedIn(world, 'asset_officer', { organisationId: institute.id })
  const stranger = await signedIn(world, 'asset_officer', { organisationId: other.id })
  assert.equal((await world.send(stranger.token, changeInstrument, { id, model: '8890' })).problem.code, 'not_found')
  const changed = await world.send(officer.token, changeInstrument, { id, model: '8890' })
  assert.equal(changed.status, 200)
  assert.deepEqual([changed.body.nameZh, changed.body.model, changed.body.worthFen], ['气相色谱仪', '8890', 94_940_000])
  const versions = () =>
    run<{ model: string; current: boolean }>(
      world.db,
      'select model, superseded_at is null as current from instrument_version where instrument_id = $1 order by recorded_at',
      [id],
    )
  const expected = [
    { model: '', current: false },
    { model: '8890', current: true },
  ]
  assert.deepEqual(await versions(), expected)
  await world.send(officer.token, changeInstrument, { id, model: '8890' })
  assert.deepEqual(await versions(), expected, 'saying the same again writes nothing')
  const days = await world.send(officer.token, changeInstrument, { id, listedOn: '2022-02-01', delistedOn: '2022-01-01' })
  assert.equal(days.problem.code, 'delisted_before_listed')
  const unknownClass = await world.send(officer.token, changeInstrument, { id, classCode: '8877' })
  assert.deepEqual(
    [unknownClass.status, unknownClass.problem.code, unknownClass.problem.params],
    [404, 'no_such_class', { classCode: '8877' }],
  )
  const unknownPlace = await world.send(officer.token, changeInstrument, { id, divisionCode: '999999' })
  assert.deepEqual([unknownPlace.status, unknownPlace.problem.code], [404, 'no_such_division'])
  assert.deepEqual(await versions(), expected)
})

scenario('many instruments are written at once, found by their numbers, and a number is taken once', async (world) => {
  const institute = await makeOrganisation(world, 'institute')
  const rows = Array.from({ length: 1000 }, (_, at) => ({
    institutionId: institute.id,
    innerCode: `A${at}`,
    nameZh: `示例仪器${at}`,
    seals: ['CMA'],
    source: '示例',
  }))
  const ids = await write(world, (tx) => insertInstruments(tx, rows))
  const found = await findInstrumentsByInnerCode(world.db, institute.id, ['A999', 'A0', 'none'])
  assert.deepEqual([...found.keys()].sort(), ['A0', 'A999'])
  assert.deepEqual([found.get('A999')?.id, found.get('A999')?.nameZh, found.get('A999')?.seals], [ids[999], '示例仪器999', ['CMA']])
  await assert.rejects(
    write(world, (tx) => insertInstruments(tx, rows.slice(5, 6))),
    (error) => error instanceof Refused && error.code === 'inner_code_taken' && (error.params as { innerCode: string }).innerCode === 'A5',
  )
})

scenario('an instrument comes with the names of its institution, class and place, each from the widest down', async (world) => {
  const classes = await world.send(null, listInstrumentClasses, {})
  const middle = classes.body.items.find((one) => one.parentCode !== null)
  assert.ok(middle)
  const institute = await makeOrganisation(world, 'institute', { name: '示例分析测试中心' })
  const { id } = await makeInstrument(world, { institutionId: institute.id, classCode: middle.code, divisionCode: '220104' })
  const seen = (await world.send(null, getInstrument, { id })).body
  assert.equal(seen.institutionNameZh, '示例分析测试中心')
  assert.deepEqual(
    seen.classes.map((one) => one.code),
    [middle.parentCode, middle.code],
  )
  assert.deepEqual(
    seen.divisions.map((one) => one.code),
    ['220000', '220100', '220104'],
  )
})

scenario('an institution that keeps instruments does not become part of another', async (world) => {
  const [keeper, other] = await Promise.all([
    makeOrganisation(world, 'institute', { divisionCode: '220104' }),
    makeOrganisation(world, 'institute', { divisionCode: '220104' }),
  ])
  await makeInstrument(world, { institutionId: keeper.id })
  const { token } = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const merge = (id: string, survivorId: string) =>
    world.send(token, mergeOrganisations, { id, survivorId, reason: '机构合并', documentNo: '示例〔2026〕4号' })
  const refused = await merge(keeper.id, other.id)
  assert.deepEqual([refused.status, refused.problem.code, refused.problem.params['count']], [409, 'keeps_instruments', 1])
  assert.equal((await merge(other.id, keeper.id)).status, 200)
})
