import assert from 'node:assert/strict'
import { act, bring, county, filed, gradingAnswers, inventedResidentId, offices, openedBatch } from '../../test/kit/cases.ts'
import { signedIn } from '../../test/kit/people.ts'
import { scenario } from '../kernel/test.ts'
import { getCase, listCases } from './case.contract.ts'
import { downloadCases, listColleagues } from './desk.contract.ts'

scenario('an officer sees who sits in the office, hands a case over, and takes the list along as a file', async (world) => {
  const people = await offices(world)
  const batchId = await openedBatch(world, people.province, 'talent_grading')
  const answers = gradingAnswers({ idNumber: inventedResidentId() })
  const { id, caseNo } = await filed(world, people.applicant, batchId, answers, { organisationId: people.firm.id })
  await bring(world, people, id, 'intake')
  const second = await signedIn(world, 'county_officer', { divisionCode: county })
  const { items } = (await world.send(people.county.token, listColleagues, { id })).body
  assert.ok(items.some((one) => one.personId === second.personId))
  const others = [people.county, people.neighbour, people.city, people.employer]
  assert.deepEqual(
    items.filter((one) => others.some(({ personId }) => personId === one.personId)),
    [],
  )
  assert.equal((await world.send(people.neighbour.token, listColleagues, { id })).problem.code, 'not_found')
  assert.equal((await act(world, people.county, id, { verb: 'assign', personId: second.personId, opinion: '请接办' })).status, 200)
  const shown = (await world.send(second.token, getCase, { id })).body
  assert.deepEqual([shown.journal.at(-1)?.to, shown.daysLeft, shown.stageKind], [shown.assigneeName, 5, 'intake'])
  assert.equal(shown.fields[0]?.key, 'name')
  const listed = (await world.send(second.token, listCases, { q: caseNo })).body.items
  assert.deepEqual([listed[0]?.actionCount, listed[0]?.urgency], [shown.actionCount, 'in_time'])
  const file = await world.send(second.token, downloadCases, { q: caseNo, language: 'en' })
  assert.equal(file.text.startsWith('\uFEFFCase,Procedure'), true)
  assert.match(file.text, new RegExp(`${caseNo},Talent classification,示\\*\\*`))
  assert.doesNotMatch(file.text, /示例人才/)
  await act(world, second, id, { verb: 'ask_mend', defects: [{ path: 'position', text: '请写明职务' }] })
  const stopped = (await world.send(people.city.token, getCase, { id })).body
  assert.deepEqual([stopped.suspensions[0]?.kind, stopped.suspensions[0]?.to, stopped.daysLeft], ['mending', null, null])
})
