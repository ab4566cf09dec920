// Importing a file as an officer does: upload, start, let the jobs run, look at how it stands.
import assert from 'node:assert/strict'
import type { Contract, InputSent, Output } from '../../src/kernel/contract.ts'
import { getImport, type ImportOutcome, type ImportRun, listImportRows } from '../../src/kernel/imports/imports.contract.ts'
import { uploadFile } from '../../src/kernel/kernel.contract.ts'
import type { World } from '../../src/kernel/test.ts'

/** Imports a text as a CSV file; unless told otherwise the columns are taken as guessed and the good rows are written. */
export async function importText<C extends Contract>(
  world: World,
  token: string,
  contract: C,
  text: string,
  options: Partial<InputSent<C>> = {},
): Promise<ImportRun> {
  const uploaded = await world.send(token, uploadFile, { fileName: '示例.csv' }, { upload: text })
  assert.equal(uploaded.status, 200, uploaded.text)
  const input = { fileHash: uploaded.body.fileHash, confirm: true, apply: true, ...options } as unknown as InputSent<C>
  const started = await world.send(token, contract, input)
  assert.equal(started.status, 200, started.text)
  await world.drain()
  const { id } = started.body as Output<C> & { id: string }
  return (await world.send(token, getImport, { id })).body
}

/** The rows of an import with their reasons, as `row number: reason, reason`. */
export async function reasonsOfRows(world: World, token: string, id: string, outcome: ImportOutcome = 'refused'): Promise<string[]> {
  const rows = (await world.send(token, listImportRows, { id, outcome, limit: 200 })).body.items
  return rows.map((row) => `${row.rowNo}: ${row.reasons.map((reason) => reason.text.zh).join('；')}`)
}
