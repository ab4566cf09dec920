import * as z from 'zod'
import type { Db } from '../kernel/db.ts'
import { defineJob, enqueue, type Worker, work } from '../kernel/jobs.ts'
import { vault } from '../kernel/keyring.ts'
import { hashToken } from '../kernel/password.ts'
import { type Handler, handle, handlePrepared } from '../kernel/perform.ts'
import { forgetFailures } from './attempt.server.ts'
import { emailPurpose } from './email.rules.ts'
import { verifiedEmailOf } from './email.server.ts'
import { findPersonByEmail } from './email.sql.ts'
import { letterWords as words } from './letter.words.ts'
import { linkOver } from './link.contract.ts'
import { sendLetter, sendLink } from './link.server.ts'
import { countLinksSince, findLink, spendLink } from './link.sql.ts'
import { prepareNewPassword } from './password.server.ts'
import { type Credentials, findCredentials, replacePassword } from './password.sql.ts'
import { findPolicy } from './policy.sql.ts'
import { requestPasswordReset, resetPassword } from './reset.contract.ts'
import { endSessions } from './session.sql.ts'

const sealedAs = 'password_reset.who'
const lettersAnHourMost = 3

/** Looks for the account after the answer was given, so that the answer tells nothing, by its words or by its time. */
const writeResetLetter = defineJob('write_reset_letter', z.object({ whoSealed: z.string() }))

async function accountOf(db: Db, who: string): Promise<Credentials | undefined> {
  const byName = await findCredentials(db, { loginName: who })
  if (byName || !who.includes('@')) return byName
  const personId = await findPersonByEmail(db, vault().equalityKeys(emailPurpose, who.toLowerCase()))
  return personId ? findCredentials(db, { personId }) : undefined
}

export const resetWorkers: readonly Worker[] = [
  work(writeResetLetter, async ({ payload, db, now }) => {
    const account = await accountOf(db, vault().open(sealedAs, payload.whoSealed))
    const to = account && (await verifiedEmailOf(db, account.personId))
    if (!account || !to) return
    const { personId, loginName } = account
    if ((await countLinksSince(db, personId, 'password', new Date(now.getTime() - 3_600_000))) >= lettersAnHourMost) return
    await sendLink(db, now, 'password', { personId }, { to, subject: words.resetSubject, text: words.resetText, params: { loginName } })
  }),
]

export const resetHandlers: readonly Handler[] = [
  handle(requestPasswordReset, async ({ input, db }) => {
    await enqueue(db, writeResetLetter, { whoSealed: vault().seal(sealedAs, input.who) })
    return {}
  }),

  handlePrepared(
    resetPassword,
    async ({ input, read, now }) => {
      const link = await read((db) => findLink(db, hashToken(input.token), 'password', now))
      const account = link?.personId ? await read((db) => findCredentials(db, { personId: link.personId! })) : undefined
      return account && { account, passwordHash: await prepareNewPassword(read, now, account, input.newPassword) }
    },
    async ({ input, db, now, prepared }) => {
      const link = await spendLink(db, hashToken(input.token), 'password', now)
      if (!link || !prepared) throw linkOver({})
      const { personId, loginName } = prepared.account
      await replacePassword(db, personId, prepared.passwordHash, (await findPolicy(db, now)).passwordsRemembered)
      await endSessions(db, personId, 'all', now)
      await forgetFailures(db, loginName)
      const to = await verifiedEmailOf(db, personId)
      if (to) await sendLetter(db, { to, subject: words.passwordSubject, text: words.passwordText, params: { loginName } })
      return { loginName }
    },
  ),
]
