// Distinctive personal data are told at every door where a person may tell them, and errands are driven to their end. Afterwards they may
// stand in sealed columns alone: not in a row, a job, the log, a refusal, a count, the trail, or a file that somebody else takes home.
import assert from 'node:assert/strict'
import { openApp } from '../../src/app.ts'
import { downloadAudit, listAuditRecords } from '../../src/identity/audit.contract.ts'
import { addMyChild } from '../../src/identity/consent.contract.ts'
import { setMyEmail, verifyEmail } from '../../src/identity/email.contract.ts'
import { exportMyData, requestErasure } from '../../src/identity/erasure.contract.ts'
import { listOrganisations, signIn } from '../../src/identity/identity.contract.ts'
import { acceptInvitation, invite } from '../../src/identity/invitation.contract.ts'
import { createApiKey } from '../../src/identity/key.contract.ts'
import { getPersonalData, revealPersonalData, setMyPersonalData } from '../../src/identity/personal.contract.ts'
import { listPurposes } from '../../src/identity/purpose.contract.ts'
import { requestPasswordReset } from '../../src/identity/reset.contract.ts'
import { uploadAttachment } from '../../src/kernel/attachments/attachments.contract.ts'
import type { Contract } from '../../src/kernel/contract.ts'
import { run } from '../../src/kernel/db.ts'
import { vault } from '../../src/kernel/keyring.ts'
import { scenario, sendTo, type World } from '../../src/kernel/test.ts'
import { exportJournal } from '../../src/ledger/ledger.contract.ts'
import { actOnCase, revealCase, saveCase, startCase, submitCase } from '../../src/procedures/case.contract.ts'
import { attachMaterial } from '../../src/procedures/material.contract.ts'
import { checkEligibility, getProcedure, type ProcedureShown } from '../../src/procedures/procedure.contract.ts'
import { registrationCode } from '../../src/registry/registration.rules.ts'
import { sealedColumns } from '../../src/slices.server.ts'
import { lastLink } from '../kit/letters.ts'
import { makeOrganisation, password, signedIn } from '../kit/people.ts'
import { wishOf } from '../kit/registrations.ts'

const planted = {
  idNumber: '110105194912310038',
  phone: '13977316482',
  bankAccount: '6217000730199428315',
  email: 'planted.leak@example.org',
  name: '佘漱玉',
  child: '佘小漱',
}
/** Each as it is, as a URL has it, and as its bytes are written in hex or base64. */
const forms = Object.entries(planted).flatMap(([kind, text]) => {
  const bytes = Buffer.from(text)
  const written = [text, encodeURIComponent(text), bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')]
  return [...new Set(written)].map((form) => ({ kind, form: form.toLowerCase() }))
})
const kindsIn = (text: string) => {
  const lower = text.toLowerCase()
  return [...new Set(forms.filter(({ form }) => lower.includes(form)).map(({ kind }) => kind))]
}

/** Every row of every table of every schema as text, with where it stands; the queue of jobs is among them. */
async function everyRow(world: World): Promise<{ place: string; text: string }[]> {
  const tables = await run<{ place: string }>(
    world.db,
    `select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as place from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  assert.ok(tables.length > 80 && tables.some(({ place }) => place.startsWith('pgboss.')))
  const all = tables.map(({ place }) => `select '${place}' as place, t::text as text from ${place} t`).join(' union all ')
  return run(world.db, all)
}

type Told = { world: World; send: Send; errors: string[] }
type Send = (token: string | null, contract: Contract, input: object, key?: string) => ReturnType<typeof sendTo>

/** An application to register an organisation with whom to ask, filed. */
async function register(send: Send, token: string, contact: string): Promise<string> {
  const { batches } = (await send(null, getProcedure, { code: registrationCode })).body as ProcedureShown
  const begun = await send(token, startCase, { batchId: batches[0]!.id }, 'leak-registration')
  const { id } = begun.body as { id: string }
  await send(token, saveCase, { id, answers: { ...wishOf({ division: '220104' }), contact } })
  await send(token, attachMaterial, { id, code: 'licence' })
  assert.equal((await send(token, submitCase, { id })).status, 200)
  return id
}

/** What people do who do nothing wrong; everything planted goes in here. */
async function errands({ world, send }: Told) {
  const place = { divisionCode: '220104' }
  const firm = await makeOrganisation(world, 'firm', place)
  const admin = await signedIn(world, 'firm_admin', { organisationId: firm.id })
  const officer = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  await send(admin.token, invite, { email: planted.email, role: 'firm_engineer', organisationId: firm.id }, 'leak-invite')
  const token = await lastLink(world, planted.email, '/invited')
  const joined = await send(null, acceptInvitation, { token, loginName: 'leak-tester', displayName: planted.name, password })
  const own = (joined.body as { token: string; me: { personId: string } }).token
  const { personId } = (joined.body as { me: { personId: string } }).me
  const { phone, idNumber, bankAccount, name } = planted
  assert.equal((await send(own, setMyPersonalData, { name, phone, idType: 'resident', idNumber, bankAccount })).status, 200)
  await send(own, setMyEmail, { email: `x.${planted.email}` })
  await send(null, verifyEmail, { token: await lastLink(world, `x.${planted.email}`, '/verify') })
  await send(null, requestPasswordReset, { who: `x.${planted.email}` })
  await send(own, addMyChild, { name: planted.child, bornOn: '2018-05-01', purpose: 'schooling', textVersion: 1 })
  const caseId = await register(send, own, `${name} ${phone}`)
  await send(officer.token, getPersonalData, { id: personId, purpose: 'contact' })
  const asked = { field: 'phone', purpose: 'contact', reason: `电话联系${name}，号码 ${phone}` }
  assert.equal((await send(officer.token, revealPersonalData, { id: personId, ...asked })).status, 200)
  assert.equal((await send(officer.token, revealCase, { id: caseId, reason: '联系申请人' })).status, 200)
  const act = { verb: 'refuse', reason: '示例理由', ground: 'merits' } as const
  assert.equal((await send(officer.token, actOnCase, { id: caseId, number: 2, act })).status, 200)
  await send(own, requestErasure, { reason: `${name}不再使用` })
  return { own, personId, officer, admin }
}

/** The same told at the wrong door, in the wrong field, by the wrong person, in a broken shape. */
async function wrongDoors({ world, send }: Told, own: string, app: Awaited<ReturnType<typeof openApp>>) {
  const stranger = await signedIn(world, 'asset_officer', { organisationId: (await makeOrganisation(world, 'institute')).id })
  for (const text of Object.values(planted)) {
    for (const loginName of [text, `${text} `]) await send(null, signIn, { loginName, password: text })
    await send(null, requestPasswordReset, { who: text })
    await send(own, setMyPersonalData, { phone: `${text}0`, idNumber: text })
    await send(own, setMyPersonalData, { idType: text })
    await send(own, setMyPersonalData, { idType: 'resident', idNumber: `${text}9` })
    await send(own, createApiKey, { name: '示例', scopes: [text], days: 1 })
    await send(own, listOrganisations, { query: text })
    await send(stranger.token, listAuditRecords, { loginName: text })
    await send(stranger.token, getPersonalData, { id: text, purpose: text })
    await send(null, checkEligibility, { code: registrationCode, answers: { ...wishOf(), contact: text, creditCode: text } })
    await send(own, startCase, { batchId: text }, text)
    await send(null, acceptInvitation, { token: text, loginName: 'x', displayName: text, password: text })
    await app.server.inject({ url: `/${encodeURIComponent(text)}?q=${encodeURIComponent(text)}` })
    await app.server.inject({ url: `/api/instruments?query=${encodeURIComponent(text)}&cursor=${encodeURIComponent(text)}` })
    const headers = {
      'content-type': 'application/json',
      'user-agent': Buffer.from(text).toString('latin1'),
      authorization: `Bearer ${encodeURIComponent(text)}`,
    }
    await app.server.inject({ method: 'POST', url: signIn.path, headers, payload: `{"loginName":"${text}` })
  }
}

/** Every sealed column that opens to something planted: where it may stand. */
async function sealedPlaces(world: World): Promise<string[]> {
  const places = new Set<string>()
  for (const { table, column, purpose } of sealedColumns)
    for (const { held } of await run<{ held: string }>(world.db, `select ${column} as held from ${table} where ${column} like '%.%.%'`))
      if (kindsIn(vault().open(purpose, held)).length > 0) places.add(`${table}.${column}`)
  return [...places].sort()
}

scenario('what a person tells stands in sealed columns alone, and in nobody else’s hands', async (world) => {
  const lines: string[] = []
  const logTo = { write: (line: string) => void lines.push(line) }
  const settings = { now: () => world.now, runsJobs: false, logLevel: 'trace', logTo, privacyContact: '示例联系人' }
  const app = await openApp({ url: world.url, dataDir: world.dataDir, ...settings })
  const errors: string[] = []
  const send: Send = async (token, contract, input, idempotencyKey) => {
    const reply = await sendTo(app.server, token, contract, input, idempotencyKey ? { idempotencyKey } : {})
    if (reply.status >= 400) errors.push(`${contract.name}: ${reply.text}`)
    return reply
  }
  try {
    assert.equal(((await send(null, listPurposes, {})).body as { contact: string }).contact, settings.privacyContact)
    const told = { world, send, errors }
    const { own, officer, admin } = await errands(told)
    const document = { fileName: `${planted.name} ${planted.idNumber}.csv`, purpose: 'material' }
    const uploaded = await sendTo(app.server, own, uploadAttachment, document, { upload: 'a,b\n1,2\n' })
    assert.equal(uploaded.status, 200, uploaded.text)
    await wrongDoors(told, own, app)
    await app.jobs.drain()

    const auditor = await signedIn(world, 'auditor', { divisionCode: '220000' })
    const files = await Promise.all([
      send(auditor.token, downloadAudit, {}),
      send(auditor.token, listAuditRecords, { limit: 100 }),
      send(auditor.token, exportJournal, { from: '2026-01-01', to: '2027-01-01' }),
      ...[officer, admin, auditor].map(({ token }) => send(token, exportMyData, {})),
    ])
    for (const file of files) assert.equal(file.status, 200, file.text)
    const metrics = (await app.server.inject('/metrics')).body
    const rows = await everyRow(world)

    assert.ok(lines.length > 50 && errors.length > 50 && rows.length > 200, 'there is something to look through')
    assert.ok(
      rows.some(({ text }) => text.includes('leak-tester')),
      'and it would be found: the user name is plain',
    )
    const found = {
      rows: rows.flatMap(({ place, text }) => kindsIn(text).map((kind) => `${place}: ${kind}`)),
      log: lines.flatMap((line) => kindsIn(line).map((kind) => `${kind}: ${line}`)),
      refusals: errors.flatMap((error) => kindsIn(error).map((kind) => `${kind}: ${error}`)),
      files: files.flatMap((file, at) => kindsIn(file.text).map((kind) => `${kind}: file ${at}`)),
      metrics: kindsIn(metrics),
    }
    assert.deepEqual(found, { rows: [], log: [], refusals: [], files: [], metrics: [] })
    assert.deepEqual(await sealedPlaces(world), [
      'attachment.file_name_sealed',
      'case_form.answers_sealed',
      'child.name_sealed',
      'disclosure.reason_sealed',
      'erasure_request.reason_sealed',
      'invitation.email_sealed',
      'mail.content_sealed',
      'person_detail.bank_account_sealed',
      'person_detail.id_number_sealed',
      'person_detail.phone_sealed',
      'person_email.email_sealed',
      'person_private.name_sealed',
    ])
    assert.deepEqual(
      kindsIn((await send(own, exportMyData, {})).text).sort(),
      Object.keys(planted).sort(),
      'the person themselves has it all',
    )
  } finally {
    await app.close()
  }
})
