import { defineFigure, type FigureColumn } from '../figures/figure.rules.ts'
import type { Word } from '../kernel/word.ts'
import { caseFigureWords } from '../procedures/figure.words.ts'
import { talentFigureWords as words } from './figure.words.ts'

const first = (definition: Word) => [{ id: 'v1', validFrom: '2022-01-01', definition, documentNo: '' }]
const column = (key: string, title: Word, type: FigureColumn['type'] = 'text'): FigureColumn => ({
  key,
  title,
  type,
  isPrivate: type !== 'day',
})
const caseNo = column('caseNo', caseFigureWords.columnCase)
const day = column('day', caseFigureWords.columnDay, 'day')
const level = column('level', caseFigureWords.columnLevel)
const amount = column('amount', caseFigureWords.columnAmount, 'count')
const fen = column('amount', caseFigureWords.columnFen, 'fen')
const places = [column('division', caseFigureWords.columnDivision), column('organisation', caseFigureWords.columnOrganisation)]

const about = { kind: 'computed', isAboutCustomers: false, isAboutCases: true, isDistinct: false, precision: 0, perUnit: 1 } as const
const flow = { ...about, nature: 'flow', dimensions: ['prefecture', 'county', 'month'] } as const
const stock = { ...about, nature: 'stock', dimensions: ['prefecture', 'county'] } as const
const byClass = { columns: [caseNo, level, day, ...places] } as const
const wanYuan = { unit: words.unitWanYuan, precision: 2, perUnit: 1_000_000 } as const

export const talentsInForce = defineFigure({
  ...{ ...stock, ...byClass, name: 'talents_in_force', title: words.inForce, unit: words.unitPerson },
  dimensions: ['level', 'prefecture', 'county'],
  versions: first(words.inForceDefinition),
})
export const talentsGraded = defineFigure({
  ...{ ...flow, ...byClass, name: 'talents_graded', title: words.graded, unit: words.unitPerson },
  dimensions: ['level', 'prefecture', 'county', 'month'],
  versions: first(words.gradedDefinition),
})
export const cardsValid = defineFigure({
  ...{ ...stock, ...byClass, name: 'talent_cards_valid', title: words.cards, unit: words.unitCard },
  dimensions: ['level', 'prefecture', 'county'],
  versions: first(words.cardsDefinition),
})
export const childrenPlaced = defineFigure({
  ...{ ...flow, name: 'talent_children_placed', title: words.placed, unit: words.unitPerson, isConfidential: true },
  versions: first(words.placedDefinition),
  columns: [caseNo, day, ...places],
})
export const settlingPromised = defineFigure({
  ...{ ...flow, ...wanYuan, name: 'talent_settling_promised', title: words.promised },
  dimensions: ['level', 'prefecture', 'county', 'month'],
  versions: first(words.promisedDefinition),
  columns: [caseNo, level, day, fen, ...places],
})
export const settlingPaid = defineFigure({
  ...{ ...flow, ...wanYuan, name: 'talent_settling_paid', title: words.paid },
  dimensions: ['level', 'prefecture', 'county', 'month'],
  versions: first(words.paidDefinition),
  columns: [caseNo, level, day, fen, ...places],
})
export const professorsInTerm = defineFigure({
  ...{ ...stock, name: 'industry_professors_in_term', title: words.professors, unit: words.unitPerson },
  versions: first(words.professorsDefinition),
  columns: [caseNo, day, ...places],
})
export const hoursTaught = defineFigure({
  ...{ ...flow, name: 'industry_professor_hours', title: words.hours, unit: words.unitHour },
  versions: first(words.hoursDefinition),
  columns: [caseNo, day, amount, ...places],
})
export const visitsMade = defineFigure({
  ...{ ...flow, name: 'enterprise_visits_made', title: words.visits, unit: words.unitVisit },
  versions: first(words.visitsDefinition),
  columns: [caseNo, day, ...places],
})
export const questionsAnswered = defineFigure({
  ...{ ...flow, ...byClass, name: 'enterprise_questions_answered', title: words.answered, unit: words.unitCase },
  dimensions: ['level', 'prefecture', 'county', 'month'],
  versions: first(words.answeredDefinition),
})
const rating = { ...flow, columns: [caseNo, day, amount, ...places] } as const
export const visitsRated = defineFigure({
  ...{ ...rating, name: 'enterprise_visits_rated', title: words.rated, unit: words.unitVisit },
  versions: first(words.ratedDefinition),
})
export const pointsGiven = defineFigure({
  ...{ ...rating, name: 'enterprise_visit_points', title: words.points, unit: words.unitPoint },
  versions: first(words.pointsDefinition),
})
export const satisfaction = defineFigure({
  ...{ ...flow, name: 'enterprise_visit_satisfaction', title: words.satisfaction, unit: words.unitPoint },
  ...{ nature: 'ratio', precision: 1, perUnit: 10, isMean: true, columns: [] },
  versions: first(words.satisfactionDefinition),
})
