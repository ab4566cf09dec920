// What people were told, in their inbox and in the letters that wait for a mail server.
import { emailPurpose } from '../../src/identity/email.rules.ts'
import { listMyNotices } from '../../src/identity/notice.contract.ts'
import { mailNotices } from '../../src/identity/notice.server.ts'
import { inTransaction, run } from '../../src/kernel/db.ts'
import { vault } from '../../src/kernel/keyring.ts'
import type { World } from '../../src/kernel/test.ts'

/** The Chinese titles in a person's inbox, latest first. */
export async function titlesOf(world: World, token: string): Promise<string[]> {
  return (await world.send(token, listMyNotices, { limit: 100 })).body.items.map((notice) => notice.title.zh)
}

/** The latest Chinese sentence a person was told. */
export async function latestOf(world: World, token: string): Promise<string | undefined> {
  return (await world.send(token, listMyNotices, { limit: 1 })).body.items[0]?.text.zh
}

/** A mail address that was shown to be this person's. */
export async function giveAddress(world: World, personId: string, address: string): Promise<void> {
  const values = [personId, vault().seal(emailPurpose, address), vault().equalityKey(emailPurpose, address)]
  await run(world.db, 'insert into person_email (person_id, email_sealed, email_key, verified_at) values ($1, $2, $3, now())', values)
}

export type Letter = { to: string; subject: string; text: string; unsubscribePath?: string; calendars?: { method: string; text: string }[] }

/** The letters to an address so far, once what is due at the scenario's moment was put into them. */
export async function lettersTo(world: World, address: string): Promise<Letter[]> {
  await inTransaction(world.db, 'write', (tx) => world.app.jobs.enqueue(tx, mailNotices.name, {}, {}))
  await world.drain()
  const rows = await run<{ content: string }>(world.db, 'select content_sealed as content from mail order by id')
  return rows.map(({ content }) => JSON.parse(vault().open('mail.content', content)) as Letter).filter(({ to }) => to === address)
}
