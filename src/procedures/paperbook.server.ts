// The working papers of a sample as one workbook: a sheet for each kind of thing, each row naming its case.
import { say, type Word } from '../kernel/word.ts'
import { type SheetCell, type WrittenSheet, workbookOf } from '../kernel/workbook.ts'
import { verbWords } from './acting.words.ts'
import { delegationWords } from './delegation.words.ts'
import { deskWords } from './desk.words.ts'
import { paperWords as words } from './paper.words.ts'
import type { Paper, SampleShown } from './sample.contract.ts'

type Language = 'zh' | 'en'
type Column = readonly [Word, number]
type Told = (word: Word | null) => string

const hourMs = 3_600_000
/** A moment as it reads in Shanghai, to the second. */
const moment = (at: string | null) =>
  at === null ? '' : new Date(Date.parse(at) + 8 * hourMs).toISOString().slice(0, 19).replace('T', ' ')
const yuan = (fen: number | null) => (fen === null ? null : fen / 100)
const verbOf = (verb: string, tell: Told) => (verb in verbWords ? tell(verbWords[verb as keyof typeof verbWords]) : verb)
const lookUp = (key: string): Word | null => (key in words ? words[key as keyof typeof words] : null)

function sheet(tell: Told, name: Word, columns: readonly Column[], rows: readonly (readonly SheetCell[])[]): WrittenSheet {
  return { name: tell(name), heads: columns.map(([word]) => tell(word)), widths: columns.map(([, width]) => width), rows }
}

function criteriaRows(sample: SampleShown, tell: Told, language: Language): SheetCell[][] {
  const statuses = sample.statuses.map((status) => tell(deskWords[`status_${status}`])).join('、')
  return [
    [tell(words.title), sample.title],
    [tell(words.procedure), sample.procedure[language]],
    [tell(words.edition), sample.edition ?? tell(words.everyEdition)],
    [tell(words.division), sample.divisionCode],
    [tell(words.filed), `${sample.filedFrom} – ${sample.filedTo}`],
    [tell(words.statuses), statuses || tell(words.everyEdition)],
    [tell(words.method), tell(words[`method_${sample.method}`])],
    [tell(words.size), sample.size],
    [tell(words.seed), sample.seed],
    [tell(words.asOf), sample.asOf],
    [tell(words.populationCount), sample.populationCount],
    ...(sample.populationFen === null ? [] : [[tell(words.populationFen), yuan(sample.populationFen)]]),
    [tell(words.digest), sample.populationDigest],
    [tell(words.drawnBy), sample.drawnBy],
    [tell(words.drawnAt), moment(sample.drawnAt)],
  ]
}

function caseRows(sample: SampleShown, papers: readonly Paper[], tell: Told): SheetCell[][] {
  return sample.cases.map((one, at) => {
    const paper = papers[at]!
    const stratum = sample.method === 'outcome' ? tell(deskWords[`status_${one.stratum as 'open'}`]) : one.stratum
    return [
      ...[one.caseNo, one.subjectName, paper.organisationName ?? '', one.divisionCode ?? '', stratum, yuan(one.fen), one.hits],
      ...[tell(deskWords[`status_${one.status}`]), moment(paper.filedAt), moment(paper.endedAt)],
      ...[tell(words[`finding_${one.finding ?? 'none'}`]), one.noteCount],
    ]
  })
}

function answerText(value: unknown, field: Paper['fields'][number], tell: Told): SheetCell {
  if (value === undefined || value === null) return ''
  if (typeof value === 'boolean') return tell(value ? words.yes : words.no)
  if (typeof value === 'number') return field.type === 'money' ? value / 100 : value
  const titleOf = (code: unknown) => tell(field.choices.find((one) => one.code === code)?.title ?? { zh: String(code), en: String(code) })
  if (Array.isArray(value)) return value.map((one: unknown) => (typeof one === 'object' ? JSON.stringify(one) : titleOf(one))).join('；')
  return titleOf(value)
}

function paperSheets(papers: readonly Paper[], tell: Told): WrittenSheet[] {
  const each = (rowsOf: (paper: Paper) => SheetCell[][]) => papers.flatMap((paper) => rowsOf(paper).map((row) => [paper.caseNo, ...row]))
  const caseColumn: Column = [words.case, 20]
  const table = (name: Word, columns: readonly Column[], rowsOf: (paper: Paper) => SheetCell[][]) =>
    sheet(tell, name, [caseColumn, ...columns], each(rowsOf))
  return [
    table(
      words.sheetParameters,
      [
        [words.version, 44],
        [words.programme, 36],
        [words.parameter, 30],
        [words.value, 14],
        [words.unit, 10],
      ],
      (paper) => {
        const version = tell({ zh: say(words.versionLine, 'zh', paper.version), en: say(words.versionLine, 'en', paper.version) })
        const programme = `${tell(paper.programme)} ${paper.programmeDocumentNo} ${tell(paper.batch)}`
        return paper.parameters.flatMap(({ title, unit, of, values }) =>
          values.map((one) => [
            ...[version, programme, one.title ? `${tell(title)}：${tell(one.title)}` : tell(title)],
            ...[of === 'money' ? one.value / 100 : one.value, tell(unit)],
          ]),
        )
      },
    ),
    table(
      words.sheetAnswers,
      [
        [words.field, 30],
        [words.content, 60],
      ],
      (paper) => paper.fields.map((field) => [tell(field.title), answerText(paper.answers[field.key], field, tell)]),
    ),
    table(
      words.sheetConditions,
      [
        [words.conditionsOn, 14],
        [words.condition, 70],
        [words.result, 14],
      ],
      (paper) => paper.conditions.map((one) => [paper.conditionsOn, tell(one.text), tell(words[`result_${one.result}`])]),
    ),
    ...trailSheets(table, tell),
  ]
}

type Table = (name: Word, columns: readonly Column[], rowsOf: (paper: Paper) => SheetCell[][]) => WrittenSheet

function trailSheets(table: Table, tell: Told): WrittenSheet[] {
  return [
    table(
      words.sheetJournal,
      [
        ...([
          [words.number, 8],
          [words.at, 20],
          [words.action, 18],
          [words.by, 16],
          [words.as, 20],
        ] as const),
        ...([
          [words.stage, 18],
          [words.toStage, 18],
          [words.text, 60],
        ] as const),
      ],
      (paper) =>
        paper.journal.map((line) => [
          ...[
            line.number,
            moment(line.actedAt),
            verbOf(line.verb, tell),
            `${line.by}${line.onBehalfOf && tell(delegationWords.onBehalf).replace('{name}', line.onBehalfOf)}`,
          ],
          ...[`${tell(words[`as_${line.as}`])} ${line.officeDivision ?? ''}`.trim(), tell(line.stage), tell(line.toStage), line.text],
        ]),
    ),
    table(
      words.sheetMaterials,
      [
        ...([
          [words.material, 24],
          [words.source, 18],
          [words.document, 30],
          [words.hash, 66],
        ] as const),
        ...([
          [words.state, 10],
          [words.checkedBy, 14],
          [words.checked, 20],
          [words.filedAt, 20],
          [words.removedAt, 20],
        ] as const),
      ],
      (paper) =>
        paper.materials.map((one) => [
          ...[tell(one.title), tell(one.source), one.document?.fileName ?? tell(words.paper), one.document?.digest ?? ''],
          ...[
            tell(words[`material_${one.state}`]),
            one.checkedBy ?? '',
            moment(one.checkedAt),
            moment(one.recordedAt),
            moment(one.removedAt),
          ],
        ]),
    ),
    ...endSheets(table, tell),
  ]
}

function endSheets(table: Table, tell: Told): WrittenSheet[] {
  return [
    table(
      words.sheetNotices,
      [
        [words.publishedAt, 20],
        [words.noticeTo, 12],
        [words.closedAt, 20],
        [words.objection, 50],
        [words.answer, 50],
      ],
      ({ notice }) => {
        if (!notice) return []
        const days = [moment(notice.publishedAt), notice.noticeTo, moment(notice.closedAt)]
        if (notice.objections.length === 0) return [[...days, '', '']]
        return notice.objections.map((one) => [...days, `${moment(one.raisedAt)} ${one.text}`, one.answer ?? ''])
      },
    ),
    table(
      words.sheetDecisions,
      [
        [words.action, 18],
        [words.at, 20],
        [words.by, 16],
        [words.level, 14],
        [words.reason, 60],
        [words.awardNo, 24],
        [words.state, 12],
        [words.days, 26],
      ],
      ({ decision, awards }) => {
        const decided = decision
          ? [verbOf(decision.verb, tell), moment(decision.decidedAt), decision.by, tell(decision.level), decision.reason]
          : ['', '', '', '', '']
        if (awards.length === 0) return decision ? [[...decided, '', '', '']] : []
        return awards.map((one) => [
          ...[...decided, one.awardNo, tell(lookUp(`award_${one.state}`)), `${one.firstOn} – ${one.lastOn ?? ''}`],
        ])
      },
    ),
    table(
      words.sheetPayments,
      [
        [words.number, 8],
        [words.amount, 14],
        [words.dueOn, 12],
        [words.state, 14],
        [words.payers, 60],
      ],
      ({ payments }) =>
        (payments?.lines ?? []).map((line) => [
          ...[line.number, yuan(line.fen), line.dueOn, tell(words[`line_${line.state}`])],
          line.shares
            .map((one) => `${one.payer} ${one.fen / 100} ${tell(words[`line_${one.state}`])} ${one.paidOn ?? ''}`.trim())
            .join('；'),
        ]),
    ),
    table(
      words.sheetNotes,
      [
        [words.at, 20],
        [words.writtenBy, 16],
        [words.finding, 14],
        [words.text, 80],
      ],
      ({ notes }) => notes.map((one) => [moment(one.writtenAt), one.writtenBy, tell(words[`finding_${one.finding}`]), one.text]),
    ),
  ]
}

/** A sample and its papers as a file. */
export function bookOf(sample: SampleShown, papers: readonly Paper[], language: Language) {
  const tell: Told = (word) => (word === null ? '' : word[language])
  const about = sheet(
    tell,
    words.sheetSample,
    [
      [words.item, 24],
      [words.content, 80],
    ],
    criteriaRows(sample, tell, language),
  )
  const list = sheet(
    tell,
    words.sheetCases,
    [
      ...([
        [words.case, 20],
        [words.subject, 16],
        [words.organisation, 30],
        [words.division, 12],
        [words.stratum, 14],
      ] as const),
      ...([
        [words.amount, 14],
        [words.hits, 10],
        [words.status, 14],
        [words.filedAt, 20],
        [words.endedAt, 20],
      ] as const),
      ...([
        [words.finding, 14],
        [words.notes, 10],
      ] as const),
    ],
    caseRows(sample, papers, tell),
  )
  return {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: `${words.fileName[language]}-${sample.seed}.xlsx`,
    chunks: workbookOf([about, list, ...paperSheets(papers, tell)]),
  }
}
