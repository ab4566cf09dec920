// What is said of the values of one indicator: their middle, their spread and their shape. A missing value is NaN and is passed over.

/** The values that are there, in the order of their units. */
export function presentOf(values: Float64Array): Float64Array {
  const present = new Float64Array(values.length)
  let count = 0
  for (const value of values) if (!Number.isNaN(value)) present[count++] = value
  return present.subarray(0, count)
}

/** A sum that loses nothing to the order of its parts that matters in twelve digits (Neumaier). */
export function sumOf(values: Iterable<number>): number {
  let sum = 0
  let lost = 0
  for (const value of values) {
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return sum + lost
}

/** NaN of nothing. */
export function meanOf(values: Float64Array): number {
  const present = presentOf(values)
  return sumOf(present) / present.length
}

/** The standard deviation of a population (divided by n) or of a sample (n − 1). */
export function deviationOf(values: Float64Array, of: 'population' | 'sample' = 'population'): number {
  const present = presentOf(values)
  const mean = meanOf(present)
  const squares = sumOf(present.map((value) => (value - mean) ** 2))
  return Math.sqrt(squares / (of === 'population' ? present.length : present.length - 1))
}

/** The value below which a share of all lies, between neighbours in proportion (type 7 of Hyndman and Fan, as spreadsheets have it). */
export function quantileOf(values: Float64Array, share: number): number {
  const sorted = presentOf(values).sort()
  if (sorted.length === 0) return Number.NaN
  const at = (sorted.length - 1) * share
  const below = Math.floor(at)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (at - below)
}

/** Skewness and kurtosis (3 for a normal distribution) of a population; 0 and 3 where nothing differs. */
export function shapeOf(values: Float64Array): { skewness: number; kurtosis: number } {
  const present = presentOf(values)
  const mean = meanOf(present)
  let [second, third, fourth] = [0, 0, 0]
  for (const value of present) {
    const apart = value - mean
    const square = apart * apart
    second += square
    third += square * apart
    fourth += square * square
  }
  const variance = second / present.length
  if (!(variance > 0)) return { skewness: 0, kurtosis: 3 }
  return { skewness: third / present.length / variance ** 1.5, kurtosis: fourth / present.length / variance ** 2 }
}

/** A score to twelve digits: beyond them stands only the noise of computing, and that ranks nobody. */
function comparable(score: number): number {
  return Number(score.toPrecision(12))
}

/** Ranks of scores, best first; equals share the better rank (1, 2, 2, 4); who has no score has no rank. */
export function ranksOf(scores: Float64Array): (number | null)[] {
  const order = Array.from(scores, (score, at) => ({ score: comparable(score), at }))
    .filter(({ score }) => !Number.isNaN(score))
    .sort((one, other) => other.score - one.score)
  const ranks: (number | null)[] = Array.from(scores, () => null)
  order.forEach(({ score, at }, place) => {
    const before = order[place - 1]
    ranks[at] = before && before.score === score ? ranks[before.at]! : place + 1
  })
  return ranks
}
