// What an office does to a case that is at it: every check first, then the journal, then what comes of it.
import { actorGrantsOf } from '../identity/grant.server.ts'
import { notify } from '../identity/notice.server.ts'
import type { Actor } from '../kernel/actor.ts'
import { type Db, undoneAlone } from '../kernel/db.ts'
import { Refused } from '../kernel/errors.ts'
import { record } from '../kernel/events.ts'
import { invalidInput, notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { addDays, dayOf, isoOf } from '../kernel/time.ts'
import type { Word } from '../kernel/word.ts'
import { addWorkingDays } from '../places/places.rules.ts'
import { workingCalendar } from '../places/places.server.ts'
import { changeAward, findAwardOf, insertAward, supersedeAward } from './award.sql.ts'
import {
  type Act,
  actNotOpen,
  actOnCase,
  actOnCases,
  caseDecided,
  caseMoved,
  colleagueUnfit,
  groundUnfit,
  levelAbove,
  levelUnfit,
  stageUnfit,
} from './case.contract.ts'
import { actingStage, awardNoOf, type CaseState, jointResult } from './case.rules.ts'
import { countPlaces } from './case.sql.ts'
import { needsAgainst, unmet } from './condition.rules.ts'
import { officerOf } from './delegation.server.ts'
import { claimForSubject } from './earlier.server.ts'
import { formWords } from './form.words.ts'
import { authorisation } from './general.rules.ts'
import { append, project, type Written } from './journal.server.ts'
import { actingAs, type Ground, isOfOffice, knownOf, type LoadedCase, loadCase, maySee } from './known.server.ts'
import { materialProblems } from './material.server.ts'
import { mendDayTold, mendLimit, reopened, requireMendOver } from './mend.server.ts'
import { caseHandedOver, givenUnasked, noticeOfStatus, noticeOfVerb, toMendBy } from './notice.contract.ts'
import { settleObjection } from './objection.sql.ts'
import { takeSharesOf } from './payment.sql.ts'
import { checkPayments, type Promised, promiseOf, stopPayments, writePromise } from './plan.server.ts'
import { addMonths, levelsOpen, numberOf, type Procedure, returnsFrom, stageAfter, stageOf } from './procedure.rules.ts'
import { takeBatch } from './programme.sql.ts'
import { expertStageOf, reviewResult } from './review.server.ts'
import { reviewWords } from './review.words.ts'
import { isGround } from './step.rules.ts'
import { actsFor, caseShown, problemShown } from './view.server.ts'

type Doing = {
  ground: Ground
  db: Db
  loaded: LoadedCase
  actor: Actor
  act: Act
  now: Date
  /** For whom the actor stands in. */
  forId?: string | null
}

/** Checks an act against everything that stands against it. @returns as whose signature it counts, and for whom @throws act_not_open and the act's own */
async function requireOpenAct(doing: Doing): Promise<{ signer: string | null; forId: string | null }> {
  const { db, loaded, actor, act, now } = doing
  const open = actsFor(actor, loaded, now).find(({ verb }) => verb === act.verb)
  if (!open) throw actNotOpen({ verb: act.verb, problems: [problemShown('not_your_turn')] })
  if (open.problems.length > 0) throw actNotOpen({ verb: act.verb, problems: open.problems as ReturnType<typeof problemShown>[] })
  const { procedure, state } = loaded
  await requireNeeds(doing)
  if (act.verb === 'ask_mend') requireAskable(procedure, act.defects)
  if (act.verb === 'lapse') await requireMendOver(db, loaded, now)
  if (act.verb === 'return') await requireEarlier(doing, act.toStage)
  if (act.verb === 'grant') requireLevel(loaded, act.level)
  if ((act.verb === 'refuse' || act.verb === 'reject') && !isGround(procedure, act.ground)) throw groundUnfit({})
  if (act.verb === 'assign' || act.verb === 'add_signer') await requireColleague(db, loaded, actor, act.personId)
  if (act.verb === 'answer_objection' && !state.openObjections.includes(act.objectionId)) throw notFound({ what: 'objection' })
  if (act.verb === 'conclude') await requireExplained(db, loaded, act.opinion)
  return { signer: open.signer, forId: open.forId }
}

/** @throws stage_unfit */
async function requireEarlier({ ground, db, loaded, now }: Doing, toStage: string): Promise<void> {
  const { procedure, state } = loaded
  const found = returnsFrom(procedure, stageOf(procedure, state.stage), await knownOf(ground, db, loaded, now))
  if (!found.some(({ code }) => code === toStage))
    throw stageUnfit({ stage: stageOf(procedure, toStage)?.title ?? { zh: toStage, en: toStage } })
}

/** @throws level_unfit, level_above */
function requireLevel({ procedure, answers }: LoadedCase, level: string | undefined): void {
  const { levels } = procedure.outcome
  if (levels ? level === undefined || !levels[level] : level !== undefined) throw levelUnfit({})
  if (level !== undefined && !levelsOpen(procedure, answers).includes(level)) throw levelAbove({ level: levels![level]! })
}

/** A batch gives no more places than it has; whoever decides another case of it waits here for its turn. @throws act_not_open */
async function requirePlace(db: Db, { batch }: LoadedCase): Promise<void> {
  if (batch.quota === null) return
  await takeBatch(db, batch.id)
  if ((await countPlaces(db, batch.id)) >= batch.quota) throw actNotOpen({ verb: 'grant', problems: [problemShown('places_given')] })
}

/** Defects are told once: each names a field or a material of this procedure, or nothing where it is about the whole. @throws invalid_input */
function requireAskable({ form, materials }: Procedure, defects: readonly { path: string }[]): void {
  const codes = new Set([authorisation, ...materials].map(({ code }) => `material.${code}`))
  const isKnown = (path: string) => path === '' || codes.has(path) || form[path.split('.')[0]!] !== undefined
  const issues = defects.flatMap(({ path }, at) => (isKnown(path) ? [] : [{ path: `act.defects.${at}.path`, text: formWords.noSuchField }]))
  if (issues.length > 0) throw invalidInput({ count: issues.length, issues })
}

/** Looks at what the stage, or a yearly check, needs. @throws act_not_open */
async function requireNeeds({ ground, db, loaded, act, now }: Doing): Promise<void> {
  const { procedure, state } = loaded
  const stage = stageOf(procedure, state.stage)
  const checkNeeds = act.verb === 'check' && act.isPassed ? procedure.outcome.checkNeeds : undefined
  const namesChild = Object.values(procedure.form).some(({ type }) => type === 'child')
  if (!stage?.needs && !namesChild && act.verb !== 'grant' && !checkNeeds) return
  const known = { ...(await knownOf(ground, db, loaded, now)), on: dayOf(now) }
  const problems = checkNeeds ? unmet(checkNeeds, known) : needsAgainst(procedure, stage, act.verb, known)
  if (act.verb === 'grant') problems.push(...(await materialProblems(db, loaded, known)).map(problemShown))
  if (problems.length > 0) throw actNotOpen({ verb: act.verb, problems })
}

/** Where the experts' scores differ too much, ending the review as it is needs a reason. @throws act_not_open */
async function requireExplained(db: Db, loaded: LoadedCase, opinion: string): Promise<void> {
  const result = await reviewResult(db, loaded, expertStageOf(loaded)!)
  if (result?.isAlarm && opinion.length < 4) throw actNotOpen({ verb: 'conclude', problems: [problemShown('spread_unexplained')] })
}

/** A case is handed to, or signed by, somebody of an office of its own. @throws colleague_unfit */
async function requireColleague(db: Db, loaded: LoadedCase, actor: Actor, personId: string): Promise<void> {
  const colleague = { ...actor, personId, grants: await actorGrantsOf(db, personId) }
  const { procedure, state } = loaded
  const isFit = personId !== actor.personId && isOfOffice(colleague, loaded, actingStage(procedure, state).office)
  if (!isFit || state.waitingSigners.includes(personId)) throw colleagueUnfit({})
}

/** What is written in the journal for an act. */
async function writtenFor(doing: Doing, signer: string | null): Promise<Written> {
  const { ground, db, loaded, actor, act, now, forId = null } = doing
  const { procedure, state, version } = loaded
  const by = { verb: act.verb, actorId: actor.personId, forId }
  const next = async () => stageAfter(procedure, state.stage, await knownOf(ground, db, loaded, now))
  switch (act.verb) {
    case 'accept':
    case 'pass':
      return { ...by, toStage: await next(), text: act.opinion }
    case 'close_notice':
      return { ...by, toStage: await next() }
    case 'ask_mend':
      return { ...by, detail: await mendLimit(db, loaded, now), text: JSON.stringify(act.defects) }
    case 'return':
      return { ...by, toStage: act.toStage, text: act.reason }
    case 'overturn':
      return { ...by, ...(await reopened(db, loaded, now)), text: act.reason }
    case 'assign':
    case 'add_signer':
      return { ...by, detail: { personId: act.personId }, text: act.opinion }
    case 'sign':
      return { ...by, detail: { agrees: act.agrees, ...(signer === null ? {} : { signer }) }, text: act.opinion }
    case 'suspend':
      return { ...by, detail: { kind: act.kind }, text: act.reason }
    case 'resume':
      return { ...by, text: act.opinion }
    case 'publish': {
      const stage = stageOf(procedure, state.stage)
      const days = stage?.kind === 'notice' ? numberOf(stage.noticeDays, version.parameters) : 0
      const today = dayOf(now)
      const calendar = await workingCalendar(db, today, addDays(today, 200))
      return { ...by, detail: { noticeTo: addWorkingDays(today, days, calendar).day } }
    }
    case 'answer_objection':
      return { ...by, detail: { objectionId: act.objectionId, isUpheld: act.isUpheld } }
    case 'grant':
      return { ...by, detail: { level: act.level ?? null }, text: act.reason }
    case 'conclude': {
      const { score, isPassed } = (await reviewResult(db, loaded, expertStageOf(loaded)!))!
      // Below the mark it stays where it is for the moment: the refusal follows.
      const toStage = isPassed ? await next() : state.stage
      return { ...by, toStage, detail: { score, isPassed }, text: act.opinion }
    }
    case 'refuse':
    case 'reject':
      return { ...by, detail: { ground: act.ground }, text: act.reason }
    case 'check':
      return { ...by, detail: { isPassed: act.isPassed }, text: act.reason }
    default:
      return { ...by, text: act.reason }
  }
}

const awardAfter = { revoke: 'revoked', freeze: 'frozen', unfreeze: 'standing' } as const
/** What an act brings about beside the journal: the award, the answer to an objection, the joint review's end. */
async function consequences({ ground, db, loaded, actor, act, now, forId = null }: Doing, promised: Promised | null): Promise<void> {
  const { procedure, state, row } = loaded
  if (act.verb === 'sign') {
    const stage = actingStage(procedure, state)
    if (stage.kind === 'joint' && jointResult(stage, state.signatures) === 'passed') {
      const toStage = stageAfter(procedure, stage.code, await knownOf(ground, db, loaded, now))
      await append(db, loaded, { verb: 'pass', actorId: null, toStage }, now)
    }
  }
  if (act.verb === 'answer_objection') {
    const settled = act.isUpheld ? ('upheld' as const) : ('dismissed' as const)
    await settleObjection(db, act.objectionId, { state: settled, answeredBy: actor.personId, answeredAt: isoOf(now), answer: act.answer })
    if (act.isUpheld)
      await append(db, loaded, { verb: 'refuse', actorId: actor.personId, forId, detail: { ground: 'objection' }, text: act.answer }, now)
  }
  if (act.verb === 'conclude' && !loaded.actions.at(-1)!.detail.isPassed) {
    const mark = numberOf(expertStageOf(loaded)!.sheet.passMark, loaded.version.parameters)
    const told = reviewWords.failed.zh.replace('{score}', String(state.score)).replace('{mark}', String(mark))
    const text = `${told}${act.opinion}`
    await append(db, loaded, { verb: 'refuse', actorId: actor.personId, forId, detail: { ground: 'score' }, text }, now)
  }
  if (act.verb === 'grant') {
    await giveAward(db, loaded, now)
    await claimForSubject(db, loaded, now)
  }
  const becomes = awardAfter[act.verb as keyof typeof awardAfter]
  const award = becomes && (await findAwardOf(db, row.id))
  if (award) await changeAward(db, award, becomes)
  // What was lost must not serve whoever finds it: the number before is void from now on.
  const lost = act.verb === 'reissue' && (await findAwardOf(db, row.id))
  if (lost) await changeAward(db, lost, lost.state, awardNoOf(row.caseNo, state.issues))
  if (promised) await writePromise(db, loaded, promised, now)
  if (act.verb === 'check') await checkPayments(db, row.id, act.isPassed, now)
  if (act.verb === 'freeze') await takeSharesOf(db, row.id)
  if (act.verb === 'revoke') await stopPayments(db, row.id, 'revoked', now)
}

/** Writes what came of a granted case, from the day of the decision on. */
export async function giveAward(db: Db, { row, procedure, version, state, path }: LoadedCase, now: Date): Promise<void> {
  const { kind, termMonths } = procedure.outcome
  const months = numberOf(termMonths, version.parameters)
  const firstOn = dayOf(now)
  // Given once more after an appeal: what was taken back stays, superseded, under its own number.
  const before = await findAwardOf(db, row.id)
  if (before) await supersedeAward(db, before)
  await insertAward(db, {
    ...{
      awardNo: awardNoOf(row.caseNo, state.issues),
      caseId: row.id,
      earlierId: null,
      procedureCode: procedure.code,
      kind,
      level: state.level,
      firstOn,
      state: 'standing',
    },
    ...{ subjectId: row.subjectId, organisationId: row.organisationId, divisionCode: path.at(-1)?.code ?? null },
    // The last day is the one before the same day of the month in which the term is over.
    lastOn: months === 0 ? null : addDays(addMonths(firstOn, months), -1),
  })
}

const decided = ['granted', 'refused', 'revoked', 'lapsed'] as const
const isDecided = (status: CaseState['status']): status is (typeof decided)[number] => decided.some((one) => one === status)

/** Tells the applicant and the subject what became of the case, and later slices that it was decided. */
async function tell({ db, loaded, act }: Doing, before: LoadedCase['state']): Promise<void> {
  const { row, state, procedure } = loaded
  const params = { caseNo: row.caseNo, procedure: procedure.title, dayOn: mendDayTold(state) }
  const isNew = state.status !== before.status
  const ofStatus = state.isUnasked ? { ...noticeOfStatus, granted: givenUnasked } : noticeOfStatus
  const kind =
    (isNew && ofStatus[state.status as keyof typeof ofStatus]) ||
    (state.mendTo === null ? noticeOfVerb[act.verb as keyof typeof noticeOfVerb] : toMendBy)
  const personIds = [row.applicantId, ...(row.subjectId ? [row.subjectId] : [])]
  if (kind) await notify(db, { personIds }, { kind, params, link: `/cases/${row.id}` })
  if (act.verb === 'assign' || act.verb === 'add_signer')
    await notify(db, { personIds: [act.personId] }, { kind: caseHandedOver, params, link: `/work/cases/${row.id}` })
  if (isNew && isDecided(state.status))
    await record(db, caseDecided, { caseId: row.id, procedureCode: procedure.code, status: state.status, level: state.level })
}

/** One act on one case. @throws what actOnCase declares; nothing is written before every check has passed */
export async function actOn(ground: Ground, call: { db: Db; actor: Actor; now: Date }, wanted: { id: string; number: number; act: Act }) {
  const { db, actor, now } = call
  const loaded = await loadCase(ground, db, wanted.id, true)
  if (!maySee(actor, loaded)) throw notFound({ what: 'case' })
  if (actingAs(actor, loaded).length === 0) throw actNotOpen({ verb: wanted.act.verb, problems: [problemShown('not_your_turn')] })
  if (loaded.state.actionCount !== wanted.number) throw caseMoved({ number: loaded.state.actionCount })
  const doing = { ground, db, loaded, actor, act: wanted.act, now }
  const { signer, forId } = await requireOpenAct(doing)
  await carryOut({ ...doing, forId }, signer)
  return loaded
}

/**
 * What an act does once every check has passed: the journal, what follows, the case's row, and who is told; whoever grants, asked for or
 * not, finds a place of the batch first. @throws act_not_open
 */
export async function carryOut(doing: Doing, signer: string | null): Promise<void> {
  const { ground, db, loaded, act, now } = doing
  if (act.verb === 'grant') await requirePlace(db, loaded)
  const promised = act.verb === 'grant' ? await promiseOf(ground, db, loaded, act.level ?? null, now) : null
  const before = loaded.state
  await append(db, loaded, await writtenFor(doing, signer), now)
  await consequences(doing, promised)
  await project(db, loaded)
  await tell(doing, before)
}

/** Why a case of a pile was left: every reason against the act, or the refusal's own sentence. */
export function reasonsTold({ params, word }: Refused): Word {
  const reasons = 'problems' in params ? (params.problems as { text: Word }[]).map(({ text }) => text) : []
  if (reasons.length === 0) return word
  return { zh: reasons.map(({ zh }) => zh).join(''), en: reasons.map(({ en }) => en).join(' ') }
}

export const actHandlers = (ground: Ground) => [
  handle(actOnCase, async ({ input, actor: own, db, now }) => {
    const actor = await officerOf(db, own, now)
    const loaded = await actOn(ground, { db, actor, now }, input)
    return caseShown(ground, db, loaded, actor, now)
  }),

  handle(actOnCases, async ({ input, actor: own, db, now }) => {
    const actor = await officerOf(db, own, now)
    const items = []
    // In the order of their ids, so that two officers who decide the same pile wait for each other and never in a circle.
    for (const one of input.cases.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      try {
        // Who listens to a decision may still refuse it: then nothing of this one case is left.
        await undoneAlone(db, () => actOn(ground, { db, actor, now }, { ...one, act: input.act }))
        items.push({ id: one.id, isDone: true, code: null, text: null })
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        items.push({ id: one.id, isDone: false, code: error.code, text: reasonsTold(error) })
      }
    }
    return { items }
  }),
]
