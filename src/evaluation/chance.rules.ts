// Chance that is the same whenever it is asked again: a seed says all of it.

export type Chance = () => number

/** Numbers in [0, 1) from a seed (xoshiro128** of Blackman and Vigna, seeded by splitmix32). */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const split = () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  let [a, b, c, d] = [split(), split(), split(), split()]
  const turned = (value: number, by: number) => (value << by) | (value >>> (32 - by))
  return () => {
    const result = Math.imul(turned(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = turned(d, 11)
    return result / 2 ** 32
  }
}
