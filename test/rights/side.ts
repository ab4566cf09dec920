// One side of the matrix: an institution and a firm of one county, everything that is theirs, and people in every role there.
import { writeServices } from '../../src/billing/billing.server.ts'
import { computeFindings, listFindings } from '../../src/billing/finding.contract.ts'
import { book } from '../../src/booking/booking.contract.ts'
import { reportFault } from '../../src/booking/fault.contract.ts'
import { askQualification, setQualificationLevels } from '../../src/booking/qualification.contract.ts'
import { requestTest } from '../../src/booking/request.contract.ts'
import { addMaintenance, setBookingPolicy } from '../../src/booking/schedule.contract.ts'
import { announceTraining, enrolTraining, listTrainees } from '../../src/booking/training.contract.ts'
import { makeInstrumentGroup, putIntoGroup } from '../../src/catalogue/group.contract.ts'
import { importCatalogue } from '../../src/catalogue/import.contract.ts'
import { giveRole } from '../../src/identity/grant.server.ts'
import { partyByName } from '../../src/identity/resolution.server.ts'
import { listMySessions } from '../../src/identity/session.contract.ts'
import { run } from '../../src/kernel/db.ts'
import { uploadFile } from '../../src/kernel/kernel.contract.ts'
import { readSeed } from '../../src/kernel/seeds.ts'
import type { World } from '../../src/kernel/test.ts'
import { registerMeter } from '../../src/metering/meter.contract.ts'
import { declareUse, startUse } from '../../src/metering/metering.contract.ts'
import { at } from '../kit/bookings.ts'
import { makeInstrument } from '../kit/instruments.ts'
import { makeOrganisation, signedIn } from '../kit/people.ts'
import { aService } from '../kit/services.ts'
import { write } from '../kit/transaction.ts'
import { paymentsOf } from './payments.ts'
import { casesOf } from './procedures.ts'
import { registryOf } from './registry.ts'

let days = 0
/** Every call another day, for one time cannot be out of service twice. */
const laterDay = () => new Date(Date.UTC(2026, 3, 1 + days++)).toISOString().slice(0, 10)

const slot = (from: string, to: string, day = '2026-03-03') => ({ startsAt: at(from, day), endsAt: at(to, day) })

function must<T>(reply: { status: number; body: T; text: string }): T {
  if (reply.status !== 200) throw new Error(reply.text)
  return reply.body
}

async function openPlace(world: World, divisionCode: string) {
  const institution = await makeOrganisation(world, 'university', { divisionCode })
  const firm = await makeOrganisation(world, 'firm', { divisionCode })
  const facts = { institutionId: institution.id, startedOn: '2015-01-01' }
  return {
    divisionCode,
    institutionId: institution.id,
    creditCode: institution.creditCode,
    firmId: firm.id,
    instrument: await makeInstrument(world, facts),
    unpriced: await makeInstrument(world, { ...facts, hourFen: null }),
    officer: await signedIn(world, 'asset_officer', { organisationId: institution.id }),
    operator: await signedIn(world, 'operator', { organisationId: institution.id }),
    engineer: await signedIn(world, 'firm_engineer', { organisationId: firm.id }),
  }
}
type Place = Awaited<ReturnType<typeof openPlace>>

/** A booking and a request that wait, a use that runs, and one whose charge waits for a price. */
async function workAt(world: World, { instrument, unpriced, operator, engineer, firmId }: Place) {
  const customer = { organisationId: firmId }
  const sample = { instrumentId: instrument.id, material: '示例钢', property: '抗拉强度', sampleCount: 2 }
  const use = { customer, seconds: 3_600, usedOn: '2026-02-27', reason: '示例补录' }
  must(await world.send(operator.token, setBookingPolicy, { id: instrument.id, approval: 'manual' }))
  const level = {
    nameZh: '独立使用',
    nameEn: 'Independent',
    monthsValid: null,
    monthsUnused: null,
    certificates: [{ nameZh: '示例证书', nameEn: 'Example' }],
  }
  const levels = { id: instrument.id, levels: [level], neededRank: null }
  const fault = { id: instrument.id, what: '示例报警', brokenAt: at('07:00', '2026-03-02'), isUsable: true }
  const levelId = must(await world.send(operator.token, setQualificationLevels, levels)).items[0]!.id
  const hall = { place: '示例', trainer: '示例', seatCount: 9, passMark: null }
  const trainingId = must(
    await world.send(operator.token, announceTraining, { id: levelId, ...slot('09:00', '10:00', '2026-11-30'), ...hall }),
  ).id
  must(await world.send(engineer.token, enrolTraining, { id: trainingId }))
  return {
    levelId,
    trainingId,
    seatId: must(await world.send(operator.token, listTrainees, { id: trainingId })).items[0]!.seatId,
    qualificationId: must(await world.send(engineer.token, askQualification, { id: levelId })).items[0]!.id,
    faultId: must(await world.send(operator.token, reportFault, fault)).mine[0]!.id,
    bookingId: must(await world.send(engineer.token, book, { instrumentId: instrument.id, ...slot('09:00', '10:00') })).id,
    requestId: must(await world.send(engineer.token, requestTest, sample)).id,
    pendingId: must(await world.send(operator.token, declareUse, { ...use, instrumentId: unpriced.id })).id,
    useId: must(await world.send(operator.token, startUse, { instrumentId: instrument.id, customer, minutes: 30 })).id,
    /** A maintenance to be removed: each is removed once. */
    newMaintenance: async () => {
      const wish = { id: instrument.id, ...slot('14:00', '15:00', laterDay()), reason: '示例' }
      return must(await world.send(operator.token, addMaintenance, wish)).items.at(-1)!.id
    },
  }
}

/** A finished service, a name nobody has settled, and imports with a row that was refused. */
async function recordsOf(world: World, { institutionId, firmId, instrument, officer, divisionCode }: Place) {
  const workshop = { institutionId, instrumentId: instrument.id, innerCode: instrument.innerCode, firmId, otherId: firmId }
  await write(world, (tx) => writeServices(tx, [aService(workshop)]))
  const [service] = await run<{ id: string; no: string }>(world.db, 'select id, service_no as no from service where institution_id = $1', [
    institutionId,
  ])
  must(await world.send(officer.token, computeFindings, { year: 2022 }))
  await world.drain()
  const findingId = must(await world.send(officer.token, listFindings, {})).items[0]!.id
  const text = '仪器编号,仪器名称,原值\nA1,示例仪,1\n,没有编号,1\n'
  const { fileHash } = must(await world.send(officer.token, uploadFile, { fileName: '示例.csv' }, { upload: text }))
  const start = async () => must(await world.send(officer.token, importCatalogue, { fileHash, institutionId, confirm: true })).id
  const [importId, refusingId] = [await start(), await start()]
  await world.drain()
  const { partyId: namedPartyId } = await write(world, (tx) => partyByName(tx, institutionId, `某某厂（示例${divisionCode}）`))
  // The second import is left alone, so that its refused rows stay to be fetched.
  const meter = { id: instrument.id, code: `SHILI-${institutionId}`, kind: 'power', firstOn: '2026-03-01' } as const
  const { id: meterId, fixings } = must(await world.send(officer.token, registerMeter, meter)).meter
  return {
    meterId,
    fixingId: fixings[0]!.id,
    findingId,
    serviceNo: service!.no,
    versionId: service!.id,
    fileHash,
    importId,
    refusingId,
    namedPartyId,
  }
}

export type Side = Awaited<ReturnType<typeof makeSide>>

/** What one of the two sides holds; `divisionCode` is the county both its organisations lie in. */
export async function makeSide(world: World, divisionCode: string) {
  const place = await openPlace(world, divisionCode)
  const { institutionId, firmId, instrument, operator, engineer } = place
  const sessions = must(await world.send(engineer.token, listMySessions, {}))
  const cases = await casesOf(world, place)
  return {
    ...{ divisionCode, institutionId, firmId, instrumentId: instrument.id, slot },
    ...(await workAt(world, place)),
    ...(await recordsOf(world, place)),
    ...(await registryOf(world, place)),
    ...cases,
    ...(await paymentsOf(world, { ...place, ...cases })),
    innerCode: instrument.innerCode,
    /** A group with the instrument in it, each another. */
    newGroup: async () => {
      const { id } = must(await world.send(place.officer.token, makeInstrumentGroup, { id: institutionId, nameZh: `示例组${laterDay()}` }))
      must(await world.send(place.officer.token, putIntoGroup, { id, innerCodes: [instrument.innerCode] }))
      return id
    },
    personId: operator.personId,
    loginName: operator.loginName,
    sessionId: sessions.items[0]!.id,
    /** A grant to be ended: each is ended once. */
    newGrant: () => giveRole(world.db, operator.personId, { role: 'finance', organisationId: institutionId, divisionCode: null }),
  }
}

export const roles = readSeed('roles.csv').map((row) => ({ code: row.code!, scope: row.scope as 'organisation' | 'division' | 'self' }))

/** Somebody in a role: of the side's firm or institution, of the prefecture it lies in, or of themselves alone. */
export function personInRole(world: World, { code, scope }: (typeof roles)[number], side: Side) {
  if (scope === 'self') return signedIn(world, code, {})
  if (scope === 'division') return signedIn(world, code, { divisionCode: `${side.divisionCode.slice(0, 4)}00` })
  return signedIn(world, code, { organisationId: code.startsWith('firm') ? side.firmId : side.institutionId })
}
