// What another version would have said of a case: the same answers and facts, the other's rules and numbers.

import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import type { Word } from '../kernel/word.ts'
import { judge } from './condition.rules.ts'
import { generalParameters, isUnsaid } from './general.rules.ts'
import { type Ground, knownOf, loadCase, maySee, procedureOf } from './known.server.ts'
import type { ParameterValues, Procedure } from './procedure.rules.ts'
import { replayCase } from './sample.contract.ts'
import { levelsIn } from './standard.rules.ts'
import { listVersionRows } from './version.sql.ts'

type Numbered = { title: Word; unit: Word; of: 'integer' | 'money'; key: Word | null; value: number }

/** Every number of a version by its name, those of a table one by one. */
export function numbersOf(procedure: Procedure, parameters: ParameterValues): Map<string, Numbered> {
  const all = Object.entries({ ...procedure.parameters, ...generalParameters(procedure) }).flatMap(
    ([name, parameter]): [string, Numbered][] => {
      const { title, unit } = parameter
      const value = parameters[name]
      const of = parameter.type === 'table' ? parameter.of : parameter.type
      if (value === undefined || isUnsaid(name, parameters)) return []
      if (typeof value === 'number') return [[name, { title, unit, of, key: null, value }]]
      const keys: Readonly<Record<string, Word>> = parameter.type === 'table' ? parameter.keys : {}
      return Object.entries(value).map(([key, one]) => [`${name}.${key}`, { title, unit, of, key: keys[key] ?? null, value: one }])
    },
  )
  return new Map(all)
}

export const replayHandlers = (ground: Ground) => [
  handle(replayCase, async ({ input, actor, db, now }) => {
    const loaded = await loadCase(ground, db, input.id)
    if (!maySee(actor, loaded)) throw notFound({ what: 'case' })
    const { procedure, version } = loaded
    const other = (await listVersionRows(db, procedure.code)).find((one) => one.number === input.version)
    if (!other) throw notFound({ what: 'version' })
    const otherProcedure = procedureOf(ground, other)
    const known = await knownOf(ground, db, loaded, now)
    const own = judge(procedure, known)
    const others = judge(otherProcedure, { ...known, parameters: other.parameters, standard: levelsIn(other.standard) })
    const find = (all: typeof own, code: string) => {
      const found = all.find((one) => one.code === code)
      return found ? { text: found.text, result: found.result } : null
    }
    const codes = [...new Set([...own, ...others].map(({ code }) => code))]
    const [ownNumbers, otherNumbers] = [numbersOf(procedure, version.parameters), numbersOf(otherProcedure, other.parameters)]
    const named = new Map([...ownNumbers, ...otherNumbers])
    const differing = [...named].filter(([name]) => ownNumbers.get(name)?.value !== otherNumbers.get(name)?.value)
    const brief = ({ number, edition, documentNo }: typeof version) => ({ number, edition, documentNo })
    return {
      ...{ own: brief(version), other: brief(other), on: known.on },
      conditions: codes.map((code) => ({ code, own: find(own, code), other: find(others, code) })),
      numbers: differing.map(([name, { title, unit, of, key }]) => ({
        ...{ title, unit, of, key },
        own: ownNumbers.get(name)?.value ?? null,
        other: otherNumbers.get(name)?.value ?? null,
      })),
    }
  }),
]
