import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { called, scratchFolder, start, xianchuang } from '../../test/kit/command.ts'
import { fillWorld } from '../../test/kit/full.ts'
import { scenario } from '../kernel/test.ts'
import { readJournal } from '../ledger/journal.rules.ts'

const folder = scratchFolder()

scenario('the book is exported as a journal that balances, to a file or to standard output', async (world) => {
  await fillWorld(world)
  const env = { DATABASE_URL: world.url, DATA_DIR: world.dataDir }
  const file = join(folder, 'book.journal')
  const written = await called(['export', 'journal', '--year', '2022', '--output', file], { env })
  assert.equal(written.status, 0, written.stderr)
  const printed = await xianchuang(['export', 'journal', '--from', '2022-01-01', '--to', '2023-01-01'], { env })
  assert.equal(printed.stdout, readFileSync(file, 'utf8'))
  const { sums, transactions } = readJournal(printed.stdout)
  assert.ok(transactions > 0)
  assert.equal(
    [...sums.values()].reduce((sum, amount) => sum + amount, 0),
    0,
  )
  const utf8 = { ...process.env, LC_ALL: 'C.UTF-8' }
  const hledger = spawnSync('hledger', ['-f', file, 'check', '--strict'], { encoding: 'utf8', env: utf8 })
  if (!hledger.error) assert.equal(hledger.status, 0, hledger.stderr)
  assert.match((await called(['export', 'journal', '--output', file], { env })).stderr, /not overwritten/)
  const early = await called(['figures', '--year', '1800'], { env })
  assert.match(early.stderr, /^ {2}year: .*No less than 2000/m)
  const statement = await called(['export', 'statement', '--year', '2022', '--language', 'en'], { env })
  assert.equal(statement.status, 0, statement.stderr)
  assert.match(statement.stdout, /^\uFEFF.*\r\n/)
})

scenario('a reader who has seen enough ends it quietly', async (world) => {
  const env = { DATABASE_URL: world.url, DATA_DIR: world.dataDir }
  for (const args of [
    ['export', 'journal'],
    ['figures', '--year', '2022'],
  ]) {
    const child = start(args, { env })
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    child.stdout?.destroy()
    const status = await new Promise((settle) => child.on('close', settle))
    assert.deepEqual([status, said], [0, ''], args.join(' '))
  }
})
