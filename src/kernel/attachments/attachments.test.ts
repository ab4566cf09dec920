// Documents: told by their content, scanned, counted, given out by links, taken by other slices, forgotten when nobody takes them.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeOrganisation, signedIn } from '../../../test/kit/people.ts'
import { zip } from '../../../test/kit/zip.ts'
import { openApp } from '../../app.ts'
import { inTransaction, run } from '../db.ts'
import { newId } from '../id.ts'
import { scenario, sendTo, type World } from '../test.ts'
import { type Attachment, downloadAttachment, getMyAttachment, uploadAttachment } from './attachments.contract.ts'
import { attach, attachmentsOf, presentAttachment, requireAttachment } from './attachments.server.ts'

const pdf = (text = '示例') => Buffer.from(`%PDF-1.7\n% ${text} ${newId()}\ntrailer\n%%EOF\n`)
const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  randomBytes(40),
  Buffer.from('IEND\xaeB`\x82', 'latin1'),
])
const jpeg = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), randomBytes(40), Buffer.from('ffd9', 'hex')])
const office = (main: string) => ({
  '[Content_Types].xml': `<Types><Override ContentType="application/${main}"/></Types>`,
  'a.xml': '<a/>',
})
const docx = office('vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml')
const xlsx = office('vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml')
const ofd = { 'OFD.xml': '<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.1"/>' }

async function engineer(world: World) {
  const firm = await makeOrganisation(world, 'firm')
  return { ...(await signedIn(world, 'firm_engineer', { organisationId: firm.id })), organisationId: firm.id }
}
const put = (world: World, token: string | null, bytes: Buffer | string, fileName = '示例材料.pdf') =>
  world.send(token, uploadAttachment, { fileName, purpose: 'case_material' }, { upload: bytes })
const follow = (world: World, link: string | null, headers: Record<string, string> = {}) =>
  world.server.inject({ method: 'GET', url: link ?? '/none', headers })

scenario('a document is what its content says, whatever it is called', async (world) => {
  const { token } = await engineer(world)
  const kinds: [Buffer | string, string, string][] = [
    [pdf(), 'photo.png', 'application/pdf'],
    [png, '照片.pdf', 'image/png'],
    [jpeg, 'a.jpeg', 'image/jpeg'],
    [zip(xlsx), 'a.zip', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    [zip(docx), 'a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    [zip(ofd), 'a.ofd', 'application/ofd'],
    ['编号,名称\n1,示例\n', '表.txt', 'text/csv'],
  ]
  for (const [bytes, name, mediaType] of kinds) {
    const { status, body, text } = await put(world, token, bytes, name)
    assert.equal(status, 200, `${name}: ${text}`)
    assert.deepEqual([body.mediaType, body.fileName, body.state], [mediaType, name, 'unscanned'])
  }
})

scenario('what is none of the documents is refused and leaves no byte and no row', async (world) => {
  const { token, personId } = await engineer(world)
  const before = await storedFiles(world)
  const [claim, bomb] = [210 * 1024 * 1024, Buffer.alloc(210 * 1024 * 1024, ' ')]
  const bad: [string, Buffer | string, string][] = [
    ['a page named .pdf', '<!doctype html><script>alert(1)</script>,%PDF-1.7 %%EOF', 'document_refused'],
    ['a script with commas', '#!/bin/sh\nrm -rf a,b\n', 'document_refused'],
    ['a drawing that runs scripts', '<svg xmlns="x" onload="a,b"/>', 'document_refused'],
    ['a page after a first line of a table', 'a,b\n<html><script>1</script>', 'document_refused'],
    ['a program', Buffer.concat([Buffer.from('MZ'), randomBytes(200)]), 'document_refused'],
    ['text that is no table', 'just words\n', 'document_refused'],
    ['half a PDF', '%PDF-1.7\n1 0 obj', 'document_refused'],
    ['half an archive', zip(docx).subarray(0, 90), 'document_refused'],
    ['an archive of anything', zip({ 'a.exe': 'MZ' }), 'document_refused'],
    ['an encrypted document', zip(docx, 1), 'document_refused'],
    ['a document with macros', zip({ ...docx, 'word/vbaProject.bin': 'x' }), 'document_refused'],
    ['nothing', '', 'document_empty'],
    ['an archive that swells', zip(docx, 0, claim), 'document_swollen'],
    ['one that says it does not', zip({ ...docx, 'b.xml': bomb }, 0, 100), 'document_swollen'],
    ['too much', Buffer.concat([pdf(), Buffer.alloc(20 * 1_048_576)]), 'upload_too_large'],
  ]
  for (const [what, bytes, code] of bad) assert.equal((await put(world, token, bytes)).problem.code, code, what)
  assert.equal((await put(world, null, pdf())).problem.code, 'not_signed_in')
  assert.equal(
    (await world.send(token, uploadAttachment, { fileName: 'a', purpose: 'a/../b' }, { upload: pdf() })).problem.code,
    'invalid_input',
  )
  assert.deepEqual(await storedFiles(world), before)
  assert.deepEqual(await run(world.db, 'select id from attachment where uploaded_by = $1', [personId]), [])
})

async function storedFiles(world: World): Promise<string[]> {
  const hashes: string[] = []
  for await (const hash of world.app.files.list()) hashes.push(hash)
  return hashes
}

scenario('what bears a mark of secrecy is refused before a byte of it is read', async (world) => {
  const { token, personId } = await engineer(world)
  const names: [string, string | null][] = [
    ['绝密.pdf', '绝密'],
    ['机密★1年 示例方案.pdf', '机密'],
    ['示例成果【秘密】.docx', '秘密'],
    ['示例方案_机密_2026.pdf', '机密'],
    ['示例方案（秘密级）.pdf', '秘密'],
    ['商业秘密保护承诺书.pdf', null],
    ['不涉密承诺.pdf', null],
    ['保守国家秘密培训记录.pdf', null],
  ]
  for (const [name, mark] of names) {
    const { status, problem } = await put(world, token, pdf(), name)
    if (mark === null) assert.equal(status, 200, name)
    else assert.deepEqual([status, problem.code, problem.params], [422, 'document_marked', { mark }], name)
  }
  const [kept] = await run<{ count: number }>(world.db, 'select count(*)::int as count from attachment where uploaded_by = $1', [personId])
  assert.equal(kept?.count, names.filter(([, mark]) => mark === null).length)
})

scenario('it is given out by a link that is soon over, never shown in a page, and without a look at who asks', async (world) => {
  const { token } = await engineer(world)
  const bytes = pdf()
  const { body } = await put(world, token, bytes, '../../张示例\u202efdp.exe')
  const given = await follow(world, body.link, { cookie: 'xianchuang_session=nobody', authorization: 'Bearer nobody' })
  assert.equal(given.statusCode, 200)
  assert.ok(given.rawPayload.equals(bytes))
  const expected = {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('张示例fdp.exe.pdf')}`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'set-cookie': undefined,
  }
  for (const [name, value] of Object.entries(expected)) assert.equal(given.headers[name], value, name)
  assert.match(String(given.headers['content-security-policy']), /^default-src 'none'.*; sandbox$/)
  const other = (await put(world, token, pdf())).body
  const spoiled = [
    body.link!.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    body.link!.replace(/until=\d+/, (until) => `until=${Number(until.slice(6)) + 60}`),
    body.link!.replace(body.id, other.id),
    body.link!.replace(body.id, newId()),
  ]
  for (const link of spoiled) assert.equal((await follow(world, link)).json().code, 'attachment_link_over', link)
  const read = await world.send(null, downloadAttachment, { id: body.id, until: 1, proof: 'x' })
  assert.equal(read.problem.code, 'attachment_link_over')
  world.now = new Date(world.now.getTime() + 301_000)
  assert.equal((await follow(world, body.link)).statusCode, 410)
})

scenario('the name is sealed, and one’s own upload is seen by nobody else', async (world) => {
  const [mine, theirs] = [await engineer(world), await engineer(world)]
  const { body } = await put(world, mine.token, pdf(), '身份证110101199001010000.pdf')
  const dump = await run<{ held: string }>(
    world.db,
    'select row_to_json(a)::text || row_to_json(f)::text as held from attachment a join file f on hash = digest where a.id = $1',
    [body.id],
  )
  assert.doesNotMatch(dump[0]!.held, /110101|身份证/)
  assert.equal((await world.send(mine.token, getMyAttachment, { id: body.id })).body.fileName, '身份证110101199001010000.pdf')
  assert.equal((await world.send(theirs.token, getMyAttachment, { id: body.id })).problem.code, 'not_found')
})

scenario('so many a day and no more, however many are sent at once', async (world) => {
  const { token, personId } = await engineer(world)
  const [{ digest }] = [(await put(world, token, pdf())).body]
  const plant = `insert into attachment (id, digest, size_bytes, media_type, file_name_sealed, uploaded_by, purpose, state, uploaded_at)
    select gen_random_uuid(), $1, 10, 'application/pdf', 'x', $2, 'case_material', 'unscanned', $3 from generate_series(1, 97)`
  await run(world.db, plant, [digest, personId, world.now.toISOString()])
  const replies = await Promise.all([1, 2, 3, 4].map(() => put(world, token, pdf())))
  assert.deepEqual(replies.map((reply) => reply.problem.code ?? 'done').toSorted(), [
    'done',
    'done',
    'too_many_attachments',
    'too_many_attachments',
  ])
  await run(world.db, `update attachment set uploaded_at = uploaded_at - interval '1 day' where uploaded_by = $1`, [personId])
  assert.equal((await put(world, token, pdf())).status, 200)
})

scenario('a slice takes the documents of a person for one thing and hands them to whom it lets in', async (world) => {
  const [mine, theirs] = [await engineer(world), await engineer(world)]
  const [one, two] = [(await put(world, mine.token, pdf())).body, (await put(world, mine.token, pdf())).body]
  const actor = (personId: string) => ({ personId, sessionId: newId(), organisationId: null, permissions: new Set<string>(), grants: [] })
  const taking = (ids: string[], personId: string, subjectId: string, purpose = 'case_material') =>
    inTransaction(world.db, 'write', (db) => attach(db, ids, { by: actor(personId), purpose, subjectId, now: world.now }))
  const subjectId = newId()
  await assert.rejects(taking([one.id], theirs.personId, subjectId), { code: 'not_found' })
  await assert.rejects(taking([one.id], mine.personId, subjectId, 'contract'), { code: 'not_found' })
  await assert.rejects(taking([one.id, newId()], mine.personId, subjectId), { code: 'not_found' })
  const taken = await taking([two.id, one.id], mine.personId, subjectId)
  assert.deepEqual(
    taken.map(({ id }) => id),
    [two.id, one.id],
  )
  await taking([one.id], mine.personId, subjectId)
  await assert.rejects(taking([one.id], mine.personId, newId()), { code: 'attachment_taken' })
  const held = await attachmentsOf(world.db, [subjectId])
  assert.equal(held.length, 2)
  assert.equal((await requireAttachment(world.db, one.id, subjectId)).digest, one.digest)
  await assert.rejects(requireAttachment(world.db, one.id, newId()), { code: 'not_found' })
  assert.equal((await follow(world, presentAttachment(held[0]!, world.now).link)).statusCode, 200)
  // From now on the slice says who may read it, also where it is the person who uploaded it.
  assert.equal((await world.send(mine.token, getMyAttachment, { id: one.id })).problem.code, 'not_found')
})

/** The product with a scanner that knows one sign, and breaks where it finds another. */
async function withScanner(
  world: World,
  tell: (send: (bytes: string) => Promise<Attachment>, drain: () => Promise<number>) => Promise<void>,
) {
  const { token } = await engineer(world)
  const script = join(world.dataDir, 'scan.mjs')
  const text = `import { readFileSync } from 'node:fs'
const bytes = readFileSync(process.argv[2], 'latin1')
process.exit(bytes.includes('EICAR') ? 1 : bytes.includes('BROKEN') ? 2 : 0)`
  writeFileSync(script, text)
  const settings = { url: world.url, dataDir: world.dataDir, now: () => world.now, logLevel: 'silent', runsJobs: false }
  const app = await openApp({ ...settings, uploadScan: `${process.execPath} ${script}` })
  const input = { fileName: '示例.csv', purpose: 'case_material' }
  try {
    const send = async (upload: string) => (await sendTo(app.server, token, uploadAttachment, input, { upload })).body as Attachment
    await tell(send, () => app.jobs.drain())
  } finally {
    await app.close()
  }
}

scenario('with a scanner a document waits for it, and what it refuses is neither given out nor taken', async (world) => {
  const stateOf = async (id: string) =>
    (await run<{ state: string }>(world.db, 'select state from attachment where id = $1', [id]))[0]?.state
  await withScanner(world, async (send, drain) => {
    const clean = await send('a,b\n1,2\n')
    const sick = await send('a,b\nX5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*,2\n')
    assert.deepEqual([clean.state, clean.link, sick.state], ['waiting', null, 'waiting'])
    const [{ by }] = (await run<{ by: string }>(world.db, 'select uploaded_by as by from attachment where id = $1', [clean.id])) as [
      { by: string },
    ]
    const actor = { personId: by, sessionId: newId(), organisationId: null, permissions: new Set<string>(), grants: [] }
    const taking = (id: string) =>
      inTransaction(world.db, 'write', (db) =>
        attach(db, [id], { by: actor, purpose: 'case_material', subjectId: newId(), now: world.now }),
      )
    await assert.rejects(taking(clean.id), { code: 'attachment_not_ready' })
    await drain()
    assert.deepEqual([await stateOf(clean.id), await stateOf(sick.id)], ['clean', 'refused'])
    await assert.rejects(taking(sick.id), { code: 'attachment_unsafe' })
    await taking(clean.id)
    // A scanner that breaks says nothing of the file: it goes on waiting.
    const stuck = await send('a,b\nBROKEN,2\n')
    await assert.rejects(drain(), /ended with 2/)
    assert.equal(await stateOf(stuck.id), 'waiting')
  })
})

scenario('what nobody takes is forgotten after a week, with its bytes; the same bytes of another stay', async (world) => {
  const [mine, theirs] = [await engineer(world), await engineer(world)]
  const [lonely, shared] = [pdf(), pdf()]
  const first = (await put(world, mine.token, lonely)).body
  const second = (await put(world, mine.token, shared)).body
  await run(world.db, `update attachment set uploaded_at = uploaded_at - interval '8 days' where uploaded_by = $1`, [mine.personId])
  assert.equal((await put(world, theirs.token, shared)).status, 200)
  for (const { digest } of [first, second]) {
    const longAgo = new Date(world.now.getTime() - 8 * 86_400_000)
    utimesSync(await world.app.files.pathOf(digest), longAgo, longAgo)
  }
  const worker = world.app.slices.flatMap((slice) => slice.workers ?? []).find(({ kind }) => kind.name === 'clear_attachments')!
  assert.equal(worker.style, 'steps')
  if (worker.style !== 'steps') return
  await worker.run({ payload: {}, step: (work) => inTransaction(world.db, 'write', (db) => work(db, world.now)) })
  await assert.rejects(world.app.files.pathOf(first.digest))
  await world.app.files.pathOf(second.digest)
  assert.deepEqual(await run(world.db, 'select id from attachment where id = any($1)', [[first.id, second.id]]), [])
})
