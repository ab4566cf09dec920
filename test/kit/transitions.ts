// Every transition that a declaration allows: what each kind of stage is there for, and what can become of what was granted.
import type { Verb } from '../../src/procedures/case.rules.ts'
import {
  noFacts,
  numberOf,
  type ParameterValues,
  type Procedure,
  type Stage,
  type StageKind,
} from '../../src/procedures/procedure.rules.ts'

/** Told here a second time, apart from the engine, so that an act it forgets, or offers where it should not, is noticed. */
const verbsAt: Readonly<Record<StageKind, readonly Verb[]>> = {
  intake: ['accept', 'ask_mend', 'mend', 'reject', 'assign'],
  review: ['pass', 'refuse', 'assign', 'add_signer', 'sign', 'suspend', 'resume'],
  joint: ['sign', 'pass', 'refuse'],
  expert: ['draw', 'replace', 'pledge', 'hand_in', 'minutes'],
  notice: ['publish', 'object', 'close_notice'],
  decision: ['refuse', 'suspend', 'resume'],
}

/** Where a case may be sent back to, unless a notice stands, which sends nothing back. */
const earlierOf = ({ stages }: Procedure, stage: Stage): readonly string[] => {
  if (stage.kind === 'notice') return []
  // An intake sends back to an office that passed a case on, and to no employer.
  const before = stages.slice(0, stages.indexOf(stage)).filter(({ office }) => stage.kind !== 'intake' || office.at !== 'employer')
  return stage.returnsTo ?? before.map(({ code }) => code)
}

const ofStage = (procedure: Procedure, stage: Stage, levels: readonly string[]): string[] => [
  ...verbsAt[stage.kind].filter((verb) => verb !== 'object' || !procedure.isConfidential),
  'withdraw',
  ...(stage.asksToMend ? ['ask_mend', 'mend'] : []),
  ...(stage.kind === 'intake' || stage.asksToMend ? ['withdraw:mending'] : []),
  ...earlierOf(procedure, stage).map((code) => `return:${code}`),
  ...(stage.kind === 'expert' ? ['conclude:passed', 'conclude:failed'] : []),
  ...(stage.kind === 'notice' && !procedure.isConfidential ? ['answer_objection:dismissed', 'answer_objection:upheld'] : []),
  ...(stage.kind === 'decision' ? levels.map((level) => `grant:${level}`) : []),
  ...(stage.skippedWhen ? ['skipped'] : []),
]

/** The levels that can be granted: where something is paid, those that have an amount. */
function levelsOf({ outcome, payee }: Procedure, parameters: ParameterValues): string[] {
  const { instalments } = outcome
  const known = { answers: {}, facts: noFacts, parameters, on: '2026-03-02' }
  const isPayable = (level: string) => !instalments || !payee || instalments(known, level).some(({ fen }) => fen > 0)
  return outcome.levels ? Object.keys(outcome.levels).filter(isPayable) : ['']
}

/** Every transition of a procedure, each as its stage or status, the act, and what distinguishes the act. */
export function transitionsOf(procedure: Procedure, parameters: ParameterValues): string[] {
  const { stages, outcome } = procedure
  const at = (place: string, acts: readonly string[]) => acts.map((act) => `${place} ${act}`)
  const afterwards = ['appeal', 'uphold', 'overturn']
  return [
    ...at('draft', ['submit', 'withdraw']),
    ...stages.flatMap((stage) => at(stage.code, ofStage(procedure, stage, levelsOf(procedure, parameters)))),
    ...at('granted', outcome.reversedBy === 'revoke' ? ['revoke', 'decline'] : []),
    ...at('granted', outcome.hasYearlyCheck ? ['check:passed', 'check:failed'] : []),
    ...at('granted', outcome.canBeFrozen ? ['freeze', 'unfreeze', ...(outcome.kind === 'subsidy' ? [] : ['reissue'])] : []),
    ...at('granted', numberOf(outcome.termMonths, parameters) > 0 ? ['expire'] : []),
    ...at('refused', afterwards),
    ...at('revoked', outcome.reversedBy === 'revoke' ? [...afterwards, 'regrant'] : []),
  ]
}

/** What an act opens the way to, beside what it is itself. */
const enabled: Readonly<Record<string, readonly string[]>> = {
  ...{ ask_mend: ['mend', 'withdraw:mending'], add_signer: ['sign'], suspend: ['resume'], freeze: ['unfreeze'] },
  object: ['answer_objection:dismissed', 'answer_objection:upheld'],
  ...{ appeal: ['uphold', 'overturn'], overturn: ['regrant'] },
}
const afterEnd = { refuse: 'refused', revoke: 'revoked' } as const

/** Whether a move takes, or leads to, a transition that was not taken yet. */
export function isWorth(key: string | null, open: ReadonlySet<string>): boolean {
  if (key === null) return false
  const [place, verb] = key.split(' ') as [string, string]
  const end = afterEnd[verb as keyof typeof afterEnd]
  if (open.has(key) || (end && [...open].some((one) => one.startsWith(`${end} `)))) return true
  return (enabled[verb] ?? []).some(
    (one) => open.has(`${place} ${one}`) || (enabled[one] ?? []).some((next) => open.has(`${place} ${next}`)),
  )
}
