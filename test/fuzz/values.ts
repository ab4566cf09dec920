// What is sent: values that look right, made from an operation's own schema, and values that nobody should send.
import fc from 'fast-check'
import * as z from 'zod'
import type { Contract } from '../../src/kernel/contract.ts'

type Schema = {
  type?: string | string[]
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  items?: Schema | boolean
  prefixItems?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  propertyNames?: Schema
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
}

/** Ids and other words of the world that is asked about, so that some of what looks right also is. */
export type Pool = { ids: readonly string[]; words: readonly string[] }

/** The same shapes that the OpenAPI document shows. */
export function arbitraryOf(contract: Contract, pool: Pool): fc.Arbitrary<Record<string, unknown>> {
  const schema = z.toJSONSchema(contract.input, { io: 'input', unrepresentable: 'any' }) as Schema
  return ofSchema(schema, pool) as fc.Arbitrary<Record<string, unknown>>
}

function ofSchema(schema: Schema, pool: Pool): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const either = schema.anyOf ?? schema.oneOf
  if (either) return fc.oneof(...either.map((each) => ofSchema(each, pool)))
  if (schema.allOf) return ofSchema(Object.assign({}, ...schema.allOf), pool)
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'string':
      return ofText(schema, pool)
    case 'integer':
    case 'number':
      return ofNumber(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return ofList(schema, pool)
    case 'object':
      return ofObject(schema, pool)
    default:
      return fc.oneof(fc.constantFrom('1', 'true', ''), fc.integer({ min: 0, max: 50 }))
  }
}

function ofText(schema: Schema, pool: Pool): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = 60 } = schema
  if (schema.format === 'uuid') return fc.oneof({ arbitrary: fc.constantFrom(...pool.ids), weight: 5 }, { arbitrary: fc.uuid(), weight: 1 })
  if (schema.format === 'date') return fc.constantFrom('2022-03-04', '2026-03-03', '2026-03-31', '0001-01-01', '9999-12-31', '2024-02-29')
  if (schema.format === 'date-time') return fc.constantFrom('2026-03-03T01:00:00Z', '2026-03-03T02:00:00.000Z', '9999-12-31T23:59:59Z')
  if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern), { size: 'small' })
  const text = fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(Math.max(minLength, maxLength), 400) })
  const known = pool.words.filter((word) => word.length >= minLength && word.length <= maxLength)
  return known.length > 0 ? fc.oneof(fc.constantFrom(...known), text) : text
}

function ofNumber({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): fc.Arbitrary<number> {
  const min = Math.max(minimum ?? (exclusiveMinimum === undefined ? -9_007_199_254_740_991 : exclusiveMinimum + 1), -9_007_199_254_740_991)
  const max = Math.min(maximum ?? (exclusiveMaximum === undefined ? 9_007_199_254_740_991 : exclusiveMaximum - 1), 9_007_199_254_740_991)
  const small = fc.integer({ min: Math.max(min, 0), max: Math.max(Math.min(max, 3_000), Math.max(min, 0)) })
  const edges = fc.constantFrom(min, max)
  return type === 'integer' ? fc.oneof(small, edges) : fc.oneof(small, edges, fc.double({ min, max, noNaN: true }))
}

function ofList({ items, prefixItems, minItems = 0, maxItems = 3 }: Schema, pool: Pool): fc.Arbitrary<unknown[]> {
  if (prefixItems) return fc.tuple(...prefixItems.map((each) => ofSchema(each, pool)))
  const one = typeof items === 'object' ? ofSchema(items, pool) : fc.string()
  return fc.array(one, { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 4)) })
}

function ofObject({ properties, required = [], additionalProperties, propertyNames }: Schema, pool: Pool): fc.Arbitrary<unknown> {
  if (!properties) {
    const value = typeof additionalProperties === 'object' ? ofSchema(additionalProperties, pool) : fc.string()
    const key = propertyNames ? (ofSchema(propertyNames, pool) as fc.Arbitrary<string>) : fc.string({ maxLength: 10 })
    return fc.dictionary(key, value, { maxKeys: 3 })
  }
  const model = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, ofSchema(each, pool)]))
  return fc.record(model, { requiredKeys: required.filter((name) => name in model), noNullPrototype: true })
}

const nested = (depth: number): unknown => {
  let value: unknown = 'x'
  for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { a: value }
  return value
}

/** Of every kind that has broken somebody's server. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    [],
    {},
    [[]],
    [null],
    { toString: 1 },
    { constructor: { prototype: { isAdmin: true } } },
    1e308,
    -1e308,
    1e21,
    9_007_199_254_740_992,
    -1,
    -0,
    0.1,
    2_147_483_648,
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udfff\ud800',
    '\u202e\u200b\ufeff',
    '\\u0000',
    '\\',
    '%00%ff',
    '%_%',
    `' or '1'='1`,
    `'); drop table person; --`,
    '1; select pg_sleep(5)',
    '$1 $$ {1,2}',
    '{}',
    '[1,2)',
    'NaN',
    'Infinity',
    '-infinity',
    'epoch',
    '0000-00-00',
    '10000-01-01',
    '-0001-01-01',
    '2026-02-30',
    '294277-01-01T00:00:00Z',
    '2026-03-03T25:61:61Z',
    '2026-03-03T00:00:00+99:99',
    '../../../../etc/passwd',
    '..\\..\\windows',
    'file:///etc/passwd',
    'http://169.254.169.254/latest/meta-data',
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '=cmd|calc!A1',
    '{{7*7}}<%= 7 %>',
    '\r\nset-cookie: a=b',
    '__proto__',
    'constructor',
    'toString',
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    'x'.repeat(10_000),
    '长'.repeat(70_000),
    '🧪'.repeat(3_000),
    '((((((((((((((((((((',
    'a'.repeat(30).concat('!'),
    '1'.repeat(400),
  ),
  fc.constantFrom(20, 200, 3_000).map(nested),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.double(),
  fc.array(fc.integer(), { minLength: 50, maxLength: 200 }),
)

/** Something that looked right, with one to three of its values exchanged, or keys added that nobody asked for. */
export function spoiled(shaped: fc.Arbitrary<Record<string, unknown>>, names: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const places = names.length > 0 ? fc.constantFrom(...names) : fc.constant('stray')
  return fc
    .tuple(shaped, fc.array(fc.tuple(places, hostileValue), { minLength: 1, maxLength: 3 }), fc.option(hostileValue, { freq: 4 }))
    .map(([value, changes, stray]) => ({ ...value, ...Object.fromEntries(changes), ...(stray === null ? {} : { stray }) }))
}

/** Bodies that are no JSON of an object, whole: text, type. */
export const brokenBodies: readonly (readonly [string, string])[] = [
  ['', 'application/json'],
  ['{', 'application/json'],
  ['{"a":1,}', 'application/json'],
  ['null', 'application/json'],
  ['[]', 'application/json'],
  ['"text"', 'application/json'],
  ['1e999', 'application/json'],
  ['{"__proto__":{"isAdmin":true}}', 'application/json'],
  ['{"constructor":{"prototype":{"isAdmin":true}}}', 'application/json'],
  ['{"id":"a","id":"b","id":{}}', 'application/json'],
  [`${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'application/json'],
  [`{"stray":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, 'application/json'],
  ['\ufeff{}', 'application/json'],
  ['{}', 'application/json; charset=utf-16'],
  ['{}', 'text/plain'],
  ['a=1&b=2', 'application/x-www-form-urlencoded'],
  ['<a/>', 'application/xml'],
  ['--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--', 'multipart/form-data; boundary=x'],
  ['{}', 'application/octet-stream'],
  ['{}', 'nonsense'],
]
