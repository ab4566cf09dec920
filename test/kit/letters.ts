// What waits to be sent, opened as only the sender can.
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { run } from '../../src/kernel/db.ts'
import { vault } from '../../src/kernel/keyring.ts'
import type { World } from '../../src/kernel/test.ts'

export type Letter = { to: string; subject: string; text: string }

/** The letters to an address, the latest first. */
export async function lettersTo(world: World, to: string): Promise<Letter[]> {
  const rows = await run<{ content_sealed: string }>(
    world.db,
    'select content_sealed from mail where content_sealed is not null order by id desc',
  )
  return rows.map((row) => JSON.parse(vault().open('mail.content', row.content_sealed)) as Letter).filter((letter) => letter.to === to)
}

/** The secret of the latest link to a page of ours that was sent to an address. */
export async function lastLink(world: World, to: string, page: string): Promise<string> {
  const texts = (await lettersTo(world, to)).map((letter) => letter.text)
  const found = texts.flatMap((text) => text.match(new RegExp(`${page}#([\\w-]{43})`))?.[1] ?? [])[0]
  assert.ok(found, `a letter to ${to} with a link to ${page}`)
  return found
}

/** As lastLink, once the job that writes the letter has run, in this process or in the server's. */
export async function awaitedLink(world: World, to: string, page: string): Promise<string> {
  for (let time = 0; time < 100; time++) {
    const isThere = (await lettersTo(world, to)).some((letter) => letter.text.includes(`${page}#`))
    if (isThere) break
    await sleep(100)
  }
  return lastLink(world, to, page)
}
