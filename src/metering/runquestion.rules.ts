import type { UseReason } from './metering.contract.ts'
import type { RunQuestion } from './runquestion.contract.ts'

export type Answer = { questionId: string; answer: string }
type Asked = Omit<RunQuestion, 'id'>

/** Whether questions can be asked so: a choice has its choices, each once, nothing else has any, and what is used up is a number. */
export function areQuestionsSound(questions: readonly Asked[]): boolean {
  const isSound = ({ kind, choices, isConsumable }: Asked) =>
    (kind === 'choice') === choices.length > 0 && new Set(choices).size === choices.length && (!isConsumable || kind === 'number')
  const labels = questions.map(({ labelZh }) => labelZh)
  return questions.every(isSound) && new Set(labels).size === labels.length
}

/** Whether two questions are the same one. */
export const isSameQuestion = (a: Asked, b: Asked): boolean => JSON.stringify(contentOf(a)) === JSON.stringify(contentOf(b))
const contentOf = (one: Asked) => [one.kind, one.labelZh, one.labelEn, one.unit, one.choices, one.isNeeded, one.isConsumable]

/** What was answered, empty answers left out. */
export const answersGiven = (answers: readonly Answer[]): Answer[] =>
  answers.map(({ questionId, answer }) => ({ questionId, answer: answer.trim() })).filter(({ answer }) => answer !== '')

function isAnswer({ kind, choices, isConsumable }: Asked, answer: string): boolean {
  if (kind === 'choice') return choices.includes(answer)
  if (kind === 'text') return answer.length <= 500
  return (isConsumable ? /^\d{1,9}(\.\d{1,6})?$/ : /^-?\d{1,9}(\.\d{1,6})?(e-?\d{1,2})?$/i).test(answer)
}

/** What stands against some answers to the questions that are asked now; at the end of a use those that are needed are all answered. */
export function answerReasons(questions: readonly RunQuestion[], given: readonly Answer[], isEnd: boolean): UseReason[] {
  const answers = new Map(given.map(({ questionId, answer }) => [questionId, answer]))
  const ofQuestions = questions.flatMap((question): UseReason[] => {
    const answer = answers.get(question.id)
    const params = { label: question.labelZh }
    if (answer === undefined) return isEnd && question.isNeeded ? [{ code: 'question_unanswered', params }] : []
    return isAnswer(question, answer) ? [] : [{ code: 'answer_wrong', params }]
  })
  const isAsked = (id: string) => questions.some((question) => question.id === id)
  return [...answers.keys()].every(isAsked) ? ofQuestions : [...ofQuestions, { code: 'question_unknown', params: {} }]
}
