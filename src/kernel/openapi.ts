import * as z from 'zod'
import type { Contract } from './contract.ts'
import { invalidInput, notPermitted, notSignedIn, tryAgain } from './kernel.contract.ts'
import type { Word } from './word.ts'

const bilingual = (word: Word) => `${word.zh} · ${word.en}`

/** The OpenAPI 3.1 document of a list of contracts: an operation's name is its operationId. */
export function openApiOf(contracts: readonly Contract[], title: Word, version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const contract of contracts) {
    paths[contract.path] ??= {}
    paths[contract.path]![contract.method.toLowerCase()] = operationOf(contract)
  }
  const problem = z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    params: z.looseObject({}),
    requestId: z.string(),
  })
  return {
    openapi: '3.1.0',
    info: { title: bilingual(title), version },
    paths,
    components: {
      schemas: { Problem: z.toJSONSchema(problem) },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'xianchuang_session' }, token: { type: 'http', scheme: 'bearer' } },
    },
  }
}

function operationOf(contract: Contract): object {
  const schema = z.toJSONSchema(contract.input, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, object>
    required?: string[]
  }
  const properties = schema.properties ?? {}
  const inPath = [...contract.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
  const hasBody = contract.method === 'POST' && !contract.upload
  const inQuery = hasBody ? [] : Object.keys(properties).filter((name) => !inPath.includes(name))
  const parameters = [
    ...inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? {} })),
    ...inQuery.map((name) => ({ name, in: 'query', required: schema.required?.includes(name) ?? false, schema: properties[name] ?? {} })),
    ...(contract.creates ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 } }] : []),
  ]
  const isOpen = contract.permission === 'anyone'
  return {
    operationId: contract.name,
    summary: bilingual(contract.title),
    tags: [contract.path.split('/')[2]],
    description: `permission: ${contract.permission}`,
    ...(isOpen ? {} : { security: [{ session: [] }, { token: [] }] }),
    parameters,
    ...(hasBody ? { requestBody: { required: true, content: { 'application/json': { schema: withoutPath(schema, inPath) } } } } : {}),
    ...(contract.upload
      ? { requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } }
      : {}),
    responses: responsesOf(contract, isOpen),
  }
}

function withoutPath(schema: { properties?: Record<string, object>; required?: string[] }, inPath: string[]): object {
  const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => !inPath.includes(name)))
  const required = (schema.required ?? []).filter((name) => !inPath.includes(name))
  const { $schema: _, ...rest } = schema as { $schema?: string }
  return { ...rest, properties, required }
}

function responsesOf(contract: Contract, isOpen: boolean): object {
  const shape = contract.answer === 'stream' ? undefined : z.toJSONSchema(contract.output, { unrepresentable: 'any' })
  const good = shape ? { 'application/json': { schema: shape } } : { 'application/octet-stream': {} }
  const kinds = [...contract.errors, invalidInput, tryAgain, ...(isOpen ? [] : [notSignedIn, notPermitted])]
  const statuses = [...new Set(kinds.map((kind) => kind.status))].sort()
  const refusals = statuses.map((status) => {
    const here = kinds.filter((kind) => kind.status === status)
    return [
      status,
      {
        description: here.map((kind) => `${kind.code}: ${bilingual(kind.word)}`).join('\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]
  })
  return { 200: { description: 'OK', content: good }, ...Object.fromEntries(refusals) }
}
