// Which numbers are not published, so that nobody learns of one or two customers: neither from a number itself, nor by taking published
// ones from each other. Whoever a number belongs to sees it, and protects nobody.
import type { FigureCell } from './figure.rules.ts'

const smallestCell = 3
const isFew = (customers: number) => customers > 0 && customers < smallestCell

/**
 * Whether a number tells too much of too few: of 1 or 2 customers, or of all but 1 or 2 of those of a published number that it is a part of.
 * What tells of nobody may be told.
 */
export function isTooSmall({ customerCount, restCount = 0 }: FigureCell): boolean {
  return customerCount !== null && customerCount > 0 && (isFew(customerCount) || isFew(restCount))
}

const customersOf = (cells: readonly FigureCell[]) => cells.reduce((sum, cell) => sum + (cell.customerCount ?? 0), 0)
const restsOf = (cells: readonly FigureCell[]) => cells.reduce((sum, cell) => sum + (cell.restCount ?? 0), 0)
/**
 * Whether what is withheld can be worked out, or as good as: one number alone, several of one size (each is their mean: of three that make
 * up 6, each below 3, each is 2), or several that tell of 1 or 2 customers together. Of two sizes it cannot be told which is whose.
 */
const isGuessed = (hidden: readonly FigureCell[]) =>
  hidden.length > 0 && (hidden.every((cell) => cell.customerCount === hidden[0]!.customerCount) || isFew(customersOf(hidden)))
const isRevealed = (hidden: readonly FigureCell[]) => isGuessed(hidden) || (hidden.length > 0 && isFew(restsOf(hidden)))
/** The key under which the whole province is withheld, where its parts have nothing else to hide behind. */
export const wholeKey = 'all'
const bySize = (a: FigureCell, b: FigureCell) =>
  (a.customerCount ?? 0) - (b.customerCount ?? 0) || a.amount - b.amount || (a.key < b.key ? -1 : 1)

/**
 * The parts of one published whole that are not published: those that are too small and, while these could be found by subtraction, the
 * next smallest.
 */
export function suppressedKeys(parts: readonly FigureCell[]): Set<string> {
  const others = parts.filter((part) => part.customerCount !== null && part.customerCount > 0)
  const hidden = others.filter(isTooSmall)
  const open = others.filter((part) => !hidden.includes(part)).sort(bySize)
  while (isRevealed(hidden) && open.length > 0) hidden.push(open.shift()!)
  return new Set(hidden.map((part) => part.key))
}

/** An institution's number, and where it counts: in its county and prefecture, and in its kind. */
export type Leaf = FigureCell & { divisionCode: string | null; kind: string; isOwn: boolean }
type Sum = { total: FigureCell | null; parts: readonly FigureCell[] }

const prefectureOf = (code: string | null) => (code ? `${code.slice(0, 4)}00` : '')

function groupedBy(leaves: readonly Leaf[], keyOf: (leaf: Leaf) => string): Map<string, Leaf[]> {
  const groups = new Map<string, Leaf[]>()
  for (const leaf of leaves) groups.set(keyOf(leaf), [...(groups.get(keyOf(leaf)) ?? []), leaf])
  return groups
}

/**
 * The number of a group as far as its institutions tell: the same customer may be behind several, so as many as the largest has at least.
 * A group counts as too small when it may be.
 */
function groupCell(key: string, leaves: readonly Leaf[]): FigureCell {
  const mayBe = (counts: readonly number[]) => {
    const [sum, most] = [counts.reduce((a, b) => a + b, 0), Math.max(0, ...counts)]
    return most < smallestCell ? most : sum
  }
  const amount = leaves.reduce((sum, leaf) => sum + leaf.amount, 0)
  return {
    key,
    amount,
    rowCount: null,
    customerCount: mayBe(leaves.map((leaf) => leaf.customerCount ?? 0)),
    restCount: mayBe(leaves.map((leaf) => leaf.restCount ?? 0)),
  }
}

/** Every sum that a reader can make out of published numbers: the province, each prefecture, county and kind of institution. */
function sumsOf(leaves: readonly Leaf[]): { cells: FigureCell[]; sums: Sum[] } {
  const groups = (found: ReadonlyMap<string, Leaf[]>) => [...found].map(([key, members]) => ({ cell: groupCell(key, members), members }))
  const prefectures = groups(groupedBy(leaves, (leaf) => prefectureOf(leaf.divisionCode)))
  const counties = groups(
    groupedBy(
      leaves.filter((leaf) => leaf.divisionCode && !leaf.divisionCode.endsWith('00')),
      (leaf) => leaf.divisionCode!,
    ),
  )
  const kinds = groups(groupedBy(leaves, (leaf) => leaf.kind))
  // The closest first, so that what must be withheld besides is near what it hides, and hides it in the wider sums too.
  const sums: Sum[] = [
    ...prefectures.map(({ cell, members }) => ({
      total: cell,
      parts: [
        ...counties.filter((county) => prefectureOf(county.cell.key) === cell.key).map((county) => county.cell),
        ...members.filter((leaf) => leaf.divisionCode === cell.key),
      ],
    })),
    ...[...counties, ...prefectures].map(({ cell, members }) => ({ total: cell, parts: members })),
    { total: null, parts: prefectures.map(({ cell }) => cell) },
    { total: null, parts: kinds.map(({ cell }) => cell) },
    ...kinds.map(({ cell, members }) => ({ total: cell, parts: members })),
    { total: null, parts: leaves },
  ]
  return { cells: [...leaves, ...[...prefectures, ...counties, ...kinds].map(({ cell }) => cell)], sums }
}

/**
 * What is withheld of a figure over the whole province, whichever page asks: keys of institutions, of divisions ('' for no place) and of
 * kinds of institution. The province itself is published, so that in every sum the withheld parts must hide each other; where a group has
 * no other part to hide behind, it is withheld too, and where the institutions of the province have none, those that have 0 hide them: of
 * twelve stars among sixty zeros each would be 1. The province (`wholeKey`) is withheld where there is not even a 0.
 */
export function withheldKeys(leaves: readonly Leaf[]): Set<string> {
  const { cells, sums } = sumsOf(leaves)
  const own = new Set(leaves.filter((leaf) => leaf.isOwn).map((leaf) => leaf.key))
  const hidden = new Set(cells.filter((cell) => isTooSmall(cell) && !own.has(cell.key)).map((cell) => cell.key))
  for (let before = -1; before !== hidden.size; ) {
    before = hidden.size
    for (const { total, parts } of sums) {
      const others = parts.filter((part) => !own.has(part.key))
      const kept = others.filter((part) => hidden.has(part.key))
      const isOpen = !hidden.has(total === null ? wholeKey : total.key)
      if (isOpen ? !isRevealed(kept) : total === null || kept.length > 0) continue
      const shown = others.filter((part) => !hidden.has(part.key))
      const next = shown.filter((part) => (part.customerCount ?? 0) > 0).sort(bySize)[0]
      if (next) hidden.add(next.key)
      else if (isOpen && total) hidden.add(total.key)
      else if (isOpen && parts === leaves && isGuessed(kept))
        for (const key of shown.length > 0 ? shown.map((one) => one.key) : [wholeKey]) hidden.add(key)
    }
  }
  return hidden
}
