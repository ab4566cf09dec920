// What an officer has filled in for an act, checked and made into what is sent.
import type { Act } from './case.contract.ts'

export type ActVerb = Act['verb']
export type Draft = {
  text: string
  personId: string
  toStage: string
  level: string
  /** Of a refusal: the kind of ground it stands on. */
  ground: string
  kind: 'expert' | 'inspection' | 'hearing' | ''
  isYes: boolean | null
  objectionId: string
  defects: readonly { key: number; path: string; text: string }[]
}
export const emptyDraft: Draft = {
  ...{
    text: '',
    personId: '',
    toStage: '',
    level: '',
    ground: '',
    kind: '',
    isYes: null,
    objectionId: '',
    defects: [{ key: 1, path: '', text: '' }],
  },
}

const reasonLeast = 4
const withReason: readonly ActVerb[] = [
  ...([
    'lapse',
    'reject',
    'return',
    'refuse',
    'suspend',
    'answer_objection',
    'grant',
    'check',
    'revoke',
    'uphold',
    'overturn',
    'freeze',
    'unfreeze',
    'reissue',
    'minutes',
  ] as const),
]
const withOpinion: readonly ActVerb[] = ['accept', 'pass', 'assign', 'add_signer', 'sign', 'resume', 'conclude']
const withPerson: readonly ActVerb[] = ['assign', 'add_signer']
const withYes: readonly ActVerb[] = ['sign', 'check', 'answer_objection']

/** A refusal names the kind of its ground, so that one can be told from another in the statistics. */
export const isRefusal = (verb: ActVerb) => verb === 'refuse' || verb === 'reject'

/** What an act asks for: a reason, an opinion that may stay empty, or neither; a colleague; a yes or no. */
export function asks(verb: ActVerb): { text: 'reason' | 'opinion' | null; person: boolean; yes: boolean } {
  const text = withReason.includes(verb) ? 'reason' : withOpinion.includes(verb) ? 'opinion' : null
  return { text, person: withPerson.includes(verb), yes: withYes.includes(verb) }
}

export type Missing = { field: string; what: 'reason' | 'choose' | 'defect' }

/** Everything that is still missing before an act can be sent, by the field it belongs to. */
export function missingIn(verb: ActVerb, draft: Draft, hasLevels: boolean): Missing[] {
  const missing: Missing[] = []
  const need = (isMissing: boolean, field: string, what: Missing['what'] = 'choose') => {
    if (isMissing) missing.push({ field, what })
  }
  const asked = asks(verb)
  need(asked.person && draft.personId === '', 'person')
  need(verb === 'return' && draft.toStage === '', 'stage')
  need(verb === 'grant' && hasLevels && draft.level === '', 'level')
  need(isRefusal(verb) && draft.ground === '', 'ground')
  need(verb === 'suspend' && draft.kind === '', 'kind')
  need(verb === 'answer_objection' && draft.objectionId === '', 'objection')
  need(asked.yes && draft.isYes === null, 'yes')
  need(asked.text === 'reason' && draft.text.trim().length < reasonLeast, 'text', 'reason')
  if (verb === 'ask_mend')
    for (const { key, path, text } of draft.defects) {
      need(path === '', `where-${key}`)
      need(text.trim().length < 2, `what-${key}`, 'defect')
    }
  return missing
}

/** The act as it is sent; whoever calls has looked at what is missing first. */
export function actOf(verb: ActVerb, draft: Draft): Act {
  const { text, personId, toStage, level, ground, kind, isYes, objectionId, defects } = draft
  const isUpheld = isYes === true
  switch (verb) {
    case 'accept':
    case 'pass':
    case 'resume':
    case 'conclude':
      return { verb, opinion: text }
    case 'publish':
    case 'close_notice':
      return { verb }
    case 'reject':
    case 'refuse':
      return { verb, reason: text, ground }
    case 'ask_mend':
      return { verb, defects: defects.map((one) => ({ path: one.path, text: one.text })) }
    case 'return':
      return { verb, toStage, reason: text }
    case 'assign':
    case 'add_signer':
      return { verb, personId, opinion: text }
    case 'sign':
      return { verb, agrees: isYes === true, opinion: text }
    case 'suspend':
      return { verb, kind: kind === '' ? 'inspection' : kind, reason: text }
    case 'answer_objection':
      return { verb, objectionId, isUpheld, answer: text }
    case 'grant':
      return { verb, reason: text, ...(level === '' ? {} : { level }) }
    case 'check':
      return { verb, isPassed: isYes === true, reason: text }
    default:
      return { verb, reason: text }
  }
}

const ordinary: readonly string[] = ['sign', 'accept', 'pass', 'grant', 'conclude']

/** The one act that an officer does most: the ordinary one of the stage; on notice, what comes next there. */
export function mainAct<A extends { verb: string; problems: readonly unknown[] }>(acts: readonly A[]): A | undefined {
  const found = acts.find((act) => ordinary.includes(act.verb))
  if (found) return found
  const open = (verb: string) => acts.find((act) => act.verb === verb && act.problems.length === 0)
  return open('publish') ?? open('answer_objection') ?? acts.find((act) => act.verb === 'close_notice')
}
