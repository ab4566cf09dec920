import assert from 'node:assert/strict'
import { waitingFor } from '../../test/kit/duties.ts'
import { importText } from '../../test/kit/imports.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { getFigure, listFigureRows } from '../figures/figure.contract.ts'
import { listMyNotices } from '../identity/notice.contract.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { recordStatus } from '../registry/status.contract.ts'
import {
  actOnReturn,
  type CountyReturn,
  downloadReturn,
  getReturn,
  keepReturnCells,
  listIndicators,
  listReturns,
  openReturnRound,
  prefillReturn,
} from './return.contract.ts'
import { importReturn } from './returnimport.contract.ts'
import { figureBehind } from './returnsearch.rules.ts'

const tonghua = '220521'
const round = { year: 2024, opensOn: '2025-03-01', dueOn: '2025-04-30' } as const
const source = { sourceDocument: '示例统计年鉴', provider: '示例统计局' } as const

scenario(
  'a year of returns: filled by the platform and the county, passed by the city, approved by the province, opened again',
  async (world) => {
    world.now = new Date('2026-05-06T01:00:00Z')
    const province = (await signedIn(world, 'provincial_officer', { divisionCode: '220000' })).token
    const city = (await signedIn(world, 'city_officer', { divisionCode: '220500' })).token
    const county = (await signedIn(world, 'county_officer', { divisionCode: tonghua })).token
    const neighbour = (await signedIn(world, 'county_officer', { divisionCode: '220524' })).token
    const firm = await makeOrganisation(world, 'firm', { divisionCode: tonghua })
    const status = { id: firm.id, kind: 'high_tech', certificateNo: 'GR202322000001', firstOn: '2023-01-01', lastOn: '2025-12-31' } as const
    assert.equal((await world.send(county, recordStatus, status)).status, 200)

    const early = await world.send(province, openReturnRound, { ...round, dueOn: '2025-02-01' })
    assert.equal(early.problem?.code, 'round_days_wrong')
    assert.equal((await world.send(province, openReturnRound, { ...round, year: 2010 })).problem?.code, 'no_indicators')
    assert.equal((await world.send(city, openReturnRound, round)).status, 403)
    const opened = await world.send(province, openReturnRound, round)
    assert.equal(opened.status, 200, opened.text)
    assert.equal(opened.body.returnCount, 60)
    assert.equal((await world.send(province, openReturnRound, round)).problem?.code, 'round_exists')
    assert.equal((await world.send(null, listIndicators, {})).body.items.length, 18)

    const [own] = (await world.send(county, listReturns, {})).body.items
    assert.deepEqual(
      [own?.divisionCode, own?.state, own?.filledCount, own?.computedCount, own?.isOverdue],
      [tonghua, 'filling', 1, 1, true],
    )
    const id = own!.id
    assert.deepEqual(await waitingFor(world, county, 'handle_returns'), [1, 1], 'it is past its day')
    assert.deepEqual(await waitingFor(world, city, 'handle_returns'), [0, 0])
    for (const send of [() => world.send(neighbour, getReturn, { id }), () => world.send(neighbour, prefillReturn, { id })])
      assert.equal((await send()).status, 404)
    const first = (await world.send(county, getReturn, { id })).body
    const cellOf = (code: string, of = first) => of.cells.find((cell) => cell.indicator.code === code)!
    assert.deepEqual(
      [cellOf('high_tech_firms').value, cellOf('high_tech_firms').cell?.origin, cellOf('tech_smes').value],
      ['1', 'computed', null],
    )

    const keep = (cells: object[]) => keepOf(world, county, id, cells)
    assert.equal((await keep([{ code: 'rd_expenditure', amount: '1,5' }])).status, 400)
    assert.equal((await keep([{ code: 'industry_rd_share', amount: '2.5' }])).problem?.code, 'no_such_cell')
    assert.equal((await keep([{ code: 'nothing', amount: '2.5' }])).problem?.code, 'no_such_cell')
    const hasty = await world.send(county, actOnReturn, { id, act: 'hand_in' })
    assert.deepEqual([hasty.problem?.code, hasty.problem?.params], ['act_not_now', { reasons: ['cells_open'] }])

    const cells = first.cells
      .filter(({ cell, isRequired }) => cell === null && isRequired)
      .map(({ indicator: { code, kind } }) => ({
        ...{ code, ...source },
        ...(kind === 'ratio' ? { numerator: '1234.5', denominator: '98760' } : kind === 'text' ? { words: '示例特色' } : { amount: '12' }),
      }))
    const untouched = { code: 'high_tech_firms', amount: '1', ...source }
    const kept = await keep([...cells, untouched])
    assert.equal(kept.status, 200, kept.text)
    assert.deepEqual([kept.body.openCount, kept.body.filledCount, cellOf('fiscal_science_share', kept.body).value], [0, 16, '1.25'])
    assert.equal(cellOf('high_tech_firms', kept.body).cell?.origin, 'computed')
    const rowsOf = async () =>
      (await run<{ count: number }>(world.db, 'select count(*) as count from return_cell where return_id = $1', [id]))[0]!.count
    const before = await rowsOf()
    assert.equal((await keep(cells)).status, 200)
    assert.equal((await world.send(county, prefillReturn, { id })).status, 200)
    assert.equal(await rowsOf(), before, 'a retry changes nothing')

    const sheet = await world.send(county, downloadReturn, { id, language: 'en' })
    assert.match(sheet.text, /\nindustry_rd_share,[^\n]*,1234.5,98760,1.25,,annual,,/)
    assert.equal((await world.send(neighbour, downloadReturn, { id })).status, 404)
    await bringBack(world, county, { id, text: sheet.text })
    await countFiled(world, { id, firmName: firm.name, province })
    await takeItOn(world, { id, province, city, county, neighbour, cells, keep, rowsOf, before: await rowsOf() })
    await opensAsKnown(world, { cell: cellOf('high_tech_firms', kept.body), county, firmId: firm.id })
  },
)

type Standing = { id: string; province: string; city: string; county: string; neighbour: string; before: number } & {
  cells: Record<string, unknown>[]
  keep: (cells: object[]) => ReturnType<typeof keepOf>
  rowsOf: () => Promise<number>
}
const keepOf = (world: World, token: string, id: string, cells: object[]) =>
  world.send(token, keepReturnCells, { id, cells: cells as never })

/** The sheet as it was downloaded changes nothing; what was typed into it does, and what does not fit is told by row. */
async function bringBack(world: World, county: string, { id, text }: { id: string; text: string }): Promise<void> {
  const same = await importText(world, county, importReturn, text, { id })
  assert.deepEqual(same.counts, { new: 0, changed: 0, unchanged: 18, duplicate: 0, refused: 0 })
  const typed = ['Code,Value,Numerator', 'special_envoys,13,', 'industry_rd_share,2,', 'nothing,1,', 'tax_relief,x,']
  const run = await importText(world, county, importReturn, typed.join('\n'), { id })
  assert.deepEqual(run.counts, { new: 0, changed: 1, unchanged: 0, duplicate: 0, refused: 3 })
  const cells = (await world.send(county, getReturn, { id })).body.cells
  const [envoys] = cells.flatMap(({ indicator, cell }) => (indicator.code === 'special_envoys' ? [cell] : []))
  assert.deepEqual([envoys?.amount, envoys?.origin, envoys?.sourceDocument], ['13', 'imported', source.sourceDocument])
  assert.equal((await keepOf(world, county, id, [{ code: 'special_envoys', amount: '12', ...source }])).status, 200)
}

/** A figure opens to what it counts, and what the platform filled in is counted among what was asked. */
async function countFiled(world: World, { id, firmName, province }: { id: string; firmName: string; province: string }): Promise<void> {
  const firms = (await world.send(null, listFigureRows, { name: 'high_tech_firm_count', year: 2024, divisionCode: tonghua })).body
  assert.deepEqual(
    firms.items.map((row) => row.values.firm),
    [firmName],
  )
  const share = (await world.send(null, getFigure, { name: 'file_once_share', year: 2024, by: 'prefecture' })).body
  // 60 counties are asked for 18 cells each, and the platform knows the high-tech firms of them all.
  assert.deepEqual(
    [share.numerator?.value.amount, share.denominator?.value.amount, share.value.text, share.parts.length],
    [60, 1080, '5.6', 9],
  )
  const own = (await world.send(province, listFigureRows, { name: 'file_once_share', year: 2024, divisionCode: tonghua })).body
  assert.deepEqual(
    own.items.map(({ values, link }) => [values.origin, link]),
    [['computed', `/work/returns/${id}`]],
  )
}

/** The year after: what stands unless it changed is proposed from the approved return, and counts once the county stands by it. */
async function nextYear(world: World, { province, county }: Pick<Standing, 'province' | 'county'>): Promise<void> {
  assert.equal((await world.send(province, openReturnRound, { year: 2025, opensOn: '2026-03-01', dueOn: '2026-04-30' })).status, 200)
  const [own] = (await world.send(county, listReturns, {})).body.items
  const proposed = (await world.send(county, getReturn, { id: own!.id })).body.cells.filter(({ cell }) => cell?.isCarried)
  assert.deepEqual(
    proposed.map(({ indicator, value, findings }) => [indicator.code, value, findings.map((one) => one.problem).join()]),
    ['innovation_zones', 'service_bodies', 'special_envoys'].map((code) => [code, '12', 'unconfirmed']),
  )
  const sent = [
    { code: 'special_envoys', amount: '12' },
    { code: 'service_bodies', amount: '13', ...source },
  ] as const
  const kept = (await keepOf(world, county, own!.id, [...sent])).body.cells
  assert.deepEqual(
    sent.map(({ code }) => kept.find(({ indicator }) => indicator.code === code)!.cell).map((cell) => [cell?.origin, cell?.isCarried]),
    [
      ['quoted', true],
      ['filed', false],
    ],
  )
  const share = (await world.send(null, getFigure, { name: 'file_once_share', year: 2025, divisionCode: tonghua })).body
  assert.deepEqual([share.numerator?.value.amount, share.denominator?.value.amount], [2, 18])
}

/** The chain from the county to the province and back. */
async function takeItOn(world: World, { id, province, city, county, neighbour, cells, keep, rowsOf, before }: Standing): Promise<void> {
  const act = (who: string, name: 'hand_in' | 'pass' | 'send_back' | 'approve' | 'reopen', reason = '') =>
    world.send(who, actOnReturn, { id, act: name, reason })
  assert.deepEqual([(await act(county, 'hand_in')).body.state, (await act(county, 'hand_in')).problem?.code], ['at_city', 'act_not_now'])
  const told = async (who: string) => (await world.send(who, listMyNotices, {})).body.items[0]?.title.zh
  assert.deepEqual([await told(city), await told(county)], ['通化县2024年数据填报等您办理', '导入完成'], 'whoever has it next')
  assert.equal((await keep(cells)).problem?.code, 'return_locked')
  assert.equal((await world.send(county, prefillReturn, { id })).problem?.code, 'return_locked')
  assert.deepEqual([(await act(city, 'approve')).status, (await act(neighbour, 'pass')).status], [403, 404])
  assert.equal((await act(city, 'send_back')).problem?.code, 'act_reason_missing')
  const remarks = [{ code: 'rd_expenditure', reason: '示例：与年鉴不符' }]
  const badly = await world.send(city, actOnReturn, {
    id,
    act: 'send_back',
    reason: '示例：请核对口径',
    cells: [{ ...remarks[0]!, code: 'x' }],
  })
  assert.equal(badly.problem?.code, 'no_such_cell')
  const back = (await world.send(city, actOnReturn, { id, act: 'send_back', reason: '示例：请核对口径', cells: remarks })).body
  assert.deepEqual([back.state, back.journal[0]?.remarks], ['filling', remarks])
  assert.deepEqual(
    back.cells.flatMap(({ remark }) => remark ?? []),
    ['示例：与年鉴不符'],
  )
  const second = await keep([{ ...cells[0]!, numerator: '1235' }])
  assert.deepEqual([second.body.mayFill, await rowsOf()], [true, before + 1])
  for (const [who, name, state] of [
    [county, 'hand_in', 'at_city'],
    [city, 'pass', 'at_province'],
    [province, 'approve', 'approved'],
  ] as const)
    assert.equal((await act(who, name)).body.state, state)
  assert.equal((await keep(cells)).problem?.code, 'return_locked')
  assert.equal((await act(county, 'reopen', '示例：我要改')).status, 403)
  await nextYear(world, { province, county })
  const again = (await act(province, 'reopen', '示例：年报修订')).body
  assert.deepEqual(
    again.journal.map((one) => `${one.act} ${one.reason}`),
    ['reopen 示例：年报修订', 'approve ', 'pass ', 'hand_in ', 'send_back 示例：请核对口径', 'hand_in '],
  )
  assert.ok(again.journal.every(({ by, actedAt }) => by !== '' && actedAt !== ''))
  assert.deepEqual([again.state, again.filledCount], ['filling', 16])
  const seen = (await world.send(province, listReturns, { year: 2024 })).body.items
  assert.deepEqual([seen.length, seen.filter((item) => item.isOverdue).length], [60, 60])
}

/** What the platform filled in opens to its figure as it was known then, whatever became of it since. */
async function opensAsKnown(
  world: World,
  { cell, county, firmId }: { cell: CountyReturn['cells'][number]; county: string; firmId: string },
) {
  const later = { id: firmId, kind: 'tech_sme', certificateNo: '示例20240001', firstOn: '2024-05-01', lastOn: null } as const
  assert.equal((await world.send(county, recordStatus, later)).status, 200)
  const ask = async (name: string, search: object) => (await world.send(county, getFigure, { name, ...search })).body.value.text
  const { recordedAt } = cell.cell!
  const then = figureBehind(cell.indicator, { year: 2024, divisionCode: tonghua, recordedAt })
  assert.deepEqual([await ask(cell.indicator.figure!, then), cell.value], ['1', '1'])
  assert.deepEqual(
    [await ask('tech_sme_count', then), await ask('tech_sme_count', { year: 2024, divisionCode: tonghua })],
    [null, '1'],
    'a firm registered later counts today; then nothing was recorded',
  )
}
