// What a browser may do with our answers, whose requests may act, and what the session's cookie is.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { foreignOrigin } from './kernel.contract.ts'

/** Where the answer's nonce stands in the built page; the bundler writes it there (vite.config.ts). */
const noncePlace = /nonce-of-this-answer/g

const isEncrypted = (publicUrl: string | undefined) => publicUrl?.startsWith('https:') ?? false

/**
 * The cookie that holds a session: out of reach of scripts. With https, the browser takes it from this very host alone, never in the open,
 * never for a sibling (the prefix __Host-). Lax, not strict, so that a link in a letter finds its reader signed in; what acts is a POST, and
 * with those no other site's page can send it.
 */
export function sessionCookieOf(publicUrl: string | undefined) {
  const secure = isEncrypted(publicUrl)
  const name = secure ? '__Host-xianchuang_session' : 'xianchuang_session'
  return { name, options: { httpOnly: true, sameSite: 'lax', path: '/', secure } } as const
}

const policy = (directives: Readonly<Record<string, string>>) =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ')

/** What no page of ours needs is asked of nobody. */
const featuresUnused = ['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'microphone', 'midi', 'payment', 'usb']
const permissionsPolicy = featuresUnused.map((name) => `${name}=()`).join(', ')
const ours = { 'object-src': "'none'", 'base-uri': "'none'", 'frame-ancestors': "'none'", 'form-action': "'self'" }
/** An answer that is no page may load nothing and stand in no frame, whatever it holds. */
const policyOfAnswers = policy({ 'default-src': "'none'", 'base-uri': "'none'", 'frame-ancestors': "'none'", 'form-action': "'none'" })
/** A file to be kept: opened in a window all the same, it would run as nobody. */
export const policyOfFiles = `${policyOfAnswers}; sandbox`
const imagesOfPages = "'self' data:"
/** The one style that the page of the operations writes itself; a journey tells when a new version of it writes another. */
const styleOfDocuments = "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='"
/** The page that shows the operations brings its own scripts and styles in files. */
const policyOfDocuments = policy({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': `'self' ${styleOfDocuments}`,
  'img-src': imagesOfPages,
  'connect-src': "'self'",
  ...ours,
})

/** Our pages: scripts and styles in files of ours, and styles that our scripts write under the nonce of this one answer. */
const policyOfPages = (nonce: string) =>
  policy({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': imagesOfPages,
    'font-src': "'self'",
    'connect-src': "'self'",
    'manifest-src': "'self'",
    ...ours,
  })

/** Says on every answer what a browser may do with it. */
export async function registerSecurity(server: FastifyInstance, { publicUrl }: { publicUrl?: string | undefined }): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: false,
    frameguard: { action: 'deny' },
    strictTransportSecurity: isEncrypted(publicUrl) ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  })
  server.addHook('onRequest', async (request, reply) => {
    const isDocument = request.url === '/docs' || request.url.startsWith('/docs/')
    reply.header('content-security-policy', isDocument ? policyOfDocuments : policyOfAnswers)
    reply.header('permissions-policy', permissionsPolicy)
  })
}

/**
 * Answers with the built page. It is asked for anew each time and kept without anything to compare it by: a page from yesterday would
 * come with today's policy, and its nonce would not fit. The home page's document paints its first words before any script has come.
 */
export function pageSender(webFolder: string): (reply: FastifyReply, isHome: boolean) => FastifyReply {
  const page = readFileSync(join(webFolder, 'index.html'), 'utf8')
  const homeFile = join(webFolder, 'home.html')
  const home = existsSync(homeFile) ? readFileSync(homeFile, 'utf8') : page
  return (reply, isHome) => {
    const nonce = randomBytes(18).toString('base64')
    return reply
      .header('content-security-policy', policyOfPages(nonce))
      .header('cache-control', 'no-cache, private')
      .type('text/html; charset=utf-8')
      .send((isHome ? home : page).replace(noncePlace, nonce))
  }
}

/**
 * A page of another site may send the cookie along; it may not act with it. Browsers say where a request comes from in one of two headers,
 * the older of which some leave out; programs say neither and bring a token of their own.
 * @throws foreign_origin
 */
export function refuseForeignOrigin(request: FastifyRequest, { publicUrl }: { publicUrl?: string | undefined }): void {
  const { origin, host, authorization } = request.headers
  if (request.method !== 'POST' || authorization) return
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') throw foreignOrigin({})
  if (!origin) return
  const allowed = publicUrl ? new URL(publicUrl).host : undefined
  const own = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).host : undefined
  if (!URL.canParse(origin) || ![allowed, own].includes(new URL(origin).host)) throw foreignOrigin({})
}
