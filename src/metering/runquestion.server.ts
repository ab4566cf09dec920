// The stories of what an instrument asks at the end of a use.
import { takeTime } from '../booking/use.server.ts'
import type { Db } from '../kernel/db.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { listRunQuestions, questionsWrong, setRunQuestions } from './runquestion.contract.ts'
import { type Answer, answerReasons, answersGiven, areQuestionsSound, isSameQuestion } from './runquestion.rules.ts'
import { insertAnswers, listConsumed, listQuestions, replaceQuestions } from './runquestion.sql.ts'
import { operatedInstrument, refuseFor } from './session.server.ts'

async function questionsOf(db: Db, instrumentId: string, now: Date) {
  const year = Number(dayOf(now).slice(0, 4))
  return {
    items: await listQuestions(db, instrumentId),
    consumed: await listConsumed(db, instrumentId, `${year}-01-01`, `${year + 1}-01-01`),
  }
}

/** What was answered of a use, judged against what its instrument asks now. @throws use_refused */
export async function requireAnswers(db: Db, instrumentId: string, answers: readonly Answer[], isEnd: boolean): Promise<Answer[]> {
  const given = answersGiven(answers)
  refuseFor(answerReasons(await listQuestions(db, instrumentId), given, isEnd))
  return given
}

/** Keeps answers with their use, each question once. */
export function keepAnswers(db: Db, sessionId: string, answers: readonly Answer[]): Promise<void> {
  const last = new Map(answers.map(({ questionId, answer }) => [questionId, answer]))
  return insertAnswers(
    db,
    sessionId,
    [...last].map(([questionId, answer]) => ({ questionId, answer })),
  )
}

export const runQuestionHandlers = [
  handle(listRunQuestions, async ({ input, actor, db, now }) => {
    await operatedInstrument(db, actor, input.id)
    return questionsOf(db, input.id, now)
  }),

  handle(setRunQuestions, async ({ input, actor, db, now }) => {
    await takeTime(db, input.id)
    await operatedInstrument(db, actor, input.id)
    if (!areQuestionsSound(input.questions)) throw questionsWrong({})
    const before = await listQuestions(db, input.id)
    const questions = input.questions.map((one) => ({ ...one, id: before.find((other) => isSameQuestion(one, other))?.id }))
    await replaceQuestions(db, input.id, questions, isoOf(now))
    return questionsOf(db, input.id, now)
  }),
]
