import type { FigureDeclaration } from '../figures/figure.rules.ts'
import type { FigureSource } from '../figures/source.server.ts'
import { type Counting, countActs, countMoney, countRecords, countStanding, tallySource } from '../procedures/figure.server.ts'
import type { Ground } from '../procedures/known.server.ts'
import { card } from './card.declaration.ts'
import {
  cardsValid,
  childrenPlaced,
  hoursTaught,
  pointsGiven,
  professorsInTerm,
  questionsAnswered,
  satisfaction,
  settlingPaid,
  settlingPromised,
  talentsGraded,
  talentsInForce,
  visitsMade,
  visitsRated,
} from './figure.declaration.ts'
import { grading } from './grading.declaration.ts'
import { professor } from './professor.declaration.ts'
import { schooling } from './schooling.declaration.ts'
import { settling } from './settling.declaration.ts'
import { visit } from './visit.declaration.ts'

const granted = countActs(['grant'])
const inForce = countStanding('in_force')

const countings: readonly [FigureDeclaration, { readonly code: string }, Counting][] = [
  [talentsInForce, grading, inForce],
  [talentsGraded, grading, granted],
  [cardsValid, card, inForce],
  [childrenPlaced, schooling, granted],
  [settlingPromised, settling, countMoney('promised')],
  [settlingPaid, settling, countMoney('paid')],
  [professorsInTerm, professor, inForce],
  [hoursTaught, professor, countRecords('teaching', 'amount')],
  [visitsMade, visit, countRecords('visit', 'count')],
  [questionsAnswered, visit, granted],
  [visitsRated, visit, countRecords('satisfaction', 'count')],
  [pointsGiven, visit, countRecords('satisfaction', 'amount')],
]

/** The province's figures of talents and of what is done for them, each of the cases of one procedure. */
export function talentSources(ground: Ground): FigureSource[] {
  return [
    ...countings.map(([figure, { code }, counting]) => tallySource(ground, [code], figure, counting)),
    { figure: satisfaction, numerator: pointsGiven.name, denominator: visitsRated.name },
  ]
}
