import assert from 'node:assert/strict'
import { act, county, filed, later, type Offices, offices, openedBatch, reasonsOf } from '../../test/kit/cases.ts'
import { worldDeclaring } from '../../test/kit/declared.ts'
import { signedIn } from '../../test/kit/people.ts'
import { publish } from '../../test/kit/versions.ts'
import { inTransaction, run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { getCase, listCases } from './case.contract.ts'
import { defineProcedure, type Procedure } from './procedure.rules.ts'
import { proveProcedure } from './proof.rules.ts'
import { refoldCases } from './verify.server.ts'
import { warnOfLimits } from './warning.server.ts'

const title = { zh: '示例', en: 'Example' }
const office = (matterCode: string) => ({ at: 'province', permission: 'procedures.handle', matterCode }) as const
const departments = { grading: 'talent_grading', subsidy: 'talent_subsidy', schooling: 'talent_schooling' } as const

/** One joint review of three departments, which all must agree to or one may. */
const jointly = (rule: 'all' | 'any'): Procedure =>
  defineProcedure({
    ...{ code: `example_joint_${rule}`, edition: 'example', title, summary: title, prefix: rule === 'all' ? 'SLHQ' : 'SLHU' },
    ...{ basis: [{ documentNo: '示例〔2026〕1号', title }], matterCode: 'talent_grading', subject: 'person' },
    ...{ nameField: 'name', divisionField: 'division', parameters: {}, conditions: [], materials: [], returnsMost: 1 },
    form: { name: { type: 'text', title, personal: 'name' }, division: { type: 'division', title } },
    stages: [
      { code: 'intake', kind: 'intake', title, office: { at: 'county', permission: 'procedures.handle' }, days: 5 },
      {
        ...{ code: 'joint', kind: 'joint', title, rule, office: { at: 'province', permission: 'procedures.handle' }, days: 10 },
        returnsTo: ['intake'],
        signers: Object.entries(departments).map(([code, matter]) => ({ code, title: { zh: code, en: code }, office: office(matter) })),
      },
      { code: 'decision', kind: 'decision', title, office: { at: 'province', permission: 'procedures.decide' }, days: 5 },
    ],
    ...{ outcome: { kind: 'place', termMonths: 0, reversedBy: 'revoke' }, promisedDays: 20, appealDays: 20 },
  })

/** A case of each procedure, at its joint review. */
async function atJoint(world: World, people: Offices, declared: readonly Procedure[]): Promise<string[]> {
  const cases: string[] = []
  for (const { code } of declared) {
    const version = { code, parameters: {}, validFrom: '2026-01-01', documentNo: '示例〔2026〕1号' }
    assert.equal((await publish(world, people.province, version)).status, 200)
    const batchId = await openedBatch(world, people.province, code)
    const { id } = await filed(world, people.applicant, batchId, { name: '示例人才', division: county })
    await act(world, people.county, id, { verb: 'accept', opinion: '' })
    cases.push(id)
  }
  return cases
}

scenario('会签 waits for every department and 或签 for one, side by side; who does not agree holds up the one alone', async (plain) => {
  const declared = [jointly('all'), jointly('any')]
  for (const one of declared) assert.deepEqual(proveProcedure(one, []), [])
  await using world = await worldDeclaring(plain, declared)
  const people = await offices(world)
  const ofMatter = (matterCode: string) => signedIn(world, 'department_officer', { divisionCode: '220000', matterCode })
  const signers = Object.fromEntries(
    await Promise.all(Object.entries(departments).map(async ([code, matter]) => [code, await ofMatter(matter)] as const)),
  )
  const cases = await atJoint(world, people, declared)
  const [all, any] = cases as [string, string]
  const sign = (who: keyof typeof departments, id: string, agrees: boolean) =>
    act(world, signers[who]!, id, { verb: 'sign', agrees, opinion: agrees ? '同意' : '材料不足' })
  const joint = async (id: string) => (await world.send(people.province.token, getCase, { id })).body.joint
  const said = async (id: string) => (await joint(id))?.signers.map(({ agrees }) => agrees)
  const stageOf = async (id: string) => (await world.send(people.applicant.token, getCase, { id })).body.stage

  // Each department has both at its desk until it has spoken, and signs for itself alone.
  const desk = await world.send(signers['subsidy']!.token, listCases, { procedure: declared[0]!.code })
  assert.deepEqual(
    desk.body.items.map(({ id }) => id),
    [all],
  )
  for (const id of cases) assert.equal((await sign('grading', id, false)).status, 200)
  assert.deepEqual(
    [await said(all), await said(any)],
    [
      [false, null, null],
      [false, null, null],
    ],
  )
  assert.deepEqual(reasonsOf(await sign('grading', all, true)), ['not_your_turn'])
  for (const id of cases) assert.equal((await sign('subsidy', id, true)).status, 200)
  assert.deepEqual([await stageOf(all), await stageOf(any)], ['joint', 'decision'])
  assert.equal((await sign('schooling', all, true)).status, 200)
  const { rule, result } = (await joint(all))!
  assert.deepEqual([rule, result, await said(all), await joint(any)], ['all', 'disagreed', [false, true, true], null])

  // The leading office sends it back; the departments speak anew, and it passes when all agree.
  assert.deepEqual(
    (await world.send(people.province.token, getCase, { id: all })).body.acts.map(({ verb }) => verb),
    ['return', 'refuse'],
  )
  await act(world, people.province, all, { verb: 'return', toStage: 'intake', reason: '补充材料后再会签' })
  await act(world, people.county, all, { verb: 'accept', opinion: '' })
  assert.deepEqual(await said(all), [null, null, null])
  for (const who of ['grading', 'subsidy', 'schooling'] as const) assert.equal((await sign(who, all, true)).status, 200)
  assert.equal(await stageOf(all), 'decision')
  const lines = async (token: string) => (await world.send(token, getCase, { id: all })).body.journal.filter(({ verb }) => verb === 'sign')
  assert.deepEqual(
    (await lines(people.leader.token)).map(({ signer, agrees }) => [signer?.zh, agrees]),
    [
      ['grading', false],
      ['subsidy', true],
      ['schooling', true],
      ['grading', true],
      ['subsidy', true],
      ['schooling', true],
    ],
  )
  assert.deepEqual(
    (await lines(people.applicant.token)).map(({ signer, agrees }) => signer ?? agrees),
    [null, null, null, null, null, null],
  )
  assert.equal((await refoldCases(world.db)).wrong, 0)
})

const inEngine = (world: World) => inTransaction(world.db, 'write', (tx) => world.app.jobs.enqueue(tx, warnOfLimits.name, {}, {}))

scenario(
  'a last day in a year without published holidays is provisional and says so, and is reckoned again once they are',
  async (plain) => {
    await using world = await worldDeclaring(plain, [jointly('all'), jointly('any')])
    const people = await offices(world)
    const { token } = people.applicant
    const { code } = jointly('any')
    const batchId = await openedBatch(world, people.province, code)
    const { id } = await filed(world, people.applicant, batchId, { name: '示例人才', division: county })
    await later(world, '2026-12-28T02:00:00Z')
    await act(world, people.county, id, { verb: 'accept', opinion: '' })
    const due = async () => {
      const { dueOn, isDueCertain } = (await world.send(token, getCase, { id })).body
      return [dueOn, isDueCertain]
    }
    // Ten working days, with Mondays to Fridays for the year that nobody knows yet.
    assert.deepEqual(await due(), ['2027-01-11', false])
    const listed = (await world.send(people.province.token, listCases, { show: 'open', procedure: code })).body.items
    assert.deepEqual(listed.find((one) => one.id === id)?.isDueCertain, false)
    await run(
      world.db,
      "insert into calendar_day (day, is_working, name_zh, name_en, document_no) values ('2027-01-01', false, '元旦', 'New Year', '示例〔2026〕8号')",
      [],
    )
    await inEngine(world)
    await world.drain()
    assert.deepEqual(await due(), ['2027-01-12', true])
  },
)
