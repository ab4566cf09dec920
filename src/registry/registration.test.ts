import assert from 'node:assert/strict'
import { act, reasonsOf, verbsOf } from '../../test/kit/cases.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { applied, drafted, newcomer, wishOf } from '../../test/kit/registrations.ts'
import { chooseOrganisation, getMe } from '../identity/identity.contract.ts'
import { listMyNotices } from '../identity/notice.contract.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import {
  type Act,
  actOnCases,
  declineCase,
  getCase,
  listCases,
  revealCase,
  saveCase,
  submitCase,
  withdrawCase,
} from '../procedures/case.contract.ts'
import { checkEligibility } from '../procedures/procedure.contract.ts'
import { askOrganisationChange } from './change.contract.ts'
import { getOrganisationFile } from './file.contract.ts'
import { askToJoin, decideJoining, listJoinings, listMyJoinings, withdrawJoining } from './registration.contract.ts'
import { registrationCode } from './registration.rules.ts'

const officerOf = (world: World, divisionCode: string, role = 'county_officer') => signedIn(world, role, { divisionCode })
const grant = { verb: 'grant', reason: '材料齐全，同意登记' } as const
const refuse = { verb: 'refuse', reason: '名称与营业执照不一致', ground: 'untrue' } as const

scenario('a firm applied for is approved by its county, and the applicant administers it', async (world) => {
  const person = await newcomer(world)
  const county = await officerOf(world, '220102')
  const wish = wishOf()
  const one = await applied(world, person, wish)
  assert.deepEqual([one.status, one.decidedIn, one.stages[0]?.at, one.urgency], ['open', '220102', 'county', 'in_time'])
  const asked = await world.send(county.token, listMyNotices, {})
  assert.deepEqual([asked.body.items[0]?.title.zh, asked.body.items[0]?.link], [`${wish.nameZh}申请登记`, `/work/cases/${one.id}`])
  const waiting = await world.send(county.token, listCases, { procedure: registrationCode })
  assert.deepEqual(
    waiting.body.items.filter(({ id }) => id === one.id).map(({ subjectName }) => subjectName),
    [wish.nameZh],
  )
  const seen = await world.send(county.token, getCase, { id: one.id })
  assert.deepEqual([seen.body.answers['contact'], seen.body.answers['creditCode']], ['***', wish.creditCode])
  const told = await world.send(county.token, revealCase, { id: one.id, reason: '核对申请人' })
  assert.equal(told.body.answers['contact'], wish.contact)
  const granted = await act(world, county, one.id, grant)
  assert.deepEqual([granted.status, granted.body.status], [200, 'granted'], granted.text)
  const me = await world.send(person.token, getMe, {})
  const organisationId = me.body.me!.grants[0]!.organisationId!
  const chosen = await world.send(person.token, chooseOrganisation, { organisationId })
  assert.equal(chosen.body.me.organisation?.nameZh, wish.nameZh)
  assert.deepEqual(
    chosen.body.me.grants.map(({ role }) => role),
    ['firm_admin'],
  )
  const notices = (await world.send(chosen.body.token, listMyNotices, {})).body.items.map((notice) => notice.title.zh)
  assert.ok(notices.includes(`${wish.nameZh}已登记`) && notices.includes('单位登记申请已通过'))
  const file = await world.send(county.token, getOrganisationFile, { id: organisationId })
  assert.deepEqual(
    file.body.cases.map(({ id, kind, state }) => [id, kind, state]),
    [[one.id, 'registration', 'approved']],
  )
  // What was registered is an organisation now: the case takes it back no more, nor does its applicant.
  assert.deepEqual((await world.send(county.token, getCase, { id: one.id })).body.acts, [])
  assert.equal((await act(world, county, one.id, refuse)).problem.code, 'act_not_open')
  for (const operation of [withdrawCase, declineCase])
    assert.equal((await world.send(chosen.body.token, operation, { id: one.id })).problem.code, 'case_not_editable')
})

scenario('who decides is named by the rule: a university by the province, and by nobody below', async (world) => {
  const person = await newcomer(world)
  const county = await officerOf(world, '220102')
  const neighbour = await officerOf(world, '220103')
  const city = await officerOf(world, '220100', 'city_officer')
  const province = await officerOf(world, '220000', 'provincial_officer')
  const university = await applied(world, person, wishOf({ kind: 'university' }))
  const firm = await applied(world, person)
  const waiting = async (token: string) =>
    (await world.send(token, listCases, { procedure: registrationCode, limit: 100 })).body.items
      .map((item) => item.id)
      .filter((id) => [university.id, firm.id].includes(id))
  assert.deepEqual(await waiting(county.token), [firm.id])
  assert.deepEqual(await waiting(neighbour.token), [])
  assert.deepEqual(await waiting(city.token), [firm.id])
  assert.deepEqual((await waiting(province.token)).sort(), [university.id, firm.id].sort())
  for (const officer of [county, city]) {
    const refused = await act(world, officer, university.id, grant)
    assert.deepEqual([refused.problem.code, reasonsOf(refused)], ['act_not_open', ['not_your_turn']])
  }
  assert.equal((await act(world, neighbour, firm.id, grant)).problem.code, 'not_found')
  assert.equal((await act(world, person, firm.id, grant)).problem.code, 'act_not_open')
  assert.equal((await act(world, city, firm.id, grant)).status, 200)
  assert.equal((await act(world, province, university.id, grant)).status, 200)
  const me = await world.send(person.token, getMe, {})
  assert.deepEqual(me.body.me?.grants.map(({ role }) => role).sort(), ['asset_officer', 'firm_admin'])
})

scenario('an application with a wrong code, a code that is taken or no rule is refused, each in its own words', async (world) => {
  const person = await newcomer(world)
  const firm = await makeOrganisation(world, 'firm')
  const wrong = wishOf().creditCode
  const one = await drafted(world, person, wishOf())
  const kept = await world.send(person.token, saveCase, { id: one.id, answers: { creditCode: `${wrong.slice(0, 17)}I` } })
  assert.deepEqual(
    kept.body.issues.map(({ path }) => path),
    ['creditCode'],
  )
  const submitted = async (wish: object) => {
    const { id } = await drafted(world, person, { ...wishOf(), ...wish })
    return world.send(person.token, submitCase, { id })
  }
  const codesOf = (reply: Awaited<ReturnType<typeof submitted>>) =>
    (reply.problem.params['conditions'] as { code: string }[]).map(({ code }) => code)
  const taken = await submitted({ creditCode: firm.creditCode, nameZh: 'Example' })
  assert.deepEqual([taken.problem.code, codesOf(taken)], ['not_eligible', ['not_registered', 'name_whole']])
  assert.equal((await submitted({ division: '999999' })).problem.code, 'form_incomplete')
  await run(world.db, "delete from registration_rule where kind = 'park'", [])
  assert.equal((await submitted({ kind: 'park' })).problem.code, 'no_office')
  const park = await makeOrganisation(world, 'park', { divisionCode: '220102' })
  const admin = await signedIn(world, 'firm_admin', { organisationId: park.id })
  const change = { id: park.id, wanted: { nameEn: 'Example park' }, reason: '示例变更' }
  assert.equal((await world.send(admin.token, askOrganisationChange, change)).problem.code, 'no_registration_rule')
  // Before anything is begun, whoever is signed in is told whether a code is registered; nobody else is.
  const asked = async (token: string | null) => {
    const checked = await world.send(token, checkEligibility, { code: registrationCode, answers: { creditCode: firm.creditCode } })
    return checked.body.conditions.find(({ code }) => code === 'not_registered')?.result
  }
  assert.deepEqual([await asked(person.token), await asked(null)], ['not_met', 'unknown'])
})

scenario('defects are told once, and what is mended goes to whom the rule of its day names then', async (world) => {
  const person = await newcomer(world)
  const county = await officerOf(world, '220102')
  const province = await officerOf(world, '220000', 'provincial_officer')
  const one = await applied(world, person)
  const askMend: Act = { verb: 'ask_mend', defects: [{ path: 'kind', text: '营业执照上是高校' }] }
  assert.equal((await act(world, county, one.id, askMend)).body.status, 'mending')
  // A rule that begins today moves no case that was filed before it was made; this one is of another kind of organisation now.
  await world.send(person.token, saveCase, { id: one.id, answers: { kind: 'university' } })
  const mended = await world.send(person.token, submitCase, { id: one.id })
  assert.deepEqual([mended.body.status, mended.body.decidedIn], ['open', '220000'])
  assert.deepEqual(reasonsOf(await act(world, county, one.id, grant)), ['not_your_turn'])
  assert.deepEqual(reasonsOf(await act(world, province, one.id, askMend)), ['mended_before'])
  assert.equal((await act(world, province, one.id, grant)).body.status, 'granted')
  assert.deepEqual(await verbsOf(world, one.id), ['open', 'submit', 'ask_mend', 'mend', 'grant'])
})

scenario('a refused application says why and may be appealed against, a withdrawn one makes room for the next', async (world) => {
  const [person, other] = [await newcomer(world), await newcomer(world)]
  const county = await officerOf(world, '220102')
  const wish = wishOf()
  const first = await applied(world, person, wish)
  const { id } = await drafted(world, other, wish)
  const submit = () => world.send(other.token, submitCase, { id })
  const second = await submit()
  assert.deepEqual([second.problem.code, second.problem.params['caseNo']], ['already_filed', first.caseNo])
  assert.equal((await world.send(other.token, withdrawCase, { id: first.id })).problem.code, 'not_found')
  assert.equal((await world.send(person.token, withdrawCase, { id: first.id })).body.status, 'withdrawn')
  assert.equal((await submit()).status, 200)
  assert.equal((await act(world, county, id, refuse)).body.status, 'refused')
  const mine = await world.send(other.token, getCase, { id })
  assert.equal(mine.body.journal.at(-1)?.text, refuse.reason)
  assert.ok(mine.body.appealTo !== null && !mine.body.isReturnable)
  await applied(world, person, wish)
})

scenario('two applications for one code at once, and two decisions at once, end in one organisation', async (world) => {
  const people = await Promise.all([newcomer(world), newcomer(world), newcomer(world)])
  const officers = await Promise.all([officerOf(world, '220102'), officerOf(world, '220100', 'city_officer')])
  for (let round = 0; round < 5; round += 1) {
    const wish = wishOf()
    const drafts = await Promise.all(people.map(async (person) => ({ ...person, id: (await drafted(world, person, wish)).id })))
    const replies = await Promise.all(drafts.map(({ token, id }) => world.send(token, submitCase, { id })))
    assert.deepEqual(replies.map((reply) => reply.status).sort(), [200, 409, 409])
    const { id } = replies.find((reply) => reply.status === 200)!.body
    const decided = await Promise.all(officers.map((officer) => act(world, officer, id, grant)))
    assert.deepEqual(decided.map((reply) => (reply.status === 200 ? 'granted' : 'late')).sort(), ['granted', 'late'])
    const [found] = await run<{ count: number }>(world.db, 'select count(*)::int as count from organisation where credit_code = $1', [
      wish.creditCode,
    ])
    assert.equal(found?.count, 1)
  }
})

scenario('a code that was registered while its application waited is refused at the decision, alone and in a pile', async (world) => {
  const person = await newcomer(world)
  const county = await officerOf(world, '220102')
  const wish = wishOf()
  const [taken, free] = [await applied(world, person, wish), await applied(world, person)]
  await makeOrganisation(world, 'firm', { creditCode: wish.creditCode })
  const alone = await act(world, county, taken.id, grant)
  assert.deepEqual([alone.problem.code, reasonsOf(alone)], ['act_not_open', ['not_registered']])
  const cases = [taken, free].map(({ id, actionCount }) => ({ id, number: actionCount }))
  const pile = await world.send(county.token, actOnCases, { cases, act: grant })
  assert.deepEqual(
    cases.map(({ id }) => pile.body.items.find((item) => item.id === id)?.isDone),
    [false, true],
  )
})

scenario('whoever asks to join an organisation is given a role by its administrator, or told why not', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const rival = await makeOrganisation(world, 'firm')
  const admin = await signedIn(world, 'firm_admin', { organisationId: firm.id })
  const stranger = await signedIn(world, 'firm_admin', { organisationId: rival.id })
  const person = await newcomer(world)
  const ask = () => world.send(person.token, askToJoin, { creditCode: firm.creditCode })
  const asked = await ask()
  assert.equal(asked.status, 200, asked.text)
  assert.equal((await ask()).problem.code, 'joining_pending')
  assert.equal((await world.send(person.token, askToJoin, { creditCode: wishOf().creditCode })).problem.code, 'not_found')
  const waiting = await world.send(admin.token, listJoinings, { id: firm.id })
  assert.deepEqual(
    waiting.body.items.map((item) => item.id),
    [asked.body.id],
  )
  assert.equal((await world.send(stranger.token, listJoinings, { id: firm.id })).status >= 403, true)
  const decide = (token: string, input: object) => world.send(token, decideJoining, { id: asked.body.id, ...input })
  assert.equal((await decide(stranger.token, { role: 'firm_engineer' })).problem.code, 'not_found')
  assert.equal((await decide(admin.token, { role: 'provincial_officer' })).problem.code, 'joining_role_unfit')
  assert.equal((await decide(admin.token, {})).problem.code, 'joining_role_unfit')
  assert.equal((await decide(admin.token, { reason: '不是本单位职工' })).status, 200)
  assert.equal((await decide(admin.token, { role: 'firm_engineer' })).problem.code, 'joining_decided')
  const again = await ask()
  assert.equal((await world.send(admin.token, withdrawJoining, { id: again.body.id })).problem.code, 'not_found')
  assert.equal((await world.send(person.token, withdrawJoining, { id: again.body.id })).status, 200)
  const third = await ask()
  assert.equal((await world.send(admin.token, decideJoining, { id: third.body.id, role: 'firm_engineer' })).status, 200)
  assert.equal((await ask()).problem.code, 'member_already')
  const mine = await world.send(person.token, listMyJoinings, {})
  assert.deepEqual(
    mine.body.items.map((one) => one.state),
    ['approved', 'withdrawn', 'refused'],
  )
})
