import assert from 'node:assert/strict'
import { lookAtAll } from './looks.ts'
import { journey } from './site.ts'

journey('every page is sound at a desk, on a phone, in the dark, in English and with text twice as large', async (site) => {
  await (await site.visit('/docs/')).locator('.swagger-ui .info').waitFor()
  assert.deepEqual(await lookAtAll(site), [])
})
