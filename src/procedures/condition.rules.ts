import { say, type Word } from '../kernel/word.ts'
import type { Known, Procedure } from './procedure.rules.ts'

export type ConditionResult = { code: string; text: Word; remedy: Word | null; result: 'met' | 'not_met' | 'unknown' }

/** Every condition of a procedure with its answer, never the first alone: who is refused learns all the reasons at once. */
export function judge(procedure: Procedure, known: Known): ConditionResult[] {
  return procedure.conditions.map(({ code, text, remedy, test }) => {
    const answer = test(known)
    const result = answer === null ? 'unknown' : answer ? 'met' : 'not_met'
    return { code, text: filled(text, known), remedy: remedy ? filled(remedy, known) : null, result } as const
  })
}

/** A sentence with the numbers of the version in force. */
function filled(word: Word, { parameters }: Known): Word {
  return { zh: say(word, 'zh', parameters), en: say(word, 'en', parameters) }
}
