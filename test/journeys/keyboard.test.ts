// The errand by the keyboard alone.
import assert from 'node:assert/strict'
import { password, signedIn } from '../kit/people.ts'
import { makeWorkshop } from '../kit/services.ts'
import { journey, settled } from './site.ts'

journey('a booking is made with the keyboard alone', async (site) => {
  await site.setNow(new Date('2026-03-02T00:00:00Z'))
  const workshop = await makeWorkshop(site.world, { nameZh: '场发射透射电子显微镜', nameEn: 'Field emission TEM' })
  await site.world.drain()
  const engineer = { ...(await signedIn(site.world, 'firm_engineer', { organisationId: workshop.firmId })), password }
  const page = await site.visit('/')
  await settled(page)
  const press = (key: string) => page.keyboard.press(key)
  const focused = () =>
    page.evaluate(() => document.activeElement?.textContent?.trim() || document.activeElement?.getAttribute('aria-label') || '')
  const tabTo = async (what: string) => {
    for (let tries = 0; tries < 60; tries += 1) {
      await press('Tab')
      if ((await focused()).includes(what)) return
    }
    assert.fail(`the keyboard never reaches “${what}”`)
  }
  await tabTo('跳到正文')
  await press('Enter')
  await page.getByRole('searchbox').focus()
  await page.keyboard.type('TEM')
  await press('Enter')
  await page.waitForURL('**/instruments?query=TEM')
  await settled(page)
  await tabTo('场发射透射电子显微镜')
  await press('Enter')
  await page.waitForURL(`**/instruments/${workshop.instrumentId}`)
  await page.locator('.block.free').first().waitFor()
  const tuesday = page.locator('.week .day').nth(1).locator('.block.free').first()
  await tuesday.focus()
  await press('Enter')
  await page.locator('.block.mine').focus()
  for (const key of ['ArrowDown', 'ArrowDown', 'Shift+ArrowDown']) {
    await press(key)
    await page.locator('.block.mine').focus()
  }
  await page.getByText('已选 2026-03-03 09:00–10:30，共 1.5 小时').waitFor({ state: 'attached' })
  await tabTo('登录后预约')
  await press('Enter')
  await page.locator('#login-name').focus()
  await page.keyboard.type(engineer.loginName)
  await press('Tab')
  await page.keyboard.type(engineer.password)
  await press('Enter')
  await page.getByText('机时费').waitFor()
  await tabTo('提交预约')
  await press('Enter')
  await page.getByText('已约好').waitFor()
})
