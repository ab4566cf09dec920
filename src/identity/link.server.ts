import type { Db } from '../kernel/db.ts'
import { sendMail } from '../kernel/mail.ts'
import { hashToken, newToken } from '../kernel/password.ts'
import type { Word } from '../kernel/word.ts'
import { say } from '../kernel/word.ts'
import { insertLink, type LinkPurpose, type LinkTarget } from './link.sql.ts'

const holdsSeconds: Record<LinkPurpose, number> = { invitation: 7 * 86_400, email: 86_400, password: 1_800 }
/** Where each link leads; the secret stands behind the #, which no browser sends on and no log keeps. */
const pages: Record<LinkPurpose, string> = { invitation: '/invited', email: '/verify', password: '/reset' }

/** A parameter that is a word is told in the language around it. */
type Letter = { to: string; subject: Word; text: Word; params?: Readonly<Record<string, string | Word>> }

/** Sends a letter with a link that opens one door once, in both languages. @returns when it is over */
export async function sendLink(db: Db, now: Date, purpose: LinkPurpose, target: LinkTarget, letter: Letter): Promise<Date> {
  const token = newToken()
  const expiresAt = new Date(now.getTime() + holdsSeconds[purpose] * 1000)
  await insertLink(db, { tokenHash: hashToken(token), purpose, target, now, expiresAt })
  await sendLetter(db, { ...letter, params: { ...letter.params, link: `{here}${pages[purpose]}#${token}` } })
  return expiresAt
}

/** Sends a letter in both languages, Chinese first. */
export async function sendLetter(db: Db, { to, subject, text, params = {} }: Letter): Promise<void> {
  const paramsIn = (language: 'zh' | 'en') =>
    Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? value : value[language]]))
  const told = (word: Word, between: string) =>
    (['zh', 'en'] as const).map((language) => say(word, language, paramsIn(language))).join(between)
  await sendMail(db, { to, subject: told(subject, ' · '), text: told(text, '\n\n—\n\n') })
}
