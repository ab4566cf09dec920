import assert from 'node:assert/strict'
import { at, makeSetting, type Setting } from '../../test/kit/bookings.ts'
import { png } from '../../test/kit/files.ts'
import { signedIn } from '../../test/kit/people.ts'
import { uploadAttachment } from '../kernel/attachments/attachments.contract.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { book } from './booking.contract.ts'
import { certificatePurpose, listCertificatesOf, listMyCertificates, tellCertificate } from './certificate.contract.ts'
import { askQualification, decideQualification, listQualifications, setQualificationLevels } from './qualification.contract.ts'
import { announceTraining, enrolTraining, listTrainees, recordTraining } from './training.contract.ts'

const name = '辐射安全'

async function levelOf(world: World, { operator, instrument }: Setting): Promise<string> {
  const certificates = [{ nameZh: name, nameEn: 'Radiation safety' }]
  const level = { nameZh: '独立使用', nameEn: 'Independent', monthsValid: 12, monthsUnused: null, certificates }
  const reply = await world.send(operator.token, setQualificationLevels, { id: instrument.id, levels: [level], neededRank: 1 })
  assert.equal(reply.status, 200, reply.text)
  assert.deepEqual(reply.body.items[0]!.certificates, certificates)
  return reply.body.items[0]!.id
}

const wishOf = ({ instrument }: Setting, day: string) => ({
  instrumentId: instrument.id,
  startsAt: at('09:00', day),
  endsAt: at('10:00', day),
})

scenario('a level is granted once its certificate stands, and a booking behind the certificate’s last day is refused', async (world) => {
  const setting = await makeSetting(world)
  const { engineer, operator, firm } = setting
  const id = (await world.send(engineer.token, askQualification, { id: await levelOf(world, setting) })).body.items[0]!.id
  const grant = () => world.send(operator.token, decideQualification, { id, action: 'grant', note: '考核合格' })
  const missing = await grant()
  assert.deepEqual([missing.status, missing.problem.code, missing.problem.params['names']], [422, 'certificates_lacking', name])
  const tell = (validUntil: string | null, more = {}) =>
    world.send(engineer.token, tellCertificate, { name, documentNo: 'FS-示例-01', validUntil, ...more })
  assert.equal((await tell('2026-03-01')).body.items[0]!.standing, 'expired')
  assert.equal((await grant()).problem.code, 'certificates_lacking')
  const scan = await world.send(engineer.token, uploadAttachment, { fileName: '示例.png', purpose: certificatePurpose }, { upload: png })
  assert.equal((await tell('2026-03-05', { attachmentId: scan.body.id })).status, 200)
  assert.equal((await grant()).status, 200)
  const [seen] = (await world.send(operator.token, listCertificatesOf, { id })).body.items
  assert.deepEqual(
    [seen!.documentNo, seen!.validUntil, seen!.standing, seen!.file?.fileName],
    ['FS-示例-01', '2026-03-05', 'valid', '示例.png'],
  )
  const elsewhere = await signedIn(world, 'operator', { organisationId: firm.id })
  assert.equal((await world.send(elsewhere.token, listCertificatesOf, { id })).status, 404)
  assert.equal((await world.send(engineer.token, book, wishOf(setting, '2026-03-05'))).status, 200)
  const late = await world.send(engineer.token, book, wishOf(setting, '2026-03-06'))
  const [reason] = late.problem.params['reasons'] as { code: string; lastOn: string }[]
  assert.deepEqual([reason!.code, reason!.lastOn], ['certificate_expired', '2026-03-05'])
  assert.equal((await tell(null)).status, 200)
  assert.equal((await world.send(engineer.token, book, wishOf(setting, '2026-03-06'))).status, 200)
  assert.equal((await world.send(engineer.token, listMyCertificates, {})).body.items[0]!.file?.fileName, '示例.png', 'the scan stays')
  const [held] = await run<{ sealed: string }>(world.db, 'select document_no_sealed as sealed from safety_certificate')
  assert.ok(!held!.sealed.includes('FS'), 'the number is sealed')
  assert.equal((await world.send(engineer.token, tellCertificate, { name: '无人要的', documentNo: '1', validUntil: null })).status, 404)
})

scenario('whoever passes a training without the certificate waits to be granted, and is granted once it is told', async (world) => {
  const setting = await makeSetting(world)
  const { engineer, operator, instrument } = setting
  const levelId = await levelOf(world, setting)
  const facts = { place: '示例', trainer: '示例', seatCount: 2, passMark: null }
  const training = { id: levelId, startsAt: at('08:10'), endsAt: at('08:40'), ...facts }
  const { id } = (await world.send(operator.token, announceTraining, training)).body
  await world.send(engineer.token, enrolTraining, { id })
  world.now = new Date(training.startsAt)
  const [seat] = (await world.send(operator.token, listTrainees, { id })).body.items
  const results = [{ seatId: seat!.seatId, attendance: 'attended' as const, mark: null }]
  assert.equal((await world.send(operator.token, recordTraining, { id, results })).status, 200)
  const waiting = (await world.send(operator.token, listQualifications, { id: instrument.id })).body.items[0]!
  assert.deepEqual(
    [waiting.state, waiting.askedAt !== null, waiting.certificates],
    ['none', true, [{ name, standing: 'missing', validUntil: null }]],
  )
  await world.send(engineer.token, tellCertificate, { name, documentNo: 'FS-示例-02', validUntil: null })
  const granted = await world.send(operator.token, decideQualification, { id: waiting.id, action: 'grant', note: '证书已核' })
  assert.deepEqual([granted.status, granted.body.items[0]!.standing], [200, 'in_force'])
})
