// An index over the returns of five years, computed and published as the province would: its intervals first, then the decision.
import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '../../src/app.ts'
import { actOnIndexRound, createIndexRound, getIndexRound } from '../../src/evaluation/round.contract.ts'
import { callerOf } from './applications.ts'

const round = { systemCode: 'innovative_county', systemVersion: '1', fromYear: 2020, year: 2024, runs: 300 } as const
const waitsMost = 300

/** Whichever process computes the runs, they are waited for: a round is published after its intervals were there to be seen. */
export async function publishRound(app: App, province: string): Promise<void> {
  const { at, call } = callerOf(app)
  at(new Date())
  const { id } = await call(province, createIndexRound, round)
  for (let wait = 0; wait < waitsMost; wait++) {
    await app.jobs.drain()
    const { acts } = await call(province, getIndexRound, { id })
    if (acts.some(({ act, reasons }) => act === 'publish' && reasons.length === 0)) break
    await sleep(200)
  }
  await call(province, actOnIndexRound, { id, act: 'publish', reason: '示例发布' })
}
