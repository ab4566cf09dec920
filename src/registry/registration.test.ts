import assert from 'node:assert/strict'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { newcomer, wishOf } from '../../test/kit/registrations.ts'
import { chooseOrganisation, getMe } from '../identity/identity.contract.ts'
import { listMyNotices } from '../identity/notice.contract.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import {
  applyForRegistration,
  approveRegistration,
  askToJoin,
  decideJoining,
  listJoinings,
  listMyRegistrations,
  listRegistrations,
  refuseRegistration,
  withdrawJoining,
  withdrawRegistration,
} from './registration.contract.ts'

const officerOf = (world: World, divisionCode: string, role = 'county_officer') => signedIn(world, role, { divisionCode })

scenario('a firm applied for is approved by its county, and the applicant administers it', async (world) => {
  const person = await newcomer(world)
  const county = await officerOf(world, '220102')
  const wish = wishOf()
  const applied = await world.send(person.token, applyForRegistration, wish, { idempotencyKey: 'r1' })
  assert.equal(applied.status, 200, applied.text)
  assert.deepEqual([applied.body.state, applied.body.decidesIn], ['pending', '220102'])
  const asked = await world.send(county.token, listMyNotices, {})
  assert.deepEqual([asked.body.items[0]?.title.zh, asked.body.items[0]?.link], [`${wish.nameZh}申请登记`, '/work/registrations'])
  const waiting = await world.send(county.token, listRegistrations, {})
  const own = waiting.body.items.find((item) => item.id === applied.body.id)
  assert.equal(own?.contact, wish.contact)
  const [sealed] = await run<{ text: string }>(
    world.db,
    'select contact_sealed as text from registration_contact where registration_id = $1',
    [applied.body.id],
  )
  assert.ok(sealed && !sealed.text.includes('联系人'))
  const approved = await world.send(county.token, approveRegistration, { id: applied.body.id })
  assert.deepEqual([approved.status, approved.body.state], [200, 'approved'])
  const organisationId = approved.body.organisationId!
  const chosen = await world.send(person.token, chooseOrganisation, { organisationId })
  assert.equal(chosen.body.me.organisation?.nameZh, wish.nameZh)
  assert.deepEqual(
    chosen.body.me.grants.map((grant) => [grant.role, grant.organisationId]),
    [['firm_admin', organisationId]],
  )
  const told = await world.send(chosen.body.token, listMyNotices, {})
  assert.ok(told.body.items.some((notice) => notice.title.zh === `${wish.nameZh}已登记`))
  for (const decide of [
    await world.send(county.token, approveRegistration, { id: applied.body.id }),
    await world.send(county.token, refuseRegistration, { id: applied.body.id, reason: '已经同意了' }),
    await world.send(chosen.body.token, withdrawRegistration, { id: applied.body.id }),
  ])
    assert.deepEqual([decide.status, decide.problem.code], [409, 'registration_decided'])
})

scenario('who decides is named by the rule: a university by the province, and by nobody below', async (world) => {
  const person = await newcomer(world)
  const county = await officerOf(world, '220102')
  const neighbour = await officerOf(world, '220103')
  const city = await officerOf(world, '220100', 'city_officer')
  const province = await officerOf(world, '220000', 'provincial_officer')
  const university = await world.send(person.token, applyForRegistration, wishOf({ kind: 'university' as const }))
  const firm = await world.send(person.token, applyForRegistration, wishOf())
  const approve = (token: string, id: string) => world.send(token, approveRegistration, { id })
  const seen = async (token: string) =>
    (await world.send(token, listRegistrations, {})).body.items
      .map((item) => item.id)
      .filter((id) => [university.body.id, firm.body.id].includes(id))
  assert.deepEqual(await seen(county.token), [firm.body.id])
  assert.deepEqual(await seen(neighbour.token), [])
  assert.deepEqual(await seen(province.token), [university.body.id, firm.body.id])
  for (const { token } of [county, city]) assert.equal((await approve(token, university.body.id)).problem.code, 'not_found')
  assert.equal((await approve(neighbour.token, firm.body.id)).problem.code, 'not_found')
  assert.equal((await approve(person.token, firm.body.id)).problem.code, 'not_permitted')
  assert.equal((await approve(city.token, firm.body.id)).status, 200)
  assert.equal((await approve(province.token, university.body.id)).status, 200)
  const me = await world.send(person.token, getMe, {})
  assert.deepEqual(me.body.me?.grants.map((grant) => grant.role).sort(), ['asset_officer', 'firm_admin'])
  const done = await world.send(province.token, listRegistrations, { state: 'approved' })
  assert.equal(done.body.items.find((item) => item.id === firm.body.id)?.decidedByName !== '', true)
})

scenario('an application with a wrong code, a code that is taken or no rule is refused, each in its own words', async (world) => {
  const person = await newcomer(world)
  const firm = await makeOrganisation(world, 'firm')
  const apply = (wish: object) => world.send(person.token, applyForRegistration, { ...wishOf(), ...wish })
  assert.equal((await apply({ creditCode: `${wishOf().creditCode.slice(0, 17)}0`.replace(/0$/, 'X') })).problem.code, 'credit_code_wrong')
  const taken = await apply({ creditCode: firm.creditCode })
  assert.deepEqual([taken.problem.code, taken.problem.params['organisationId']], ['registered_already', firm.id])
  assert.equal((await apply({ divisionCode: '999999' })).problem.code, 'no_such_division')
  await run(world.db, "delete from registration_rule where kind = 'park'", [])
  assert.equal((await apply({ kind: 'park' })).problem.code, 'no_registration_rule')
})

scenario('a refused application says why, a withdrawn one makes room for the next', async (world) => {
  const [person, other] = [await newcomer(world), await newcomer(world)]
  const county = await officerOf(world, '220102')
  const wish = wishOf()
  const first = await world.send(person.token, applyForRegistration, wish)
  assert.equal((await world.send(other.token, applyForRegistration, wish)).problem.code, 'registration_pending')
  assert.equal((await world.send(other.token, withdrawRegistration, { id: first.body.id })).problem.code, 'not_found')
  assert.equal((await world.send(person.token, withdrawRegistration, { id: first.body.id })).body.state, 'withdrawn')
  const second = await world.send(other.token, applyForRegistration, wish)
  const reason = '名称与营业执照不一致'
  assert.equal((await world.send(county.token, refuseRegistration, { id: second.body.id, reason })).body.reason, reason)
  const mine = await world.send(other.token, listMyRegistrations, {})
  assert.deepEqual(
    mine.body.registrations.map((one) => [one.state, one.reason]),
    [['refused', reason]],
  )
  assert.equal((await world.send(person.token, applyForRegistration, wish)).status, 200)
})

scenario('two applications for one code at once, and two decisions at once, end in one organisation', async (world) => {
  const people = await Promise.all([newcomer(world), newcomer(world), newcomer(world)])
  const officers = await Promise.all([officerOf(world, '220102'), officerOf(world, '220100', 'city_officer')])
  for (let round = 0; round < 5; round += 1) {
    const wish = wishOf()
    const replies = await Promise.all(people.map(({ token }) => world.send(token, applyForRegistration, wish)))
    assert.deepEqual(replies.map((reply) => reply.status).sort(), [200, 409, 409])
    const id = replies.find((reply) => reply.status === 200)!.body.id
    const decided = await Promise.all(officers.map(({ token }) => world.send(token, approveRegistration, { id })))
    assert.deepEqual(decided.map((reply) => reply.problem.code ?? 'approved').sort(), ['approved', 'registration_decided'])
    const [found] = await run<{ count: number }>(world.db, 'select count(*)::int as count from organisation where credit_code = $1', [
      wish.creditCode,
    ])
    assert.equal(found?.count, 1)
  }
})

scenario('a code that was registered while its application waited is refused at the decision', async (world) => {
  const person = await newcomer(world)
  const county = await officerOf(world, '220102')
  const wish = wishOf()
  const { body } = await world.send(person.token, applyForRegistration, wish)
  await makeOrganisation(world, 'firm', { creditCode: wish.creditCode })
  assert.equal((await world.send(county.token, approveRegistration, { id: body.id })).problem.code, 'credit_code_taken')
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
  const mine = await world.send(person.token, listMyRegistrations, {})
  assert.deepEqual(
    mine.body.joinings.map((one) => one.state),
    ['approved', 'withdrawn', 'refused'],
  )
})
