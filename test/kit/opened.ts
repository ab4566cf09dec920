// Declared procedures opened for walks: a batch of each, money where it is paid, and people who may apply.
import assert from 'node:assert/strict'
import { newId } from '../../src/kernel/id.ts'
import type { World } from '../../src/kernel/test.ts'
import { dayOf } from '../../src/kernel/time.ts'
import { asVersioned } from '../../src/procedures/known.server.ts'
import { fundProgramme } from '../../src/procedures/payment.contract.ts'
import { getProcedure } from '../../src/procedures/procedure.contract.ts'
import { noFacts, type ParameterValues, type Procedure } from '../../src/procedures/procedure.rules.ts'
import { listVersions } from '../../src/procedures/version.contract.ts'
import { answersFor } from './answers.ts'
import { inventedResidentId, openedBatch } from './cases.ts'
import { countyFacts } from './counties.ts'
import { drafted } from './drafting.ts'
import { fundOf, payer } from './payments.ts'
import { inventedCreditCode } from './people.ts'
import type { Applicant, Staff } from './staff.ts'
import { goThrough } from './walk.ts'

export type Opened = { procedure: Procedure; parameters: ParameterValues; batchId: string }
export type Held = { procedure: string; level: string | null }

/** A batch of each procedure, and where something is paid a budget for every year that a walk may come to. */
export async function openAll(world: World, staff: Staff, procedures: readonly Procedure[]): Promise<Opened[]> {
  const opened = []
  const treasury = await payer(world)
  for (const declared of procedures) {
    // As its first version has it: without the items of a standard.
    const procedure = asVersioned(declared, { texts: {}, standard: [] })
    const guide = async () => (await world.send(null, getProcedure, { code: procedure.code })).body
    const batchId = procedure.isStanding ? (await guide()).batches[0]!.id : await openedBatch(world, staff.direct, procedure.code)
    const { items } = (await world.send(null, listVersions, { code: procedure.code })).body
    const parameters = items.find((one) => one.edition === procedure.edition)!.parameters
    opened.push({ procedure, parameters, batchId })
    if (!procedure.payee) continue
    const { programmeId } = (await guide()).batches.find(({ id }) => id === batchId)!
    for (let year = 2026; year < 2040; year += 1) {
      const id = await fundOf(world, treasury, 100_000_000_000, year)
      const funded = await world.send(treasury.officer.token, fundProgramme, { id, programmeId, basisPoints: 10_000 })
      assert.equal(funded.status, 200, funded.text)
    }
  }
  return opened
}

/** What somebody must hold already to apply: nothing, or one award of a declared procedure; found by asking the conditions themselves. */
export function heldFor(procedures: readonly Procedure[], procedure: Procedure, parameters: ParameterValues, now: Date): Held | null {
  const purposes = Object.values(procedure.form).flatMap((field) => (field.type === 'child' ? [field.purpose] : []))
  const given = {
    name: '示例',
    idNumber: inventedResidentId(),
    division: '220102',
    hostCode: '示例',
    childId: newId(),
    creditCode: inventedCreditCode(),
  }
  const all = procedures.flatMap(({ code, outcome }) =>
    Object.keys(outcome.levels ?? { '': '' }).map((level) => ({ procedure: code, level: level || null })),
  )
  const found = [null, ...all].find((held) => {
    const awards = held === null ? [] : [{ ...held, from: dayOf(now), to: null, isStanding: true, isHeld: true }]
    const consents = purposes.map((purpose) => ({ childId: given.childId, purpose }))
    const facts = {
      ...noFacts,
      owedFen: 0,
      registeredCodes: [],
      awards,
      consents,
      division: countyFacts(procedure, now),
      organisation: { kind: 'firm', divisionCode: '220102', statuses: [] },
    }
    return answersFor(procedure, { facts, parameters, given, now }) !== null
  })
  assert.notEqual(found, undefined, `${procedure.code}: nobody can meet its conditions`)
  return found!
}

/** Somebody new who may apply: what they must hold was granted to them on the whole way. */
export async function somebodyFor(world: World, staff: Staff, all: readonly Opened[], one: Opened, held: Held | null): Promise<Applicant> {
  const applicant = await staff.applicant(one.procedure)
  if (held === null) return applicant
  const source = all.find(({ procedure }) => procedure.code === held.procedure)!
  const earning = { world, staff, ...source, open: new Set<string>(), goal: held.level ?? '' }
  const id = await drafted(earning, applicant, null)
  assert.equal((await goThrough(earning, id!, applicant)).status, 'granted')
  return applicant
}
