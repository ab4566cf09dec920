// A procedure is one typed declaration: who may apply with what, which offices see it in which order, and what comes of it.
import type { PersonalField } from '../identity/purpose.contract.ts'
import type { Word } from '../kernel/word.ts'

/** What the platform knows already and fills in: the applicant's own data, their organisation's, or their county's. */
export type Prefill =
  | 'person.name'
  | 'person.phone'
  | 'person.id_number'
  | 'person.bank_account'
  | 'organisation.name'
  | 'organisation.division'
  | 'division.name'
  | 'division.code'

type Common = {
  readonly title: Word
  readonly help?: Word
  readonly isOptional?: true
  /** Asked only where another field was answered so. */
  readonly askedWhen?: { readonly field: string; readonly is: readonly (string | boolean)[] }
  readonly prefill?: Prefill
  /** Filled in at the start, and not changed after. */
  readonly isFixed?: true
  /** Personal: sealed with the form, masked for everybody but the applicant, revealed with a reason. */
  readonly personal?: PersonalField | 'other'
  /** Not personal, and kept apart so that lists filter by it and statistics count it. */
  readonly isCounted?: true
}
export type Field = Common &
  (
    | { readonly type: 'text' | 'paragraph'; readonly most?: number }
    | { readonly type: 'integer'; readonly least?: number; readonly most?: number; readonly unit?: Word }
    | { readonly type: 'money'; readonly mostFen?: number }
    | { readonly type: 'day' | 'yes' | 'division' | 'resident_id' | 'phone' | 'bank_account' | 'credit_code' }
    /** One of the applicant's children, for whom they consented to the purpose: the form holds no more of the child than that. */
    | { readonly type: 'child'; readonly purpose: string }
    /** One item of the standard of the version; not asked where it has none. */
    | { readonly type: 'standard' }
    | { readonly type: 'choice' | 'choices'; readonly choices: Readonly<Record<string, Word>> }
    | { readonly type: 'rows'; readonly fields: Readonly<Record<string, Field>>; readonly atMost: number }
  )
export type Fields = Readonly<Record<string, Field>>

type AnswerOf<F> = F extends { type: 'integer' | 'money' }
  ? number
  : F extends { type: 'yes' }
    ? boolean
    : F extends { type: 'choice'; choices: infer C }
      ? keyof C & string
      : F extends { type: 'choices'; choices: infer C }
        ? readonly (keyof C & string)[]
        : F extends { type: 'rows'; fields: infer G }
          ? readonly AnswersOf<G>[]
          : string
/** What a form's fields are answered with; nothing is sure to be answered yet. */
export type AnswersOf<F> = { readonly [Key in keyof F]?: AnswerOf<F[Key]> | undefined }
export type Answer = string | number | boolean | readonly string[] | readonly Readonly<Record<string, string | number | boolean>>[]
export type Answers = Readonly<Record<string, Answer | undefined>>

/** A number that a document fixes and an administrator publishes anew: days, ages, amounts; a table has one amount for each of its keys. */
export type Parameter = {
  readonly title: Word
  readonly unit: Word
} /** `zero`: what none means, where that is not a number like others. */ & (
  | { readonly type: 'integer'; readonly least: number; readonly most: number; readonly zero?: Word }
  | { readonly type: 'money' }
  | { readonly type: 'table'; readonly keys: Readonly<Record<string, Word>>; readonly of: 'money' | 'integer' }
)
export type Parameters = Readonly<Record<string, Parameter>>
export type ParametersOf<P> = {
  readonly [Key in keyof P]: P[Key] extends { type: 'table'; keys: infer K } ? Readonly<Partial<Record<keyof K & string, number>>> : number
}
export type ParameterValues = Readonly<Record<string, number | Readonly<Record<string, number>>>>

/** Something that was given to the same person or organisation before. */
export type PastAward = {
  readonly procedure: string
  readonly level: string | null
  readonly from: string
  readonly to: string | null
  readonly isStanding: boolean
  /** Given and not taken back: it stands, or rests meanwhile. */
  readonly isHeld: boolean
}
/** What is known of a county that applies: what it is named as, and the years of its returns that the province approved. */
export type DivisionFacts = {
  readonly code: string
  /** A county, an autonomous county or a county-level city; districts may be named by the province alone. */
  readonly isNationallyEligible: boolean
  readonly named: readonly { readonly level: string; readonly stage: string; readonly from: string; readonly to: string | null }[]
  readonly approvedYears: readonly number[]
  /** A plan of its was approved. */
  readonly hasPlan: boolean
  /** The letter by which its city recommends this case; null without one. */
  readonly letterNo: string | null
}
/** What the platform knows without asking. */
export type Facts = {
  readonly awards: readonly PastAward[]
  readonly refusals: readonly { readonly procedure: string; readonly on: string }[]
  readonly organisation: { readonly kind: string; readonly divisionCode: string | null; readonly statuses: readonly string[] } | null
  /** The county whose affair it is; null for any other. */
  readonly division: DivisionFacts | null
  /** What was paid to them before and is still to be paid back, in fen; null where nobody looked. */
  readonly owedFen: number | null
  /** What was recorded with the case: hours taught, offers made, days present. */
  readonly records: readonly { readonly kind: string; readonly on: string; readonly amount: number }[]
  /** Children of the applicant for whom a guardian's consent to a purpose stands. */
  readonly consents: readonly { readonly childId: string; readonly purpose: string }[]
  /** The credit codes among the answers that name an organisation the platform knows; null where nobody looked. */
  readonly registeredCodes: readonly string[] | null
}
/** Nothing is known. */
export const noFacts: Facts = {
  awards: [],
  refusals: [],
  owedFen: null,
  organisation: null,
  division: null,
  records: [],
  consents: [],
  registeredCodes: null,
}
export type Known<A = Answers, P = ParameterValues> = {
  readonly answers: A
  readonly facts: Facts
  readonly parameters: P
  /** The level of each item of the version's standard. */
  readonly standard?: Readonly<Record<string, string>>
  /** The day on which the conditions are asked: the batch's reference day. */
  readonly on: string
}

/** One sentence and one question: true met, false not met, null where it cannot be told yet. Its words may name parameters: {ageMost}. */
export type Condition<K = Known> = {
  readonly code: string
  readonly text: Word
  /** What somebody may do who does not meet it. */
  readonly remedy?: Word
  /** Asked only where the version has a standard. */
  readonly ofStandard?: true
  readonly test: (known: K) => boolean | null
}

export type Material<K = Known> = {
  readonly code: string
  readonly title: Word
  /** Where it is issued, or where the platform could get it: 社保, 个税, 学历. */
  readonly source: Word
  readonly isOptional?: true
  readonly askedWhen?: (known: K) => boolean
}

export const levels = ['county', 'prefecture', 'province'] as const
export type Level = (typeof levels)[number]
type OfAuthority = {
  /** What whoever acts must be permitted. */
  readonly permission: string
  readonly matterCode?: string
  /** The offices of the divisions above may act as well. */
  readonly orAbove?: true
}
/**
 * Who acts: whoever speaks for the employing organisation; the office of the matter in the case's division of a level; or the one that a
 * rule names when the case is filed, which then stays its office.
 */
export type Office =
  | { readonly at: 'employer' }
  | ({ readonly at: Level } & OfAuthority)
  | ({ readonly at: 'ruled'; readonly ruling: string } & OfAuthority)

/** Working days: a number that the law fixes, or the name of a parameter. */
export type Days = number | string
type StageBase<K> = {
  readonly code: string
  readonly title: Word
  readonly office: Office
  readonly days: Days
  /** The earlier stages to which alone a case may be sent back from here; left out, it may be any. */
  readonly returnsTo?: readonly string[]
  readonly skippedWhen?: (known: K) => boolean
  /** What must be so before the case goes on from here, or is granted; read with what was recorded by then. */
  readonly needs?: readonly Condition<K>[]
  /** The one list of defects is told here where no intake comes before. */
  readonly asksToMend?: true
}
export type Stage<K = Known> = StageBase<K> &
  (
    | { readonly kind: 'intake' | 'review' | 'decision' }
    | { readonly kind: 'joint'; readonly rule: 'all' | 'any'; readonly signers: readonly Signer[] }
    | { readonly kind: 'notice'; readonly noticeDays: Days }
    | { readonly kind: 'expert'; readonly sheet: Sheet }
  )
export type StageKind = Stage['kind']
export type Signer = { readonly code: string; readonly title: Word; readonly office: Office }
/** How experts score: each criterion up to its most; the mean passes from the mark on; a spread beyond the most raises the alarm. */
export type Sheet = {
  readonly criteria: readonly { readonly code: string; readonly title: Word; readonly most: number }[]
  readonly seats: Days
  /** Working days that an expert has from the draw on. */
  readonly reviewDays: Days
  readonly passMark: Days
  readonly dropsEnds: boolean
  readonly spreadMost: number
  readonly isBlind: boolean
  /** 承诺书: what an expert signs for each seat before they see the case. */
  readonly pledge: Word
  /** The parameter with what a sheet that was handed in is paid, before tax. */
  readonly fee: string
}

export const awardKinds = ['grade', 'title', 'card', 'subsidy', 'place', 'appointment', 'answer', 'registration'] as const
export type AwardKind = (typeof awardKinds)[number]
/** What is paid when, reckoned from the day of the decision; `month` 0 is at once. */
export type Instalment = { readonly fen: number; readonly afterMonths: number; readonly needsCheck: boolean }
export type Outcome<K = Known> = {
  readonly kind: AwardKind
  /** The classes or degrees to choose from at the decision. */
  readonly levels?: Readonly<Record<string, Word>>
  /** The field that asks for one of the levels, which then stand with the highest first: nobody is given a higher one than they asked for. */
  readonly askedIn?: string
  /** Months it stands, 0 for without end, or the name of a parameter. */
  readonly termMonths: Days
  readonly hasYearlyCheck?: true
  /** What must be so for a yearly check to be passed. */
  readonly checkNeeds?: readonly Condition<K>[]
  /** It may rest and stand again, and be given out anew where it was lost; while it rests nothing of it is paid. */
  readonly canBeFrozen?: true
  readonly certificate?: Word
  readonly instalments?: (known: K, level: string | null) => readonly Instalment[]
  /** What takes it back: an act on the case, or an operation of the slice that made something of its own of it. */
  readonly reversedBy: 'revoke' | { readonly operation: string }
}

/** Something that is recorded with a case, time after time: by the employer, by the organisation that hosts, or by the office. */
export type RecordKind = {
  readonly title: Word
  readonly unit: Word
  /** The most of one line. */
  readonly most: number
  /** What a slice records by a story of its own, nobody records by hand. */
  readonly by: 'employer' | 'host' | 'office' | 'slice'
  readonly when: 'open' | 'granted'
}

/**
 * 免申即享: what is given on what is known already, to whom another procedure gave something; nobody applies, the office issues, and the
 * person may decline within a number of working days.
 */
export type Unasked<K = Known> = {
  /** The procedure whose awards are looked through; its holder, name and division are the new case's. */
  readonly from: string
  /** What must be so beyond the procedure's own conditions. */
  readonly needs: readonly Condition<K>[]
  /** What the form would have been answered with, from what is known alone. */
  readonly answers: (known: Pick<K & Known, 'facts' | 'on'>) => Answers
  readonly level?: (known: Pick<K & Known, 'facts' | 'on'>) => string | null
  readonly declineDays: Days
}

export type Procedure = {
  readonly code: string
  /** The code file's own name: a later rule is another declaration of the same code. */
  readonly edition: string
  readonly title: Word
  readonly summary: Word
  readonly basis: readonly { readonly documentNo: string; readonly title: Word }[]
  /** What case numbers begin with. */
  readonly prefix: string
  readonly matterCode: string
  /** Whose affair it is: a person's, who may be spoken for by their employer; an organisation's own; that of one not known here yet; or a county's. */
  readonly subject: 'person' | 'organisation' | 'new_organisation' | 'division'
  /** Of a county's affair: what somebody must be permitted there to file it, and to go on with what a colleague began. */
  readonly filedWith?: string
  /** The field with the subject's name, which lists and notices show masked. */
  readonly nameField: string
  readonly idField?: string
  /** The field with the division whose offices handle the case. */
  readonly divisionField: string
  /** Where something is paid: the fields with the account it goes to; it belongs to whom `nameField` names. */
  readonly payee?: { readonly account: string; readonly bank: string }
  readonly form: Fields
  readonly parameters: Parameters
  readonly conditions: readonly Condition[]
  readonly materials: readonly Material[]
  readonly stages: readonly Stage[]
  readonly outcome: Outcome
  readonly records?: Readonly<Record<string, RecordKind>>
  /** The field with the credit code of the organisation that hosts, where one records. */
  readonly hostField?: string
  /** One person or organisation may have several at once. */
  readonly allowsSeveral?: true
  /** Of several at once no two have the same answer to this field. */
  readonly onceFor?: string
  /** How often a case may be sent back in all. */
  readonly returnsMost: number
  /** The whole time promised, in working days. */
  readonly promisedDays: Days
  /** Working days to appeal in after a refusal or a revocation. */
  readonly appealDays: Days
  readonly unasked?: Unasked
  /** Taken all the year round under its first version, without a programme that somebody opens. */
  readonly isStanding?: true
  /** Nothing of it is ever public: neither names nor counts below the whole. */
  readonly isConfidential?: true
}

type Declared<F extends Fields, P extends Parameters> = Omit<
  Procedure,
  'form' | 'parameters' | 'conditions' | 'materials' | 'stages' | 'outcome' | 'unasked' | 'nameField' | 'idField' | 'divisionField'
> & {
  readonly form: F
  readonly parameters: P
  readonly nameField: keyof F & string
  readonly idField?: keyof F & string
  readonly divisionField: keyof F & string
  readonly conditions: readonly Condition<Known<AnswersOf<F>, ParametersOf<P>>>[]
  readonly materials: readonly Material<Known<AnswersOf<F>, ParametersOf<P>>>[]
  readonly stages: readonly Stage<Known<AnswersOf<F>, ParametersOf<P>>>[]
  readonly outcome: Outcome<Known<AnswersOf<F>, ParametersOf<P>>>
  readonly unasked?: Unasked<Known<AnswersOf<F>, ParametersOf<P>>>
}

/** Declares a procedure: inside, answers and parameters have the types of its own form; the engine knows them by name alone. */
export function defineProcedure<const F extends Fields, const P extends Parameters>(declared: Declared<F, P>): Procedure {
  return declared as unknown as Procedure
}

/** Every office that a procedure comes to, the signers of a joint review among them. */
export function officesOfAll({ stages }: Pick<Procedure, 'stages'>): Office[] {
  return stages.flatMap((stage) => [stage.office, ...(stage.kind === 'joint' ? stage.signers.map((one) => one.office) : [])])
}

/** The stage of a code; none for null, or for a code of another edition. */
export function stageOf(procedure: Procedure, code: string | null): Stage | undefined {
  return procedure.stages.find((stage) => stage.code === code)
}

/**
 * The stages before one to which its office may send back, whether a case passes them over or not: any, unless the declaration names some;
 * an intake sends back to an office alone, for whatever an employer has to mend it asks for itself.
 */
export function sendsBackTo(procedure: Procedure, stage: Stage): Stage[] {
  return procedure.stages
    .slice(0, procedure.stages.indexOf(stage))
    .filter((one) => (stage.returnsTo?.includes(one.code) ?? true) && !(stage.kind === 'intake' && one.office.at === 'employer'))
}

/** The earlier stages that a case may be sent back to from one: any that it did not pass over, unless the declaration names some. */
export function returnsFrom(procedure: Procedure, stage: Stage | undefined, known: Known): Stage[] {
  return stage ? sendsBackTo(procedure, stage).filter((one) => !one.skippedWhen?.(known)) : []
}

/** The levels that may be granted to whoever gave these answers. */
export function levelsOpen({ outcome: { levels = {}, askedIn } }: Pick<Procedure, 'outcome'>, answers: Answers): string[] {
  const codes = Object.keys(levels)
  const asked = askedIn === undefined ? undefined : answers[askedIn]
  return codes.slice(typeof asked === 'string' ? Math.max(codes.indexOf(asked), 0) : 0)
}

/** The stage after one (the first after null) that is not skipped for what is known; null after the last. */
export function stageAfter(procedure: Procedure, code: string | null, known: Known): string | null {
  const at = code === null ? 0 : procedure.stages.findIndex((stage) => stage.code === code) + 1
  return procedure.stages.slice(at).find((stage) => !stage.skippedWhen?.(known))?.code ?? null
}

/** A number of days (marks, seats) that is written out or named by a parameter. */
export function numberOf(days: Days, parameters: ParameterValues): number {
  if (typeof days === 'number') return days
  const value = parameters[days]
  if (typeof value !== 'number') throw new Error(`the parameter ${days} has no number`)
  return value
}

/** Everything in a declaration as text: what a version is recognised by. A function counts by its source, whatever its line breaks. */
export function textOf(procedure: Procedure): string {
  return JSON.stringify(procedure, (_, value: unknown) => (typeof value === 'function' ? String(value).replace(/\s+/g, ' ') : value))
}

/** Full years between two days, as ages and terms are counted: the birthday counts. */
export function fullYears(from: string, to: string): number {
  return Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0)
}

/** The same day some months on; the last of the month where it has fewer days. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const total = year * 12 + month - 1 + months
  const last = new Date(Date.UTC(Math.floor(total / 12), (total % 12) + 1, 0)).getUTCDate()
  const two = (count: number) => String(count).padStart(2, '0')
  return `${Math.floor(total / 12)}-${two((total % 12) + 1)}-${two(Math.min(date, last))}`
}
