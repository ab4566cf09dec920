import assert from 'node:assert/strict'
import { act, bring, filed, gradingAnswers, later, offices, openedBatch, reasonsOf, verbsOf } from '../../test/kit/cases.ts'
import { latestOf, titlesOf } from '../../test/kit/notices.ts'
import { signedIn } from '../../test/kit/people.ts'
import { publish } from '../../test/kit/versions.ts'
import { inTransaction } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { actOnCase, appealCase, getCase, listCases, listMyCases, submitCase } from './case.contract.ts'
import { giveDelegation } from './delegation.contract.ts'
import { refoldCases } from './verify.server.ts'
import { listVersions } from './version.contract.ts'
import { warnOfLimits } from './warning.server.ts'

const soon = '一个案件即将到期'
const due = '一个案件已到期限'
const warned = async (world: World, token: string) => (await titlesOf(world, token)).filter((title) => title === soon || title === due)
async function morning(world: World, day: string): Promise<void> {
  await later(world, `${day}T00:00:00Z`)
  await inTransaction(world.db, 'write', (tx) => world.app.jobs.enqueue(tx, warnOfLimits.name, {}, {}))
  await world.drain()
}
const toMend = '人才分类定级申请的补正期限快到了'
const notMended = '一个案件逾期未补正'
const before = (day: string, days: number) => new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)

scenario('whoever is responsible is warned before a limit and at it, each once; while the clock stands nobody is', async (world) => {
  const people = await offices(world)
  const batchId = await openedBatch(world, people.province, 'talent_grading')
  const { id } = await filed(world, people.applicant, batchId, gradingAnswers(), { organisationId: people.firm.id })
  await bring(world, people, id, 'city')
  const colleague = await signedIn(world, 'city_officer', { divisionCode: '220100' })
  const dueOn = async () => (await world.send(people.city.token, getCase, { id })).body.dueOn!
  const first = await dueOn()
  await morning(world, world.now.toISOString().slice(0, 10))
  assert.deepEqual(await warned(world, people.city.token), [])

  await act(world, people.city, id, { verb: 'suspend', kind: 'hearing', reason: '组织听证' })
  await morning(world, first)
  assert.deepEqual(await warned(world, people.city.token), [])
  await act(world, people.city, id, { verb: 'resume', opinion: '' })

  const second = await dueOn()
  assert.equal(second > first, true)
  await morning(world, before(second, 1))
  await morning(world, before(second, 1))
  assert.deepEqual(await warned(world, people.city.token), [soon])
  assert.deepEqual(await warned(world, colleague.token), [soon])
  for (const other of [people.neighbour, people.county, people.applicant]) assert.deepEqual(await warned(world, other.token), [])

  // Who stands in for them is told as well; who is away no more, or may not act there, is not.
  const standsIn = async (from: { token: string }, to: { personId: string }, lastOn: string) => {
    const firstOn = world.now.toISOString().slice(0, 10)
    const given = await world.send(from.token, giveDelegation, { toId: to.personId, firstOn, lastOn, reason: '示例出差' })
    assert.equal(given.status, 200, given.text)
  }
  const [deputy, late] = [
    await signedIn(world, 'city_officer', { divisionCode: '220100', matterCode: 'talent_subsidy' }),
    await signedIn(world, 'city_officer', { divisionCode: '220100', matterCode: 'talent_subsidy' }),
  ]
  await standsIn(colleague, deputy, second)
  await standsIn(people.city, late, world.now.toISOString().slice(0, 10))

  // Once it is handed to somebody, the others are left in peace.
  await act(world, people.city, id, { verb: 'assign', personId: colleague.personId, opinion: '' })
  await morning(world, second)
  await morning(world, second)
  assert.deepEqual(await warned(world, colleague.token), [due, soon])
  assert.deepEqual(await warned(world, people.city.token), [soon])
  assert.deepEqual([await warned(world, deputy.token), await warned(world, late.token)], [[due], []])
})

scenario('what is never mended has a last day where the version gives one, and is closed by the office alone', async (world) => {
  const people = await offices(world)
  const { applicant, county, province, leader, firm } = people
  const batchId = await openedBatch(world, province, 'talent_grading')
  const defects = [{ path: 'position', text: '请写明任职时间' }]
  const asked = async (person: typeof applicant) => {
    const { id } = await filed(world, person, batchId, gradingAnswers(), { organisationId: firm.id })
    await bring(world, people, id, 'intake')
    await act(world, county, id, { verb: 'ask_mend', defects })
    return id
  }
  const lapse = (id: string, person = county) => act(world, person, id, { verb: 'lapse', reason: '期满没有补正' })
  const without = await asked(await signedIn(world, 'individual', {}))
  const { parameters } = (await world.send(null, listVersions, { code: 'talent_grading' })).body.items[0]!
  const version = { code: 'talent_grading', validFrom: '2026-03-02', documentNo: '示例〔2026〕9号' }
  const publishMend = (mendDays: number) => publish(world, province, { ...version, parameters: { ...parameters, mendDays } })
  assert.deepEqual((await publishMend(999)).problem.params['faults'], [{ key: 'mendDays', what: 'wrong' }])
  assert.equal((await publishMend(5)).status, 200)
  const id = await asked(applicant)
  const seen = async (token = applicant.token) => (await world.send(token, getCase, { id })).body
  const { mendTo } = await seen()
  assert.deepEqual([mendTo, (await world.send(applicant.token, listMyCases, {})).body.items[0]!.mendTo], ['2026-03-09', mendTo])
  assert.match((await latestOf(world, applicant.token))!, /请在2026年3月9日前（含当日）补齐/)
  assert.deepEqual(reasonsOf(await lapse(id)), ['mend_runs'])

  await morning(world, before(mendTo!, 3))
  assert.equal((await titlesOf(world, applicant.token)).includes(toMend), true)
  await morning(world, mendTo!)
  assert.equal((await titlesOf(world, county.token)).includes(notMended), false)
  await morning(world, '2026-03-10')
  await morning(world, '2026-03-11')
  const told = async (token: string, title: string) => (await titlesOf(world, token)).filter((one) => one === title).length
  assert.deepEqual([await told(applicant.token, toMend), await told(county.token, notMended)], [1, 1])
  // It is on the office's list, first, and counted as late; another office's list is without it.
  const listed = async (token: string) => (await world.send(token, listCases, {})).body.items.map((one) => [one.id, one.urgency])
  assert.deepEqual([(await listed(county.token))[0], (await listed(people.city.token)).flat().includes(id)], [[id, 'late'], false])
  const duties = await world.server.inject({ url: '/api/my/duties', headers: { authorization: `Bearer ${county.token}` } })
  const { items } = duties.json() as { items: { kind: string; late: number | null }[] }
  assert.equal(items.find(({ kind }) => kind === 'handle_cases')?.late, 1)
  // No machine ends it, nor does the applicant or another office; and no case that was filed before there was a limit.
  const number = (await seen()).actionCount
  const own = await world.send(applicant.token, actOnCase, { id, number, act: { verb: 'lapse', reason: '期满没有补正' } })
  assert.deepEqual(
    [reasonsOf(own), reasonsOf(await lapse(id, people.city)), (await seen()).status],
    [['not_your_turn'], ['not_your_turn'], 'mending'],
  )
  assert.deepEqual(reasonsOf(await lapse(without)), ['no_mend_limit'])

  assert.deepEqual([(await lapse(id)).body.status, (await seen()).journal.at(-1)!.text], ['lapsed', '期满没有补正'])
  assert.equal((await titlesOf(world, applicant.token))[0], '人才分类定级申请逾期未补正，视为放弃')
  await world.send(applicant.token, appealCase, { id, reason: '住院期间没有看到补正通知。' })
  const back = await act(world, leader, id, { verb: 'overturn', reason: '确有正当理由' })
  assert.deepEqual([back.body.status, back.body.stage, (await seen()).mendTo], ['mending', 'intake', '2026-03-18'])
  assert.deepEqual((await seen()).defects, defects)
  assert.equal((await world.send(applicant.token, submitCase, { id })).body.status, 'open')
  assert.deepEqual((await verbsOf(world, id)).slice(-5), ['ask_mend', 'lapse', 'appeal', 'overturn', 'mend'])
  assert.equal((await refoldCases(world.db)).wrong, 0)
})
