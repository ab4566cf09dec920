// A version as its director publishes it: tried on earlier cases first.
import type { Input } from '../../src/kernel/contract.ts'
import type { World } from '../../src/kernel/test.ts'
import { previewVersion, publishVersion } from '../../src/procedures/version.contract.ts'

type Wanted = Omit<Input<typeof publishVersion>, 'tried' | 'note'> & { note?: string }
const span = { from: '2026-01-01', to: '2026-12-31' } as const

/** Tries a version, and publishes it with what the trial found; the answer to whichever was refused. */
export async function publish(world: World, { token }: { token: string }, wanted: Wanted) {
  const { code, edition, parameters, texts, standard } = wanted
  const tried = await world.send(token, previewVersion, { code, edition, parameters, texts, standard, ...span })
  const found = { cases: tried.body.cases ?? 0, changed: tried.body.changed?.length ?? 0 }
  return world.send(token, publishVersion, { note: '', ...wanted, tried: { ...span, ...found } })
}
