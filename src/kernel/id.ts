import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

// The system is asked for randomness for many ids at once: asking for each took longer than all the rest of it.
const randomness = new Uint8Array(16 * 256)
let used = randomness.length
const last = { msecs: 0, seq: 0 }

/**
 * A new id: uuidv7, made in the application, so that rows of one moment lie side by side on every supported PostgreSQL. Ids of one
 * millisecond count on from a random start (RFC 9562, 6.2, method 1), so that a later one of this process is always greater.
 */
export function newId(): string {
  if (used === randomness.length) {
    randomFillSync(randomness)
    used = 0
  }
  const random = randomness.subarray(used, used + 16)
  used += 16
  const now = Date.now()
  if (now > last.msecs) {
    last.msecs = now
    last.seq = (random[6]! << 23) | (random[7]! << 16) | (random[8]! << 8) | random[9]!
  } else {
    last.seq = (last.seq + 1) | 0
    if (last.seq === 0) last.msecs += 1
  }
  return v7({ random, ...last })
}
