// An index of 3,000 counties by 60 indicators over ten years, computed again with every table, and without the runs behind its intervals.

import { chanceFrom } from '../src/evaluation/chance.rules.ts'
import { computeComposite } from '../src/evaluation/composite.rules.ts'
import { yearReport } from '../src/evaluation/report.rules.ts'
import { IndicatorSystem } from '../src/evaluation/system.contract.ts'
import { yearsOf } from '../src/evaluation/table.rules.ts'
import { type Line, round } from './measure.ts'

const [unitCount, indicatorCount, yearCount] = [3_000, 60, 10]

const system = IndicatorSystem.parse({
  code: 'bench',
  method: { impute: 'median', treat: { kind: 'winsorise' }, normalise: { kind: 'minMax' } },
  groups: [{ code: 'index' }, ...Array.from({ length: 6 }, (_, at) => ({ code: `g${at}`, parent: 'index' }))],
  indicators: Array.from({ length: indicatorCount }, (_, at) => ({
    code: `i${at}`,
    parent: `g${at % 6}`,
    direction: at % 7 === 0 ? (-1 as const) : (1 as const),
    ...(at % 2 === 0 ? { denominator: 'people', per: 10_000 } : {}),
  })),
  classes: [20, 40, 60].map((atLeast) => ({ code: `from ${atLeast}`, atLeast })),
})
const columns = ['people', ...system.indicators.map(({ code }) => code)]

/** One in fifty cells is missing, and values are skewed as those of counties are. */
function rowsOfBench() {
  const chance = chanceFrom(1)
  return Array.from({ length: unitCount * yearCount }, (_, at) => ({
    ...{ unit: `u${at % unitCount}`, year: 2015 + Math.floor(at / unitCount), group: null },
    values: new Map(columns.flatMap((code) => (chance() < 0.02 && code !== 'people' ? [] : [[code, 1 + 1000 * chance() ** 4] as const]))),
  }))
}

/** Rows to columns, every step of every year, ranks, growth, standings and what would move each unit a class up. */
export async function benchIndex(): Promise<Line[]> {
  const rows = rowsOfBench()
  const times = Array.from({ length: 3 }, () => {
    const begun = performance.now()
    const composite = computeComposite(system, yearsOf(rows, columns))
    for (const year of composite.years) yearReport(composite, year)
    return performance.now() - begun
  }).sort((one, other) => one - other)
  return [
    {
      what: `an index of ${unitCount.toLocaleString('en-US')} units, ${indicatorCount} indicators, ${yearCount} years, every table`,
      ours: `${round(times[1]! / 1000)} s (${round(times[0]! / 1000)}–${round(times[2]! / 1000)})`,
      floor: '—',
      ratio: '—',
      aim: '< 10 s',
    },
  ]
}
