import assert from 'node:assert/strict'
import { importText, reasonsOfRows } from '../../test/kit/imports.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { scenario } from '../kernel/test.ts'
import { listStatuses, recordStatus } from './status.contract.ts'
import { importStatuses } from './statusimport.contract.ts'

const head = '统一社会信用代码,企业名称,资格,证书编号,有效期起,有效期至,文号'

scenario('a published list of recognised firms goes in; what does not fit is told by row, and again it changes nothing', async (world) => {
  const [firm, elsewhere, institute] = [
    await makeOrganisation(world, 'firm', { divisionCode: '220102' }),
    await makeOrganisation(world, 'firm', { divisionCode: '220202' }),
    await makeOrganisation(world, 'institute', { divisionCode: '220102' }),
  ]
  const officer = await signedIn(world, 'county_officer', { divisionCode: '220102' })
  const standing = { id: firm.id, kind: 'high_tech' as const, certificateNo: 'GR示例', firstOn: '2024-01-01', lastOn: '2026-12-31' }
  assert.equal((await world.send(officer.token, recordStatus, standing)).status, 200)
  const rows = [
    `${firm.creditCode},${firm.name},科技型中小企业,示例001,2026-01-01,2026-12-31,示例〔2026〕1号`,
    `${elsewhere.creditCode},${elsewhere.name},科技型中小企业,示例002,2026-01-01,2026-12-31,`,
    `${institute.creditCode},${institute.name},科技型中小企业,示例003,2026-01-01,2026-12-31,`,
    `${firm.creditCode},${firm.name},高新技术企业,GR示例2,2025-06-01,2028-05-31,`,
    `${firm.creditCode},${firm.name},专精特新,示例005,2026-05-01,2025-05-01,`,
    `${firm.creditCode},另一家厂（示例）,科技小巨人,示例006,2026-01-01,,`,
  ]
  const send = (lines: readonly string[]) =>
    importText(world, officer.token, importStatuses, [head, ...lines].join('\n'), { divisionCode: '220102' })
  const run = await send(rows)
  assert.deepEqual([run.state, run.counts], ['applied', { new: 1, changed: 0, unchanged: 0, duplicate: 1, refused: 4 }])
  const reasons = await reasonsOfRows(world, officer.token, run.id)
  const told = ['没有登记信用代码', '不是企业', '有效期重叠', '早于有效期起']
  assert.deepEqual(
    reasons.map((reason, at) => reason.includes(told[at]!)),
    told.map(() => true),
    reasons.join('\n'),
  )
  const recorded = (await world.send(officer.token, listStatuses, { id: firm.id })).body.items
  assert.deepEqual(
    recorded.map((one) => [one.kind, one.certificateNo, one.documentNo]),
    [
      ['tech_sme', '示例001', '示例〔2026〕1号'],
      ['high_tech', 'GR示例', null],
    ],
  )
  assert.deepEqual((await send(rows.slice(0, 1))).counts?.unchanged, 1)
  const changed = await send([rows[0]!.replace('示例001', '示例001-改')])
  assert.equal(changed.counts?.changed, 1)
  const after = (await world.send(officer.token, listStatuses, { id: firm.id })).body.items
  assert.equal(after.find((one) => one.kind === 'tech_sme')?.certificateNo, '示例001-改')
  const other = await signedIn(world, 'county_officer', { divisionCode: '220202' })
  const input = { fileHash: 'a'.repeat(64), divisionCode: '220102' }
  assert.equal((await world.send(other.token, importStatuses, input)).problem.code, 'not_found')
})
