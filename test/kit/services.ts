// Finished services for scenarios: an institution with an instrument, customers, and rows as a writer states them.
import type { NewService } from '../../src/billing/service.rules.ts'
import { inTransaction, run } from '../../src/kernel/db.ts'
import { newId } from '../../src/kernel/id.ts'
import type { World } from '../../src/kernel/test.ts'
import { makeOrganisation } from './people.ts'

export type Workshop = { institutionId: string; instrumentId: string; innerCode: string; firmId: string; otherId: string }

let counter = 0

/** A university of the county of Dunhua with one online instrument, a firm, and a hospital. */
export async function makeWorkshop(world: World, options: { lanes?: number } = {}): Promise<Workshop> {
  counter += 1
  const institution = await makeOrganisation(world, 'university')
  const firm = await makeOrganisation(world, 'firm')
  const other = await makeOrganisation(world, 'hospital')
  const instrumentId = newId()
  const innerCode = `SL-${String(counter).padStart(4, '0')}`
  await inTransaction(world.db, 'write', async (tx) => {
    await run(tx, 'insert into instrument (id, institution_id, inner_code, lane_count) values ($1, $2, $3, $4)', [
      instrumentId,
      institution.id,
      innerCode,
      options.lanes ?? 1,
    ])
    await run(
      tx,
      `insert into instrument_version (id, instrument_id, name_zh, state, started_on, listed_on, source, content_hash)
       values ($1, $2, $3, 'online', '2015-01-01', '2015-02-01', 'example', 'example')`,
      [newId(), instrumentId, `示例电子显微镜 ${counter}`],
    )
  })
  return { institutionId: institution.id, instrumentId, innerCode, firmId: firm.id, otherId: other.id }
}

/** One service of the year 2022 for the workshop's firm, an hour and 300 yuan unless told otherwise. */
export function aService(workshop: Workshop, changes: Partial<NewService> = {}): NewService {
  return {
    instrumentId: workshop.instrumentId,
    institutionId: workshop.institutionId,
    customerId: workshop.firmId,
    effectiveOn: '2022-03-04',
    seconds: 3_600,
    sampleCount: 0,
    fen: 30_000,
    hoursKind: 'declared',
    source: 'imported',
    ...changes,
  }
}
