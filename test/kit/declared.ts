// Procedures that a test declares, on the scenario's own database: the engine is given them as it is given those of the slices.
import { openApp } from '../../src/app.ts'
import { sendTo, type World } from '../../src/kernel/test.ts'
import type { Procedure } from '../../src/procedures/procedure.rules.ts'

/** The scenario's world with more procedures declared; its clock is its own. */
export async function worldDeclaring(world: World, moreProcedures: readonly Procedure[]): Promise<World & AsyncDisposable> {
  const beside = { ...world, now: world.now }
  const { url, dataDir } = world
  const app = await openApp({ url, dataDir, now: () => beside.now, logLevel: 'silent', runsJobs: false, moreProcedures })
  const send = ((token, contract, input, options = {}) => sendTo(app.server, token, contract, input, options)) as World['send']
  const drain = () => app.jobs.drain()
  return Object.assign(beside, { app, db: app.db, server: app.server, send, drain, [Symbol.asyncDispose]: () => app.close() })
}
