// The figures of cases: what each counts, who sees all of it, and to whom its cases open.
import * as z from 'zod'
import type { FigureCell, FigureDeclaration } from '../figures/figure.rules.ts'
import type { ComputedSource, FigureQuestion, FigureRow, FigureSource, ScopeAsked } from '../figures/source.server.ts'
import { mayFor } from '../identity/grant.rules.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { daySent, pageMark } from '../kernel/shape.ts'
import { dayOf } from '../kernel/time.ts'
import type { Word } from '../kernel/word.ts'
import { say } from '../kernel/word.ts'
import { isWithin } from '../places/places.rules.ts'
import { divisionsOn } from '../places/places.server.ts'
import type { Verb } from './case.rules.ts'
import {
  appealsAnswered,
  appealsMade,
  casesAccepted,
  casesDecided,
  casesFiled,
  casesGranted,
  casesNotAccepted,
  casesOnTime,
  casesOpen,
  casesOverdue,
  casesRefused,
  casesToMend,
  grantedShare,
  meanDays,
  medianDays,
  objectionsAnswered,
  objectionsRaised,
  onTimeShare,
  workedDays,
} from './figure.declaration.ts'
import { caseFigureWords as words } from './figure.words.ts'
import { type Ground, mattersOf, sightsOf } from './known.server.ts'
import type { Procedure } from './procedure.rules.ts'
import { groundWords } from './step.words.ts'
import {
  actsIn,
  type Happenings,
  isAnyStep,
  lateAmong,
  listTally,
  paymentsIn,
  promisesIn,
  recordsIn,
  standingOn,
  sumTally,
  type TallyDimension,
  type TallyItem,
  type TallyRow,
  type TallyScope,
} from './tally.sql.ts'
import { listVersionRows } from './version.sql.ts'

/** Of which procedures a figure tells: some by their codes, or all that are declared. */
type About = readonly string[] | null

/** What is counted for a question, and beside it what hides it: figures that add up to each other are withheld together. */
export type Counting = {
  /** What the figure counts and lists. */
  of: (scope: TallyScope, question: FigureQuestion) => Happenings
  /** The happenings that it is told with, where it is a part of them. */
  among?: (scope: TallyScope, question: FigureQuestion) => Happenings
  amount: (row: TallyRow) => number
  /** How many of them are its own; all unless told. */
  count?: (row: TallyRow) => number
  /** The numbers that its whole can be taken apart into by other figures. */
  rests?: (row: TallyRow) => readonly number[]
}

const few = 3
/** Of numbers that add up to a published one, the smallest that would tell of one or two; 0 where none does. */
function smallestRest(parts: readonly number[]): number {
  return Math.min(...parts.filter((part) => part > 0 && part < few), few) % few
}

/**
 * A number with what would hide it. Parts of figures that add up to each other (granted and refused to decided) are hidden together, so
 * that what is withheld of one does not follow from the others; a whole by what it is itself taken apart into.
 */
function cellOf({ amount, count, rests }: Counting, row: TallyRow): FigureCell {
  const { key, caseCount, grantedCount, refusedCount, lateCount } = row
  const inAll = [grantedCount, refusedCount, lateCount, grantedCount + refusedCount > 0 || lateCount > 0 ? row.count - lateCount : 0]
  return {
    ...{ key, amount: amount(row), rowCount: count ? count(row) : row.count, customerCount: caseCount },
    restCount: smallestRest(key === 'all' ? (rests?.(row) ?? []) : inAll),
  }
}

const codesOf = (about: About, { procedure }: FigureQuestion): About =>
  procedure ? [procedure].filter((code) => !about || about.includes(code)) : about

const scopeOf = (about: About, question: FigureQuestion): TallyScope => ({
  procedures: codesOf(about, question),
  divisionCode: question.divisionCode ?? null,
  organisationId: question.divisionCode || question.scopeIds === null ? null : (question.scopeIds[0] ?? null),
  asOf: question.asOf,
})

export const periodOf = ({ period }: FigureQuestion): { from: string; to: string } => ({ from: period.from ?? '', to: period.to ?? '' })

/** Parts by what only some happenings have are parts of those alone. */
const ownDimensions: readonly (string | null)[] = ['ground', 'outcome', 'level']

const province = '220000'

/** Whether somebody counts the cases of a scope: by a grant for figures and for cases there, of each procedure's matter or of all. */
function seesCases(ground: Ground, about: About, actor: Actor, { institutionId, divisionCode, procedure }: ScopeAsked): boolean {
  const procedures = declaredOf(ground, procedure ? [procedure] : about)
  const grants = actor.grants.filter(({ permissions, instrumentGroupId }) => {
    const isOfCases = [...permissions].some((one) => one.startsWith('procedures.') && one !== 'procedures.apply')
    return isOfCases && permissions.has('figures.rows') && instrumentGroupId === null
  })
  return procedures.every((one) =>
    grants.some((grant) => {
      if (grant.matterCode !== null && !mattersOf(one).includes(grant.matterCode)) return false
      if (institutionId !== undefined && grant.organisationId === institutionId) return true
      return institutionId === undefined && grant.divisionCode !== null && isWithin(divisionCode ?? province, grant.divisionCode)
    }),
  )
}

/** Whether some cases of a scope open to somebody who counts them all; the others are told of by no more than a line. */
function opensCases(ground: Ground, about: About, actor: Actor, asked: ScopeAsked): boolean {
  const codes = declaredOf(ground, asked.procedure ? [asked.procedure] : about).map(({ code }) => code)
  const sees = asked.institutionId !== undefined || sightsOf(ground, actor).some(({ procedureCode }) => codes.includes(procedureCode))
  return sees && seesCases(ground, about, actor, asked)
}

/** Whether a case opens to somebody: by the rule that opens it on the desk. */
function opensCase(ground: Ground, actor: Actor, { institutionId, institutionDivisionCode, values }: FigureRow): boolean {
  if (institutionId !== null && mayFor(actor, 'procedures.endorse', { organisationId: institutionId, divisionCode: null })) return true
  const within = institutionDivisionCode ?? ''
  return sightsOf(ground, actor).some(
    ({ procedureCode, pattern }) => procedureCode === values['procedure'] && within.startsWith(pattern.slice(0, -1)),
  )
}

function declaredOf({ declared }: Ground, about: About): readonly Procedure[] {
  return about === null ? declared : declared.filter(({ code }) => about.includes(code))
}

/** Names of procedures, levels and grounds. */
async function labelsFor({ declared }: Ground, db: Db, by: string, keys: readonly string[]): Promise<Map<string, Word>> {
  if (by === 'procedure') return new Map(declared.map(({ code, title }) => [code, title]))
  if (by === 'level') return new Map([['', words.noLevel], ...declared.flatMap(({ outcome }) => Object.entries(outcome.levels ?? {}))])
  if (by === 'outcome') return new Map(Object.entries(outcomes))
  if (by !== 'ground') return new Map()
  const versions = keys.some((key) => key.includes(':')) ? await listVersionRows(db, null) : []
  return new Map(keys.map((key) => [key, groundTitle(declared, versions, key)]))
}

const outcomes = {
  ...{ upheld: words.outcome_upheld, dismissed: words.outcome_dismissed, uphold: words.act_uphold, overturn: words.act_overturn },
}

type Version = { procedureCode: string; parameters: Readonly<Record<string, unknown>> }
function groundTitle(declared: readonly Procedure[], versions: readonly Version[], key: string): Word {
  const general = groundWords[key as keyof typeof groundWords]
  if (general) return general
  const [code, condition] = key.replace('condition.', '').split(':')
  const procedure = declared.find((one) => one.code === code)
  const found = procedure?.conditions.find((one) => one.code === condition)
  if (!procedure || !found) return { zh: key, en: key }
  const parameters = versions.find(({ procedureCode }) => procedureCode === code)?.parameters ?? {}
  const title = (language: 'zh' | 'en', between: string) => `${procedure.title[language]}${between}${say(found.text, language, parameters)}`
  return { zh: title('zh', '：'), en: title('en', ': ') }
}

/** The columns of a figure with what their codes say. */
function withChoices(ground: Ground, about: About, figure: FigureDeclaration): FigureDeclaration {
  const procedures = declaredOf(ground, about)
  const titles = Object.fromEntries(procedures.map(({ code, title }) => [code, title]))
  const levels = Object.fromEntries(procedures.flatMap(({ outcome }) => Object.entries(outcome.levels ?? {})))
  const conditions = procedures.flatMap((one) => one.conditions.map(({ code }) => `${one.code}:condition.${code}`))
  const choices: Record<string, Readonly<Record<string, Word>>> = {
    procedure: titles,
    level: levels,
    detail: { ...groundWords, ...outcomes, ...Object.fromEntries(conditions.map((key) => [key, groundTitle(procedures, [], key)])) },
  }
  const columns = figure.columns.map((column) => ({ ...column, ...(choices[column.key] ? { choices: choices[column.key]! } : {}) }))
  return { ...figure, columns }
}

async function rowsOf(db: Db, items: readonly TallyItem[], asOf: string): Promise<FigureRow[]> {
  const names = new Map((await divisionsOn(db, dayOf(asOf))).map(({ code, nameZh }) => [code, nameZh]))
  return items.map(({ id, caseId, procedureCode, divisionCode, organisationId, ...values }) => ({
    id: `${values.day}_${id}`,
    ...{ institutionId: organisationId, institutionDivisionCode: divisionCode, customerId: null },
    values: { ...values, procedure: procedureCode, division: names.get(divisionCode ?? '') ?? null },
    link: `/work/cases/${caseId}`,
  }))
}

/** A figure that counts happenings of cases; later slices make theirs of their own procedures' codes. */
export function tallySource(ground: Ground, about: About, figure: FigureDeclaration, counting: Counting): ComputedSource {
  return {
    figure: withChoices(ground, about, figure),
    async compute(db, question) {
      const isOwn = ownDimensions.includes(question.by)
      const counted = isOwn || !counting.among ? counting.of : counting.among
      const rows = await sumTally(db, counted(scopeOf(about, question), question), question.by as TallyDimension | null)
      // Of its own happenings alone, all are its own.
      return rows.map((row) =>
        cellOf(isOwn ? { ...counting, amount: counting.among ? (one) => one.count : counting.amount } : counting, row),
      )
    },
    mark: pageMark('_', daySent, z.uuid()),
    async rows(db, question, { after, limit }) {
      const mark = after === undefined ? undefined : { day: after.slice(0, 10), id: after.slice(11) }
      return rowsOf(db, await listTally(db, counting.of(scopeOf(about, question), question), mark, limit), question.asOf)
    },
    isRecorded: (db, question) => isAnyStep(db, scopeOf(about, question), question.period.to ?? `${question.period.on}`),
    labels: (db, by, keys) => labelsFor(ground, db, by, keys),
    seesAll: (actor, asked) => seesCases(ground, about, actor, asked),
    opensRows: (actor, asked) => opensCases(ground, about, actor, asked),
    opensRow: (actor, row) => opensCase(ground, actor, row),
  }
}

/** Acts of a period by their verbs. */
export const countActs = (verbs: readonly Verb[], isFirstOnly = false): Counting => ({
  of: (scope, question) => actsIn(scope, periodOf(question), verbs, isFirstOnly),
  amount: (row) => row.count,
})
/** How cases stood on a day. */
export const countStanding = (which: 'open' | 'in_force'): Counting => ({
  of: (scope, { period }) => standingOn(scope, period.on ?? '', which),
  amount: (row) => row.count,
})
/** What was recorded with cases: how much of it, or how many records. */
export const countRecords = (kind: string, what: 'amount' | 'count'): Counting => ({
  of: (scope, question) => recordsIn(scope, periodOf(question), kind),
  amount: (row) => row[what],
})
/** Money promised, or paid, in fen. */
export const countMoney = (which: 'promised' | 'paid'): Counting => ({
  of: (scope, question) => (which === 'promised' ? promisesIn : paymentsIn)(scope, periodOf(question)),
  amount: (row) => row.amount,
})

const decided = countActs(['grant', 'refuse'])
const granted = (row: TallyRow) => row.grantedCount
const refused = (row: TallyRow) => row.refusedCount
const inTime = (row: TallyRow) => row.count - row.lateCount
const late = (row: TallyRow) => row.lateCount
/** A part of what is told with all of it, and the part with which it makes the whole. */
const part = (of: Counting['of'], among: Counting['of'], own: (row: TallyRow) => number, rest: (row: TallyRow) => number): Counting => ({
  ...{ of, among, amount: own, count: own },
  rests: (row) => [own(row), rest(row)],
})
const open = countStanding('open')

const countings: readonly [FigureDeclaration, Counting][] = [
  [casesFiled, countActs(['submit'], true)],
  [casesAccepted, countActs(['accept'], true)],
  [casesNotAccepted, countActs(['reject'])],
  [casesToMend, countActs(['ask_mend'])],
  [casesDecided, decided],
  [casesGranted, part(countActs(['grant']).of, decided.of, granted, refused)],
  [casesRefused, part(countActs(['refuse']).of, decided.of, refused, granted)],
  [casesOnTime, part((scope, question) => lateAmong(decided.of(scope, question), false), decided.of, inTime, late)],
  [workedDays, { ...decided, amount: (row) => row.amount }],
  [medianDays, { ...decided, amount: (row) => row.medianWorked ?? 0 }],
  [casesOpen, open],
  [casesOverdue, part((scope, question) => lateAmong(open.of(scope, question), true), open.of, late, inTime)],
  [objectionsRaised, countActs(['object'])],
  [objectionsAnswered, countActs(['answer_objection'])],
  [appealsMade, countActs(['appeal'])],
  [appealsAnswered, countActs(['uphold', 'overturn'])],
]

/** The figures of every declared procedure. */
export function caseSources(ground: Ground): FigureSource[] {
  return [
    ...countings.map(([figure, counting]) => tallySource(ground, null, figure, counting)),
    { figure: onTimeShare, numerator: casesOnTime.name, denominator: casesDecided.name },
    { figure: grantedShare, numerator: casesGranted.name, denominator: casesDecided.name },
    { figure: meanDays, numerator: workedDays.name, denominator: casesDecided.name },
  ]
}
