// Every operation × every role × things of one's own side and of another: who is let in is written down in rights.csv, and whoever is not
// learns nothing by trying ids.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { Contract } from '../../src/kernel/contract.ts'
import { scenario, type World } from '../../src/kernel/test.ts'
import { endsSession, inputs } from './inputs.ts'
import { makeSide, personInRole, roles, type Side } from './side.ts'

const visitor = 'visitor'
const everyone = [visitor, ...roles.map((role) => role.code)]
type Expected = { own: string[]; other: string[] }

/** The written expectation: for each operation, who may call it for things of their own side, and for those of another. */
function readExpected(): Map<string, Expected> {
  const rows: { operation: string; own: string; other: string }[] = parse(readFileSync(new URL('rights.csv', import.meta.url)), {
    columns: true,
  })
  const named = (text: string) =>
    text === 'everyone' ? everyone : text === 'signed_in' ? everyone.slice(1) : text.split(' ').filter(Boolean)
  return new Map(rows.map((row) => [row.operation, { own: named(row.own), other: named(row.other) }]))
}

const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** The same input about things that do not exist. */
const missing = (input: object): object =>
  JSON.parse(JSON.stringify(input), (_, value: unknown) => (typeof value === 'string' && id.test(value) ? randomUUID() : value))

type Answer = { status: number; code: string | undefined; params: string }
const isBarred = ({ code }: Answer) => code === 'not_permitted' || code === 'not_signed_in'
/** Answers that only somebody who was let in gets, although their status says otherwise. */
const answersOfItsOwn = new Set([
  'sign_in_refused',
  'unsubscribe_link_wrong',
  'ticket_over',
  'code_wrong',
  'passkey_refused',
  'no_provider',
  'report_unknown',
])
const isLetIn = ({ status, code }: Answer) => answersOfItsOwn.has(code ?? '') || ![401, 403, 404].includes(status)

async function ask(world: World, contract: Contract, token: string | null, input: object): Promise<Answer> {
  const reply = await world.send(token, contract, input as Record<string, unknown>, contract.upload ? { upload: 'a,b\n' } : {})
  assert.ok(reply.status < 500, `${contract.name}: ${reply.text}`)
  return { status: reply.status, code: reply.problem?.code, params: JSON.stringify(reply.problem?.params) }
}

async function tokenIn(world: World, code: string, side: Side): Promise<string | null> {
  const role = roles.find((each) => each.code === code)
  return role ? (await personInRole(world, role, side)).token : null
}

/** Asks one operation as everybody: who is let in on either side, and where an id of others is answered unlike one that does not exist. */
async function walk(world: World, contract: Contract, tokens: ReadonlyMap<string, string | null>, sides: { own: Side; other: Side }) {
  const make = inputs[contract.name]!
  const letIn: Expected = { own: [], other: [] }
  const talkative: string[] = []
  for (const role of everyone) {
    const token = endsSession.has(contract.name) ? await tokenIn(world, role, sides.own) : tokens.get(role)!
    const [ofOwn, about] = [await make(sides.own), await make(sides.other)]
    const answer = await ask(world, contract, token, ofOwn)
    if (isLetIn(answer)) letIn.own.push(role)
    // What names nothing is the same question twice.
    if (isLetIn(answer) && JSON.stringify(ofOwn) === JSON.stringify(about) && !endsSession.has(contract.name)) {
      letIn.other.push(role)
      continue
    }
    // Who may not call the operation at all was refused before anything was looked up.
    if (isBarred(answer) || endsSession.has(contract.name)) continue
    const ofOther = await ask(world, contract, token, about)
    if (isLetIn(ofOther)) {
      letIn.other.push(role)
      continue
    }
    const absent = await ask(world, contract, token, missing(about))
    if (JSON.stringify(ofOther) !== JSON.stringify(absent))
      talkative.push(`${contract.name} as ${role}: ${JSON.stringify(ofOther)} instead of ${JSON.stringify(absent)}`)
  }
  return { letIn, talkative }
}

scenario('every operation lets in exactly whom the table names, and others learn nothing from ids', async (world) => {
  const sides = { own: await makeSide(world, '220104'), other: await makeSide(world, '220202') }
  const expected = readExpected()
  const tokens = new Map<string, string | null>()
  for (const role of everyone) tokens.set(role, await tokenIn(world, role, sides.own))
  const differing: string[] = []
  const talkative: string[] = []
  const contracts: Contract[] = world.app.slices.flatMap((slice) => slice.handlers).map((handler) => handler.contract)
  for (const contract of contracts) {
    assert.ok(contract.name in inputs && expected.has(contract.name), `${contract.name} has no line in inputs.ts or rights.csv`)
    const found = await walk(world, contract, tokens, sides)
    talkative.push(...found.talkative)
    const line = ({ own, other }: Expected) => `${contract.name},${shorten(own)},${shorten(other)}`
    if (line(found.letIn) !== line(expected.get(contract.name)!)) differing.push(line(found.letIn))
  }
  assert.deepEqual(talkative, [], 'the answer for a thing of others differs from that for one that does not exist')
  assert.deepEqual(differing, [], 'who is let in differs from rights.csv')
  const known = new Set(contracts.map((contract) => contract.name))
  assert.deepEqual(
    [...expected.keys(), ...Object.keys(inputs)].filter((name) => !known.has(name)),
    [],
    'lines about no operation',
  )
})

const shorten = (names: string[]) => {
  if (names.length === everyone.length) return 'everyone'
  return names.length === everyone.length - 1 && !names.includes(visitor) ? 'signed_in' : names.join(' ')
}
