// The only file that knows Fastify: addresses, headers, cookies, errors, documents, health.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import staticFiles from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import type { Actor, Origin } from './actor.ts'
import type { Contract, PrebuiltAnswer, StreamAnswer, Upload } from './contract.ts'
import type { FileStore } from './files.ts'
import { foreignOrigin, noSuchAddress, tooManyRequests, unreadableBody } from './kernel.contract.ts'
import { createMetrics } from './metrics.ts'
import { openApiOf } from './openapi.ts'
import { type Handler, type PerformSettings, perform } from './perform.ts'
import { logError, sendError } from './problem.ts'
import type { Word } from './word.ts'

export const sessionCookie = 'xianchuang_session'

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
  trustProxy?: boolean
  logLevel?: string
  /** Where log lines go instead of standard output. */
  logTo?: { write(line: string): void }
  /** Called once for each page of ours that a browser asked for. */
  onPageVisit?: () => void
  /** Sign-in attempts a minute from one address; other limits are the proxy's. */
  signInsPerMinute?: number
}

export async function buildServer(settings: ServerSettings): Promise<FastifyInstance> {
  const server = Fastify({
    logger: { level: settings.logLevel ?? 'info', serializers: { err: logError }, ...(settings.logTo ? { stream: settings.logTo } : {}) },
    // One line for each request, written when it is answered.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: settings.trustProxy ?? false,
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
  await server.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
  })
  await server.register(compress, { threshold: 1024 })
  await server.register(rateLimit, { global: false })
  await registerDocuments(server, settings)
  server.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
  // What a mail program posts to unsubscribe in one click (RFC 8058); nothing else comes as a form.
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    body === 'List-Unsubscribe=One-Click' ? done(null, {}) : done(unreadableBody({})),
  )
  server.setErrorHandler((error: FastifyError, request, reply) => sendError(error, request, reply))
  for (const handler of settings.handlers) registerOperation(server, handler, settings)
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

function registerOperation(server: FastifyInstance, handler: Handler, settings: ServerSettings): void {
  const { contract } = handler
  const isSignIn = contract.session === 'opens'
  server.route({
    method: contract.method,
    url: contract.path.replace(/\{(\w+)\}/g, ':$1'),
    ...(isSignIn
      ? {
          config: {
            rateLimit: {
              max: settings.signInsPerMinute ?? 60,
              timeWindow: 60_000,
              errorResponseBuilder: (_: unknown, context: { ttl: number }) => tooManyRequests({ seconds: Math.ceil(context.ttl / 1000) }),
            },
          },
        }
      : {}),
    handler: async (request, reply) => {
      refuseForeignOrigin(request, settings)
      const token = tokenOf(request)
      const actor = token ? await settings.actorOf(token) : null
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
          ...(contract.upload ? { takeUpload: () => takeUpload(request, settings.files) } : {}),
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
    reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    return reply.type(mediaType).send(Readable.from(chunks))
  }
  if (contract.answer === 'prebuilt') return reply.type('application/json; charset=utf-8').send((answer as PrebuiltAnswer).json)
  const { token } = contract.session === 'opens' ? (answer as { token?: string | null }) : {}
  const isSecure = settings.publicUrl?.startsWith('https:') ?? false
  if (token) reply.setCookie(sessionCookie, token, { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure })
  if (contract.session === 'ends') reply.clearCookie(sessionCookie, { path: '/' })
  return reply.send(answer)
}

function tokenOf(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization
  return header?.startsWith('Bearer ') ? header.slice(7) : request.cookies[sessionCookie]
}

/** A page of another site may send the cookie along; it may not act with it. */
function refuseForeignOrigin(request: FastifyRequest, settings: ServerSettings): void {
  const { origin, host } = request.headers
  if (request.method !== 'POST' || !origin || request.headers.authorization) return
  const allowed = settings.publicUrl ? new URL(settings.publicUrl).host : undefined
  const own = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).host : undefined
  if (!URL.canParse(origin) || ![allowed, own].includes(new URL(origin).host)) throw foreignOrigin({})
}

async function takeUpload(request: FastifyRequest, files: FileStore): Promise<Upload> {
  const body = request.body as Readable | undefined
  if (!body || typeof body.pipe !== 'function') throw unreadableBody({})
  const { hash, byteCount } = await files.put(body)
  const fileName = String((request.query as { fileName?: string }).fileName ?? 'upload').slice(0, 200)
  return { hash, byteCount, mediaType: String((request.query as { mediaType?: string }).mediaType ?? 'application/octet-stream'), fileName }
}

async function registerDocuments(server: FastifyInstance, settings: ServerSettings): Promise<void> {
  const document = openApiOf(
    settings.handlers.map((handler) => handler.contract),
    settings.title,
    settings.version,
  )
  // The library's type asks for its own copy of the OpenAPI types; ours is the same document.
  await server.register(swagger, { mode: 'static', specification: { document: document as never } })
  await server.register(swaggerUi, { routePrefix: '/docs' })
  server.get('/openapi.json', async () => document)
}

/** The built pages; every address that is none of the server's own is a page's, and the browser's router decides. */
async function registerPages(server: FastifyInstance, settings: ServerSettings): Promise<void> {
  const { webFolder } = settings
  const hasPages = webFolder !== undefined && existsSync(webFolder)
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
  const hasHome = hasPages && existsSync(join(webFolder, 'home.html'))
  server.setNotFoundHandler((request, reply) => {
    const wantsPage =
      (request.method === 'GET' || request.method === 'HEAD') &&
      !request.url.startsWith('/api/') &&
      (request.headers.accept ?? '').includes('text/html')
    if (!hasPages || !wantsPage) return sendError(noSuchAddress({}), request, reply)
    settings.onPageVisit?.()
    // The home page's document paints its first words before any script has come.
    const document = hasHome && /^\/(\?|$)/.test(request.url) ? 'home.html' : 'index.html'
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').sendFile(document)
  })
}
