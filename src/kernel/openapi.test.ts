import assert from 'node:assert/strict'
import * as z from 'zod'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { listNamedParties } from '../identity/identity.contract.ts'
import { partyByName } from '../identity/resolution.server.ts'
import type { Contract } from './contract.ts'
import { inTransaction } from './db.ts'
import { scenario, type World } from './test.ts'

type Operation = {
  operationId: string
  summary: string
  parameters: { name: string; in: string; required: boolean; schema: object }[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { description: string; content: Record<string, { schema?: object }> }>
  security?: object[]
}
type Document = {
  openapi: string
  info: { title: string }
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object> }
}

const contractsOf = (world: World): Contract[] => world.app.slices.flatMap((slice) => slice.handlers.map((handler) => handler.contract))
const documentOf = async (world: World) => (await world.server.inject('/openapi.json')).json() as Document

scenario('the OpenAPI document has every operation under its own name and address, in both languages', async (world) => {
  const document = await documentOf(world)
  assert.equal(document.openapi, '3.1.0')
  const contracts = contractsOf(world)
  assert.ok(contracts.length > 20)
  for (const contract of contracts) {
    const found = document.paths[contract.path]?.[contract.method.toLowerCase()]
    assert.equal(found?.operationId, contract.name)
    assert.match(found.summary, /\p{Script=Han}.* · .*[A-Za-z]/u, contract.name)
    assert.equal(found.security === undefined, contract.permission === 'anyone', contract.name)
    for (const { code, status } of contract.errors)
      assert.match(found.responses[status]?.description ?? '', new RegExp(`^${code}: `, 'm'), contract.name)
  }
  const names = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((each) => each.operationId))
  assert.equal(new Set(names).size, contracts.length)
})

scenario('the document is sound: parameters are declared once, references lead somewhere, every schema is one', async (world) => {
  const document = await documentOf(world)
  const known = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])
  const look = (node: unknown, at: string): void => {
    if (Array.isArray(node)) for (const [index, each] of node.entries()) look(each, `${at}/${index}`)
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return
    const { $ref, type } = node as { $ref?: unknown; type?: unknown }
    if (typeof $ref === 'string') assert.ok(resolves(document, $ref), `${at}: ${$ref}`)
    if (at.includes('schema') && typeof type === 'string') assert.ok(known.has(type) || at.endsWith('/properties'), `${at}: ${type}`)
    for (const [name, each] of Object.entries(node)) look(each, `${at}/${name}`)
  }
  look(document, '')
  for (const [path, methods] of Object.entries(document.paths)) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
    for (const { operationId, parameters, requestBody } of Object.values(methods)) {
      assert.deepEqual(
        parameters.filter((each) => each.in === 'path').map((each) => each.name),
        inPath,
        operationId,
      )
      assert.equal(new Set(parameters.map((each) => `${each.in} ${each.name}`)).size, parameters.length, operationId)
      assert.ok(
        parameters.every((each) => each.in !== 'path' || each.required),
        operationId,
      )
      const body = requestBody?.content['application/json']?.schema as { properties?: object } | undefined
      for (const name of inPath) assert.ok(!(name in (body?.properties ?? {})), `${operationId}: ${name} is in the path and in the body`)
    }
  }
})

function resolves(document: Document, reference: string): boolean {
  let node: unknown = document
  for (const part of reference.replace(/^#\//, '').split('/'))
    node = (node as Record<string, unknown> | undefined)?.[part.replaceAll('~1', '/').replaceAll('~0', '~')]
  return node !== undefined || reference === '#'
}

scenario('the document can be read in a browser', async (world) => {
  const page = await world.server.inject('/docs/')
  assert.equal(page.statusCode, 200)
  assert.match(page.body, /swagger/i)
  const json = (await world.server.inject('/docs/json')).json() as Document
  assert.deepEqual(Object.keys(json.paths), Object.keys((await documentOf(world)).paths))
})

scenario('every list that pages takes a cursor and a limit, and answers items and the next cursor', async (world) => {
  const lists = contractsOf(world).filter((contract) => 'cursor' in contract.input.shape)
  assert.ok(lists.length > 0)
  for (const { name, input, output, method } of lists) {
    assert.ok('limit' in input.shape, `${name} takes no limit`)
    const { properties } = z.toJSONSchema(output, { unrepresentable: 'any' }) as { properties?: Record<string, object> }
    assert.ok(properties?.['nextCursor'], `${name} answers no nextCursor`)
    assert.equal(method, 'GET', name)
  }
})

scenario('walking the pages finds everything once, in one order, though rows arrive meanwhile', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const { token } = await signedIn(world, 'asset_officer', { organisationId: firm.id })
  const add = (name: string) => inTransaction(world.db, 'write', (tx) => partyByName(tx, firm.id, name))
  for (let at = 0; at < 7; at++) await add(`分页示例客户第${'甲乙丙丁戊己庚'[at]}号`)
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const { body } = await world.send(token, listNamedParties, { limit: 3, ...(cursor ? { cursor } : {}) })
    assert.ok(body.items.length <= 3)
    seen.push(...body.items.map((item) => item.id))
    cursor = body.nextCursor ?? undefined
    if (seen.length === 3) await add('分页示例客户第辛号')
  } while (cursor)
  assert.equal(new Set(seen).size, seen.length)
  assert.deepEqual(seen, seen.toSorted())
  assert.ok(seen.length >= 8)
})
