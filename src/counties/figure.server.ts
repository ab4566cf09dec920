import type { FigureDeclaration } from '../figures/figure.rules.ts'
import type { ComputedSource, FigureQuestion } from '../figures/source.server.ts'
import type { Db } from '../kernel/db.ts'
import { nationalCountyCount, provincialCountyCount } from './counties.declaration.ts'
import type { levels } from './designation.contract.ts'
import { designationsOn } from './designation.server.ts'
import { isAnythingRecorded } from './designation.sql.ts'

type Level = (typeof levels)[number]

/** A count that always equals its list: both are the rows of the day. */
function countySource(figure: FigureDeclaration, level: Level): ComputedSource {
  const listed = async (db: Db, { period, asOf, scopeIds }: FigureQuestion) =>
    // What is said of counties is no institution's.
    scopeIds !== null ? [] : (await designationsOn(db, { on: period.on ?? '', asOf })).filter((one) => one.level === level)
  return {
    figure,
    async compute(db, question) {
      const rows = await listed(db, question)
      const whole = { key: 'all', amount: rows.length, rowCount: rows.length, customerCount: null }
      if (question.by === null) return [whole]
      const parts = Map.groupBy(rows, (row) => row.parentCode ?? '')
      return [whole, ...[...parts].map(([key, own]) => ({ ...whole, key, amount: own.length, rowCount: own.length }))]
    },
    async rows(db, question, { after, limit }) {
      const rows = await listed(db, question)
      const from = after === undefined ? 0 : rows.findIndex((row) => row.id === after) + 1
      return rows.slice(from, from + limit).map(({ id, divisionCode, nameZh, stage, firstOn, documentNo }) => ({
        id,
        institutionId: null,
        institutionDivisionCode: divisionCode,
        customerId: null,
        values: { county: nameZh, divisionCode, stage, firstOn, documentNo },
      }))
    },
    isRecorded: (db, { asOf }) => isAnythingRecorded(db, asOf),
  }
}

export const countySources = [countySource(nationalCountyCount, 'national'), countySource(provincialCountyCount, 'provincial')]
