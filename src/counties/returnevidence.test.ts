import assert from 'node:assert/strict'
import { test } from 'node:test'
import { png } from '../../test/kit/files.ts'
import { signedIn } from '../../test/kit/people.ts'
import { uploadAttachment } from '../kernel/attachments/attachments.contract.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import {
  actOnReturn,
  type CountyReturn,
  getReturn,
  keepReturnCells,
  listReturns,
  openReturnRound,
  withdrawReturnRound,
} from './return.contract.ts'
import { addReturnEvidence, evidencePurpose, removeReturnEvidence, verifyReturnCells } from './returnevidence.contract.ts'
import { verifyProblemsOf } from './returnevidence.rules.ts'
import { commonDivision } from './returnsearch.rules.ts'

const tonghua = '220521'
const source = { sourceDocument: '示例统计年鉴', provider: '示例统计局' } as const

async function begin(world: World) {
  world.now = new Date('2025-03-06T01:00:00Z')
  const people = await Promise.all([
    signedIn(world, 'provincial_officer', { divisionCode: '220000' }),
    signedIn(world, 'city_officer', { divisionCode: '220500' }),
    signedIn(world, 'county_officer', { divisionCode: tonghua }),
    signedIn(world, 'county_officer', { divisionCode: tonghua }),
    signedIn(world, 'county_officer', { divisionCode: '220524' }),
  ])
  const [province, city, county, second, neighbour] = people.map(({ token }) => token) as [string, string, string, string, string]
  const round = (await world.send(province, openReturnRound, { year: 2024, opensOn: '2025-03-01', dueOn: '2025-04-30' })).body
  const [own] = (await world.send(county, listReturns, {})).body.items
  return { province, city, county, second, neighbour, roundId: round.id, id: own!.id }
}
const lineOf = (of: CountyReturn, code: string) => of.cells.find(({ indicator }) => indicator.code === code)!
const upload = async (world: World, token: string, fileName = '示例决算.png') =>
  (await world.send(token, uploadAttachment, { fileName, purpose: evidencePurpose }, { upload: png })).body.id

scenario(
  'a file proves one cell or several, is taken off again, and only while the return is being filled in by its own county',
  async (world) => {
    const { province, city, county, neighbour, roundId, id } = await begin(world)
    const codes = ['rd_expenditure', 'fiscal_science_share']
    const attachmentId = await upload(world, county)
    const add = (token: string, given: object = {}) => world.send(token, addReturnEvidence, { id, codes, attachmentId, ...given })
    assert.deepEqual([(await add(neighbour)).status, (await add(city)).status], [404, 403])
    assert.equal((await add(county, { codes: ['nothing'] })).problem?.code, 'no_such_cell')
    assert.equal((await add(county, { attachmentId: await upload(world, neighbour) })).status, 404)
    assert.equal(
      (await world.send(province, getReturn, { id })).body.cells.every(({ evidence }) => evidence.length === 0),
      true,
    )
    const added = await add(county)
    assert.equal(added.status, 200, added.text)
    const [first] = lineOf(added.body, 'rd_expenditure').evidence
    assert.deepEqual(
      [
        first?.file.fileName,
        lineOf(added.body, 'fiscal_science_share').evidence.length,
        lineOf(added.body, 'loc_innovation_fund')?.evidence ?? [],
      ],
      ['示例决算.png', 1, []],
    )
    assert.equal((await add(county)).problem?.code, 'attachment_taken')
    assert.equal(lineOf((await world.send(city, getReturn, { id })).body, 'rd_expenditure').evidence[0]!.file.link !== null, true)
    assert.equal((await world.send(province, withdrawReturnRound, { id: roundId })).problem?.code, 'round_in_use')

    const remove = (evidenceId: string, token = county) => world.send(token, removeReturnEvidence, { id, evidenceId })
    assert.deepEqual([(await remove(first!.id, city)).status, (await remove(newId())).status], [403, 404])
    assert.equal(lineOf((await remove(first!.id)).body, 'fiscal_science_share').evidence.length, 0)
    assert.equal((await remove(first!.id)).status, 404, 'it is off already')
  },
)

scenario('another than the writer verifies a cell, where the return lies; a new number is verified anew', async (world) => {
  const { city, county, second, neighbour, id } = await begin(world)
  const keep = async (amount: string) =>
    (await world.send(county, keepReturnCells, { id, cells: [{ code: 'rd_expenditure', amount, ...source }] as never })).body
  const idOf = (of: CountyReturn) => lineOf(of, 'rd_expenditure').cell!.id
  const verify = (token: string, cellIds: string[]) => world.send(token, verifyReturnCells, { id, cellIds })
  const old = idOf(await keep('100'))
  const cellId = idOf(await keep('120'))
  assert.equal((await verify(second, [old])).status, 404, 'another number stands there')
  const own = await verify(county, [cellId])
  assert.equal(own.problem?.code, 'cell_not_verifiable')
  assert.deepEqual(own.problem?.params, { code: 'rd_expenditure', reasons: ['own_hand'] })
  assert.deepEqual((await verify(city, [cellId])).problem?.params, { code: 'rd_expenditure', reasons: ['not_yours'] })
  assert.equal((await verify(neighbour, [cellId])).status, 404)
  const done = await verify(second, [cellId])
  assert.equal(done.status, 200, done.text)
  assert.equal(lineOf(done.body, 'rd_expenditure').verified?.at, '2025-03-06T01:00:00Z')
  assert.deepEqual((await verify(second, [cellId])).problem?.params, { code: 'rd_expenditure', reasons: ['verified'] })
  assert.equal(lineOf(await keep('120'), 'rd_expenditure').verified !== null, true, 'what did not change stays verified')
  assert.equal(lineOf(await keep('130'), 'rd_expenditure').verified, null)

  const empty = (await world.send(county, getReturn, { id })).body.cells.filter(({ cell, isRequired }) => cell === null && isRequired)
  const cells = empty.map(({ indicator: { code, kind } }) => ({
    ...{ code, ...source, origin: 'quoted' },
    ...(kind === 'ratio' ? { numerator: '1234.5', denominator: '98760' } : kind === 'text' ? { words: '示例特色' } : { amount: '12' }),
  }))
  const kept = await world.send(county, keepReturnCells, { id, cells: cells as never })
  assert.equal(lineOf(kept.body, cells[0]!.code).cell?.origin, 'quoted')
  const handed = await world.send(county, actOnReturn, { id, act: 'hand_in' })
  assert.equal(handed.status, 200, handed.text)
  assert.deepEqual(lineOf(handed.body, 'rd_expenditure').verifyProblems, ['not_yours', 'own_hand'])
  assert.equal(lineOf((await verify(city, [idOf(handed.body)])).body, 'rd_expenditure').verified !== null, true)
})

test('who may verify a cell: whoever it lies with, never its writer, all reasons at once', () => {
  const rights = { files: true, passes: false, approves: false }
  const typed = { origin: 'filed', isConfirmed: true, isVerified: false, isOwnHand: false } as const
  const table: [Parameters<typeof verifyProblemsOf>[0], Parameters<typeof verifyProblemsOf>[2], string[]][] = [
    ['filling', typed, []],
    ['filling', { ...typed, isOwnHand: true }, ['own_hand']],
    ['filling', { ...typed, isConfirmed: false }, ['not_standing']],
    ['filling', { ...typed, origin: 'computed', isVerified: true }, ['computed', 'verified']],
    ['filling', null, ['not_standing']],
    ['at_city', typed, ['not_yours']],
    ['approved', typed, ['locked']],
  ]
  for (const [state, cell, expected] of table) assert.deepEqual(verifyProblemsOf(state, rights, cell), expected)
})

test('the division that returns have in common', () => {
  const table: [string[], string | undefined][] = [
    [['220521', '220521'], '220521'],
    [['220521', '220500'], '220500'],
    [['220521', '220100'], undefined],
    [[], undefined],
  ]
  for (const [codes, expected] of table) assert.equal(commonDivision(codes.map((divisionCode) => ({ divisionCode }))), expected)
})
