import assert from 'node:assert/strict'
import { lookAtAll } from './looks.ts'
import { journey } from './site.ts'

journey('every page is sound in English, at a desk and on a phone', async (site) => assert.deepEqual(await lookAtAll(site, 'en'), []))
