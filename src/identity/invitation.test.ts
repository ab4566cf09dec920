import assert from 'node:assert/strict'
import { lastLink, lettersTo } from '../../test/kit/letters.ts'
import { makeOrganisation, password, signedIn } from '../../test/kit/people.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { getMyEmail, setMyEmail, verifyEmail } from './email.contract.ts'
import { getMe, signIn } from './identity.contract.ts'
import { acceptInvitation, invite, joinByInvitation, listInvitations, readInvitation, withdrawInvitation } from './invitation.contract.ts'
import { requestPasswordReset, resetPassword } from './reset.contract.ts'

const later = (world: World, seconds: number) => {
  world.now = new Date(world.now.getTime() + seconds * 1000)
}
async function setting(world: World) {
  const { id: organisationId, name } = await makeOrganisation(world, 'firm')
  return { organisationId, name, admin: await signedIn(world, 'firm_admin', { organisationId }) }
}
const newcomer = { displayName: '李四（示例）', password: 'snow on the songhua' }

scenario('an organisation’s administrator invites, the invited makes the account, and the link opens once', async (world) => {
  const { organisationId, name, admin } = await setting(world)
  const invited = await world.send(admin.token, invite, { email: 'Li.Si@Example.com', role: 'firm_engineer', organisationId })
  assert.equal(invited.status, 200, invited.text)
  const [letter] = await lettersTo(world, 'li.si@example.com')
  assert.ok(letter?.text.includes(name))
  const token = await lastLink(world, 'li.si@example.com', '/invited')
  const read = await world.send(null, readInvitation, { token })
  assert.deepEqual([read.body.role, read.body.organisationZh], ['firm_engineer', name])
  const weak = await world.send(null, acceptInvitation, { token, loginName: 'li.si-1', ...newcomer, password: 'short' })
  assert.equal(weak.problem.code, 'password_weak')
  const taken = await world.send(null, acceptInvitation, { token, loginName: admin.loginName, ...newcomer })
  assert.equal(taken.problem.code, 'login_name_taken')
  const joined = await world.send(null, acceptInvitation, { token, loginName: 'li.si-1', ...newcomer })
  assert.deepEqual([joined.body.step, joined.body.me?.organisation?.id], ['done', organisationId], joined.text)
  assert.ok(joined.body.me?.permissions.includes('booking.book'))
  const mine = (await world.send(joined.body.token, getMyEmail, {})).body
  assert.deepEqual([mine.email, mine.verifiedAt !== null], ['li.si@example.com', true], 'the letter proved the address')
  const again = await world.send(null, acceptInvitation, { token, loginName: 'li.si-2', ...newcomer })
  assert.equal(again.problem.code, 'link_over')
  const { items } = (await world.send(admin.token, listInvitations, {})).body
  assert.deepEqual(
    items.map((item) => [item.emailShown, item.state]),
    [['l***@example.com', 'accepted']],
  )
  const [row] = await run<{ whole: string }>(world.db, 'select (i, e)::text as whole from invitation i, person_email e')
  assert.ok(!row!.whole.includes('example.com'), 'addresses stand sealed')
})

scenario('nobody invites beyond their own right; an invitation is withdrawn, or over after a week', async (world) => {
  const { organisationId, admin } = await setting(world)
  const other = await setting(world)
  const email = 'wang.wu@example.com'
  const ask = (token: string, role: string, scope: object) => world.send(token, invite, { email, role, ...scope })
  assert.equal((await ask(admin.token, 'firm_engineer', { organisationId: other.organisationId })).problem.code, 'not_found')
  assert.equal((await ask(admin.token, 'provincial_officer', { divisionCode: '220000' })).problem.code, 'not_found')
  assert.equal((await ask(admin.token, 'provincial_officer', { organisationId })).problem.code, 'scope_unfit')
  assert.equal((await ask(admin.token, 'no_role', { organisationId })).problem.code, 'no_such_role')
  const security = await signedIn(world, 'security_admin', { divisionCode: '220000' })
  for (const role of ['individual', 'expert']) {
    assert.equal((await ask(security.token, role, {})).problem.code, 'role_applied_for')
    assert.equal((await ask(admin.token, role, { organisationId })).problem.code, 'scope_unfit')
  }
  const engineer = await signedIn(world, 'firm_engineer', { organisationId })
  assert.equal((await ask(engineer.token, 'firm_engineer', { organisationId })).problem.code, 'not_permitted')
  const { id } = (await ask(admin.token, 'firm_engineer', { organisationId })).body
  const token = await lastLink(world, email, '/invited')
  assert.equal((await world.send(other.admin.token, withdrawInvitation, { id })).problem.code, 'not_found')
  assert.equal((await world.send(admin.token, withdrawInvitation, { id })).status, 200)
  assert.equal((await world.send(admin.token, withdrawInvitation, { id })).problem.code, 'not_found')
  assert.equal((await world.send(null, readInvitation, { token })).problem.code, 'link_over')
  await ask(admin.token, 'firm_engineer', { organisationId })
  const late = await lastLink(world, email, '/invited')
  later(world, 7 * 86_400)
  assert.equal((await world.send(null, readInvitation, { token: late })).problem.code, 'link_over')
})

scenario('somebody who has an account joins with it', async (world) => {
  const { organisationId, admin } = await setting(world)
  const { token: mine } = await signedIn(world, 'firm_engineer', { organisationId: (await makeOrganisation(world, 'firm')).id })
  await world.send(admin.token, invite, { email: 'zhao@example.com', role: 'firm_engineer', organisationId })
  const token = await lastLink(world, 'zhao@example.com', '/invited')
  assert.equal((await world.send(mine, joinByInvitation, { token })).status, 200)
  assert.ok((await world.send(mine, getMe, {})).body.me?.organisations.some((each) => each.id === organisationId))
  assert.equal((await world.send(mine, joinByInvitation, { token })).problem.code, 'link_over')
})

scenario('an address counts once it is verified, and one mailbox serves one account', async (world) => {
  const { organisationId } = await setting(world)
  const first = await signedIn(world, 'firm_engineer', { organisationId })
  const second = await signedIn(world, 'firm_engineer', { organisationId })
  const email = 'sun.qi@example.com'
  for (const { token } of [first, second]) assert.equal((await world.send(token, setMyEmail, { email })).status, 200)
  const [theirs, ours] = (await lettersTo(world, email)).map((letter) => letter.text.match(/\/verify#([\w-]+)/)![1]!)
  assert.equal((await world.send(null, verifyEmail, { token: ours! })).status, 200)
  assert.equal((await world.send(null, verifyEmail, { token: ours! })).problem.code, 'link_over')
  assert.equal((await world.send(null, verifyEmail, { token: theirs! })).problem.code, 'email_taken')
  const changed = 'sun.ba@example.com'
  const owner = (await world.send(first.token, getMyEmail, {})).body.verifiedAt !== null ? first : second
  await world.send(owner.token, setMyEmail, { email: changed })
  assert.equal((await lettersTo(world, email)).length, 3, 'the address before is told')
  assert.equal((await world.send(owner.token, getMyEmail, {})).body.verifiedAt, null)
})

scenario('a forgotten password is set anew by a letter, within half an hour, once; nobody learns who has an account', async (world) => {
  const { organisationId } = await setting(world)
  const { loginName, token: session } = await signedIn(world, 'firm_engineer', { organisationId })
  const email = 'zhou.jiu@example.com'
  await world.send(session, setMyEmail, { email })
  const count = async () => (await lettersTo(world, email)).length
  const ask = async (who: string) => {
    const reply = await world.send(null, requestPasswordReset, { who })
    await world.drain()
    return [reply.status, reply.text]
  }
  const answers = [await ask(loginName), await ask('nobody-at-all')]
  assert.deepEqual(answers[0], answers[1])
  assert.equal(await count(), 1, 'nothing goes to an address nobody has verified')
  await world.send(null, verifyEmail, { token: await lastLink(world, email, '/verify') })
  await ask(loginName)
  const first = await lastLink(world, email, '/reset')
  await ask(email.toUpperCase())
  const token = await lastLink(world, email, '/reset')
  const set = (by: string, newPassword: string) => world.send(null, resetPassword, { token: by, newPassword })
  assert.equal((await set(first, 'ice on the songhua')).problem.code, 'link_over', 'a later letter ends the earlier')
  assert.equal((await set(token, password)).problem.code, 'password_weak', 'not the one it had')
  assert.equal((await set(token, 'ice on the songhua')).body.loginName, loginName)
  assert.equal((await set(token, 'thaw on the songhua')).problem.code, 'link_over')
  assert.equal((await world.send(session, getMe, {})).body.me, null)
  assert.equal((await world.send(null, signIn, { loginName, password: 'ice on the songhua' })).status, 200)
  await ask(loginName)
  const late = await lastLink(world, email, '/reset')
  later(world, 1_800)
  assert.equal((await set(late, 'thaw on the songhua')).problem.code, 'link_over')
  const before = await count()
  await ask(loginName)
  assert.equal(await count(), before, 'three letters an hour are enough')
})
