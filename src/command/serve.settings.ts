import { isIP } from 'node:net'
import { type Limits, limitsUsual } from '../kernel/limits.ts'
import { isMailAddress } from '../kernel/mail.rules.ts'
import { usage, type Values } from './command.ts'
import { commandWords as words } from './command.words.ts'
import { dataDirOf, requireDatabaseUrl } from './ground.ts'

export type ServeSettings = {
  port: number
  host: string
  dataDir: string
  databaseUrl: string | undefined
  publicUrl: string | undefined
  trustProxy: number
  limits: Limits
  mail: { smtpUrl: string; from: string; publicUrl: string } | undefined
  uploadScan: string | undefined
  privacyContact: string | undefined
  loadsExample: boolean
  allowsExampleAbroad: boolean
}

/** Reads what the environment and the arguments say. @throws UsageError for a value that means nothing */
export function serveSettings(values: Values, environment: NodeJS.ProcessEnv): ServeSettings {
  const port = values.port ?? environment.PORT ?? '8020'
  const { PUBLIC_URL: publicUrl, TRUST_PROXY: trustProxy, DATABASE_URL: databaseUrl } = environment
  if (!/^\d{1,5}$/.test(String(port)) || Number(port) > 65_535) usage(words.badValue, { option: 'PORT', value: port, shape: '0–65535' })
  if (publicUrl && (!URL.canParse(publicUrl) || !/^https?:$/.test(new URL(publicUrl).protocol)))
    usage(words.badValue, { option: 'PUBLIC_URL', value: publicUrl, shape: 'https://…' })
  requireDatabaseUrl(databaseUrl)
  if (trustProxy && !/^(\d|true|false)$/.test(trustProxy)) usage(words.badValue, { option: 'TRUST_PROXY', value: trustProxy, shape: '0–9' })
  return {
    port: Number(port),
    host: String(values.host ?? (environment.HOST || '127.0.0.1')),
    dataDir: dataDirOf(environment),
    databaseUrl: databaseUrl || undefined,
    publicUrl: publicUrl || undefined,
    trustProxy: trustProxy === 'true' ? 1 : Number(trustProxy) || 0,
    limits: limitSettings(environment),
    mail: mailSettings(environment, publicUrl || `http://localhost:${port}`),
    uploadScan: environment.UPLOAD_SCAN?.trim() || undefined,
    privacyContact: environment.PRIVACY_CONTACT?.trim() || undefined,
    loadsExample: values['no-example'] !== true,
    allowsExampleAbroad: values['allow-example-accounts'] === true,
  }
}

/** Requests a minute that an administrator set, else the usual ones; 0 is without limit. */
function limitSettings(environment: NodeJS.ProcessEnv): Limits {
  const of = (option: string, usual: number) => {
    const value = environment[option]
    if (value && !/^\d{1,7}$/.test(value)) usage(words.badValue, { option, value, shape: '0–9999999' })
    return value ? Number(value) : usual
  }
  return {
    signIns: of('LIMIT_SIGN_INS', limitsUsual.signIns),
    writes: of('LIMIT_WRITES', limitsUsual.writes),
    searches: of('LIMIT_SEARCHES', limitsUsual.searches),
  }
}

/** A mail server and whom letters come from, or neither. A value is never repeated: it may hold a password. */
function mailSettings({ SMTP_URL: smtpUrl, MAIL_FROM: from }: NodeJS.ProcessEnv, publicUrl: string): ServeSettings['mail'] {
  if (!smtpUrl) return undefined
  if (!URL.canParse(smtpUrl) || !/^smtps?:$/.test(new URL(smtpUrl).protocol))
    usage(words.badValue, { option: 'SMTP_URL', value: smtpUrl.split(':')[0], shape: 'smtp://… | smtps://…' })
  const address = from?.match(/^(?:[^<>]*<([^<>]+)>|([^<>\s]+))$/)
  if (!from || !isMailAddress(address?.[1] ?? address?.[2] ?? ''))
    usage(words.badValue, { option: 'MAIL_FROM', value: from ?? '', shape: 'noreply@example.org | 县创 <noreply@example.org>' })
  return { smtpUrl, from, publicUrl }
}

/** Whether an address can be reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}
