import assert from 'node:assert/strict'
import { filed, offices, openedBatch, path, county as where } from '../../test/kit/cases.ts'
import { newId } from '../kernel/id.ts'
import { scenario } from '../kernel/test.ts'
import { saveCase, startCase } from '../procedures/case.contract.ts'

scenario('a base for returning entrepreneurs is designated by county, city and province, and checked every year', async (world) => {
  const { employer, county, city, province, leader, firm } = await offices(world)
  const batchId = await openedBatch(world, province, 'entrepreneurship_bases')
  const answers = {
    ...{ firm: firm.name, division: where, founder: 'graduate', kind: 'processing', startedOn: '2024-03-02', squareMetres: 300 },
    ...{ founders: 12, jobs: 18, isLawful: true, helps: true },
  }
  const begun = await world.send(employer.token, startCase, { batchId, organisationId: firm.id }, { idempotencyKey: newId() })
  const small = { ...answers, startedOn: '2024-03-03', squareMetres: 299, jobs: 17, helps: false }
  const kept = await world.send(employer.token, saveCase, { id: begun.body.id, answers: small })
  assert.deepEqual(
    kept.body.case.conditions.filter(({ result }) => result === 'not_met').map(({ code }) => code),
    ['long_running', 'large', 'bringing', 'lawful'],
  )
  const one = await filed(world, employer, batchId, answers, { organisationId: firm.id })
  const ended = await path(world, one.id, [
    [county, { verb: 'accept', opinion: '' }],
    [city, { verb: 'pass', opinion: '' }],
    [province, { verb: 'pass', opinion: '' }],
    [province, { verb: 'publish' }],
    12,
    [province, { verb: 'close_notice' }],
    [leader, { verb: 'grant', reason: '符合认定条件' }],
    [leader, { verb: 'check', isPassed: true, reason: '年度核验合格' }],
  ])
  assert.equal(ended.status, 'granted')
})
