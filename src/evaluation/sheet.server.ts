// The whole sheet of a round, for whoever wants to compute it again.
import { csvText } from '../kernel/csv.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { type Handler, handle } from '../kernel/perform.ts'
import type { Language } from '../kernel/word.ts'
import { type WrittenSheet, workbookOf } from '../kernel/workbook.ts'
import { downloadIndexSheet } from './round.contract.ts'
import { roundWords as words } from './round.words.ts'
import { filesOf } from './roundjob.server.ts'
import { isPublic, mayRun, type Opened, openRound } from './roundview.server.ts'
import { computedSheets, longTable } from './sheet.rules.ts'
import type { IndexSubjects } from './subject.server.ts'

const [narrow, wide] = [12, 24]

function csvOf({ reports, placed }: Opened, language: Language): string {
  const names = new Map(placed.map((one) => [one.unit, language === 'zh' ? one.nameZh : one.nameEn]))
  const heads = [words.sheet_year, words.sheet_step, words.sheet_unit, words.sheet_name, words.sheet_indicator, words.sheet_value]
  const rows = longTable(reports).map(([year, step, unit, ...rest]) => [year!, step!, unit!, names.get(String(unit)) ?? '', ...rest])
  return csvText([heads.map((head) => head[language]), ...rows], { isFirst: true })
}

function sheetsOf({ head, report, placed }: Opened, language: Language): WrittenSheet[] {
  const names = new Map(placed.map((one) => [one.unit, language === 'zh' ? one.nameZh : one.nameEn]))
  const told = {
    unit: words.sheet_unit[language],
    name: words.sheet_name[language],
    value: words.sheet_value[language],
    treated: words.sheet_treated[language],
    score: words.sheet_score[language],
    index: words.sheet_index[language],
    rank: words.sheet_rank[language],
    weight: words.sheet_weight[language],
    compared: words.sheet_compared[language],
  }
  return computedSheets(head.system, report!, names, (title, code) => title?.[language] ?? code, told).map(({ name, rows }) => ({
    name,
    heads: rows[0]!.map((title) => String(title ?? '')),
    widths: rows[0]!.map((_, at) => (at === 1 ? wide : narrow)),
    rows: rows.slice(1),
  }))
}

export const sheetHandlers = (subjects: IndexSubjects): Handler[] => [
  handle(downloadIndexSheet, async ({ input, actor, db }) => {
    const opened = await openRound(db, subjects, actor, input.id)
    const { round, report } = opened
    if (!report || !(isPublic(round) || mayRun(subjects.get(round.subject), actor))) throw notFound({ what: 'index_round' })
    if (input.format === 'data' || input.format === 'system') {
      const { system, rows } = await filesOf(db, subjects, round)
      const name = `${round.systemCode}-${round.year}`
      return input.format === 'data'
        ? { mediaType: 'text/csv; charset=utf-8', fileName: `${name}.csv`, chunks: inOne(csvText(rows, { isFirst: true })), isApart: true }
        : { mediaType: 'application/json', fileName: `${name}.json`, chunks: inOne(`${JSON.stringify(system, null, 2)}\n`), isApart: true }
    }
    const fileName = `${round.title[input.language]}-${round.year}.${input.format}`
    if (input.format === 'csv')
      return { mediaType: 'text/csv; charset=utf-8', fileName, chunks: inOne(csvOf(opened, input.language)), isApart: true }
    const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    return { mediaType, fileName, chunks: workbookOf(sheetsOf(opened, input.language)), isApart: true }
  }),
]

async function* inOne(text: string): AsyncGenerator<string> {
  yield text
}
