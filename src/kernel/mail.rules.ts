const minute = 60
const hour = 3_600

/** How long a letter waits after each attempt that failed for a while, in seconds: about two days in all. */
export const pausesSeconds: readonly number[] = [minute, 5 * minute, 30 * minute, 2 * hour, 6 * hour, 12 * hour, 24 * hour]

/** A letter in the hands of a process that died is taken up again after this long; a mail server is given less to answer. */
export const leaseSeconds = 600

/** What a letter says and to whom it goes is kept this long after it was sent or given up. */
export const keptDays = 30

/** What went wrong, by a code alone: a mail server's words may quote the address they are about. */
export type MailFailure = { code: string; isFinal: boolean }

/**
 * How an attempt failed. A mail server that answers 5xx to the address or to the letter itself will not change its mind
 * (RFC 5321, 4.2.1); one that refuses the connection, the sign-in or is silent may be mended.
 */
export function failureOf(error: { code?: unknown; command?: unknown; responseCode?: unknown }): MailFailure {
  const { code, command, responseCode } = error
  const isAboutLetter = typeof command === 'string' && /^(RCPT TO|DATA)/.test(command)
  if (typeof responseCode === 'number') return { code: String(responseCode), isFinal: isAboutLetter && responseCode >= 500 }
  return { code: typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'UNKNOWN', isFinal: false }
}

/** When to try again after so many attempts; null when it is given up. */
export function nextAttempt(failure: MailFailure, attempts: number, now: Date): Date | null {
  const pause = pausesSeconds[attempts - 1]
  return failure.isFinal || pause === undefined ? null : new Date(now.getTime() + pause * 1000)
}

/** One line of a header holds no line break: what comes after one would be another header. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

/** An address that names one mailbox and nothing else. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>,;:"()[\]\\]{1,64}@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\]{2,}$/.test(text)
}
