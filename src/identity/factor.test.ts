import assert from 'node:assert/strict'
import { makeOrganisation, password, realPerson, signedIn } from '../../test/kit/people.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { totpCodeAt } from '../kernel/totp.ts'
import { beginTotp, confirmTotp, finishSignIn, getMyFactors, removeTotp, renewRecoveryCodes } from './factor.contract.ts'
import { getMe, listOrganisations, signIn } from './identity.contract.ts'
import { getSignInOptions } from './signin.contract.ts'

const later = (world: World, seconds: number) => {
  world.now = new Date(world.now.getTime() + seconds * 1000)
}
const first = async (world: World, loginName: string) => (await world.send(null, signIn, { loginName, password })).body
/** Sets codes up and goes on a minute, so that the next code is another one. */
async function enrol(world: World, token: string | null) {
  const { secret } = (await world.send(token, beginTotp, {})).body
  const confirmed = await world.send(token, confirmTotp, { code: totpCodeAt(secret, world.now) })
  assert.equal(confirmed.status, 200, confirmed.text)
  later(world, 60)
  return { secret, ...confirmed.body }
}

scenario('staff without a second factor set one up before anything else, and then are asked for it', async (world) => {
  const { loginName } = await realPerson(world, 'operator')
  const opened = await first(world, loginName)
  assert.deepEqual([opened.step, opened.me?.isEnrolling, opened.me?.permissions], ['enrol', true, []])
  assert.equal((await world.send(opened.token, listOrganisations, {})).problem.code, 'second_factor_needed')
  assert.deepEqual((await world.send(opened.token, getMyFactors, {})).body, {
    totpSince: null,
    recoveryCodesLeft: 0,
    isRequired: true,
    isLetOff: false,
  })
  const begun = (await world.send(opened.token, beginTotp, {})).body
  assert.match(begun.uri, /^otpauth:\/\/totp\/Xianchuang:real-operator-\d+\?.*secret=[A-Z2-7]{32}/)
  assert.match(begun.qrSvg, /^<svg [\s\S]*<\/svg>$/)
  assert.equal((await world.send(opened.token, confirmTotp, { code: '000000' })).problem.code, 'code_wrong')
  const enrolled = await enrol(world, opened.token)
  assert.equal(enrolled.recoveryCodes.length, 10)
  assert.equal((await world.send(opened.token, getMe, {})).body.me, null, 'the secret from before is worth nothing')
  const me = (await world.send(enrolled.token, getMe, {})).body.me
  assert.equal(me?.isEnrolling, false)
  assert.ok(me?.permissions.includes('metering.operate'))
  assert.equal((await world.send(enrolled.token, beginTotp, {})).problem.code, 'totp_exists')
  assert.equal((await world.send(enrolled.token, removeTotp, { code: '123456' })).problem.code, 'factor_required')

  const again = await first(world, loginName)
  assert.deepEqual([again.step, again.token, again.me, again.methods], ['second_factor', null, null, ['code']])
  const code = totpCodeAt(enrolled.secret, world.now)
  const done = await world.send(null, finishSignIn, { ticket: again.ticket ?? '', code })
  assert.equal(done.body.step, 'done')
  assert.ok((await world.send(done.body.token, getMe, {})).body.me)
  const replayed = await world.send(null, finishSignIn, { ticket: (await first(world, loginName)).ticket ?? '', code })
  assert.equal(replayed.problem.code, 'code_wrong', 'a code counts once')
  const spent = await world.send(null, finishSignIn, { ticket: again.ticket ?? '', code: totpCodeAt(enrolled.secret, world.now) })
  assert.equal(spent.problem.code, 'ticket_over')
  const [row] = await run<{ secret_sealed: string }>(world.db, 'select secret_sealed from totp order by recorded_at desc limit 1')
  assert.ok(!row!.secret_sealed.includes(enrolled.secret), 'the secret stands sealed')
})

scenario('a recovery code opens once, and a new set ends the old one', async (world) => {
  const { loginName } = await realPerson(world, 'asset_officer')
  const { secret, recoveryCodes } = await enrol(world, (await first(world, loginName)).token)
  const by = async (code: string) => world.send(null, finishSignIn, { ticket: (await first(world, loginName)).ticket ?? '', code })
  const entered = await by(recoveryCodes[0]!.toLowerCase().replaceAll('-', ' '))
  assert.equal(entered.status, 200)
  const { token } = entered.body
  assert.equal((await by(recoveryCodes[0]!)).problem.code, 'code_wrong')
  later(world, 60)
  assert.equal((await world.send(token, getMyFactors, {})).body.recoveryCodesLeft, 9)
  const renewed = await world.send(token, renewRecoveryCodes, { code: totpCodeAt(secret, world.now) })
  assert.equal(renewed.status, 200, renewed.text)
  assert.equal((await by(recoveryCodes[1]!)).problem.code, 'code_wrong')
  assert.equal((await by(renewed.body.recoveryCodes[1]!)).status, 200)
})

scenario('codes cannot be guessed: a ticket takes five, and then the codes of this person rest', async (world) => {
  const { loginName } = await realPerson(world, 'operator')
  const { secret } = await enrol(world, (await first(world, loginName)).token)
  const ticket = (await first(world, loginName)).ticket ?? ''
  for (let time = 0; time < 5; time++) {
    assert.equal((await world.send(null, finishSignIn, { ticket, code: '000000' })).problem.code, 'code_wrong')
    later(world, 8)
  }
  const right = () => totpCodeAt(secret, world.now)
  assert.equal((await world.send(null, finishSignIn, { ticket, code: right() })).problem.code, 'ticket_over')
  const fresh = (await first(world, loginName)).ticket ?? ''
  assert.equal((await world.send(null, finishSignIn, { ticket: fresh, code: right() })).problem.code, 'code_wrong', 'it rests')
  later(world, 900)
  assert.equal((await world.send(null, finishSignIn, { ticket: fresh, code: right() })).problem.code, 'ticket_over', 'too late')
  const last = (await first(world, loginName)).ticket ?? ''
  assert.equal((await world.send(null, finishSignIn, { ticket: last, code: right() })).status, 200)
})

scenario('a firm’s engineer may have a second factor and may do without; example staff are let off, real staff never', async (world) => {
  const { loginName } = await realPerson(world, 'firm_engineer')
  const opened = await first(world, loginName)
  assert.equal(opened.step, 'done')
  const { token, secret } = await enrol(world, opened.token)
  assert.equal((await first(world, loginName)).step, 'second_factor')
  assert.equal((await world.send(token, removeTotp, { code: 'ABCD-EFGH' })).problem.code, 'code_wrong')
  later(world, 60)
  const removed = await world.send(token, removeTotp, { code: totpCodeAt(secret, world.now) })
  assert.equal(removed.status, 200, removed.text)
  assert.equal((await world.send(removed.body.token, removeTotp, { code: '123456' })).problem.code, 'not_found')
  assert.equal((await first(world, loginName)).step, 'done')

  const example = await signedIn(world, 'operator', { organisationId: (await makeOrganisation(world, 'institute')).id })
  assert.deepEqual((await world.send(example.token, getMyFactors, {})).body, {
    totpSince: null,
    recoveryCodesLeft: 0,
    isRequired: false,
    isLetOff: true,
  })
  assert.equal((await world.send(null, getSignInOptions, {})).body.isExampleLetOff, true)
  await run(world.db, "update sign_in_policy set example_second_factor = 'required'")
  try {
    assert.equal((await world.send(null, getSignInOptions, {})).body.isExampleLetOff, false)
    assert.equal((await first(world, example.loginName)).step, 'enrol')
  } finally {
    await run(world.db, "update sign_in_policy set example_second_factor = 'off'")
  }
})
