// What an instrument asks at the end of a use: a reading, what was used up, a remark.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { runQuestionWords as words } from './runquestion.words.ts'

export const questionKinds = ['number', 'choice', 'text'] as const
export type QuestionKind = (typeof questionKinds)[number]

/** Choices are for a choice alone, and something used up is a number. */
export const questionsWrong = defineError('run_questions_wrong', 422, words.questionsWrong)

const asked = {
  kind: z.enum(questionKinds),
  labelZh: z.string().trim().min(1).max(60),
  labelEn: z.string().trim().min(1).max(60),
  unit: z.string().trim().max(20),
  choices: z.array(z.string().trim().min(1).max(60)).max(20),
  isNeeded: z.boolean(),
  /** A number of something that is used up: it is counted. */
  isConsumable: z.boolean(),
}
export const RunQuestion = z.object({ id: z.uuid(), ...asked })
export type RunQuestion = z.infer<typeof RunQuestion>
const Questions = z.object({
  items: z.array(RunQuestion),
  /** What was used up this year, by question, those no longer asked included; the total is a decimal. */
  consumed: z.array(z.object({ labelZh: z.string(), labelEn: z.string(), unit: z.string(), total: z.string(), useCount: z.int() })),
})

/** What is asked at the end of a use of an instrument, and what was used up this year. */
export const listRunQuestions = operation({
  name: 'listRunQuestions',
  title: words.listRunQuestions,
  method: 'GET',
  path: '/api/instruments/{id}/run-questions',
  permission: 'metering.operate',
  input: z.object({ id: z.uuid() }),
  output: Questions,
  errors: [notFound, notPermitted],
})

/** Replaces the questions, in the order they are asked. One that is changed retires; answers keep the question they answered. */
export const setRunQuestions = operation({
  name: 'setRunQuestions',
  title: words.setRunQuestions,
  method: 'POST',
  path: '/api/instruments/{id}/run-questions',
  permission: 'metering.operate',
  input: z.object({ id: z.uuid(), questions: z.array(z.object(asked)).max(20) }),
  output: Questions,
  errors: [notFound, notPermitted, questionsWrong],
})
