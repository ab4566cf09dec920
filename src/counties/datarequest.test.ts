import assert from 'node:assert/strict'
import { png } from '../../test/kit/files.ts'
import { signedIn } from '../../test/kit/people.ts'
import { uploadAttachment } from '../kernel/attachments/attachments.contract.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import {
  answerDataRequest,
  attachDataScan,
  endDataRequest,
  listDataRequests,
  makeDataRequest,
  readDataRequest,
  recordDataAnswer,
  scanPurpose,
  settleDataRequest,
} from './datarequest.contract.ts'
import { getReturn, keepReturnCells, listReturns, openReturnRound } from './return.contract.ts'

const tonghua = '220521'
const round = { opensOn: '2026-02-01', dueOn: '2026-04-30' }

const take = (code: string, over: string | null = null) => ({ code, over })

async function begin(world: World, year: number) {
  world.now = new Date('2026-03-02T02:00:00Z')
  const province = (await signedIn(world, 'provincial_officer', { divisionCode: '220000' })).token
  const county = (await signedIn(world, 'county_officer', { divisionCode: tonghua })).token
  const neighbour = (await signedIn(world, 'county_officer', { divisionCode: '220524' })).token
  const city = (await signedIn(world, 'city_officer', { divisionCode: '220500' })).token
  assert.equal((await world.send(province, openReturnRound, { ...round, year })).status, 200)
  const [own] = (await world.send(county, listReturns, { year })).body.items
  return { county, neighbour, city, returnId: own!.id }
}
const asked = { department: '示例县统计局', codes: ['rd_expenditure', 'industry_rd_share'], dueOn: '2026-03-20' }
const make = (world: World, token: string, id: string, more: object = {}) => world.send(token, makeDataRequest, { id, ...asked, ...more })
const cellIn = async (world: World, token: string, id: string, code: string) =>
  (await world.send(token, getReturn, { id })).body.cells.find(({ indicator }) => indicator.code === code)!

scenario('a department without an account answers by a link that is good once, and its county takes the answer over', async (world) => {
  const { county, neighbour, city, returnId } = await begin(world, 2024)
  assert.equal((await make(world, neighbour, returnId)).status, 404)
  assert.equal((await make(world, city, returnId)).status, 403)
  assert.equal((await make(world, county, returnId, { codes: ['nothing'] })).problem.code, 'no_such_cell')
  assert.equal((await make(world, county, returnId, { dueOn: '2026-01-01' })).problem.code, 'reply_day_past')
  const { id, secret } = (await make(world, county, returnId)).body
  const stored = JSON.stringify((await world.send(county, listDataRequests, { id: returnId })).body)
  assert.ok(!stored.includes(secret), 'the secret is told once')
  const read = await world.send(null, readDataRequest, { secret })
  assert.deepEqual(
    [read.body.department, read.body.nameZh, read.body.year, read.body.indicators.map(({ code, kind }) => [code, kind])],
    [
      '示例县统计局',
      '通化县',
      2024,
      [
        ['rd_expenditure', 'amount'],
        ['industry_rd_share', 'ratio'],
      ],
    ],
  )
  const answer = (cells: object[]) => world.send(null, answerDataRequest, { secret, cells: cells as never })
  // Nothing but what was asked, of its kind, and numbers that are numbers.
  assert.equal((await answer([{ code: 'special_envoys', amount: '3' }])).problem.code, 'cell_not_asked')
  assert.equal((await answer([{ code: 'industry_rd_share', amount: '3' }])).problem.code, 'cell_not_asked')
  assert.equal((await answer([{ code: 'rd_expenditure', amount: '许多' }])).status, 400)
  for (const wrong of [
    { code: 'rd_expenditure', amount: '-5' },
    { code: 'industry_rd_share', numerator: '3' },
    { code: 'industry_rd_share', numerator: '3', denominator: '0' },
  ])
    assert.equal((await answer([wrong])).problem.code, 'answer_wrong', JSON.stringify(wrong))
  // Nothing said does not use the link up.
  assert.equal((await answer([{ code: 'rd_expenditure' }, { code: 'industry_rd_share' }])).problem.code, 'answer_empty')
  assert.equal((await world.send(county, settleDataRequest, { id, cells: [take('rd_expenditure')] })).problem.code, 'request_not_answered')
  const given = [
    { code: 'rd_expenditure', amount: '1234.5' },
    { code: 'industry_rd_share', numerator: '12', denominator: '480' },
  ]
  const both = await Promise.all([answer(given), answer(given)])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 422], 'of two who hand in at once one is first')
  assert.equal((await world.send(null, readDataRequest, { secret })).problem.code, 'request_over')
  assert.equal((await cellIn(world, county, returnId, 'rd_expenditure')).cell, null, 'nothing stands before it is taken over')

  assert.equal((await world.send(neighbour, settleDataRequest, { id, cells: [] })).status, 404)
  assert.equal((await world.send(county, settleDataRequest, { id, cells: [take('special_envoys')] })).problem.code, 'cell_not_asked')
  const settled = await world.send(county, settleDataRequest, { id, cells: [take('rd_expenditure')] })
  assert.deepEqual(
    [settled.body.items[0]!.state, settled.body.items[0]!.answers.map(({ code, isTaken }) => [code, isTaken])],
    [
      'settled',
      [
        ['industry_rd_share', false],
        ['rd_expenditure', true],
      ],
    ],
  )
  const cell = (await cellIn(world, county, returnId, 'rd_expenditure')).cell!
  assert.deepEqual(
    [cell.amount, cell.provider, cell.origin, cell.sourceDocument],
    ['1234.5', '示例县统计局', 'filed', '取数函答复（2026-03-02）'],
  )
  assert.equal((await cellIn(world, county, returnId, 'industry_rd_share')).cell, null)
  assert.equal((await world.send(county, settleDataRequest, { id, cells: [] })).problem.code, 'request_not_answered')
})

scenario('what was put into the return after a department answered is not lost when its answer is taken over', async (world) => {
  const { county, returnId } = await begin(world, 2022)
  const { id, secret } = (await make(world, county, returnId)).body
  assert.equal((await world.send(null, answerDataRequest, { secret, cells: [{ code: 'rd_expenditure', amount: '55' }] })).status, 200)
  const typed = { code: 'rd_expenditure', amount: '777', explanation: '示例：补报' }
  assert.equal((await world.send(county, keepReturnCells, { id: returnId, cells: [typed] as never })).status, 200)
  const refused = await world.send(county, settleDataRequest, { id, cells: [take('rd_expenditure')] })
  assert.deepEqual([refused.status, refused.problem.code], [409, 'cell_changed'])
  const stands = (await cellIn(world, county, returnId, 'rd_expenditure')).cell!
  assert.deepEqual([stands.amount, stands.explanation], ['777', '示例：补报'])
  const digest = async () => (await world.send(county, getReturn, { id: returnId })).body.digest
  const before = await digest()
  assert.match(before, /^[0-9a-f]{16}$/)
  const chosen = await world.send(county, settleDataRequest, { id, cells: [take('rd_expenditure', stands.id)] })
  assert.equal(chosen.body.items[0]!.state, 'settled')
  assert.equal((await cellIn(world, county, returnId, 'rd_expenditure')).cell!.amount, '55')
  assert.notEqual(await digest(), before, 'a copy that was signed before is told from what stands now')
})

scenario('an answer on paper is recorded once, by whoever fills the return in, also when the link expired', async (world) => {
  const { county, neighbour, city, returnId } = await begin(world, 2021)
  const { id, secret } = (await make(world, county, returnId)).body
  const cells = [{ code: 'rd_expenditure', amount: '88' }]
  const record = (token: string, more: object[] = cells, of = id) => world.send(token, recordDataAnswer, { id: of, cells: more as never })
  assert.deepEqual([(await record(neighbour)).status, (await record(city)).status], [404, 403])
  assert.equal((await record(county, [{ code: 'rd_expenditure', amount: '-1' }])).problem.code, 'answer_wrong')
  assert.equal((await record(county, [{ code: 'rd_expenditure' }])).problem.code, 'answer_empty')
  world.now = new Date('2026-04-20T02:00:00Z')
  const later = (await signedIn(world, 'county_officer', { divisionCode: tonghua })).token
  assert.equal((await record(later)).body.items[0]!.state, 'answered')
  assert.equal((await record(later)).problem.code, 'request_closed')
  assert.equal((await world.send(null, readDataRequest, { secret })).problem.code, 'request_over')
  assert.equal((await world.send(later, settleDataRequest, { id, cells: [take('rd_expenditure')] })).status, 200)
  assert.equal((await cellIn(world, later, returnId, 'rd_expenditure')).cell!.amount, '88')
  const ended = (await make(world, later, returnId, { dueOn: '2026-05-20' })).body
  assert.equal((await world.send(later, endDataRequest, { id: ended.id })).status, 200)
  assert.equal((await record(later, cells, ended.id)).problem.code, 'request_closed')
})

scenario('the stamped paper is attached as a scan by whoever fills the return in, and by nobody else', async (world) => {
  const { county, neighbour, returnId } = await begin(world, 2023)
  const { id } = (await make(world, county, returnId)).body
  const upload = (token: string) => world.send(token, uploadAttachment, { fileName: '示例盖章.png', purpose: scanPurpose }, { upload: png })
  const [own, foreign] = [(await upload(county)).body.id, (await upload(neighbour)).body.id]
  assert.equal((await world.send(neighbour, attachDataScan, { id, attachmentId: foreign })).status, 404)
  assert.equal((await world.send(county, attachDataScan, { id, attachmentId: foreign })).status, 404)
  const given = await world.send(county, attachDataScan, { id, attachmentId: own })
  assert.equal(given.body.items[0]!.scan?.fileName, '示例盖章.png')
})

scenario('a request is late, expires, or is taken back, and its link then says no more than that it is over', async (world) => {
  const { county, neighbour, returnId } = await begin(world, 2025)
  const first = (await make(world, county, returnId)).body
  const second = (await make(world, county, returnId)).body
  const states = async () => (await world.send(county, listDataRequests, { id: returnId })).body.items.map(({ state }) => state)
  assert.deepEqual(await states(), ['open', 'open'])
  assert.equal((await world.send(neighbour, endDataRequest, { id: first.id })).status, 404)
  assert.equal((await world.send(county, endDataRequest, { id: first.id })).status, 200)
  const over = async (secret: string) => (await world.send(null, readDataRequest, { secret })).problem?.code
  assert.deepEqual([await over(first.secret), await over('nothing'), await over(newId())], ['request_over', 'request_over', 'request_over'])
  world.now = new Date('2026-03-21T02:00:00Z')
  const again = (await signedIn(world, 'county_officer', { divisionCode: tonghua })).token
  const later = async () => (await world.send(again, listDataRequests, { id: returnId })).body.items.map(({ state }) => state)
  assert.deepEqual([await later(), await over(second.secret)], [['late', 'ended'], undefined])
  const kept = await world.send(again, keepReturnCells, { id: returnId, cells: [{ code: 'rd_expenditure', amount: '7' }] as never })
  assert.equal(kept.status, 200, kept.text)
  world.now = new Date('2026-04-20T02:00:00Z')
  assert.equal(await over(second.secret), 'request_over')
})
