// Indicator systems as versioned data: what the files of the product bring, and what a province records.
import { inputIssues } from '../kernel/issue.rules.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { type Handler, handle } from '../kernel/perform.ts'
import type { Seed } from '../kernel/seeds.ts'
import { say, type Word } from '../kernel/word.ts'
import { evaluationWords } from './evaluation.words.ts'
import { columnsOf } from './prepare.rules.ts'
import { indexSystemWrong, listIndexSystems, recordIndexSystem } from './round.contract.ts'
import { insertSeededSystems, insertSystem, listSystemRows } from './round.sql.ts'
import { systemsOfRows } from './seedsystem.rules.ts'
import type { IndexSubject, IndexSubjects } from './subject.server.ts'
import { IndicatorSystem } from './system.contract.ts'
import { systemProblems } from './system.rules.ts'

export const systemSeeds: readonly Seed[] = [
  {
    file: 'index_nodes.csv',
    write: (db, rows) =>
      insertSeededSystems(
        db,
        systemsOfRows(rows).map(({ file, ...head }) => ({ ...head, isAssumption: true, system: IndicatorSystem.parse(file) })),
      ),
  },
]

const both = (word: Word, params: Readonly<Record<string, unknown>> = {}) => ({ zh: say(word, 'zh', params), en: say(word, 'en', params) })

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    if (error instanceof SyntaxError) throw indexSystemWrong({ reasons: [both(evaluationWords.not_json)] })
    throw error
  }
}

/** The system of a file that a subject's records can be computed by. @throws index_system_wrong with every reason */
function systemOf(text: string, subject: IndexSubject, known: ReadonlySet<string>): IndicatorSystem {
  const { data, error } = IndicatorSystem.safeParse(jsonOf(text))
  if (error)
    throw indexSystemWrong({
      reasons: inputIssues(error).map(({ path, text }) => ({ zh: `${path || '.'}：${text.zh}`, en: `${path || '.'}: ${text.en}` })),
    })
  const problems = systemProblems(data).map((problem) => both(evaluationWords[problem.code], problem))
  const unknown = columnsOf(data, [...known]).filter((column) => !known.has(column))
  const reasons = [...problems, ...unknown.map((column) => both(evaluationWords.column_unknown, { column, subject: subject.code }))]
  if (reasons.length > 0) throw indexSystemWrong({ reasons })
  return data
}

export const systemHandlers = (subjects: IndexSubjects): Handler[] => [
  handle(listIndexSystems, async ({ db }) => ({ items: await listSystemRows(db) })),

  handle(recordIndexSystem, async ({ input, actor, db }) => {
    const subject = subjects.get(input.subject)
    if (!subject?.holds(actor, 'evaluation.run', null)) throw notFound({ what: 'index_subject' })
    const system = systemOf(input.file, subject, await subject.columns(db))
    const { basis, isAssumption, titleZh, titleEn } = input
    const { code, version } = system
    const row = { code, version, subject: subject.code, title: { zh: titleZh, en: titleEn }, basis, isAssumption, system }
    await insertSystem(db, row, actor.personId)
    return row
  }),
]
