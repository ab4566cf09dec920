import assert from 'node:assert/strict'
import {
  act,
  bring,
  filed,
  gradingAnswers,
  inventedResidentId,
  later,
  offices,
  onPaper,
  openedBatch,
  verbsOf,
} from '../../test/kit/cases.ts'
import { signedIn } from '../../test/kit/people.ts'
import { listMyNotices } from '../identity/notice.contract.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import {
  actOnCase,
  appealCase,
  getCase,
  listCases,
  listMyCases,
  revealCase,
  saveCase,
  startCase,
  submitCase,
  withdrawCase,
} from './case.contract.ts'
import { attachMaterial, listMaterials, removeMaterial } from './material.contract.ts'
import { getProcedure } from './procedure.contract.ts'

const begin = async (world: World) => {
  const people = await offices(world)
  return { ...people, people, batchId: await openedBatch(world, people.province, 'talent_grading') }
}

scenario('an application goes through every office to a class, and each sees it when it is theirs', async (world) => {
  const { people, applicant, employer, county, city, neighbour, province, leader, firm, batchId } = await begin(world)
  const one = await filed(world, applicant, batchId, gradingAnswers(), { organisationId: firm.id })
  assert.deepEqual([one.status, one.stage, one.subjectName, one.isMine], ['open', 'employer', '示例人才', true])
  assert.match(one.caseNo, /^RCFL-2026-\d{6}$/)
  // Who asks to be recognised meets no experts, and is told so from the first day.
  assert.equal(one.stages.find((stage) => stage.code === 'expert')?.state, 'skipped')
  // Five working days from Monday 2 March 2026.
  assert.deepEqual([one.dueOn, one.isDueCertain], ['2026-03-09', true])
  assert.deepEqual([one.stages[0]!.days, one.decidedIn, one.appealTo, one.fields[0]!.key], [5, '220000', null, 'name'])
  const guide = await world.send(null, getProcedure, { code: 'talent_grading' })
  assert.deepEqual(guide.body.conditions.find(({ code }) => code === 'age_e')!.needs, ['idNumber', 'kind', 'wantedClass'])
  const waiting = async (person: { token: string }) => (await world.send(person.token, listCases, {})).body.items.map((item) => item.id)
  for (const [stage, at] of [
    ['employer', employer],
    ['intake', county],
    ['city', city],
    ['province', province],
  ] as const) {
    await bring(world, people, one.id, 'employer')
    for (const person of [employer, county, city, province, neighbour])
      assert.equal((await waiting(person)).includes(one.id), person === at, `${stage} ${person.loginName}`)
    const wanted = stage === 'intake' ? { verb: 'accept' as const, opinion: '' } : { verb: 'pass' as const, opinion: '同意' }
    assert.equal((await act(world, at, one.id, wanted)).status, 200, stage)
  }
  assert.equal((await act(world, province, one.id, { verb: 'close_notice' })).problem.code, 'act_not_open')
  const published = await act(world, province, one.id, { verb: 'publish' })
  assert.equal(published.body.noticeTo, '2026-03-09')
  const early = await act(world, province, one.id, { verb: 'close_notice' })
  assert.deepEqual(
    (early.problem.params['problems'] as { code: string }[]).map((problem) => problem.code),
    ['notice_runs'],
  )
  await later(world, '2026-03-10T02:00:00Z')
  assert.equal((await act(world, province, one.id, { verb: 'close_notice' })).body.stage, 'decision')
  assert.equal((await act(world, province, one.id, { verb: 'grant', level: 'D', reason: '符合条件' })).problem.code, 'act_not_open')
  assert.equal((await act(world, leader, one.id, { verb: 'grant', reason: '符合条件' })).problem.code, 'level_unfit')
  const granted = await act(world, leader, one.id, { verb: 'grant', level: 'D', reason: '符合条件' })
  assert.deepEqual([granted.body.status, granted.body.level, granted.body.awardNo], ['granted', 'D', one.caseNo])
  const [award] = await run(world.db, 'select kind, level, state, last_on as "lastOn" from award where case_id = $1', [one.id])
  assert.deepEqual({ ...award }, { kind: 'grade', level: 'D', state: 'standing', lastOn: null })
  const told = await world.send(applicant.token, listMyNotices, {})
  assert.ok(told.body.items.some((notice) => notice.title.zh === '人才分类定级申请已通过'))
  assert.deepEqual(await verbsOf(world, one.id), ['open', 'submit', 'pass', 'accept', 'pass', 'pass', 'publish', 'close_notice', 'grant'])
})

scenario('who has nothing to do with a case gets the same answer as for none', async (world) => {
  const { applicant, neighbour, county, firm, batchId } = await begin(world)
  const draft = await world.send(applicant.token, startCase, { batchId, organisationId: firm.id }, { idempotencyKey: newId() })
  const { id } = draft.body
  // A draft is nobody's but the applicant's.
  for (const person of [county, neighbour])
    for (const reply of [
      await world.send(person.token, getCase, { id }),
      await world.send(person.token, saveCase, { id, answers: {} }),
      await world.send(person.token, submitCase, { id }),
      await world.send(person.token, withdrawCase, { id }),
      await world.send(person.token, revealCase, { id, reason: '核对证件' }),
      await world.send(person.token, appealCase, { id, reason: '对决定有异议，请求复核' }),
      await world.send(person.token, actOnCase, { id, number: 1, act: { verb: 'publish' } }),
    ])
      assert.deepEqual([reply.status, reply.problem.code], [404, 'not_found'], reply.text)
  assert.deepEqual((await world.send(neighbour.token, listMyCases, {})).body.items, [])
})

scenario('a form is kept as far as it is right, and filed only whole and by who is eligible', async (world) => {
  const { applicant, firm, batchId } = await begin(world)
  const { id } = (await world.send(applicant.token, startCase, { batchId, organisationId: firm.id }, { idempotencyKey: newId() })).body
  const sent = { name: '示例人才', idNumber: '220102199001011234', wantedClass: 'F', monthsAYear: 3, nothing: 1 }
  const kept = await world.send(applicant.token, saveCase, { id, answers: sent })
  assert.deepEqual(kept.body.issues.map((issue) => issue.path).sort(), ['idNumber', 'nothing', 'wantedClass'])
  assert.deepEqual(Object.keys(kept.body.case.answers).sort(), ['division', 'name'])
  const missing = await world.send(applicant.token, submitCase, { id })
  assert.deepEqual([missing.status, missing.problem.code], [422, 'form_incomplete'])
  await onPaper(world, applicant, id)
  // A contract that ends before it begins is no contract: the day is told and not kept.
  const upsideDown = await world.send(applicant.token, saveCase, {
    id,
    answers: { contractTerm: 'fixed', contractFrom: '2026-03-01', contractTo: '2025-03-01' },
  })
  assert.deepEqual(
    upsideDown.body.issues.map(({ path, text }) => [path, text.zh]),
    [['contractTo', '不能早于“合同起始日”（2026-03-01）。']],
  )
  assert.deepEqual([upsideDown.body.case.answers['contractFrom'], upsideDown.body.case.answers['contractTo']], ['2026-03-01', undefined])
  assert.equal((await world.send(applicant.token, submitCase, { id })).problem.code, 'form_incomplete')
  const tooOld = gradingAnswers({ idNumber: inventedResidentId('1964-05-01'), contractTo: '2026-12-31', isSanctioned: true })
  await world.send(applicant.token, saveCase, { id, answers: tooOld })
  const refused = await world.send(applicant.token, submitCase, { id })
  assert.equal(refused.problem.code, 'not_eligible')
  const conditions = refused.problem.params['conditions'] as { code: string; text: { zh: string } }[]
  assert.deepEqual(
    conditions.map((one) => one.code),
    ['in_province', 'age_b_to_d', 'not_sanctioned'],
  )
  assert.match(conditions[1]!.text.zh, /不超过 60 周岁/)
  await world.send(applicant.token, saveCase, { id, answers: gradingAnswers() })
  assert.equal((await world.send(applicant.token, submitCase, { id })).status, 200)
  assert.equal((await world.send(applicant.token, saveCase, { id, answers: {} })).problem.code, 'case_not_editable')
})

scenario('defects are told once, all together, and the clock stands still while they are mended', async (world) => {
  const { people, applicant, county, firm, batchId } = await begin(world)
  const one = await filed(world, applicant, batchId, gradingAnswers(), { organisationId: firm.id })
  await bring(world, people, one.id, 'intake')
  const defects = [
    { path: 'position', text: '请写明现任职务' },
    { path: 'achievements', text: '请对照参考标准逐条写' },
    { path: 'material.insurance', text: '请补充社保记录' },
  ]
  // There is one chance: what names nothing of the form is refused, and the chance is still there.
  const astray = await act(world, county, one.id, { verb: 'ask_mend', defects: [...defects, { path: 'zzz', text: '不存在的字段' }] })
  assert.deepEqual([astray.status, astray.problem.code], [400, 'invalid_input'])
  const asked = await act(world, county, one.id, { verb: 'ask_mend', defects })
  const unanswered = one.fields.map(({ key }) => key).filter((key) => one.answers[key] === undefined)
  assert.deepEqual([asked.body.status, asked.body.dueOn], ['mending', null])
  await later(world, '2026-03-16T02:00:00Z')
  const seen = await world.send(applicant.token, getCase, { id: one.id })
  assert.deepEqual(seen.body.defects, defects)
  // What was not named stands as it was filed, form and materials, and whoever tries is told.
  assert.deepEqual(seen.body.openFields?.toSorted(), ['achievements', 'position', ...unanswered].toSorted())
  const changes = { position: '高级工程师', phone: '13900000000', engagement: 'full_time' }
  const kept = await world.send(applicant.token, saveCase, { id: one.id, answers: changes })
  assert.deepEqual([kept.body.case.answers['phone'], kept.body.issues.map(({ path }) => path)], ['13800001234', ['phone']])
  const [given] = (await world.send(applicant.token, listMaterials, { id: one.id })).body.items.filter(({ items }) => items.length > 0)
  const taken = { id: one.id, materialId: given!.items[0]!.id }
  assert.equal((await world.send(applicant.token, removeMaterial, taken)).problem.code, 'material_not_to_mend')
  assert.equal((await world.send(applicant.token, attachMaterial, { id: one.id, code: 'insurance' })).status, 200)
  const mended = await world.send(applicant.token, submitCase, { id: one.id })
  const found = (await world.send(county.token, getCase, { id: one.id })).body.mended
  assert.deepEqual(
    found.map(({ path, before, after }) => [path, before, after]),
    [
      ['position', '示例岗位', '高级工程师'],
      ['achievements', '示例业绩', '示例业绩'],
      ['material.insurance', [], ['']],
    ],
  )
  // Ten working days stood still (3 to 16 March), so five from 2 March end on 23 March.
  assert.deepEqual([mended.body.status, mended.body.stage, mended.body.dueOn], ['open', 'intake', '2026-03-23'])
  const again = await act(world, county, one.id, { verb: 'ask_mend', defects })
  assert.deepEqual(
    (again.problem.params['problems'] as { code: string }[]).map((problem) => problem.code),
    ['mended_before'],
  )
  const [forms] = await run<{ count: number }>(world.db, 'select count(*) as count from case_form where case_id = $1', [one.id])
  assert.equal(forms?.count, 2)
})

scenario('personal answers are sealed, masked for the offices, and revealed to the one that acts', async (world) => {
  const { people, applicant, county, city, firm, batchId } = await begin(world)
  const answers = gradingAnswers()
  const one = await filed(world, applicant, batchId, answers, { organisationId: firm.id })
  await bring(world, people, one.id, 'intake')
  const seen = await world.send(county.token, getCase, { id: one.id })
  assert.deepEqual([seen.body.subjectName, seen.body.answers['phone'], seen.body.answers['position']], ['示**', '138****1234', '示例岗位'])
  assert.ok(!seen.text.includes(answers.idNumber))
  const shown = await world.send(county.token, revealCase, { id: one.id, reason: '核对身份证件' })
  assert.equal(shown.body.answers['idNumber'], answers.idNumber)
  assert.equal((await world.send(city.token, revealCase, { id: one.id, reason: '核对身份证件' })).status, 404)
  const [form] = await run<{ text: string }>(world.db, 'select answers_sealed as text from case_form where case_id = $1', [one.id])
  assert.ok(form && !form.text.includes('示例'))
})

scenario('two cases of one person are one too many, whoever files them', async (world) => {
  const { applicant, employer, firm, batchId } = await begin(world)
  const answers = gradingAnswers()
  const one = await filed(world, applicant, batchId, answers, { organisationId: firm.id })
  const start = () =>
    world.send(employer.token, startCase, { batchId, organisationId: firm.id, isOnBehalf: true }, { idempotencyKey: newId() })
  const second = await start()
  await world.send(employer.token, saveCase, { id: second.body.id, answers })
  // Whoever files for another brings that person's authorisation.
  const bare = await world.send(employer.token, submitCase, { id: second.body.id })
  const missing = bare.problem.params['issues'] as { path: string }[]
  assert.ok(missing.some(({ path }) => path === 'material.authorisation'))
  await onPaper(world, employer, second.body.id)
  const refused = await world.send(employer.token, submitCase, { id: second.body.id })
  assert.deepEqual([refused.problem.code, refused.problem.params['caseNo']], ['already_filed', one.caseNo])
  assert.equal((await world.send(applicant.token, withdrawCase, { id: one.id })).body.status, 'withdrawn')
  assert.equal((await world.send(employer.token, submitCase, { id: second.body.id })).status, 200)
  // Both at once: the constraint lets one through.
  const rush = gradingAnswers({ idNumber: inventedResidentId() })
  const drafts = await Promise.all([start(), start(), start()])
  for (const draft of drafts) {
    await world.send(employer.token, saveCase, { id: draft.body.id, answers: rush })
    await onPaper(world, employer, draft.body.id)
  }
  const results = await Promise.all(drafts.map((draft) => world.send(employer.token, submitCase, { id: draft.body.id })))
  assert.deepEqual(results.map((reply) => reply.status).sort(), [200, 409, 409])
  const stranger = await signedIn(world, 'firm_admin', { organisationId: (await offices(world)).firm.id })
  const other = await world.send(stranger.token, startCase, { batchId, organisationId: firm.id, isOnBehalf: true })
  assert.equal(other.status, 404)
})
