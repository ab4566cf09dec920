import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

// Argon2id with 19 MiB and two passes: 14 ms here, by current advice for interactive sign-in.
const proper = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
let settings = proper
let dummy: Promise<string> | undefined

/**
 * Scenarios sign in some hundred people, of whom nobody has anything to fear: their hashes take no time. Only where a
 * test database is named; `isCheap` false puts the proper cost back.
 */
export function hashCheaply(isCheap: boolean): void {
  if (!process.env.TEST_DATABASE_URL) throw new Error('passwords are hashed properly outside tests')
  settings = isCheap ? { memoryCost: 64, timeCost: 1, parallelism: 1 } : proper
  dummy = undefined
}

/** Argon2id in PHC form. Takes about 15 ms of a core, so it never runs inside a transaction. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, settings)
}

/** True if the password fits. Without a stored hash it works as long and answers false, so that nobody learns who has an account. */
export async function isPasswordRight(stored: string | null | undefined, password: string): Promise<boolean> {
  dummy ??= hashPassword(randomBytes(16).toString('hex'))
  const isRight = await verify(stored ?? (await dummy), password)
  return isRight && stored !== null && stored !== undefined
}

/** Whether a hash was made with other parameters than today's; it is made anew when its owner signs in. */
export function isHashStale(stored: string): boolean {
  return !stored.startsWith(`$argon2id$v=19$m=${settings.memoryCost},t=${settings.timeCost},p=${settings.parallelism}$`)
}

/** A session's secret: 256 random bits. The database keeps only its hash. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What the database keeps of a secret that is random enough not to be guessed: its SHA-256 in hex. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
