// Drawing cases as an auditor would on paper: who knows the seed, the method and the list draws the same, in whatever order the list came.
import { draw, numbersFrom } from './review.rules.ts'
import type { SampleMethod } from './sample.contract.ts'

/** One case of a population, by its number, with the part it belongs to and what was promised for it. */
export type Member = { readonly caseNo: string; readonly stratum: string; readonly fen: number }
/** A case that was drawn; `hits` is how often, above one only where its money is more than an interval. */
export type Drawn = Member & { readonly hits: number }

const byNumber = (a: Member, b: Member) => (a.caseNo < b.caseNo ? -1 : a.caseNo > b.caseNo ? 1 : 0)

/** Draws `size` cases; by money there may be fewer, for one case may be hit more than once. In the order of their numbers. */
export function drawFrom(population: readonly Member[], method: SampleMethod, size: number, seed: string): Drawn[] {
  if (method === 'money') return drawByMoney(population, size, seed)
  if (method === 'simple') return pick(population, size, seed)
  const parts = Map.groupBy(population, (one) => one.stratum)
  const sizes = shareOut(new Map([...parts].map(([stratum, members]) => [stratum, members.length])), size)
  return [...parts].flatMap(([stratum, members]) => pick(members, sizes.get(stratum)!, `${seed}/${stratum}`)).toSorted(byNumber)
}

function pick(members: readonly Member[], size: number, seed: string): Drawn[] {
  const known = new Map(members.map((one) => [one.caseNo, one]))
  return draw([...known.keys()], seed, size)
    .map((caseNo) => ({ ...known.get(caseNo)!, hits: 1 }))
    .toSorted(byNumber)
}

/**
 * Shares a sample out over parts by how many each holds, one for each first where there are enough: the others in whole numbers, and what is
 * left by the largest remainder, equal ones in the order of their names.
 */
export function shareOut(counts: ReadonlyMap<string, number>, size: number): Map<string, number> {
  const names = [...counts.keys()].toSorted()
  const least = size >= names.length ? 1 : 0
  const whole = names.reduce((sum, name) => sum + counts.get(name)!, 0)
  const left = size - least * names.length
  const room = whole - least * names.length
  const exact = (name: string) => (room === 0 ? 0 : ((counts.get(name)! - least) * left) / room)
  const shares = new Map(names.map((name) => [name, least + Math.floor(exact(name))]))
  const missing = size - [...shares.values()].reduce((sum, one) => sum + one, 0)
  const rest = (name: string) => exact(name) - Math.floor(exact(name))
  const first = names.toSorted((a, b) => rest(b) - rest(a) || (a < b ? -1 : 1)).slice(0, missing)
  for (const name of first) shares.set(name, shares.get(name)! + 1)
  return shares
}

/**
 * Money-unit sampling: the amounts stand in a row by case number, and every interval's yuan from a drawn start on names the case it lies in.
 * An amount above the interval is drawn for certain.
 */
function drawByMoney(population: readonly Member[], size: number, seed: string): Drawn[] {
  const row = population.filter((one) => one.fen > 0).toSorted(byNumber)
  const total = row.reduce((sum, one) => sum + one.fen, 0)
  const start = numbersFrom(seed)()
  const drawn: Drawn[] = []
  let below = 0
  let next = 0
  for (const one of row) {
    below += one.fen
    let hits = 0
    for (; next < size && ((start + next) * total) / size < below; next += 1) hits += 1
    if (hits > 0) drawn.push({ ...one, hits })
  }
  return drawn
}

/** A population as text, a case a line: what its digest is made of. */
export function populationText(population: readonly Member[]): string {
  return population
    .toSorted(byNumber)
    .map(({ caseNo, stratum, fen }) => `${caseNo} ${stratum} ${fen}\n`)
    .join('')
}
