// The only file that knows the mail library: one letter to one mail server.
import nodemailer from 'nodemailer'

export type Letter = {
  id: string
  to: string
  subject: string
  text: string
  /** A path of ours that takes a POST and ends such letters for good (RFC 8058). */
  unsubscribePath?: string | undefined
  /** Appointments for the reader's calendar program, or such as are over (RFC 6047). */
  calendars?: readonly { method: 'publish' | 'cancel'; text: string }[] | undefined
}
export type MailerSettings = {
  /** `smtp://user:password@host:587` or `smtps://…:465`. */
  smtpUrl: string
  /** Whom letters come from: `noreply@example.org`, or `县创 <noreply@example.org>`. */
  from: string
  /** What people see before every path: `https://example.org`. */
  publicUrl: string
  /** How long a mail server may be silent, in seconds. */
  patienceSeconds?: number
}
export type Mailer = {
  /** Hands a letter over. Comes back when the server took it; throws what the library threw when it did not, or did not say. */
  send(letter: Letter): Promise<void>
}

/** Where a letter's text or subject names a page of ours, it writes this before the path. */
export const here = '{here}'

/** Opens nothing yet: each letter has a connection of its own. */
export function openMailer({ smtpUrl, from, publicUrl, patienceSeconds = 30 }: MailerSettings): Mailer {
  const patience = patienceSeconds * 1000
  const url = new URL(smtpUrl)
  const transport = nodemailer.createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587),
    secure: url.protocol === 'smtps:',
    ...(url.username ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } } : {}),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    dnsTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const base = publicUrl.replace(/\/+$/, '')
  const domain = from.match(/@([^\s>]+)/)?.[1] ?? 'localhost'
  return {
    async send({ id, to, subject, text, unsubscribePath, calendars = [] }) {
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text: text.replaceAll(here, base),
        attachments: calendars.map((calendar) => ({
          filename: `${calendar.method}.ics`,
          content: calendar.text.replaceAll(here, base),
          contentType: `text/calendar; charset=utf-8; method=${calendar.method.toUpperCase()}`,
        })),
        // A letter that must be sent again bears the same id: whoever has it already can tell (RFC 5322, 3.6.4).
        messageId: `<${id}@${domain}>`,
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(unsubscribePath
            ? { 'List-Unsubscribe': `<${base}${unsubscribePath}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
            : {}),
        },
      })
    },
  }
}
