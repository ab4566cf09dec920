// Finished services for scenarios: an institution with an instrument, customers, and rows as a writer states them.
import type { NewService } from '../../src/billing/service.rules.ts'
import { run } from '../../src/kernel/db.ts'
import type { World } from '../../src/kernel/test.ts'
import { type InstrumentOptions, makeInstrument } from './instruments.ts'
import { makeOrganisation, signedIn } from './people.ts'

export type Workshop = { institutionId: string; instrumentId: string; innerCode: string; firmId: string; otherId: string }

/** A university with one online instrument at 200 yuan an hour, a firm, and a hospital. */
export async function makeWorkshop(world: World, options: Omit<InstrumentOptions, 'institutionId'> = {}): Promise<Workshop> {
  const institution = await makeOrganisation(world, 'university', { divisionCode: '220100' })
  const firm = await makeOrganisation(world, 'firm')
  const other = await makeOrganisation(world, 'hospital')
  const { id, innerCode } = await makeInstrument(world, { institutionId: institution.id, startedOn: '2015-01-01', ...options })
  return { institutionId: institution.id, instrumentId: id, innerCode, firmId: firm.id, otherId: other.id }
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

/** Those who deal with a workshop's services: its officer and operator, the firm's engineer, and a rival firm's. */
export async function peopleOf(world: World, workshop: Workshop) {
  const rival = await makeOrganisation(world, 'firm')
  return {
    officer: (await signedIn(world, 'asset_officer', { organisationId: workshop.institutionId })).token,
    operator: (await signedIn(world, 'operator', { organisationId: workshop.institutionId })).token,
    engineer: (await signedIn(world, 'firm_engineer', { organisationId: workshop.firmId })).token,
    rival: (await signedIn(world, 'firm_engineer', { organisationId: rival.id })).token,
  }
}

/** What an institution's book says it earned, gave in time and tested, summed over all that was posted and reversed. */
export async function bookOf(world: World, institutionId: string): Promise<{ fen: number; seconds: number; samples: number }> {
  const rows = await run<{ purpose: string; sum: number }>(
    world.db,
    'select purpose, sum(amount)::bigint as sum from report_ledger where owner_id = $1 group by purpose',
    [institutionId],
  )
  const of = (purpose: string) => -(rows.find((row) => row.purpose === purpose)?.sum ?? 0) || 0
  return { fen: of('service_income'), seconds: of('time_given'), samples: of('samples_given') }
}
