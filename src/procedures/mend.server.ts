// What is sent back for mending comes to an end: a last day where the version gives one, told with the defects, and what follows once it is over.
import type { Db } from '../kernel/db.ts'
import { addDays, dayOf } from '../kernel/time.ts'
import type { Word } from '../kernel/word.ts'
import { addWorkingDays, type ReckonedDay } from '../places/places.rules.ts'
import { workingCalendar } from '../places/places.server.ts'
import { actNotOpen } from './case.contract.ts'
import { type ActionDetail, type CaseState, lapseProblems } from './case.rules.ts'
import { generalNumber } from './general.rules.ts'
import type { Written } from './journal.server.ts'
import type { LoadedCase } from './known.server.ts'
import { caseNoticeWords as words } from './notice.words.ts'
import { problemShown } from './view.server.ts'

/** The last day to mend in, reckoned from a day on; null where the case's version gives none. */
async function mendDay(db: Db, { version }: LoadedCase, from: string): Promise<ReckonedDay | null> {
  const days = generalNumber('mendDays', version.parameters)
  // Holidays and weekends take more days off a limit than they leave only where it is very short.
  return days === 0 ? null : addWorkingDays(from, days, await workingCalendar(db, from, addDays(from, 2 * days + 60)))
}

/** The last day that is told with the defects, for the journal. */
export async function mendLimit(db: Db, loaded: LoadedCase, now: Date): Promise<Pick<ActionDetail, 'mendTo' | 'isMendToCertain'>> {
  const found = await mendDay(db, loaded, dayOf(now))
  return found === null ? {} : { mendTo: found.day, isMendToCertain: found.isCertain }
}

/** Where an appeal that was right brings a case back to: the last stage decides anew; what counted as given up is the applicant's to mend. */
export async function reopened(db: Db, loaded: LoadedCase, now: Date): Promise<Pick<Written, 'toStage' | 'detail'>> {
  const lapse = loaded.state.appealedFrom === 'lapsed' ? loaded.actions.findLast(({ verb }) => verb === 'lapse') : undefined
  if (lapse) return { toStage: lapse.fromStage, detail: await mendLimit(db, loaded, now) }
  return { toStage: loaded.procedure.stages.at(-1)!.code }
}

/** A last day that was provisional when it was told is reckoned again: a holiday published since is not the applicant's loss. @throws act_not_open */
export async function requireMendOver(db: Db, loaded: LoadedCase, now: Date): Promise<void> {
  const { state } = loaded
  const from = state.suspensions.findLast(({ kind, to }) => kind === 'mending' && to === null)?.from
  if (state.isMendToCertain || from === undefined) return
  const problems = lapseProblems({ mendTo: (await mendDay(db, loaded, from))?.day ?? null }, dayOf(now))
  if (problems.length > 0) throw actNotOpen({ verb: 'lapse', problems: problems.map(problemShown) })
}

/** The last day as a notice tells it; a provisional one says so. */
export function mendDayTold({ mendTo, isMendToCertain }: Pick<CaseState, 'mendTo' | 'isMendToCertain'>): string | Word {
  const day = mendTo ?? ''
  const provisional = (text: string) => text.replace('{day}', day)
  return isMendToCertain ? day : { zh: provisional(words.dayProvisional.zh), en: provisional(words.dayProvisional.en) }
}
