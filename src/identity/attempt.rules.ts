// How failures add up: a little longer wait after each, and a lock when there were too many.
export type FailureLimit = { failuresMost: number; lockSeconds: number; grows: boolean }
export type Failures = { count: number; lastFailedAt: string; blockedUntil: string | null }

/** Whether an attempt may be looked at now. */
export function isBlocked(failures: Failures | undefined, now: Date): boolean {
  return failures?.blockedUntil != null && Date.parse(failures.blockedUntil) > now.getTime()
}

/**
 * The count after one more failure at `now`. After the second failure the next attempt waits a second, then two, then four; at
 * `failuresMost` it waits `lockSeconds`. A count that was locked, or has rested for as long as a lock lasts, starts anew.
 */
export function afterFailure(failures: Failures | undefined, now: Date, limit: FailureLimit): Failures {
  const hasRested = failures !== undefined && Date.parse(failures.lastFailedAt) + limit.lockSeconds * 1000 <= now.getTime()
  const wasLocked = failures !== undefined && failures.count >= limit.failuresMost
  const count = failures === undefined || hasRested || wasLocked ? 1 : failures.count + 1
  const wait =
    count >= limit.failuresMost ? limit.lockSeconds : limit.grows && count > 1 ? Math.min(2 ** (count - 2), limit.lockSeconds) : 0
  const blockedUntil = wait > 0 ? new Date(now.getTime() + wait * 1000).toISOString() : null
  return { count, lastFailedAt: now.toISOString(), blockedUntil }
}
