import type { Db } from '../kernel/db.ts'
import { vault } from '../kernel/keyring.ts'
import { hashToken } from '../kernel/password.ts'
import { type Handler, handle } from '../kernel/perform.ts'
import { getMyEmail, setMyEmail, verifyEmail } from './email.contract.ts'
import { emailPurpose } from './email.rules.ts'
import { findEmail, markEmailVerified, writeEmail } from './email.sql.ts'
import { letterWords as words } from './letter.words.ts'
import { linkOver } from './link.contract.ts'
import { sendLetter, sendLink } from './link.server.ts'
import { spendLink } from './link.sql.ts'
import { findCredentials } from './password.sql.ts'

/** An address as rows hold it: sealed, and a keyed digest to find it by. */
export function keptEmail(email: string): { emailSealed: string; emailKey: string } {
  return { emailSealed: vault().seal(emailPurpose, email), emailKey: vault().equalityKey(emailPurpose, email) }
}

/** The address a person has verified, if there is one. */
export async function verifiedEmailOf(db: Db, personId: string): Promise<string | undefined> {
  const kept = await findEmail(db, personId)
  return kept?.verifiedAt ? vault().open(emailPurpose, kept.emailSealed) : undefined
}

export const emailHandlers: readonly Handler[] = [
  handle(getMyEmail, async ({ actor, db }) => {
    const kept = await findEmail(db, actor.personId)
    return { email: kept ? vault().open(emailPurpose, kept.emailSealed) : null, verifiedAt: kept?.verifiedAt ?? null }
  }),

  handle(setMyEmail, async ({ input, actor, db, now }) => {
    const { personId } = actor
    const before = await verifiedEmailOf(db, personId)
    if (before === input.email) return {}
    await writeEmail(db, { personId, ...keptEmail(input.email), verifiedAt: null })
    const loginName = (await findCredentials(db, { personId }))?.loginName ?? ''
    await sendLink(db, now, 'email', { personId }, { to: input.email, subject: words.verifySubject, text: words.verifyText })
    if (before) await sendLetter(db, { to: before, subject: words.changedSubject, text: words.changedText, params: { loginName } })
    return {}
  }),

  handle(verifyEmail, async ({ input, db, now }) => {
    const link = await spendLink(db, hashToken(input.token), 'email', now)
    if (!link?.personId) throw linkOver({})
    await markEmailVerified(db, link.personId, now)
    return {}
  }),
]
