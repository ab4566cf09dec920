// The only file that knows Fastify: addresses, headers, cookies, errors, documents, health.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { Readable } from 'node:stream'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import staticFiles from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import type { Actor, Origin } from './actor.ts'
import { documentMegabytes } from './attachments/attachment.rules.ts'
import { mediaTypeOf } from './attachments/document.ts'
import type { Contract, PrebuiltAnswer, StreamAnswer, Upload } from './contract.ts'
import type { FileStore } from './files.ts'
import { noSuchAddress, unreadableBody } from './kernel.contract.ts'
import { type LimitKeeper, type Limits, limitKeeper, limitsNone } from './limits.ts'
import { createMetrics } from './metrics.ts'
import { openApiOf } from './openapi.ts'
import { type Handler, type PerformSettings, perform } from './perform.ts'
import { logError, sendError } from './problem.ts'
import { pageSender, policyOfFiles, refuseForeignOrigin, registerSecurity, sessionCookieOf } from './security.ts'
import type { Word } from './word.ts'

export type ServerSettings = PerformSettings & {
  handlers: readonly Handler[]
  /** Finds who acts by the token of the cookie or the bearer header. */
  actorOf: (token: string) => Promise<Actor | null>
  /** The row of an address, for the trail. */
  originOf?: (address: string) => Promise<string>
  now: () => Date
  files: FileStore
  title: Word
  version: string
  /** Answers an error when the server cannot do its work, for /readyz. */
  isReady: () => Promise<void>
  webFolder?: string
  publicUrl?: string
  /** How many proxies in front are ours, whose word on who calls is taken. */
  trustProxy?: number
  logLevel?: string
  /** Where log lines go instead of standard output. */
  logTo?: { write(line: string): void }
  /** Called once for each page of ours that a browser asked for. */
  onPageVisit?: () => void
  /** Without any when left out. */
  limits?: Limits
  patience?: Partial<typeof patienceUsual>
}

/**
 * How long a slow sender is waited for: for its headers, for a whole request (200 MB on a line of 3 Mbit/s), and for a sign of life on a
 * connection.
 */
const patienceUsual = { headersMs: 15_000, requestMs: 600_000, idleMs: 120_000, checkEveryMs: 5_000 }

/** A name is an operation's whole identity: in the OpenAPI document, in the audit, in the table of rights. @throws where two have one */
export function requireNamedOnce(handlers: readonly Handler[]): void {
  const names = handlers.map(({ contract }) => contract.name)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new Error(`two operations are called ${twice}`)
}

/** The kernel's server over these handlers, with its own addresses, not yet listening. @throws where two operations have one address or one name */
export async function buildServer(settings: ServerSettings): Promise<FastifyInstance> {
  const patience = { ...patienceUsual, ...settings.patience }
  const server = Fastify({
    logger: { level: settings.logLevel ?? 'info', serializers: { err: logError }, ...(settings.logTo ? { stream: settings.logTo } : {}) },
    // One line for each request, written when it is answered.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: (_address, hop) => hop < (settings.trustProxy ?? 0),
    http: { headersTimeout: patience.headersMs, connectionsCheckingInterval: patience.checkEveryMs, maxHeaderSize: 16_384 },
    requestTimeout: patience.requestMs,
    connectionTimeout: patience.idleMs,
    genReqId: () => randomUUID(),
    // What the router itself refuses is told as everything else is.
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply),
    bodyLimit: 2_000_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  })
  // A connection that finishes its request while the server closes becomes idle only then, and nobody else would end it.
  server.addHook('preClose', async () => {
    const timer = setInterval(() => server.server.closeIdleConnections(), 50).unref()
    server.server.once('close', () => clearInterval(timer))
  })
  const metrics = createMetrics()
  server.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id))
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.observe(route, request.method, reply.statusCode, reply.elapsedTime)
    const ms = Math.round(reply.elapsedTime * 10) / 10
    request.log.info({ requestId: request.id, method: request.method, route, status: reply.statusCode, ms }, 'answered')
  })
  await server.register(cookie)
  await registerSecurity(server, settings)
  await server.register(compress, { threshold: 1024 })
  await server.register(rateLimit, { global: false })
  await registerDocuments(server, settings)
  // A form of another site can send text; an operation reads JSON or a file.
  server.removeContentTypeParser('text/plain')
  server.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
  // What a mail program posts to unsubscribe in one click (RFC 8058); nothing else comes as a form.
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    body === 'List-Unsubscribe=One-Click' ? done(null, {}) : done(unreadableBody({})),
  )
  server.setErrorHandler((error: FastifyError, request, reply) => sendError(error, request, reply))
  const limits = limitKeeper(server, settings.limits ?? limitsNone)
  requireNamedOnce(settings.handlers)
  for (const handler of settings.handlers) registerOperation(server, handler, settings, limits)
  server.get('/healthz', async () => ({ status: 'ok' }))
  server.get('/readyz', async (_request, reply) =>
    withinSeconds(2, settings.isReady()).then(
      () => ({ status: 'ready' }),
      () => reply.code(503).send({ status: 'not ready' }),
    ),
  )
  server.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.print()))
  await registerPages(server, settings)
  return server
}

/** A database that hangs is as little ready as one that refuses. */
function withinSeconds(seconds: number, work: Promise<void>): Promise<void> {
  return new Promise((settle, fail) => {
    const late = setTimeout(() => fail(new Error('late')), seconds * 1000)
    work.then(settle, fail).finally(() => clearTimeout(late))
  })
}

function registerOperation(server: FastifyInstance, handler: Handler, settings: ServerSettings, limits: LimitKeeper): void {
  const { contract } = handler
  server.route({
    method: contract.method,
    url: contract.path.replace(/\{(\w+)\}/g, ':$1'),
    handler: async (request, reply) => {
      refuseForeignOrigin(request, settings)
      await limits.countAddress(contract, request)
      const token = contract.isSessionless ? undefined : tokenOf(request, settings)
      const actor = token ? await settings.actorOf(token) : null
      if (actor) await limits.countPerson(contract, request, actor)
      const sent = {
        ...(request.query as object),
        ...(contract.upload ? {} : ((request.body as object | null) ?? {})),
        ...(request.params as object),
      }
      const isAudited = contract.method === 'POST' || contract.readsPersonalData
      const originId = isAudited ? await settings.originOf?.(request.ip) : undefined
      const idempotencyKey = request.headers['idempotency-key'] as string | undefined
      const answer = await perform(
        handler,
        {
          sent,
          actor,
          now: settings.now(),
          requestId: request.id,
          from: whereFrom(request, settings),
          originId,
          idempotencyKey,
          ...(contract.upload ? { takeUpload: () => takeUpload(contract, request, settings.files) } : {}),
        },
        settings,
      )
      return sendAnswer(contract, answer, reply, settings)
    },
  })
}

function whereFrom(request: FastifyRequest, { publicUrl }: ServerSettings): Origin {
  const agent = String(request.headers['user-agent'] ?? '').slice(0, 500)
  const addressed = `${request.protocol}://${request.host}`
  return { address: request.ip, agent, site: publicUrl ?? (URL.canParse(addressed) ? addressed : 'http://localhost') }
}

function sendAnswer(contract: Contract, answer: unknown, reply: FastifyReply, settings: ServerSettings): unknown {
  if (contract.method === 'GET') reply.header('cache-control', contract.permission === 'anyone' ? 'no-cache' : 'no-store')
  if (contract.answer === 'stream') {
    const { mediaType, fileName, chunks } = answer as StreamAnswer
    // What is given out to be kept is shown in no page of ours, whatever it holds.
    reply.header('content-security-policy', policyOfFiles).header('cache-control', 'private, no-store')
    reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    return reply.type(mediaType).send(Readable.from(chunks))
  }
  if (contract.answer === 'prebuilt') return reply.type('application/json; charset=utf-8').send((answer as PrebuiltAnswer).json)
  const { token } = contract.session === 'opens' ? (answer as { token?: string | null }) : {}
  const cookie = sessionCookieOf(settings.publicUrl)
  if (token) reply.setCookie(cookie.name, token, cookie.options)
  if (contract.session === 'ends') reply.clearCookie(cookie.name, cookie.options)
  return reply.send(answer)
}

function tokenOf(request: FastifyRequest, { publicUrl }: ServerSettings): string | undefined {
  const header = request.headers.authorization
  return header?.startsWith('Bearer ') ? header.slice(7) : request.cookies[sessionCookieOf(publicUrl).name]
}

async function takeUpload(contract: Contract, request: FastifyRequest, files: FileStore): Promise<Upload> {
  const body = request.body as Readable | undefined
  if (!body || typeof body.pipe !== 'function') throw unreadableBody({})
  // What a document is called and claims to be is looked at by nobody.
  if (contract.takes === 'documents') {
    const { found, ...stored } = await files.put(body, { megabytesAtMost: documentMegabytes, check: mediaTypeOf })
    return { ...stored, mediaType: found, fileName: '' }
  }
  const { hash, byteCount } = await files.put(body)
  const fileName = String((request.query as { fileName?: string }).fileName ?? 'upload').slice(0, 200)
  return { hash, byteCount, mediaType: String((request.query as { mediaType?: string }).mediaType ?? 'application/octet-stream'), fileName }
}

/** What the outside may ask, told when somebody first asks for it: most servers that start, and every test, do without. */
async function registerDocuments(server: FastifyInstance, settings: ServerSettings): Promise<void> {
  let told: object | undefined
  const tell = () => {
    const contracts = settings.handlers.map((handler) => handler.contract)
    told ??= openApiOf(contracts, settings.title, settings.version)
    return told
  }
  // The library wants a document at once; its pages are given ours in its place.
  const placeholder = { openapi: '3.1.0', info: { title: settings.title.zh, version: settings.version }, paths: {} }
  await server.register(swagger, { mode: 'static', specification: { document: placeholder } })
  await server.register(swaggerUi, { routePrefix: '/docs', transformSpecification: tell, transformSpecificationClone: false })
  server.get('/openapi.json', async () => tell())
}

const namesHtml = ({ headers }: FastifyRequest) => (headers.accept ?? '').includes('text/html')

/** A browser names HTML; a probe or a link preview takes anything, and of an address that is no file's it means the page. */
function wantsText(request: FastifyRequest): boolean {
  const { url, headers } = request
  return namesHtml(request) || (headers.accept === '*/*' && !/\.\w+$/.test(url.split('?')[0]!))
}

/** The built pages; every address that is none of the server's own is a page's, and the browser's router decides. */
async function registerPages(server: FastifyInstance, settings: ServerSettings): Promise<void> {
  const { webFolder } = settings
  const hasPages = webFolder !== undefined && existsSync(webFolder)
  const sendPage = hasPages ? pageSender(webFolder) : undefined
  if (hasPages) {
    await server.register(staticFiles, {
      root: webFolder,
      wildcard: false,
      index: false,
      // The build leaves a packed file beside each; where there is none, the plain one is sent.
      preCompressed: true,
      setHeaders: (reply, path) =>
        void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'),
    })
  }
  server.setNotFoundHandler((request, reply) => {
    const wantsPage = (request.method === 'GET' || request.method === 'HEAD') && !request.url.startsWith('/api/') && wantsText(request)
    if (!sendPage || !wantsPage) return sendError(noSuchAddress({}), request, reply)
    // A probe is nobody's visit.
    if (namesHtml(request)) settings.onPageVisit?.()
    return sendPage(reply, /^\/(\?|$)/.test(request.url))
  })
}
