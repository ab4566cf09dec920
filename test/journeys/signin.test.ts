// Signing in as people do it: with a password that was mistyped, a second step, a passkey of the device, and what they keep of it.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { getMe } from '../../src/identity/identity.contract.ts'
import { totpCodeAt } from '../../src/kernel/totp.ts'
import { awaitedLink, lastLink } from '../kit/letters.ts'
import { makeOrganisation, password, realPerson, signedIn } from '../kit/people.ts'
import { startProvider } from '../kit/provider.ts'
import { faultsOf, journey, type Site, settled, signInAs } from './site.ts'

const provider = await startProvider()
const later = (site: Site, seconds: number) => site.setNow(new Date(site.world.now.getTime() + seconds * 1000))
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()

/** A device that holds passkeys and knows its owner's finger. */
async function plugIn(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

journey('staff sign in for the first time: codes are set up, recovery codes kept, and the code asked for next time', async (site) => {
  const { loginName } = await realPerson(site.world, 'operator')
  const page = await site.visit('/sign-in?onward=/work/use')
  await page.fill('#login-name', loginName)
  await page.fill('#password', 'not the right one')
  await press(page, /^登录$/)
  await page.getByText('用户名或密码不正确').waitFor()
  await signInAs(page, { loginName, password })
  await page.getByText('先设置第二步验证').waitFor()
  await page.goto(`${site.base}/work/use`)
  await page.getByText('先设置第二步验证').waitFor()
  await press(page, '设置动态码')
  const secret = await page.locator('.secret-text').textContent()
  assert.ok(await page.locator('.totp-card img').evaluate((image: HTMLImageElement) => image.naturalWidth > 0))
  assert.deepEqual(await faultsOf(page), [])
  await page.fill('#code', totpCodeAt(secret ?? '', site.world.now))
  await press(page, '确认并启用')
  await page.locator('.recovery-codes').waitFor()
  const codes = await page.locator('.recovery-codes li').allTextContents()
  assert.equal(codes.length, 10)
  await press(page, '已经保存好了')
  await page.getByText('还有 10 个备用码').waitFor()
  await page.goto(`${site.base}/work/use`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  assert.ok(!page.url().includes('security'))

  await later(site, 60)
  const phone = await site.visit('/sign-in', { width: 390 })
  await phone.fill('#login-name', loginName)
  await phone.fill('#password', password)
  await press(phone, /^登录$/)
  await phone.getByRole('heading', { name: '第二步' }).waitFor()
  assert.deepEqual(await faultsOf(phone), [])
  await phone.fill('#code', '000000')
  await press(phone, '完成登录')
  await phone.getByText('这个码不对').waitFor()
  await phone.fill('#code', codes[0] ?? '')
  await press(phone, '完成登录')
  await phone.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
})

journey('a passkey of the device signs in alone; passwords, sessions and keys are kept on one page', async (site) => {
  const { id } = await makeOrganisation(site.world, 'firm')
  const person = { ...(await signedIn(site.world, 'firm_engineer', { organisationId: id })), password }
  const page = await site.visit('/')
  // A passkey belongs to a name, never to a bare address.
  const named = site.base.replace('127.0.0.1', 'localhost')
  await plugIn(page)
  await page.goto(`${named}/sign-in?onward=/work/security`)
  await signInAs(page, person)
  await page.fill('#passkey-name', '示例电脑')
  await press(page, '添加通行密钥')
  await page.getByText('还没有用过').waitFor()
  await page.context().clearCookies()
  await page.goto(`${named}/sign-in?onward=/work/security`)
  await press(page, '用通行密钥登录')
  await page.waitForURL(/security/)
  await page.getByText('最近使用').first().waitFor()

  await press(page, '修改密码')
  await page.fill('#old-password', password)
  await page.fill('#new-password', 'qwerty123')
  await press(page, '改用新密码')
  await page.getByText('这是常见密码').waitFor()
  await page.fill('#new-password', '雪后的松花江边有人钓鱼')
  await press(page, '改用新密码')
  await page.getByText('密码已修改').waitFor()
  assert.equal((await site.world.send(person.token, getMe, {})).body.me, null, 'the other sessions have ended')

  await press(page, '新建接口密钥')
  await page.fill('#key-name', '示例程序')
  await page.getByLabel('查看服务记录').check()
  await press(page, '生成密钥')
  const key = await page.locator('.secret-text').textContent()
  assert.deepEqual((await site.world.send(key, getMe, {})).body.me?.permissions, ['billing.read'])
  await press(page, '完成')
  await settled(page)
  assert.deepEqual(await faultsOf(page), [])
  await press(page, '作废接口密钥“示例程序”')
  await page.getByText('还没有接口密钥').waitFor()
  assert.equal((await site.world.send(key, getMe, {})).body.me, null)

  await press(page, '删除通行密钥“示例电脑”')
  await page.getByText('示例电脑').waitFor({ state: 'detached' })
  const other = await site.visit('/sign-in')
  await signInAs(other, { loginName: person.loginName, password: '雪后的松花江边有人钓鱼' })
  await page.reload()
  await press(page, '其他地方全部退出')
  await page.getByRole('button', { name: '其他地方全部退出' }).waitFor({ state: 'detached' })
  await other.reload()
  await other.getByRole('link', { name: '登录' }).first().waitFor()
})

journey('somebody is invited by letter, joins, and later sets a forgotten password by another letter', async (site) => {
  const { world } = site
  const { id } = await makeOrganisation(world, 'institute')
  const officer = { ...(await signedIn(world, 'asset_officer', { organisationId: id })), password }
  const page = await site.visit('/sign-in?onward=/work/invitations')
  await signInAs(page, officer)
  await page.fill('#invite-email', 'li.si@example.com')
  await page.selectOption('#invite-role', 'firm_engineer')
  await press(page, '寄出邀请')
  await page.getByText('邀请已寄出').waitFor()
  await page.getByText('l***@example.com').waitFor()

  const phone = await site.visit(`/invited#${await lastLink(world, 'li.si@example.com', '/invited')}`, { width: 390 })
  await phone.fill('#display-name', '李四（示例）')
  await phone.fill('#new-login-name', 'li.si-journey')
  await phone.fill('#new-password', 'li.si-journey')
  await press(phone, '加入')
  await phone.getByText('不得包含用户名').waitFor()
  assert.deepEqual(await faultsOf(phone), [])
  await phone.fill('#new-password', '雪后的松花江边有人钓鱼')
  await press(phone, '加入')
  await phone.waitForURL((url) => !url.pathname.startsWith('/invited'))
  await phone.goto(`${site.base}/work/security`)
  await phone.getByText('已核实').waitFor()

  const forgetful = await site.visit('/sign-in')
  await forgetful.getByRole('link', { name: '忘记密码' }).click()
  await forgetful.fill('#who', 'li.si-journey')
  await press(forgetful, '寄信给我')
  await forgetful.getByText('信已经在路上').waitFor()
  await world.drain()
  await forgetful.goto('about:blank')
  await forgetful.goto(`${site.base}/reset#${await awaitedLink(world, 'li.si@example.com', '/reset')}`)
  await forgetful.fill('#new-password', '冰灯照着一九三三年的老街')
  await press(forgetful, '改用新密码')
  await forgetful.getByRole('link', { name: '去登录' }).click()
  await signInAs(forgetful, { loginName: 'li.si-journey', password: '冰灯照着一九三三年的老街' })
})

journey('a person comes from the identity provider, and an account links its identity there', async (site) => {
  provider.redirectUris.add(`${site.base}/sign-in`)
  provider.accounts.set('citizen', { name: '王五（示例）', kind: '1', level: 'L3' })
  const page = await site.visit('/sign-in?onward=/work/security')
  await press(page, '用“示例统一认证”登录')
  await page.fill('input[name=login]', 'citizen')
  await page.fill('input[name=password]', 'any')
  await page.click('button[type=submit]')
  await page.click('button[type=submit]')
  await page.waitForURL(`${site.base}/work/security`)
  await page.getByText('个人实名').waitFor()
  await settled(page)
  assert.deepEqual(await faultsOf(page), [])
  await press(page, '解除绑定')
  await page.getByText('解除后就没有办法登录了').waitFor()
})
