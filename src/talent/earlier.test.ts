// What was given before this platform: brought in once, sealed, counted against a second card and a second payment, and claimed by its person.
import assert from 'node:assert/strict'
import * as z from 'zod'
import { act, filed, inventedResidentId, later, offices, onPaper, openedBatch, reasonsOf } from '../../test/kit/cases.ts'
import { png } from '../../test/kit/files.ts'
import { fundOf, grantC, payer, settlingAnswers, subsidyAtDecision, subsidyBatch, toDecision } from '../../test/kit/payments.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { write } from '../../test/kit/transaction.ts'
import { setMyPersonalData } from '../identity/personal.contract.ts'
import { uploadAttachment } from '../kernel/attachments/attachments.contract.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { defineJob, enqueue } from '../kernel/jobs.ts'
import { scenario, type World } from '../kernel/test.ts'
import { saveCase, startCase, submitCase } from '../procedures/case.contract.ts'
import { fundProgramme, listDuePayments } from '../procedures/payment.contract.ts'
import { issueWithoutApplying, listEntitlements } from '../procedures/unasked.contract.ts'
import { verifyPayments } from '../procedures/verify.server.ts'
import { getMyCard, makeCardCode, recordCardUse, setCardProvider, verifyCardCode } from './card.contract.ts'
import { importEarlierGrants, listEarlierGrants } from './earlier.contract.ts'
import { earlierPaperPurpose, giveEarlierPaper, listEarlierPapers, listMyEarlierGrants } from './earlierpaper.contract.ts'
import { reviseEarlierGrant } from './earlierrevision.contract.ts'

const head = '姓名,证件号码,种类,类别,编号,金额,起,止,文号,文件日期'
const county = '220102'
const bringIn = (world: World, { token }: { token: string }, lines: readonly string[], apply = true) =>
  world.send(token, importEarlierGrants, { divisionCode: county, text: [head, ...lines].join('\r\n'), apply })
const paper = '示例人社〔2024〕7号,2024-03-01'
const uploaded = async (world: World, { token }: { token: string }, purpose: string, content = png) =>
  (await world.send(token, uploadAttachment, { fileName: '示例批复.png', purpose }, { upload: content })).body.id
const idOf = async (world: World, { token }: { token: string }, kind: string) =>
  (await world.send(token, listEarlierGrants, {})).body.items.find((item) => item.kind === kind && item.state === 'standing')!.id
const reasons = (reply: Awaited<ReturnType<typeof bringIn>>) => reply.body.rows.map((row) => row.reasons.map(({ code }) => code).join(' '))

/** The document itself: one file for all rows that name it, a scan, given by whoever directs all of them. */
async function documentsGiven(world: World, province: { token: string }, good: readonly string[]) {
  const named = async () => (await world.send(province.token, listEarlierPapers, {})).body
  const other = '示例人社〔2025〕1号'
  await bringIn(world, province, [good[0]!.replace(paper, `${other},2025-01-01`).replace('2024/3/1', '2025-01-01')])
  const before = await named()
  assert.deepEqual([before.named, before.missing, before.items.map(({ rows }) => rows)], [2, 2, [1, 4]])
  const document = { documentNo: '示例人社〔2024〕7号', documentOn: '2024-03-01' }
  const give = async (content = png, purpose = earlierPaperPurpose, name = document, by = province) =>
    world.send(by.token, giveEarlierPaper, { ...name, attachmentId: await uploaded(world, by, purpose, content) })
  assert.equal((await give(Buffer.from('a,b\r\n1,2\r\n'))).problem.code, 'document_not_scan')
  assert.equal((await give(png, 'case_material')).problem.code, 'not_found')
  assert.equal((await give(png, earlierPaperPurpose, { ...document, documentOn: '2024-03-02' })).problem.code, 'not_found')
  // Whoever directs some of the rows that name it reads it, and gives none.
  const elsewhere = await signedIn(world, 'provincial_officer', { divisionCode: '220200' })
  await world.send(elsewhere.token, importEarlierGrants, {
    divisionCode: '220202',
    text: [head, good[3]!.replace('2020', '2021')].join('\n'),
    apply: true,
  })
  assert.equal((await give(png, earlierPaperPurpose, document, elsewhere)).problem.code, 'not_found')
  assert.equal((await give(png)).status, 200)
  const [first, second] = [await named(), await give(png)]
  assert.deepEqual([first.named, first.missing, first.items.map(({ file }) => file?.fileName)], [2, 1, [undefined, '示例批复.png']])
  const shown = (await world.send(province.token, listEarlierGrants, {})).body.items.map(({ file }) => file?.id)
  assert.deepEqual(new Set(shown), new Set([undefined, second.body.id]))
  assert.equal((await run(world.db, 'select 1 from earlier_document')).length, 2, 'the file before stays')
}

type Person = { token: string; personId: string }
/** A card that came in wrong is corrected under its number, the row before stays with the reason; then it is taken back and void. */
async function revisedAndRevoked(world: World, province: Person, applicant: Person, { id, cardNo }: { id: string; cardNo: string }) {
  const asSaid = { level: 'B', grantNo: '省卡0100', amount: '', firstOn: '2024-03-01', lastOn: '2026-12-31' }
  const correction = { ...asSaid, documentNo: '示例人社〔2024〕7号', documentOn: '2024-03-01' }
  const revise = async (token: string, more: object) =>
    world.send(token, reviseEarlierGrant, { id: id, reason: '示例：原件写的是B类', ...more })
  assert.equal((await revise(applicant.token, {})).status, 403)
  const unfit = await revise(province.token, { correction: { ...correction, level: 'F', documentOn: '2099-01-01' } })
  assert.equal(unfit.problem.code, 'earlier_unfit')
  assert.deepEqual(
    (unfit.problem.params['problems'] as { code: string }[]).map((one) => one.code),
    ['level_wrong', 'document_wrong'],
  )
  assert.ok((await revise(province.token, { correction: { ...correction, level: 'C' } })).text.includes('nothing_changed'))
  const corrected = await revise(province.token, { correction })
  assert.equal(corrected.body.state, 'corrected', corrected.text)
  assert.equal((await revise(province.token, {})).problem.code, 'earlier_revised')
  const now = (await world.send(applicant.token, getMyCard, {})).body.card
  assert.deepEqual([now?.class, now?.cardNo, now?.state], ['B', cardNo, 'valid'])
  const [wrong] = (await world.send(province.token, listEarlierGrants, {})).body.items.filter(({ state }) => state === 'corrected')
  assert.deepEqual([wrong?.level, wrong?.reason], ['C', '示例：原件写的是B类'])
  // A card that should not have come in is void, for its holder and at the counter, and its person is told.
  const shownCode = (await world.send(applicant.token, makeCardCode, {})).body.code
  const revoked = await world.send(province.token, reviseEarlierGrant, { id: corrected.body.id, reason: '示例：未发过此卡' })
  assert.equal(revoked.body.state, 'revoked', revoked.text)
  assert.equal((await world.send(null, verifyCardCode, { code: shownCode })).body.state, 'cancelled')
  assert.equal((await world.send(applicant.token, getMyCard, {})).body.card?.state, 'cancelled')
  const told = await run(world.db, "select 1 from notice where person_id = $1 and kind = 'earlier_revised'", [applicant.personId])
  assert.equal(told.length, 2)
}

scenario('a list is checked row by row, goes in once, sealed, and what does not fit comes back as a file', async (world) => {
  const { province, county: officer } = await offices(world)
  const [one, two] = [inventedResidentId(), inventedResidentId()]
  const good = [
    `示例甲,${one},类别,D,,,2024/3/1,,${paper}`,
    `示例甲,${one},服务卡,D,省卡0001,,2024-03-01,2029-02-28,${paper}`,
    `示例甲,${one},安家补贴,,,"50,000",2024-06-01,,${paper}`,
    `示例乙,${two},人才类别,E类,,,2020-01-01,2023-12-31,${paper}`,
  ]
  const bad = [
    `,${one.slice(0, 17)}${one.endsWith('1') ? '2' : '1'},奖状,,,,昨天,,,2099-01-01`,
    `示例乙,${two},服务卡,F,,,2024-03-01,2023-03-01,${paper}`,
    `示例乙,${two},安家补贴,,,负数,2024-03-01,,${paper}`,
    `示例乙,${two},服务卡,D,省卡0001,,2024-03-01,,${paper}`,
    `示例甲,${one},服务卡,D,省卡0002,,2024-04-01,,${paper}`,
    good[0]!,
  ]
  const checked = await bringIn(world, province, [...good, ...bad], false)
  assert.deepEqual([checked.status, checked.body.counts, checked.body.added], [200, { new: 4, unchanged: 0, refused: 6 }, 0], checked.text)
  assert.deepEqual(reasons(checked).slice(4), [
    'name_missing id_wrong kind_wrong days_wrong document_wrong',
    'level_wrong number_missing days_wrong',
    'amount_wrong',
    'number_taken',
    'held_here',
    'row_twice',
  ])
  assert.equal(checked.body.refusedFile.split('\r\n').length, 8)
  assert.ok(checked.body.refusedFile.includes('这个卡号已经导入过') && !JSON.stringify(checked.body.rows).includes(one))
  assert.equal((await run(world.db, 'select 1 from earlier_grant')).length, 0)
  assert.deepEqual((await bringIn(world, province, [...good, ...bad])).body.added, 4)
  const again = await bringIn(world, province, good)
  assert.deepEqual([again.body.counts, again.body.added, again.body.claimed], [{ new: 0, unchanged: 4, refused: 0 }, 0, 0])
  assert.deepEqual(reasons(await bringIn(world, province, [good[2]!.replace('50,000', '60,000')])), ['recorded_otherwise'])
  const states = await run<{ state: string }>(world.db, 'select state from award where earlier_id is not null order by first_on, id')
  assert.deepEqual(
    states.map(({ state }) => state),
    ['expired', 'standing', 'standing'],
  )
  const listed = (await world.send(province.token, listEarlierGrants, { limit: 3 })).body
  assert.deepEqual([listed.items.length, listed.items[0]!.name, listed.items[0]!.isClaimed], [3, '示**', false])
  assert.equal((await world.send(province.token, listEarlierGrants, { cursor: listed.nextCursor! })).body.items.length, 1)
  for (const wrong of ['姓名\n示例', head, ''])
    assert.equal(
      (await world.send(province.token, importEarlierGrants, { divisionCode: county, text: wrong || ' ' })).problem.code,
      'grants_unreadable',
    )
  assert.equal((await bringIn(world, officer, good)).status, 403)
  assert.equal((await world.send(province.token, importEarlierGrants, { divisionCode: '110101', text: head })).status, 404)
  await documentsGiven(world, province, good)
  // In the tables a number and a name stand sealed alone; the file was never kept.
  const [kept] = await run<{ all: string }>(world.db, 'select json_agg(g)::text as all from earlier_grant g')
  assert.ok(!kept!.all.includes(one) && !kept!.all.includes('示例甲'))
})

scenario(
  'a card from before is its holder’s by number and name, is shown and used, runs out, and is given unasked to nobody twice',
  async (world) => {
    const people = await offices(world)
    const { applicant, province, leader } = people
    const idNumber = inventedResidentId()
    const own = { name: '示例持卡人', idType: 'resident' as const, idNumber }
    assert.equal((await world.send(applicant.token, setMyPersonalData, own)).status, 200)
    const other = inventedResidentId()
    const lines = [
      `示例持卡人,${idNumber},类别,C,,,2024-03-01,,${paper}`,
      `示例持卡人,${idNumber},服务卡,C,省卡0100,,2024-03-01,2026-12-31,${paper}`,
      // Somebody else’s name under a number is nobody’s account.
      `示例别人,${other},类别,C,,,2024-03-01,,${paper}`,
    ]
    const done = await bringIn(world, province, lines)
    assert.deepEqual([done.body.added, done.body.claimed], [3, 2], done.text)
    const { card } = (await world.send(applicant.token, getMyCard, {})).body
    assert.deepEqual([card?.class, card?.state, card?.caseId, card?.holderName], ['C', 'valid', null, '示例持卡人'])
    assert.deepEqual(card?.earlier, { grantNo: '省卡0100', documentNo: '示例人社〔2024〕7号' })
    const hospital = await makeOrganisation(world, 'hospital', { divisionCode: county })
    const desk = await signedIn(world, 'service_desk', { organisationId: hospital.id })
    const settled = { service: 'priority_visit', organisationId: hospital.id }
    await world.send(province.token, setCardProvider, { ...settled, isProvider: true })
    const { code } = (await world.send(applicant.token, makeCardCode, {})).body
    assert.deepEqual((await world.send(null, verifyCardCode, { code })).body.holderName, '示**')
    assert.equal((await world.send(desk.token, recordCardUse, { ...settled, code }, { idempotencyKey: newId() })).status, 200)
    // The document that the row names is shown to whom it is about, and to nobody else.
    const attachmentId = await uploaded(world, province, earlierPaperPurpose)
    await world.send(province.token, giveEarlierPaper, { documentNo: '示例人社〔2024〕7号', documentOn: '2024-03-01', attachmentId })
    const mine = (await world.send(applicant.token, listMyEarlierGrants, {})).body.items
    assert.deepEqual(
      mine.map(({ kind, file }) => [kind, file?.id]),
      [
        ['card', attachmentId],
        ['class', attachmentId],
      ],
    )
    assert.deepEqual((await world.send(desk.token, listMyEarlierGrants, {})).body.items, [])
    await revisedAndRevoked(world, province, applicant, { id: mine[0]!.id, cardNo: card!.cardNo })
    assert.deepEqual((await bringIn(world, province, [lines[1]!])).body.added, 1, 'the right one comes in after all')

    // The class that came in entitles to a card without applying, unless one is held already.
    const second = await signedIn(world, 'individual', {})
    await world.send(second.token, setMyPersonalData, { ...own, name: '示例别人', idNumber: other })
    const batchId = await openedBatch(world, province, 'service_card')
    const entitled = async () => (await world.send(leader.token, listEntitlements, {})).body.items.map((item) => item.personId)
    assert.deepEqual(await entitled(), [])
    assert.deepEqual((await bringIn(world, province, lines)).body.claimed, 1)
    assert.deepEqual(await entitled(), [second.personId])
    const issue = { procedure: 'service_card', batchId, personIds: [second.personId, applicant.personId], reason: '示例理由' }
    const issued = await world.send(leader.token, issueWithoutApplying, issue, { idempotencyKey: newId() })
    assert.deepEqual(
      issued.body.items.map(({ isDone }) => isDone),
      [true, false],
    )
    assert.deepEqual(reasons(await bringIn(world, province, [`示例别人,${other},服务卡,C,省卡0200,,2024-03-01,,${paper}`])), ['held_here'])

    await later(world, '2027-01-02T02:00:00Z')
    await write(world, (db) => enqueue(db, defineJob('expire_awards', z.object({})), {}))
    await world.drain()
    const ended = "select 1 from award where earlier_id is not null and kind = 'card' and superseded_at is null and state = 'expired'"
    assert.equal((await run(world.db, ended)).length, 1)
    assert.equal((await world.send(applicant.token, getMyCard, {})).body.card?.state, 'expired')
  },
)

scenario('a class from before opens what it opened, is claimed by a grant, and what was paid before is not paid again', async (world) => {
  const batch = await subsidyBatch(world)
  const { people } = batch
  const bureau = await payer(world)
  const line = await fundOf(world, bureau, 500_000_000)
  await world.send(bureau.officer.token, fundProgramme, { id: line, programmeId: batch.programmeId, basisPoints: 10_000 })
  const idNumber = inventedResidentId()
  const classed = `示例人才,${idNumber},类别,C,,,2024-03-01,,${paper}`
  const paid = `示例人才,${idNumber},安家补贴,,,500000,2024-06-01,,${paper}`
  assert.equal((await bringIn(world, people.province, [classed])).body.claimed, 0)

  const applicant = await signedIn(world, 'individual', {})
  const organisationId = people.firm.id
  const first = await filed(world, applicant, batch.batchId, settlingAnswers(idNumber), { organisationId })
  await toDecision(world, batch, first.id)
  // It came in while the case was on its way: whoever decides is kept from promising it.
  assert.equal((await bringIn(world, people.province, [paid])).body.added, 1)
  assert.deepEqual(reasonsOf(await act(world, people.city, first.id, grantC)), ['none_meanwhile'])
  assert.deepEqual((await world.send(bureau.officer.token, listDuePayments, {})).body.items, [])

  // It was never paid: taken back, it stops nobody any more, and it stays to be read.
  const payment = await idOf(world, people.province, 'payment')
  assert.equal((await world.send(people.province.token, reviseEarlierGrant, { id: payment, reason: '示例：未付过' })).status, 200)
  assert.equal((await act(world, people.city, first.id, grantC)).status, 200)
  assert.equal((await run(world.db, 'select 1 from earlier_grant where id = $1 and superseded_at is not null', [payment])).length, 1)

  // Somebody else who was paid before is told so at the filing.
  const other = inventedResidentId()
  const told = [`示例人才,${other},类别,C,,,2024-03-01,,${paper}`, paid.replace(idNumber, other)]
  await bringIn(world, people.province, told)
  const late = await signedIn(world, 'individual', {})
  const begun = await world.send(late.token, startCase, { batchId: batch.batchId, organisationId }, { idempotencyKey: newId() })
  await world.send(late.token, saveCase, { id: begun.body.id, answers: settlingAnswers(other) })
  await onPaper(world, late, begun.body.id)
  const sent = await world.send(late.token, submitCase, { id: begun.body.id })
  assert.ok(sent.text.includes('not_paid'), sent.text)

  // Whoever was granted it here is not brought in as paid before; what came in under a number is claimed by a grant.
  const here = await subsidyAtDecision(world, batch)
  await bringIn(world, people.province, [classed.replace(idNumber, here.idNumber)])
  assert.equal((await act(world, people.city, here.id, grantC)).status, 200)
  const own = 'select person_id from earlier_grant where person_id = $1'
  assert.equal((await run(world.db, own, [here.applicant.personId])).length, 1)
  assert.deepEqual(reasons(await bringIn(world, people.province, [paid.replace(idNumber, here.idNumber)])), ['held_here'])
  for (const check of await verifyPayments(world.db)) assert.equal(check.wrong, 0, check.name)
})
