// The service card from its issue to its use: a code that lives for a moment, shown, verified, used once, and void numbers that open nothing.
import assert from 'node:assert/strict'
import { act, carded, offices, county as where } from '../../test/kit/cases.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { listMyCases } from '../procedures/case.contract.ts'
import {
  getMyCard,
  listCardServices,
  listMyCardUses,
  makeCardCode,
  recordCardUse,
  setCardProvider,
  verifyCardCode,
} from './card.contract.ts'
import { bodyOf, codeOf, readCode } from './code.rules.ts'

const newCode = async (world: World, { token }: { token: string }) => (await world.send(token, makeCardCode, {})).body.code
const verify = (world: World, code: string, token: string | null = null) => world.send(token, verifyCardCode, { code })
const wait = (world: World, seconds: number) => {
  world.now = new Date(world.now.getTime() + seconds * 1000)
}

scenario('a card is shown by a code, verified by anybody, used once for a code, and seen by its holder and in counts', async (world) => {
  const people = await offices(world)
  const { applicant, province } = people
  assert.equal((await world.send(applicant.token, getMyCard, {})).body.card, null)
  assert.equal((await world.send(applicant.token, makeCardCode, {})).problem.code, 'not_found')
  const { caseNo } = await carded(world, people)
  const hospital = await makeOrganisation(world, 'hospital', { divisionCode: where })
  const other = await makeOrganisation(world, 'hospital', { divisionCode: where })
  const desk = await signedIn(world, 'service_desk', { organisationId: hospital.id })
  const elsewhere = await signedIn(world, 'service_desk', { organisationId: other.id })
  const settle = (organisationId: string, more: object = {}) =>
    world.send(province.token, setCardProvider, { service: 'priority_visit', organisationId, isProvider: true, ...more })
  assert.equal((await settle(people.firm.id)).problem.code, 'provider_unfit')
  assert.equal((await settle(hospital.id, { service: 'nothing' })).problem.code, 'not_found')
  assert.equal((await settle(hospital.id)).body.providers.length, 1)
  assert.equal((await settle(hospital.id)).body.providers.length, 1)
  const { card } = (await world.send(applicant.token, getMyCard, {})).body
  assert.deepEqual([card?.cardNo, card?.class, card?.state, card?.voidNumbers], [caseNo, 'D', 'valid', []])
  assert.deepEqual(
    card?.services.find(({ code }) => code === 'priority_visit')?.providers.map((one) => one.nameZh),
    [hospital.name],
  )

  const made = (await world.send(applicant.token, makeCardCode, {})).body
  assert.ok(made.qrSvg.startsWith('<svg') && !made.code.includes(caseNo))
  const seen = await verify(world, made.code.toLowerCase().replaceAll('-', ' '))
  assert.deepEqual([seen.body.state, seen.body.class, seen.body.holderName, seen.body.counters], ['valid', 'D', '示**', []])
  const tampered = made.code.replace(/^./, (letter) => (letter === '0' ? '1' : '0'))
  for (const wrong of [tampered, made.code.slice(0, -1), 'nothing'])
    assert.equal((await verify(world, wrong)).problem.code, 'card_code_wrong')
  const { counters } = (await verify(world, made.code, desk.token)).body
  assert.deepEqual(
    counters.map(({ services }) => services.map(({ code }) => code)),
    [['priority_visit']],
  )

  const use = (person: { token: string }, code: string, organisationId = hospital.id, service = 'priority_visit') =>
    world.send(person.token, recordCardUse, { code, service, organisationId }, { idempotencyKey: newId() })
  assert.equal((await use(elsewhere, made.code)).problem.code, 'not_found')
  const unfit = await use(elsewhere, made.code, other.id)
  assert.deepEqual(
    (unfit.problem.params['problems'] as { code: string }[]).map(({ code }) => code),
    ['not_provider'],
    unfit.text,
  )
  assert.equal((await use(desk, made.code, hospital.id, 'airport_channel')).problem.code, 'card_use_unfit')
  assert.equal((await use(desk, tampered)).problem.code, 'card_code_wrong')
  const recorded = await use(desk, made.code)
  assert.deepEqual([recorded.status, recorded.body.organisationZh], [200, hospital.name], recorded.text)
  assert.equal((await use(desk, made.code)).problem.code, 'card_code_used')
  assert.equal((await verify(world, made.code)).body.isUsed, true)
  wait(world, 91)
  assert.equal((await verify(world, made.code)).problem.code, 'card_code_expired')
  assert.equal((await use(desk, made.code)).problem.code, 'card_code_expired')
  assert.equal((await use(desk, await newCode(world, applicant))).status, 200)

  const mine = (await world.send(applicant.token, listMyCardUses, { limit: 1 })).body
  assert.equal(mine.items[0]!.serviceZh, '优先就诊')
  assert.equal((await world.send(applicant.token, listMyCardUses, { cursor: mine.nextCursor! })).body.items.length, 1)
  assert.deepEqual((await world.send(desk.token, listMyCardUses, {})).body.items, [])
  assert.equal((await settle(hospital.id, { isProvider: false })).body.providers.length, 0)
  const counted = (await world.send(province.token, listCardServices, {})).body
  assert.deepEqual(counted.items.find(({ code }) => code === 'priority_visit')?.uses, [{ class: 'D', count: 2 }])
})

scenario('what was lost opens nothing once it is given out anew, and what rests shows that it does', async (world) => {
  const people = await offices(world)
  const { applicant, leader } = people
  const { id, caseNo } = await carded(world, people)
  const lost = await newCode(world, applicant)
  assert.equal((await act(world, leader, id, { verb: 'reissue', reason: '卡片遗失' })).body.awardNo, `${caseNo}-2`)
  assert.deepEqual((await verify(world, lost)).body.state, 'replaced')
  const hospital = await makeOrganisation(world, 'hospital', { divisionCode: where })
  const desk = await signedIn(world, 'service_desk', { organisationId: hospital.id })
  const asked = { code: lost, service: 'priority_visit', organisationId: hospital.id }
  assert.equal((await world.send(desk.token, recordCardUse, asked, { idempotencyKey: newId() })).problem.code, 'card_resting')
  const again = (await world.send(applicant.token, getMyCard, {})).body.card
  assert.deepEqual([again?.cardNo, again?.voidNumbers], [`${caseNo}-2`, [caseNo]])
  const fresh = await newCode(world, applicant)
  assert.equal((await verify(world, fresh)).body.state, 'valid')
  await act(world, leader, id, { verb: 'freeze', reason: '离吉期间暂停' })
  assert.deepEqual([(await verify(world, fresh)).body.state, (await verify(world, fresh)).body.holderName], ['frozen', null])
  assert.equal((await world.send(applicant.token, makeCardCode, {})).problem.code, 'card_resting')
  await act(world, leader, id, { verb: 'unfreeze', reason: '已经返吉' })
  const class_ = (await world.send(applicant.token, listMyCases, {})).body.items.find(({ caseNo }) => caseNo.startsWith('RCFL'))!
  await act(world, leader, class_.id, { verb: 'revoke', reason: '提供的业绩不实' })
  assert.deepEqual([(await verify(world, fresh)).body.state, (await verify(world, fresh)).body.class], ['unfounded', null])
  assert.equal((await world.send(applicant.token, makeCardCode, {})).problem.code, 'card_resting')
  assert.equal((await world.send(applicant.token, getMyCard, {})).body.card?.state, 'unfounded')
  await act(world, leader, id, { verb: 'revoke', reason: '定级已撤销' })
  assert.equal((await verify(world, fresh)).body.state, 'cancelled')
})

scenario('a code holds its card and its moment, and is read as people copy it', async () => {
  const coded = { cardNo: 'JXK-2026-000042-3', expiresAt: 1_772_413_290 }
  const body = bodyOf('JXK', coded)
  const code = codeOf(body, new Uint8Array([1, 2, 3, 4, 5, 6, 7, 255]))
  assert.match(code, /^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/)
  assert.deepEqual(readCode('JXK', code)?.coded, coded)
  assert.deepEqual(readCode('JXK', code.replaceAll('0', 'o').replaceAll('1', 'l'))?.coded, coded)
  assert.equal(readCode('JXK', `${code.slice(0, -1)}Z`), null)
  assert.throws(() => bodyOf('JXK', { cardNo: 'RCFL-2026-000001', expiresAt: 1 }))
})
