// What the platform fills in of itself: the number that its own records come to on the last day of the year.
import type { Db } from '../kernel/db.ts'
import { listRecognised } from './recognised.sql.ts'
import type { FormLine, NewCell } from './return.sql.ts'
import { returnWords as words } from './return.words.ts'

const kinds = { tech_smes: 'tech_sme', high_tech_firms: 'high_tech' } as const
type Filled = Pick<NewCell, 'code' | 'amount'>

/** For every division that is asked for, the cells of a form that the platform fills. */
export async function computedCells(
  db: Db,
  form: readonly FormLine[],
  year: number,
  divisionCodes: readonly string[],
): Promise<Map<string, Filled[]>> {
  const found = new Map<string, Filled[]>(divisionCodes.map((code) => [code, []]))
  for (const { code, figure } of form) {
    const kind = figure === 'tech_smes' || figure === 'high_tech_firms' ? kinds[figure] : undefined
    if (!kind) continue
    const counts = Map.groupBy(await listRecognised(db, { kind, on: `${year}-12-31` }), (firm) => firm.divisionCode)
    for (const [divisionCode, cells] of found) cells.push({ code, amount: String(counts.get(divisionCode)?.length ?? 0) })
  }
  return found
}

export function asComputed({ code, amount }: Filled, returnId: string, year: number): NewCell {
  return {
    ...{ returnId, code, amount, numerator: null, denominator: null, words: null, vintage: 'annual', origin: 'computed' },
    sourceDocument: words.platformDocument.zh.replace('{on}', `${year}-12-31`),
    provider: words.platform.zh,
    explanation: '',
  }
}
