import { defineFigure, type FigureColumn } from '../figures/figure.rules.ts'
import type { Word } from '../kernel/word.ts'
import { caseFigureWords as words } from './figure.words.ts'

const actWords = {
  submit: words.act_submit,
  accept: words.act_accept,
  reject: words.act_reject,
  ask_mend: words.act_ask_mend,
  grant: words.act_grant,
  refuse: words.act_refuse,
  object: words.act_object,
  answer_objection: words.act_answer_objection,
  appeal: words.act_appeal,
  uphold: words.act_uphold,
  overturn: words.act_overturn,
}
const statusWords = {
  open: words.status_open,
  mending: words.status_mending,
  appealed: words.status_appealed,
  granted: words.status_granted,
}

export const caseColumn: FigureColumn = { key: 'caseNo', title: words.columnCase, type: 'text', isPrivate: true }
export const procedureColumn: FigureColumn = { key: 'procedure', title: words.columnProcedure, type: 'text' }
export const placeColumns: readonly FigureColumn[] = [
  { key: 'division', title: words.columnDivision, type: 'text', isPrivate: true },
  { key: 'organisation', title: words.columnOrganisation, type: 'text', isPrivate: true },
]
export const dayColumn: FigureColumn = { key: 'day', title: words.columnDay, type: 'day' }
export const levelColumn: FigureColumn = { key: 'level', title: words.columnLevel, type: 'text', isPrivate: true }
const detailColumn: FigureColumn = { key: 'detail', title: words.columnDetail, type: 'text', isPrivate: true }
const timeColumns: readonly FigureColumn[] = [
  { key: 'worked', title: words.columnWorked, type: 'count' },
  { key: 'promised', title: words.columnPromised, type: 'count' },
]
const head = [caseColumn, procedureColumn, dayColumn]
const actColumn: FigureColumn = { key: 'verb', title: words.columnAct, type: 'text', choices: actWords }

const about = { kind: 'computed', isAboutCustomers: false, isAboutCases: true, isDistinct: false } as const
const counted = { unit: words.unitCase, precision: 0, perUnit: 1 } as const
const first = (definition: Word) => [{ id: 'v1', validFrom: '2022-01-01', definition, documentNo: '' }]
const flow = { ...about, ...counted, nature: 'flow', dimensions: ['procedure', 'prefecture', 'county', 'month'] } as const

export const casesFiled = defineFigure({
  ...flow,
  name: 'cases_filed',
  title: words.filed,
  versions: first(words.filedDefinition),
  columns: [...head, ...placeColumns],
})
export const casesAccepted = defineFigure({
  ...flow,
  name: 'cases_accepted',
  title: words.accepted,
  versions: first(words.acceptedDefinition),
  columns: [...head, ...placeColumns],
})
export const casesNotAccepted = defineFigure({
  ...flow,
  name: 'cases_not_accepted',
  title: words.notAccepted,
  dimensions: ['procedure', 'ground', 'prefecture', 'county', 'month'],
  versions: first(words.notAcceptedDefinition),
  columns: [...head, detailColumn, ...placeColumns],
})
export const casesToMend = defineFigure({
  ...flow,
  name: 'cases_to_mend',
  title: words.mended,
  versions: first(words.mendedDefinition),
  columns: [...head, ...placeColumns],
})
const decision = { ...flow, columns: [...head, actColumn, levelColumn, detailColumn, ...timeColumns, ...placeColumns] } as const
export const casesDecided = defineFigure({
  ...decision,
  name: 'cases_decided',
  title: words.decided,
  versions: first(words.decidedDefinition),
})
export const casesGranted = defineFigure({
  ...decision,
  name: 'cases_granted',
  title: words.granted,
  versions: first(words.grantedDefinition),
})
export const casesRefused = defineFigure({
  ...decision,
  name: 'cases_refused',
  title: words.refused,
  dimensions: ['procedure', 'ground', 'prefecture', 'county', 'month'],
  versions: first(words.refusedDefinition),
})
export const casesOnTime = defineFigure({
  ...decision,
  name: 'cases_on_time',
  title: words.onTime,
  versions: first(words.onTimeDefinition),
})
export const workedDays = defineFigure({
  ...decision,
  name: 'case_working_days',
  title: words.workedDays,
  unit: words.unitDay,
  versions: first(words.workedDaysDefinition),
})
export const medianDays = defineFigure({
  ...decision,
  name: 'case_days_median',
  title: words.medianDays,
  unit: words.unitDay,
  precision: 1,
  perUnit: 10,
  versions: first(words.medianDaysDefinition),
})
const ratio = { ...flow, nature: 'ratio', precision: 1, perUnit: 10, columns: [] } as const
export const onTimeShare = defineFigure({
  ...ratio,
  name: 'case_on_time_share',
  title: words.onTimeShare,
  unit: words.unitPercent,
  versions: first(words.onTimeShareDefinition),
})
export const grantedShare = defineFigure({
  ...ratio,
  name: 'case_granted_share',
  title: words.grantedShare,
  unit: words.unitPercent,
  versions: first(words.grantedShareDefinition),
})
export const meanDays = defineFigure({
  ...ratio,
  name: 'case_days_mean',
  title: words.meanDays,
  unit: words.unitDay,
  isMean: true,
  versions: first(words.meanDaysDefinition),
})
const answered = { ...flow, dimensions: ['procedure', 'outcome', 'prefecture', 'county', 'month'] } as const
const outcomeColumn: FigureColumn = {
  ...detailColumn,
  choices: {
    ...{ upheld: words.outcome_upheld, dismissed: words.outcome_dismissed },
    ...{ uphold: words.act_uphold, overturn: words.act_overturn },
  },
}
export const objectionsRaised = defineFigure({
  ...flow,
  name: 'case_objections',
  title: words.objections,
  versions: first(words.objectionsDefinition),
  columns: [...head, ...placeColumns],
})
export const objectionsAnswered = defineFigure({
  ...answered,
  name: 'case_objections_answered',
  title: words.objectionsAnswered,
  versions: first(words.objectionsAnsweredDefinition),
  columns: [...head, outcomeColumn, ...placeColumns],
})
export const appealsMade = defineFigure({
  ...flow,
  name: 'case_appeals',
  title: words.appeals,
  versions: first(words.appealsDefinition),
  columns: [...head, ...placeColumns],
})
export const appealsAnswered = defineFigure({
  ...answered,
  name: 'case_appeals_answered',
  title: words.appealsAnswered,
  versions: first(words.appealsAnsweredDefinition),
  columns: [...head, outcomeColumn, ...placeColumns],
})
const stock = { ...about, ...counted, nature: 'stock', dimensions: ['procedure', 'prefecture', 'county'] } as const
const openColumns: readonly FigureColumn[] = [
  ...head,
  { key: 'status', title: words.columnAct, type: 'text', choices: statusWords },
  { key: 'due', title: words.columnDue, type: 'day' },
  ...placeColumns,
]
export const casesOpen = defineFigure({
  ...stock,
  name: 'cases_open',
  title: words.open,
  versions: first(words.openDefinition),
  columns: openColumns,
})
export const casesOverdue = defineFigure({
  ...stock,
  name: 'cases_overdue',
  title: words.overdue,
  versions: first(words.overdueDefinition),
  columns: openColumns,
})
