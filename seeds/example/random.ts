// One seed, one province: a small generator of our own, so that the example is the same on every machine.

export type Random = {
  /** A number in [0, 1). */
  next(): number
  /** A whole number from least to most, both included. */
  whole(least: number, most: number): number
  pick<T>(from: readonly T[]): T
  /** Picks by weight; `cumulative` is what `cumulate` made of the weights. */
  pickBy(cumulative: readonly number[]): number
  /** A positive factor around 1, skewed as amounts of money are; sigma is of its logarithm. */
  skewed(sigma: number): number
  shuffled<T>(from: readonly T[]): T[]
}

/** A generator of the mulberry32 family: 32 bits of state, a period of four billion. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    whole,
    pick: (from) => from[Math.floor(next() * from.length)]!,
    pickBy(cumulative) {
      const wanted = next() * cumulative.at(-1)!
      let low = 0
      let high = cumulative.length - 1
      while (low < high) {
        const middle = (low + high) >> 1
        if (cumulative[middle]! > wanted) high = middle
        else low = middle + 1
      }
      return low
    },
    skewed: (sigma) => Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
    shuffled(from) {
      const copy = [...from]
      for (let at = copy.length - 1; at > 0; at--) {
        const other = whole(0, at)
        ;[copy[at], copy[other]] = [copy[other]!, copy[at]!]
      }
      return copy
    },
  }
}

/** Running sums of weights, for `pickBy`. */
export function cumulate(weights: readonly number[]): number[] {
  let sum = 0
  return weights.map((weight) => (sum += weight))
}

/**
 * Shares a whole total by weight, in whole parts that sum to it exactly: each gets its least, then its part rounded down, and
 * the largest remainders take what is left.
 */
export function shareOut(total: number, weights: readonly number[], least = 0): number[] {
  const free = total - least * weights.length
  if (free < 0) throw new Error('the total is smaller than the least parts')
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const exact = weights.map((weight) => (free * weight) / sum)
  const parts = exact.map(Math.floor)
  let left = free - parts.reduce((all, part) => all + part, 0)
  const order = exact.map((value, at) => [value - Math.floor(value), at] as const).sort((a, b) => b[0] - a[0] || a[1] - b[1])
  for (let turn = 0; left > 0; turn++, left--) parts[order[turn % order.length]![1]]! += 1
  return parts.map((part) => part + least)
}

/** As shareOut, with no part above a most: what a part may not have goes to the others. Throws when it cannot be. */
export function shareOutCapped(total: number, weights: readonly number[], least: number, most: number): number[] {
  if (most * weights.length < total) throw new Error(`${total} cannot be shared into ${weights.length} parts of at most ${most}`)
  const parts = new Array<number>(weights.length).fill(0)
  let open = weights.map((_, at) => at)
  let left = total
  for (;;) {
    const shares = shareOut(
      left,
      open.map((at) => weights[at]!),
      least,
    )
    const over = open.filter((_, turn) => shares[turn]! > most)
    if (over.length === 0) {
      open.forEach((at, turn) => {
        parts[at] = shares[turn]!
      })
      return parts
    }
    for (const at of over) parts[at] = most
    left -= most * over.length
    open = open.filter((at) => parts[at] === 0)
  }
}
