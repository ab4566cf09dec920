// An application as a walk begins it: answers found by the conditions themselves, a draft filled in with them.
import assert from 'node:assert/strict'
import { addMyChild } from '../../src/identity/consent.contract.ts'
import { newId } from '../../src/kernel/id.ts'
import { addDays, dayOf } from '../../src/kernel/time.ts'
import { saveCase, startCase, withdrawCase } from '../../src/procedures/case.contract.ts'
import { type Answers, noFacts } from '../../src/procedures/procedure.rules.ts'
import { answersFor } from './answers.ts'
import { onPaper } from './cases.ts'
import { countyFacts, prepareCounty, walkedCounty } from './counties.ts'
import { aboutInstrument } from './instruments.ts'
import { inventedCreditCode } from './people.ts'
import type { Applicant } from './staff.ts'
import { ok, type Walk } from './walk.ts'

type Held = { procedure: string; level: string | null }

/** Answers by which every condition is met that the form decides, a child among them where one is asked for. @returns null where there are none */
export async function preparedFor(walk: Walk, applicant: Applicant, held: Held | null): Promise<Answers | null> {
  const { world, staff, procedure, parameters, open, goal } = walk
  const isOwn = procedure.subject === 'organisation'
  const purposes = Object.values(procedure.form).flatMap((field) => (field.type === 'child' ? [field.purpose] : []))
  let childId = ''
  for (const purpose of purposes) {
    const child = { name: '李小示例', bornOn: addDays(dayOf(world.now), -3_000), purpose, textVersion: 1 }
    childId = ok(await world.send(applicant.token, addMyChild, child), 'child').body.id
  }
  const skippable = procedure.stages.filter((stage) => stage.skippedWhen)
  const ways = Object.fromEntries(
    skippable.map(({ code }) => [
      code,
      ![...open].some((key) => (key.startsWith(`${code} `) && key !== `${code} skipped`) || key.endsWith(` return:${code}`)),
    ]),
  )
  const today = dayOf(world.now)
  const awards = held === null ? [] : [{ ...held, from: addDays(today, -30), to: null, isStanding: true, isHeld: true }]
  const organisation = { kind: 'firm', divisionCode: staff.division, statuses: [] }
  const facts = {
    ...noFacts,
    owedFen: 0,
    registeredCodes: [],
    awards,
    organisation,
    consents: purposes.map((purpose) => ({ childId, purpose })),
    division: countyFacts(procedure, world.now),
  }
  const given = {
    name:
      procedure.subject === 'division'
        ? walkedCounty.name
        : isOwn
          ? staff.firm.name
          : procedure.subject === 'person'
            ? '示例人才'
            : `示例新单位${applicant.idNumber}`,
    idNumber: applicant.idNumber,
    division: procedure.subject === 'division' ? walkedCounty.code : staff.division,
    hostCode: staff.hostCode,
    childId,
    creditCode: inventedCreditCode(),
  }
  // Whoever asks for the most may be given any less.
  const most = procedure.outcome.askedIn === undefined ? [undefined] : Object.keys(procedure.outcome.levels ?? {})
  for (const asked of goal === undefined ? most : [goal]) {
    const answers = answersFor(procedure, { facts, parameters, given, now: world.now, ways, asked })
    if (answers) return { ...answers, ...(await aboutInstrument(world, procedure, staff.firm.id)) }
  }
  return null
}

/** A draft that can be filed, materials on paper. @returns null where this person cannot */
export async function drafted(walk: Walk, applicant: Applicant, held: Held | null): Promise<string | null> {
  const { world, staff, procedure } = walk
  await prepareCounty(world, procedure)
  const answers = await preparedFor(walk, applicant, held)
  if (answers === null) return null
  const needsFirm = procedure.subject === 'organisation' || procedure.stages.some(({ office }) => office.at === 'employer')
  const begin = { batchId: walk.batchId, ...(needsFirm ? { organisationId: staff.firm.id } : {}) }
  const { id } = ok(await world.send(applicant.token, startCase, begin, { idempotencyKey: newId() }), 'start').body
  const kept = ok(await world.send(applicant.token, saveCase, { id, answers: { ...answers } }), 'save').body
  assert.deepEqual(kept.issues, [])
  if (kept.case.conditions.some(({ result }) => result === 'not_met')) {
    ok(await world.send(applicant.token, withdrawCase, { id }), 'withdraw')
    return null
  }
  await onPaper(world, applicant, id)
  return id
}
