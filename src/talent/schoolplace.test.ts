// A bureau's school places: many ask for the last one at once, what is given back can be had again, and none is given twice.
// It was broken on purpose: with the row's lock and the counter's condition taken out, the constraint alone still refused; with the
// constraint out as well, eight had two places, and -6 were left.
import assert from 'node:assert/strict'
import { filed, graded, offices, openedBatch, path, reasonsOf, act as tryAct, county as where } from '../../test/kit/cases.ts'
import { signedIn } from '../../test/kit/people.ts'
import { placesAt } from '../../test/kit/schoolplaces.ts'
import { addMyChild } from '../identity/consent.contract.ts'
import { runChecks } from '../kernel/check.ts'
import { scenario, type World } from '../kernel/test.ts'
import { declineCase, getCase, startCase, withdrawCase } from '../procedures/case.contract.ts'
import { listCaseRecords, removeCaseRecord } from '../procedures/record.contract.ts'
import { keepSchoolPlace, listCasePlaces, listSchoolPlaces, setSchoolPlaces } from './schoolplace.contract.ts'
import { placesCounted } from './schoolplace.sql.ts'

const askers = 5
const accept = { verb: 'accept', opinion: '' } as const
const grant = { verb: 'grant', reason: '安排入学' } as const

/** Cases of as many children of one talent, each where the bureau finds places. */
async function openCases(world: World) {
  const people = await offices(world)
  const { applicant, province } = people
  const clerk = () => signedIn(world, 'department_officer', { divisionCode: where, matterCode: 'talent_schooling' })
  const bureau = await clerk()
  const batchId = await openedBatch(world, province, 'talent_schooling')
  await graded(world, people)
  const cases = []
  for (let number = 1; number <= askers; number += 1) {
    const told = { name: `李示例${number}`, bornOn: '2019-05-01', purpose: 'schooling', textVersion: 1 }
    const child = (await world.send(applicant.token, addMyChild, told)).body.id
    const wishes = [{ school: '示例第一小学', kind: 'public' }]
    const answers = {
      ...{ name: '示例人才', phone: '13800001234', division: where, child, stage: 'primary', startsOn: '2026-09-01' },
      wishes,
    }
    const one = await filed(world, applicant, batchId, answers, { organisationId: people.firm.id })
    await path(world, one.id, [[bureau, accept]])
    cases.push(one)
  }
  return { ...people, bureau, cases, clerks: [bureau, await clerk(), await clerk()] }
}

scenario('of many who ask for the last places at a school at once, as many are given one as there are', async (world) => {
  const { applicant, bureau, clerks, county, cases, employer, firm } = await openCases(world)
  const seen = await world.send(employer.token, getCase, { id: cases[0]!.id })
  assert.equal(seen.problem.code, 'not_found', 'of a child an employer learns nothing, though it was named')
  const forOther = { batchId: cases[0]!.batchId, organisationId: firm.id, isOnBehalf: true }
  assert.equal((await world.send(employer.token, startCase, forOther)).problem.code, 'not_on_behalf')
  const stranger = await signedIn(world, 'department_officer', { divisionCode: '220103', matterCode: 'talent_schooling' })
  const settled = { divisionCode: where, school: '示例第一小学', places: 2 }
  const placeId = await placesAt(world, bureau, settled)
  const otherId = await placesAt(world, bureau, { ...settled, school: '示例第二小学', places: 1 })
  const wrongStage = await placesAt(world, bureau, { ...settled, stage: 'junior' })
  const keep = (at: number, wanted = placeId, person = clerks[at % clerks.length]!) =>
    world.send(person.token, keepSchoolPlace, { id: cases[at]!.id, placeId: wanted })
  const left = async () =>
    (await world.send(bureau.token, listSchoolPlaces, { year: 2026 })).body.items.find(({ id }) => id === placeId)!.left

  // Whoever is not of this very bureau neither sees nor keeps nor settles anything.
  assert.deepEqual((await world.send(stranger.token, listSchoolPlaces, { year: 2026 })).body.items, [])
  for (const [person, code] of [
    [stranger, 'not_found'],
    [county, 'not_permitted'],
  ] as const) {
    assert.equal((await keep(0, placeId, person)).problem.code, code)
    assert.equal((await world.send(person.token, listCasePlaces, { id: cases[0]!.id })).problem.code, code)
    const sent = { ...settled, stage: 'primary', grade: 1, year: 2026 } as const
    assert.equal((await world.send(person.token, setSchoolPlaces, sent)).problem.code, code)
  }
  const unfit = await keep(0, wrongStage)
  assert.deepEqual([unfit.problem.code, reasonsOf(unfit)], ['place_unfit', ['stage_differs']])

  const answers = await Promise.all(cases.map((_, at) => keep(at)))
  const won = answers.flatMap(({ status }, at) => (status === 200 ? [at] : []))
  assert.deepEqual([won.length, await left()], [2, 0])
  for (const { status, problem } of answers) assert.ok(status === 200 || problem.code === 'places_full', String(status))
  const fewer = { ...settled, stage: 'primary', grade: 1, year: 2026, places: 1 } as const
  assert.equal((await world.send(bureau.token, setSchoolPlaces, fewer)).problem.code, 'places_kept')

  // Nothing is granted without a place; the line that tells of it is nobody's to strike.
  const [first, second] = won as [number, number]
  const without = cases.findIndex((_, at) => !won.includes(at))
  await path(world, cases[without]!.id, [[bureau, { verb: 'pass', opinion: '' }]])
  assert.deepEqual(reasonsOf(await tryAct(world, bureau, cases[without]!.id, grant)), ['placed'])
  const told = (await world.send(applicant.token, listCaseRecords, { caseNo: cases[first]!.caseNo })).body.items
  assert.deepEqual(
    told.map(({ text }) => text),
    ['示例第一小学 · 小学1年级 · 2026—2027学年'],
  )
  const strike = { caseNo: cases[first]!.caseNo, id: told[0]!.id }
  for (const person of clerks) assert.equal((await world.send(person.token, removeCaseRecord, strike)).problem.code, 'not_found')

  // Given back when it is withdrawn, when another school is kept instead, and when it is not taken after all.
  await world.send(applicant.token, withdrawCase, { id: cases[first]!.id })
  assert.equal(await left(), 1)
  const moved = await keep(second, otherId)
  assert.deepEqual([moved.body.kept?.school, await left()], ['示例第二小学', 2])
  assert.equal(moved.body.offered[0]!.wish, 1)
  assert.equal((await keep(without)).status, 200)
  assert.equal((await path(world, cases[without]!.id, [[bureau, grant]])).status, 'granted')
  assert.equal(await left(), 1)
  await world.send(applicant.token, declineCase, { id: cases[without]!.id })
  assert.equal(await left(), 2)
  assert.equal((await runChecks(world.db, [placesCounted]))[0]!.wrong, 0)
})
