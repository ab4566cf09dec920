import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openLaboratory } from '../../test/kit/laboratory.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { run } from './db.ts'
import { uploadFile } from './kernel.contract.ts'
import { kernelSlice } from './kernel.server.ts'
import { scenario } from './test.ts'

const lab = await openLaboratory({ handlers: kernelSlice({}).handlers })
const stored = (folder: string) =>
  existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()) : []
const put = (who: string | null, bytes: Buffer, query = 'fileName=a.csv') =>
  lab.server.inject({
    method: 'POST',
    url: `${uploadFile.path}?${query}`,
    headers: { 'content-type': 'application/octet-stream', ...(who ? { authorization: `Bearer ${who}` } : {}) },
    payload: bytes,
  })

test('who may not upload leaves no byte behind', async () => {
  assert.equal((await put(null, Buffer.alloc(1000))).json().code, 'not_signed_in')
  assert.equal((await put('guest', Buffer.alloc(1000))).json().code, 'not_permitted')
  assert.equal((await put('worker', Buffer.alloc(1000), 'x=1')).json().code, 'invalid_input')
  assert.deepEqual(stored(join(lab.folder, 'files')), [])
})

test('a file that is too large is refused and leaves no byte behind', async () => {
  const reply = await put('worker', Buffer.alloc(1_048_577))
  assert.deepEqual([reply.statusCode, reply.json().code, reply.json().params], [413, 'upload_too_large', { megabytes: 1 }])
  assert.deepEqual(stored(join(lab.folder, 'files')), [])
})

test('the largest that is allowed goes in, larger than any JSON body', async () => {
  const reply = await put('worker', Buffer.alloc(1_048_576, 'x'))
  assert.equal(reply.statusCode, 200)
  assert.equal(reply.json().byteCount, 1_048_576)
})

test('an upload that is no stream of bytes is told as such', async () => {
  const reply = await lab.server.inject({
    method: 'POST',
    url: `${uploadFile.path}?fileName=a`,
    headers: { authorization: 'Bearer worker' },
    payload: { a: 1 },
  })
  assert.equal(reply.json().code, 'unreadable_body')
})

scenario('the same bytes are stored once, under their hash', async (world) => {
  const firm = await makeOrganisation(world, 'university')
  const { token } = await signedIn(world, 'asset_officer', { organisationId: firm.id })
  const first = await world.send(token, uploadFile, { fileName: '目录.csv' }, { upload: 'a,b\n1,2\n' })
  const second = await world.send(token, uploadFile, { fileName: '另一个名字.csv' }, { upload: 'a,b\n1,2\n' })
  assert.equal(first.status, 200)
  assert.equal(first.body.fileHash, second.body.fileHash)
  assert.equal(first.body.fileHash, createHash('sha256').update('a,b\n1,2\n').digest('hex'))
  const rows = await run<{ file_name: string; byte_count: number }>(world.db, 'select file_name, byte_count from file where hash = $1', [
    first.body.fileHash,
  ])
  assert.deepEqual(rows, [{ file_name: '目录.csv', byte_count: 8 }])
})
