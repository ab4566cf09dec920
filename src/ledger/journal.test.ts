import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { write } from '../../test/kit/transaction.ts'
import { partyByName } from '../identity/resolution.server.ts'
import { inTransaction, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { readJournal } from './journal.rules.ts'
import { exportJournal } from './journal.server.ts'
import { exportJournal as exportJournalOperation } from './ledger.contract.ts'
import { postServices, reverseServices } from './ledger.server.ts'

const hasHledger = spawnSync('hledger', ['--version']).status === 0

/** What hledger says of a journal; where it is not installed, what our own reading of it says. */
async function assertSound(text: string): Promise<void> {
  const totals = new Map<string, number>()
  for (const [name, sum] of readJournal(text).sums) {
    const commodity = name.slice(name.lastIndexOf(' ') + 1)
    totals.set(commodity, (totals.get(commodity) ?? 0) + sum)
  }
  for (const [commodity, total] of totals) assert.equal(total, 0, commodity)
  const declared = new Set([...text.matchAll(/^account (.+)$/gm)].map((match) => match[1]))
  for (const [, account] of text.matchAll(/^ {4}(.+?) {2}/gm)) assert.ok(declared.has(account), account)
  if (!hasHledger) return
  const folder = await mkdtemp(join(tmpdir(), 'xianchuang-journal-'))
  const file = join(folder, 'book.journal')
  await writeFile(file, text)
  const checked = spawnSync('hledger', ['-f', file, 'check', '--strict', 'ordereddates'], {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'C.UTF-8' },
  })
  await rm(folder, { recursive: true })
  assert.equal(checked.status, 0, checked.stderr)
}

async function fill(world: World) {
  const institution = await makeOrganisation(world, 'university', { name: '示例大学; 附属（一）  所: 甲' })
  const customer = await makeOrganisation(world, 'firm')
  const named = await inTransaction(world.db, 'write', (tx) => partyByName(tx, institution.id, '只有名字的示例客户;(乙)'))
  const postings = Array.from({ length: 1_200 }, (_, at) => ({
    serviceId: newId(),
    effectiveOn: `2022-${String((at % 12) + 1).padStart(2, '0')}-15`,
    institutionId: institution.id,
    customerId: at % 3 === 0 ? named.partyId : customer.id,
    fen: at * 7,
    seconds: at * 60,
    samples: at % 4,
  }))
  await write(world, (db) => postServices(db, postings))
  await write(world, (db) =>
    reverseServices(
      db,
      postings.slice(0, 100).map((posting) => posting.serviceId),
    ),
  )
  return { institution, customer }
}

scenario('the book goes out as a journal that hledger accepts, and comes back as the same sums', async (world) => {
  await fill(world)
  const text = await inTransaction(world.db, 'read', async (db) => {
    const pieces: string[] = []
    for await (const piece of exportJournal(db, { from: '2022-01-01', to: '2023-01-01' })) pieces.push(piece)
    assert.ok(pieces.length > 3, 'it comes in pages')
    return pieces.join('')
  })
  await assertSound(text)
  const { sums, transactions } = readJournal(text)
  const [book] = await run<{ transactions: number; receivable: number }>(
    world.db,
    `select count(distinct transaction_id) as transactions, sum(amount) filter (where purpose = 'receivable')::bigint as receivable
     from report_ledger where effective_on >= '2022-01-01' and effective_on < '2023-01-01'`,
  )
  assert.equal(transactions, book?.transactions)
  const receivable = [...sums].filter(([name]) => name.startsWith('assets:receivable:')).reduce((sum, [, amount]) => sum + amount, 0)
  assert.equal(receivable, book?.receivable)
})

scenario('a reader downloads the part of the book that is theirs to see', async (world) => {
  const { institution, customer } = await fill(world)
  const auditor = await signedIn(world, 'finance', { organisationId: customer.id })
  const outsider = await signedIn(world, 'finance', { organisationId: (await makeOrganisation(world, 'government')).id })
  const engineer = await signedIn(world, 'firm_engineer', { organisationId: customer.id })
  const period = { from: '2022-01-01', to: '2022-07-01' }
  const reply = await world.send(auditor.token, exportJournalOperation, period)
  assert.equal(reply.status, 200)
  await assertSound(reply.text)
  const [own] = await run<{ count: number }>(
    world.db,
    `select count(distinct transaction_id) as count from report_ledger
     where $1 in (owner_id, counterparty_id) and $2 in (owner_id, counterparty_id) and effective_on >= $3 and effective_on < $4`,
    [customer.id, institution.id, period.from, period.to],
  )
  assert.equal(readJournal(reply.text).transactions, own?.count)
  assert.equal(readJournal((await world.send(outsider.token, exportJournalOperation, period)).text).transactions, 0)
  assert.equal((await world.send(engineer.token, exportJournalOperation, period)).problem.code, 'not_permitted')
  const backwards = await world.send(auditor.token, exportJournalOperation, { from: '2022-07-01', to: '2022-01-01' })
  assert.equal(backwards.problem.code, 'days_in_wrong_order')
})

scenario('a reader who goes away in the middle leaves no transaction behind', async (world) => {
  const { customer } = await fill(world)
  const auditor = await signedIn(world, 'finance', { organisationId: customer.id })
  const address = await world.server.listen({ port: 0, host: '127.0.0.1' })
  const gone = new AbortController()
  const reply = await fetch(`${address}/api/ledger/journal?from=2022-01-01&to=2023-01-01`, {
    headers: { authorization: `Bearer ${auditor.token}`, 'accept-encoding': 'identity' },
    signal: gone.signal,
  })
  await reply.body?.getReader().read()
  gone.abort()
  const isOpen = async () =>
    (
      await run<{ count: number }>(
        world.db,
        `select count(*) as count from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`,
      )
    )[0]!.count > 0
  const until = Date.now() + 60_000
  // Looked at until it is seen gone once: others may open theirs for a moment at any time.
  let isLeft = await isOpen()
  while (isLeft && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    isLeft = await isOpen()
  }
  assert.equal(isLeft, false)
})
