import assert from 'node:assert/strict'
import { called } from '../../test/kit/command.ts'
import { makeOrganisation } from '../../test/kit/people.ts'
import { run } from '../kernel/db.ts'
import { scenario } from '../kernel/test.ts'

scenario('the example is not loaded beside real records', async (world) => {
  await makeOrganisation(world, 'firm')
  const { status, stderr } = await called(['demo'], { env: { DATABASE_URL: world.url, DATA_DIR: world.dataDir } })
  assert.equal(status, 1)
  assert.match(stderr, /holds real records/)
  assert.equal((await run(world.db, 'select 1 from organisation where is_example')).length, 0)
})
