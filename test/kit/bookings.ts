// An institution with an instrument, a firm that books it, and the people who act for them.
import { setBookingPolicy, setOpening } from '../../src/booking/schedule.contract.ts'
import type { InputSent } from '../../src/kernel/contract.ts'
import type { World } from '../../src/kernel/test.ts'
import { isoOf } from '../../src/kernel/time.ts'
import { type InstrumentOptions, makeInstrument } from './instruments.ts'
import { makeOrganisation, signedIn } from './people.ts'

export type Setting = Awaited<ReturnType<typeof makeSetting>>

/** The scenario's clock stands at Monday 2026-03-02, 08:00 in Shanghai; the instrument is open on working days from 8:00 to 18:00. */
export async function makeSetting(
  world: World,
  options: Partial<InstrumentOptions> & {
    policy?: Omit<InputSent<typeof setBookingPolicy>, 'id'>
    openings?: InputSent<typeof setOpening>['openings']
  } = {},
) {
  const { policy, openings, ...facts } = options
  const institution = await makeOrganisation(world, 'university')
  const firm = await makeOrganisation(world, 'firm')
  const rivalFirm = await makeOrganisation(world, 'firm')
  const instrument = await makeInstrument(world, { ...facts, institutionId: institution.id })
  const engineer = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const rival = await signedIn(world, 'firm_engineer', { organisationId: rivalFirm.id })
  const operator = await signedIn(world, 'operator', { organisationId: institution.id })
  const officer = await signedIn(world, 'asset_officer', { organisationId: institution.id })
  if (policy) await world.send(operator.token, setBookingPolicy, { id: instrument.id, ...policy })
  if (openings) await world.send(operator.token, setOpening, { id: instrument.id, openings })
  return { institution, firm, rivalFirm, instrument, engineer, rival, operator, officer }
}

/** A time of day in Shanghai, on 2026-03-02 unless another day is named. */
export function at(clock: string, day = '2026-03-02'): string {
  return isoOf(`${day}T${clock}:00+08:00`)
}
