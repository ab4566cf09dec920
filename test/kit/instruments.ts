// Instruments for scenarios: plainly invented, open on weekdays from 8:00 to 18:00, with a price.
import { insertInstruments, type NewInstrument } from '../../src/catalogue/catalogue.server.ts'
import type { World } from '../../src/kernel/test.ts'
import { insertPrices } from '../../src/prices/prices.server.ts'
import type { Answers, Procedure } from '../../src/procedures/procedure.rules.ts'
import { write } from './transaction.ts'

let counter = 0

export type InstrumentOptions = Partial<Omit<NewInstrument, 'institutionId'>> & {
  institutionId: string
  /** Fen for an hour from 2020 on; null for none. */
  hourFen?: number | null
  /** Fen for a sample from 2020 on. */
  sampleFen?: number
}

/** An instrument online with a price of 200 yuan an hour, unless told otherwise. */
export async function makeInstrument(world: World, options: InstrumentOptions): Promise<{ id: string; innerCode: string; nameZh: string }> {
  counter += 1
  const { hourFen = 20_000, sampleFen, ...facts } = options
  const innerCode = facts.innerCode ?? `SL${String(counter).padStart(6, '0')}`
  const nameZh = facts.nameZh ?? `示例仪器${counter}`
  const [id] = await write(world, async (tx) => {
    const ids = await insertInstruments(tx, [{ listedOn: '2020-01-01', ...facts, innerCode, nameZh, source: facts.source ?? '示例' }])
    const common = { instrumentId: ids[0]!, validFrom: '2020-01-01' }
    if (hourFen !== null) await insertPrices(tx, [{ ...common, basis: 'hour', fen: hourFen }])
    if (sampleFen !== undefined) await insertPrices(tx, [{ ...common, basis: 'sample', fen: sampleFen }])
    return ids
  })
  return { id: id!, innerCode, nameZh }
}

/** What a case about sharing says of its instrument: a new one of the applicant's own, which has not joined. */
export async function aboutInstrument(world: World, { form }: Pick<Procedure, 'form'>, institutionId: string): Promise<Answers> {
  if (!('innerCode' in form)) return {}
  const { innerCode } = await makeInstrument(world, { institutionId, state: 'draft', listedOn: null })
  return { innerCode }
}
