import type { App } from '../app.ts'
import { openDatabase, run } from '../kernel/db.ts'
import { type Embedded, startEmbedded } from '../kernel/embedded.ts'
import { both, type Command, CommandRefusal, shell, tell, type Values } from './command.ts'
import { isEmpty, loadExampleInto, tellExampleAccounts } from './example.ts'
import { builtPages } from './pages.ts'
import { isLoopback, type ServeSettings, serveSettings } from './serve.settings.ts'
import { serveWords as words } from './serve.words.ts'

const stopPatienceMs = 30_000

export const serve: Command = {
  title: words.title,
  options: {
    port: { type: 'string', shape: '8020', help: words.port },
    host: { type: 'string', shape: '127.0.0.1', help: words.host },
    'no-example': { type: 'boolean', help: words.noExample },
    'allow-example-accounts': { type: 'boolean', help: words.allowExample },
  },
  notes: [words.environmentNote, words.stopNote],
  run: ({ values }) => serveUntilStopped(values),
}

async function serveUntilStopped(values: Values): Promise<void> {
  const settings = serveSettings(values, shell.process.env)
  const stop = stopSignal()
  const pages = builtPages(settings.dataDir)
  const embedded = settings.databaseUrl
    ? undefined
    : await startEmbedded({ dataDir: settings.dataDir, log: (line) => process.stderr.write(`${line}\n`) })
  embedded?.onExit((reason) => stop.now(both(words.databaseGone, { reason })))
  let app: App | undefined
  let isLoading = true
  try {
    const { migrateAll } = await import('../app.ts')
    const url = settings.databaseUrl ?? embedded!.url
    const applied = await migrateAll(url)
    if (applied.length > 0) tell(words.migrated, { count: applied.length })
    await refuseExampleAbroad(url, settings)
    app = await open(url, settings, await pages)
    tell(words.ready, { address: await listen(app, settings) })
    const loading = showExample(app, settings)
    void loading.then(() => {
      isLoading = false
    })
    const failure = await stop.asked
    if (failure) throw new Error(failure)
  } finally {
    await stopAll(app, embedded, stop.hurry, isLoading ? 1_000 : stopPatienceMs)
  }
  tell(words.stopped)
}

/** The example province goes into an empty embedded database of this machine alone; its accounts are told wherever it is. */
async function showExample(app: App, settings: ServeSettings): Promise<void> {
  try {
    const isWanted = settings.loadsExample && !settings.databaseUrl && isLoopback(settings.host)
    if (isWanted && (await isEmpty(app.db))) await loadExampleInto(app)
    await tellExampleAccounts(app)
  } catch (error) {
    // When the service is being stopped its load is broken off, and leaves nothing.
    if (app.server.server.listening) tell(words.exampleFailed, { reason: (error as Error).message })
  }
}

async function open(url: string, settings: ServeSettings, webFolder: string | undefined): Promise<App> {
  const { openApp } = await import('../app.ts')
  return openApp({
    url,
    dataDir: settings.dataDir,
    trustProxy: settings.trustProxy,
    limits: settings.limits,
    ...(webFolder ? { webFolder } : {}),
    ...(settings.publicUrl ? { publicUrl: settings.publicUrl } : {}),
    ...(settings.uploadScan ? { uploadScan: settings.uploadScan } : {}),
    ...(settings.mail ? { mail: settings.mail } : {}),
    ...(settings.privacyContact ? { privacyContact: settings.privacyContact } : {}),
    ...(process.env.LOG_LEVEL ? { logLevel: process.env.LOG_LEVEL } : {}),
  })
}

async function listen(app: App, { port, host, publicUrl }: ServeSettings): Promise<string> {
  try {
    const address = await app.server.listen({ port, host })
    return publicUrl ?? address.replace('127.0.0.1', 'localhost')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw code === 'EADDRINUSE'
      ? new CommandRefusal(words.portTaken, { port })
      : new CommandRefusal(words.cannotListen, { host, port, reason: message })
  }
}

/** Example accounts have a password everybody may read: they are never offered to a network unless somebody insists. */
async function refuseExampleAbroad(url: string, settings: ServeSettings): Promise<void> {
  if (isLoopback(settings.host) || settings.allowsExampleAbroad) return
  const { db, close } = openDatabase(url, { connections: 1 })
  try {
    const found = await run(db, 'select 1 from person where is_example and closed_at is null limit 1')
    if (found.length > 0) throw new CommandRefusal(words.exampleAbroad, { host: settings.host })
  } finally {
    await close()
  }
}

/** Stopping is asked for once by a signal, in a hurry by a second one, or at once by a fault. */
function stopSignal() {
  let settle: (failure: string | undefined) => void = () => {}
  let hurryUp: () => void = () => {}
  const asked = new Promise<string | undefined>((resolve) => {
    settle = resolve
  })
  const hurry = new Promise<void>((resolve) => {
    hurryUp = resolve
  })
  let isAsked = false
  const onSignal = () => {
    if (isAsked) hurryUp()
    else tell(words.stopping)
    isAsked = true
    settle(undefined)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  return { asked, hurry, now: (failure: string) => settle(failure) }
}

/** No new requests; those at hand and the jobs are finished; then the database. Patience ends by itself, or by a second signal. */
async function stopAll(app: App | undefined, embedded: Embedded | undefined, hurry: Promise<void>, patienceMs: number): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, patienceMs).unref())
  await Promise.race([app?.close() ?? Promise.resolve(), hurry, late])
  await embedded?.stop()
  // Whatever still holds the process is not waited for: all that was promised is in the database.
  setTimeout(() => process.exit(), 1_000).unref()
}
