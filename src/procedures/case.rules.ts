// A case is what its actions make of it: the journal folded, one step for each action, with no look at a clock or a table.
import type { Suspension, SuspensionKind } from './clock.rules.ts'
import { type Office, type Procedure, type Stage, type StageKind, sendsBackTo, stageOf } from './procedure.rules.ts'

export type Verb =
  | ('open' | 'submit' | 'accept' | 'ask_mend' | 'mend' | 'reject' | 'pass' | 'return' | 'refuse' | 'assign' | 'add_signer' | 'sign')
  | ('suspend' | 'resume' | 'publish' | 'object' | 'answer_objection' | 'close_notice' | 'conclude' | 'grant' | 'withdraw')
  | ('check' | 'expire' | 'revoke' | 'appeal' | 'uphold' | 'overturn' | 'decline')
  | ('freeze' | 'unfreeze' | 'reissue')
  | ('draw' | 'replace' | 'pledge' | 'hand_in' | 'minutes')
  | ('transfer' | 'lapse')

export const statuses = [
  ...([
    'draft',
    'open',
    'mending',
    'granted',
    'refused',
    'not_accepted',
    'withdrawn',
    'revoked',
    'expired',
    'declined',
    'appealed',
    'lapsed',
  ] as const),
] as const
export type CaseStatus = (typeof statuses)[number]
export const endedStatuses: readonly CaseStatus[] = [
  ...(['granted', 'refused', 'not_accepted', 'withdrawn', 'revoked', 'expired', 'declined', 'lapsed'] as const),
]

/** One line of the journal. Its detail holds numbers, codes and ids alone: what people wrote stands in erasable rows beside it. */
export type Action = {
  readonly number: number
  readonly verb: Verb
  /** Where the case stands after it, for verbs that move it; null is the end of the stages. */
  readonly toStage: string | null
  readonly actorId: string | null
  /** The day and the moment it was done. */
  readonly actedOn: string
  readonly actedAt: string
  readonly detail: ActionDetail
}
export type ActionDetail = {
  readonly personId?: string
  readonly signer?: string
  readonly agrees?: boolean
  readonly kind?: SuspensionKind
  readonly objectionId?: string
  readonly isUpheld?: boolean
  readonly noticeTo?: string
  /** The last day to mend, as it was told, and whether it stands in a year whose holidays are published; none without a limit. */
  readonly mendTo?: string
  readonly isMendToCertain?: boolean
  readonly level?: string | null
  readonly score?: number
  readonly isPassed?: boolean
  /** The divisions that rules named at the filing, by the names of the rules. */
  readonly ruled?: Readonly<Record<string, string>>
  /** Of a transfer: the body that has the case's matter now, and the entry by which it has. */
  readonly organisationId?: string
  readonly holderId?: string
  /** Opened by an office on what is known, and not applied for. */
  readonly isUnasked?: boolean
  /** Of a refusal: what kind of ground it stands on, for statistics; the reasons themselves are written beside it. */
  readonly ground?: string
  /** Of a draw: what it can be drawn again from, how many might have been drawn, and the seats that came of it. */
  readonly seed?: string
  readonly candidates?: number
  readonly seatIds?: readonly string[]
}

export type CaseState = {
  readonly status: CaseStatus
  readonly stage: string | null
  readonly actionCount: number
  /** When the case came to its stage. */
  readonly enteredOn: string | null
  readonly enteredAt: string | null
  readonly filedOn: string | null
  readonly endedOn: string | null
  readonly mends: number
  /** While it is being mended: the last day for it; null without a limit. */
  readonly mendTo: string | null
  readonly isMendToCertain: boolean
  readonly returns: number
  readonly assigneeId: string | null
  readonly waitingSigners: readonly string[]
  readonly signatures: readonly { readonly signer: string; readonly agrees: boolean }[]
  readonly openObjections: readonly string[]
  readonly suspensions: readonly Suspension[]
  readonly ruled: Readonly<Record<string, string>>
  readonly noticeTo: string | null
  /** Seats drawn at the expert stage, and sheets handed in. */
  readonly seats: number
  readonly sheets: number
  readonly score: number | null
  readonly level: string | null
  readonly appeals: number
  /** Given without being applied for. */
  readonly isUnasked: boolean
  /** What was granted rests for a while. */
  readonly isFrozen: boolean
  /** How often what was granted was given out. */
  readonly issues: number
  /** The status that an appeal is against. */
  readonly appealedFrom: CaseStatus | null
}

export const unopened: CaseState = {
  ...{ status: 'draft', stage: null, actionCount: 0, enteredOn: null, enteredAt: null, filedOn: null, endedOn: null, mends: 0, returns: 0 },
  ...{
    assigneeId: null,
    waitingSigners: [],
    signatures: [],
    mendTo: null,
    isMendToCertain: true,
    openObjections: [],
    suspensions: [],
    ruled: {},
    noticeTo: null,
    seats: 0,
    sheets: 0,
    score: null,
  },
  ...{ isUnasked: false, level: null, appeals: 0, isFrozen: false, issues: 0, appealedFrom: null },
}

/** The number of what was given out for a case: the case's own the first time, with a count behind it each time it was given out anew. */
export function awardNoOf(caseNo: string, issues: number): string {
  return issues <= 1 ? caseNo : `${caseNo}-${issues}`
}

/** The state of a case: its actions folded in their order. */
export function foldCase(actions: readonly Action[]): CaseState {
  return actions.reduce(step, unopened)
}

/** What one more action makes of a case. */
export function step(before: CaseState, action: Action): CaseState {
  const state = { ...before, actionCount: action.number }
  return { ...state, ...changes[action.verb](state, action) }
}

type Change = (state: CaseState, action: Action) => Partial<CaseState>
const nothing: Change = () => ({})
const moved: Change = (state, { toStage, actedOn, actedAt }) => ({
  ...{ status: 'open', stage: toStage, enteredOn: actedOn, enteredAt: actedAt, assigneeId: null, waitingSigners: [], signatures: [] },
  ...{ suspensions: [], noticeTo: null, seats: 0, sheets: 0, score: state.score },
})
const ended =
  (status: CaseStatus): Change =>
  (_, { actedOn }) => ({
    ...{
      status,
      stage: null,
      endedOn: actedOn,
      assigneeId: null,
      waitingSigners: [],
      suspensions: [],
      mendTo: null,
      isMendToCertain: true,
    },
  })
/** The applicant has it: the clock stands, and where the version says so a last day is told. */
const mending = ({ suspensions }: Pick<CaseState, 'suspensions'>, { actedOn, detail }: Action): Partial<CaseState> => ({
  ...{ status: 'mending', suspensions: suspended({ suspensions }, 'mending', actedOn) },
  ...{ mendTo: detail.mendTo ?? null, isMendToCertain: detail.isMendToCertain ?? true },
})
const suspended = (state: Pick<CaseState, 'suspensions'>, kind: SuspensionKind, from: string) => [
  ...state.suspensions,
  { kind, from, to: null },
]
const resumed = (state: CaseState, kinds: readonly SuspensionKind[], to: string) =>
  state.suspensions.map((one) => (one.to === null && kinds.includes(one.kind) ? { ...one, to } : one))

const changes: Readonly<Record<Verb, Change>> = {
  open: (_, { detail }) => ({ isUnasked: detail.isUnasked === true }),
  submit: (state, action) => ({ ...moved(state, action), filedOn: action.actedOn, ruled: action.detail.ruled ?? {} }),
  accept: moved,
  pass: moved,
  close_notice: moved,
  ask_mend: (state, action) => ({ ...mending(state, action), mends: state.mends + 1 }),
  // What was mended may be another office's.
  mend: (state, { actedOn, detail }) => ({
    ...{ status: 'open', suspensions: resumed(state, ['mending'], actedOn), ruled: detail.ruled ?? state.ruled },
    ...{ mendTo: null, isMendToCertain: true },
  }),
  lapse: ended('lapsed'),
  reject: ended('not_accepted'),
  refuse: ended('refused'),
  withdraw: ended('withdrawn'),
  return: (state, action) => ({ ...moved(state, action), returns: state.returns + 1 }),
  assign: (_, { detail }) => ({ assigneeId: detail.personId ?? null }),
  add_signer: (state, { detail }) => ({ waitingSigners: [...state.waitingSigners, detail.personId!] }),
  sign: (state, { detail, actorId }) => ({
    waitingSigners: state.waitingSigners.filter((id) => id !== actorId),
    signatures: [...state.signatures, { signer: detail.signer ?? actorId!, agrees: detail.agrees === true }],
  }),
  suspend: (state, { detail, actedOn }) => ({ suspensions: suspended(state, detail.kind!, actedOn) }),
  resume: (state, { actedOn }) => ({ suspensions: resumed(state, ['expert', 'inspection', 'hearing'], actedOn) }),
  publish: (_, { detail }) => ({ noticeTo: detail.noticeTo! }),
  object: (state, { detail, actedOn }) => ({
    openObjections: [...state.openObjections, detail.objectionId!],
    suspensions: suspended(state, 'objection', actedOn),
  }),
  answer_objection: (state, { detail, actedOn }) => {
    const openObjections = state.openObjections.filter((id) => id !== detail.objectionId)
    return { openObjections, suspensions: openObjections.length > 0 ? state.suspensions : resumed(state, ['objection'], actedOn) }
  },
  conclude: (state, action) => ({ ...moved(state, action), score: action.detail.score ?? null }),
  // The clock stands from the draw to the last sheet (Administrative Licensing Law 行政许可法, article 45).
  draw: (state, { detail, actedOn }) => ({
    seats: state.seats + (detail.seatIds?.length ?? 0),
    suspensions: isSuspended(state) ? state.suspensions : suspended(state, 'expert', actedOn),
  }),
  replace: nothing,
  pledge: nothing,
  hand_in: (state, { actedOn }) => ({
    sheets: state.sheets + 1,
    suspensions: state.sheets + 1 < state.seats ? state.suspensions : resumed(state, ['expert'], actedOn),
  }),
  minutes: nothing,
  // The stage and its clock stay; whoever had the case at the body of before has it no more.
  transfer: () => ({ assigneeId: null, waitingSigners: [] }),
  grant: (state, action) => ({
    ...ended('granted')(state, action),
    level: action.detail.level ?? null,
    isFrozen: false,
    issues: state.issues + 1,
  }),
  freeze: () => ({ isFrozen: true }),
  unfreeze: () => ({ isFrozen: false }),
  reissue: (state) => ({ issues: state.issues + 1 }),
  check: nothing,
  expire: ended('expired'),
  decline: ended('declined'),
  revoke: ended('revoked'),
  appeal: (state) => ({ status: 'appealed', appeals: state.appeals + 1, appealedFrom: state.status, endedOn: null }),
  uphold: (state, { actedOn }) => ({ status: state.appealedFrom!, endedOn: actedOn, appealedFrom: null }),
  // What was never mended is the applicant's to mend again; whatever else was decided is decided anew.
  overturn: (state, action) => ({
    ...moved(state, action),
    ...(state.appealedFrom === 'lapsed' ? mending({ suspensions: [] }, action) : {}),
    ...{ appealedFrom: null, endedOn: null },
  }),
}

/** What an office may do at a stage of a kind while the case is open there. */
const verbsOfKind: Readonly<Record<StageKind, readonly Verb[]>> = {
  intake: ['accept', 'ask_mend', 'reject', 'assign'],
  review: ['pass', 'return', 'refuse', 'assign', 'add_signer', 'suspend', 'resume'],
  joint: ['sign', 'return', 'refuse'],
  expert: ['conclude', 'minutes', 'return'],
  notice: ['publish', 'answer_objection', 'close_notice'],
  decision: ['grant', 'refuse', 'return', 'suspend', 'resume'],
}

/** Why an act cannot be done now; its words stand in case.words under the same names. */
export type ActProblem =
  | ('mended_before' | 'nowhere_to_return' | 'returned_enough' | 'signers_wait' | 'signed_before' | 'is_suspended' | 'not_suspended')
  | ('is_frozen' | 'not_frozen' | 'no_mend_limit' | 'mend_runs')
  | ('not_your_turn' | 'too_late' | 'appealed_before' | 'nothing_to_appeal')
  | ('published_before' | 'not_published' | 'notice_runs' | 'objections_open' | 'no_objection' | 'disagreed' | 'scores_missing')
  | ('not_drawn' | 'drawn_before' | 'no_alarm' | 'spread_unexplained' | 'places_given' | 'decided_by_oneself')
  | ('material_doubtful' | 'material_unseen')

/** The verbs that stand open to the office of a case's stage, each with every reason against it now. */
export function actsOf(procedure: Procedure, state: CaseState, today: string): { verb: Verb; problems: ActProblem[] }[] {
  if (state.status === 'appealed') return [bare('uphold'), bare('overturn')]
  if (state.status === 'granted') return actsOfAward(procedure.outcome, state)
  if (state.status === 'mending') return [{ verb: 'lapse', problems: lapseProblems(state, today) }]
  const stage = stageOf(procedure, state.stage)
  if (!stage || state.status !== 'open') return []
  const isLaterIntake = stage.kind === 'intake' && sendsBackTo(procedure, stage).length > 0
  const verbs = [
    ...verbsOfKind[stage.kind],
    // An office that receives from another may send back to it.
    ...(isLaterIntake ? (['return'] as const) : []),
    ...(stage.asksToMend ? (['ask_mend'] as const) : []),
  ]
  return verbs.map((verb) => ({ verb, problems: problemsOf(procedure, stage, state, verb, today) }))
}
const bare = (verb: Verb) => ({ verb, problems: [] })

/** What may be done to what was granted, while it stands. */
function actsOfAward(
  { kind, hasYearlyCheck, canBeFrozen, reversedBy }: Procedure['outcome'],
  { isFrozen }: CaseState,
): { verb: Verb; problems: ActProblem[] }[] {
  const only = (verb: Verb, problems: ActProblem[]) => ({ verb, problems })
  const resting = [
    only('freeze', isFrozen ? ['is_frozen'] : []),
    only('unfreeze', isFrozen ? [] : ['not_frozen']),
    // What is not handed out cannot be lost.
    ...(kind === 'subsidy' ? [] : [only('reissue', isFrozen ? ['is_frozen'] : [])]),
  ]
  return [...(hasYearlyCheck ? [bare('check')] : []), ...(canBeFrozen ? resting : []), ...(reversedBy === 'revoke' ? [bare('revoke')] : [])]
}

/** The stage whose office has a case: the one it is at; once it is ended, or appealed against, the one that decides. */
export function actingStage(procedure: Procedure, state: Pick<CaseState, 'stage'>): Stage {
  return stageOf(procedure, state.stage) ?? procedure.stages.at(-1)!
}

const isSuspended = (state: CaseState) => state.suspensions.some((one) => one.to === null)

function problemsOf(procedure: Procedure, stage: Stage, state: CaseState, verb: Verb, today: string): ActProblem[] {
  const problems: ActProblem[] = []
  const decides = ['accept', 'reject', 'pass', 'refuse', 'grant', 'conclude'].includes(verb)
  if (verb === 'ask_mend' && state.mends > 0) problems.push('mended_before')
  if (verb === 'return' && procedure.stages[0] === stage) problems.push('nowhere_to_return')
  if (verb === 'return' && state.returns >= procedure.returnsMost) problems.push('returned_enough')
  if (decides && state.waitingSigners.length > 0) problems.push('signers_wait')
  if (verb === 'conclude') problems.push(...reviewProblems(state))
  else if ((decides || verb === 'suspend') && isSuspended(state)) problems.push('is_suspended')
  if (verb === 'resume' && !isSuspended(state)) problems.push('not_suspended')
  if (verb === 'publish' && state.noticeTo !== null) problems.push('published_before')
  if (verb === 'close_notice') problems.push(...noticeProblems(state, today))
  if (verb === 'answer_objection' && state.openObjections.length === 0) problems.push('no_objection')
  return problems
}

function reviewProblems(state: CaseState): ActProblem[] {
  if (state.seats === 0) return ['not_drawn']
  return state.sheets < state.seats ? ['scores_missing'] : []
}

/** What is not mended counts as given up only after the last day that was told, and nowhere without one. */
export function lapseProblems({ mendTo }: Pick<CaseState, 'mendTo'>, today: string): ActProblem[] {
  if (mendTo === null) return ['no_mend_limit']
  return today <= mendTo ? ['mend_runs'] : []
}

function noticeProblems(state: CaseState, today: string): ActProblem[] {
  if (state.noticeTo === null) return ['not_published']
  const problems: ActProblem[] = []
  if (today <= state.noticeTo) problems.push('notice_runs')
  if (state.openObjections.length > 0) problems.push('objections_open')
  return problems
}

/** What a joint review has come to: passed when all have agreed (或签: when one has), refused when all have spoken and it has not. */
export function jointResult(
  stage: Extract<Stage, { kind: 'joint' }>,
  signatures: CaseState['signatures'],
): 'waits' | 'passed' | 'disagreed' {
  const spoken = stage.signers.map((signer) => signatures.find((one) => one.signer === signer.code)?.agrees)
  const agreed = spoken.filter((agrees) => agrees === true).length
  if (stage.rule === 'any' ? agreed > 0 : agreed === spoken.length) return 'passed'
  return spoken.includes(undefined) ? 'waits' : 'disagreed'
}

/** The offices that act at a stage: its own, and in a joint review each signer's that has not spoken. */
export function officesOf(stage: Stage, state: Pick<CaseState, 'signatures'>): readonly { signer: string | null; office: Office }[] {
  if (stage.kind !== 'joint') return [{ signer: null, office: stage.office }]
  const spoken = new Set(state.signatures.map((one) => one.signer))
  const waiting = stage.signers.filter(({ code }) => !spoken.has(code)).map(({ code, office }) => ({ signer: code, office }))
  return [{ signer: null, office: stage.office }, ...waiting]
}

/** Whether a decision may still be appealed against: once, and until a last day. */
export function appealProblems(state: CaseState, lastOn: string | null, today: string): ActProblem[] {
  if (state.status !== 'refused' && state.status !== 'revoked' && state.status !== 'lapsed') return ['nothing_to_appeal']
  const problems: ActProblem[] = []
  if (state.appeals > 0) problems.push('appealed_before')
  if (lastOn !== null && today > lastOn) problems.push('too_late')
  return problems
}
