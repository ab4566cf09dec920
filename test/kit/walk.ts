// Cases that walk through a declared procedure on the real engine, move after move, until every transition was taken.
import assert from 'node:assert/strict'
import { inTransaction, run } from '../../src/kernel/db.ts'
import { newId } from '../../src/kernel/id.ts'
import type { World } from '../../src/kernel/test.ts'
import { addDays, dayOf } from '../../src/kernel/time.ts'
import { objectToCase } from '../../src/procedures/board.contract.ts'
import { type Act, actOnCase, appealCase, declineCase, getCase, submitCase, withdrawCase } from '../../src/procedures/case.contract.ts'
import { type Action, actingStage, endedStatuses, foldCase } from '../../src/procedures/case.rules.ts'
import type { CaseShown } from '../../src/procedures/caseshown.contract.ts'
import { type ParameterValues, type Procedure, type Stage, stageOf } from '../../src/procedures/procedure.rules.ts'
import { recordForCase } from '../../src/procedures/record.contract.ts'
import { drawExperts, getReview, replaceExpert } from '../../src/procedures/review.contract.ts'
import { handInScores, signPledge } from '../../src/procedures/seat.contract.ts'
import { later } from './cases.ts'
import { recommended } from './counties.ts'
import { keepAnyPlace } from './schoolplaces.ts'
import type { Applicant, Person, Staff } from './staff.ts'
import { isWorth, transitionsOf } from './transitions.ts'

const reason = '示例：按声明走到这里'
const dayMillis = 86_400_000

/** One thing that can be done to a case now. */
type Move = { key: string | null; onward?: true; ends?: true; does: () => Promise<unknown> }
export type Walk = {
  world: World
  staff: Staff
  procedure: Procedure
  parameters: ParameterValues
  batchId: string
  /** Transitions not taken yet. */
  open: Set<string>
  /** A class that the walk goes straight to; without, it takes what is open. */
  goal?: string | undefined
}
type Going = Walk & { id: string; applicant: Applicant }

/** What a slice records with a case by a story of its own, by the record's kind. */
const storyOf: Readonly<Record<string, (world: World, office: Person, shown: CaseShown) => Promise<void>>> = { place: keepAnyPlace }

/** What was answered, if it was let through. */
export const ok = <R extends { status: number; text: string }>(reply: R, what: string): R => {
  assert.equal(reply.status, 200, `${what}: ${reply.text}`)
  return reply
}

const journalText = `select number, verb, to_stage as "toStage", actor_id as "actorId", detail, acted_at as "actedAt"
  from case_action where case_id = $1 order by number`
type Standing = { stage: string | null; isFiled: boolean; isAppealed: boolean }
/** What must hold of a case after every step: its row is what its journal says, and it is due when it should be. */
async function requireSound({ world, procedure, id }: Going): Promise<Standing> {
  const [row] = await run<{
    status: string
    stage: string | null
    count: number
    level: string | null
    dueOn: string | null
    claim: string | null
  }>(world.db, 'select status, stage, action_count as count, level, due_on as "dueOn", claim from procedure_case where id = $1', [id])
  const actions = await run<Omit<Action, 'actedOn'>>(world.db, journalText, [id])
  const state = foldCase(actions.map((action) => ({ ...action, actedOn: dayOf(action.actedAt) })))
  const { status, stage, actionCount, level } = state
  assert.deepEqual([row!.status, row!.stage, row!.count, row!.level], [status, stage, actionCount, level])
  const isOpen = status === 'open' || status === 'mending' || status === 'appealed'
  assert.equal(row!.claim !== null, isOpen, `${status} keeps others out`)
  assert.ok(stage === null || stageOf(procedure, stage), `${stage} is declared`)
  const runs = status === 'open' && !state.suspensions.some((one) => one.to === null)
  assert.equal(row!.dueOn !== null, runs, `${status} ${stage} is due`)
  if (row!.dueOn !== null) assert.ok(row!.dueOn > state.enteredOn! && row!.dueOn < addDays(state.enteredOn!, 700), row!.dueOn)
  const plans = await run(world.db, 'select 1 from payment_plan where case_id = $1 and stopped_on is null', [id])
  assert.ok(plans.length === 0 || status === 'granted' || status === 'expired', `${status} is not paid`)
  return { stage, isFiled: state.filedOn !== null, isAppealed: status === 'appealed' }
}

const officer = ({ staff, procedure }: Walk, stage: string | null): readonly Person[] =>
  staff.of(procedure, actingStage(procedure, { stage }).office)

/** Whoever acts; an appeal is decided by another of the office than whoever took the decision. */
const decider = (walk: Walk, stage: string | null, isAppealed: boolean): Person => officer(walk, stage)[isAppealed ? 1 : 0]!

/** The case as whoever has it now sees it; before its filing, as its applicant. */
async function seen(going: Going, { stage, isFiled, isAppealed }: Standing): Promise<CaseShown> {
  const reader = isFiled ? decider(going, stage, isAppealed) : going.applicant
  return ok(await going.world.send(reader.token, getCase, { id: going.id }), `seen at ${stage}`).body
}

async function doing(going: Going, shown: CaseShown, act: Act, by?: Person): Promise<void> {
  const person = by ?? decider(going, shown.stage, shown.status === 'appealed')
  ok(
    await going.world.send(person.token, actOnCase, { id: going.id, number: shown.actionCount, act }),
    `${shown.stage ?? shown.status} ${act.verb}`,
  )
}

/** The acts of an office at a stage, as moves; what is missing first is done as a move of its own. */
function officeMoves(going: Going, shown: CaseShown): Move[] {
  const place = shown.stage ?? shown.status
  const simple = (verb: string, act: Act, more: Partial<Move> = {}): Move => ({
    key: `${place} ${verb}`,
    does: () => doing(going, shown, act),
    ...more,
  })
  const moves = shown.acts
    .filter(({ problems }) => problems.length === 0)
    .flatMap(({ verb }): Move[] => {
      const told = { verb, reason, opinion: '' } as unknown as Act
      if (verb === 'accept' || verb === 'pass' || verb === 'publish' || verb === 'close_notice')
        return [simple(verb, told, { onward: true })]
      if (verb === 'resume' || verb === 'uphold') return [simple(verb, told, { onward: true })]
      if (verb === 'reject' || verb === 'refuse') return [simple(verb, { verb, reason, ground: 'merits' }, { ends: true })]
      if (verb === 'revoke') return [simple(verb, told, { ends: true })]
      if (verb === 'ask_mend') return [simple(verb, { verb, defects: [{ path: going.procedure.nameField, text: reason }] })]
      if (verb === 'assign' || verb === 'add_signer')
        return [simple(verb, { verb, personId: officer(going, shown.stage)[1]!.personId, opinion: '' })]
      if (verb === 'suspend') return [simple(verb, { verb, kind: 'inspection', reason })]
      if (verb === 'return') return shown.returnsTo.map(({ code }) => simple(`return:${code}`, { verb, toStage: code, reason }))
      if (verb === 'grant') return grants(going, shown)
      if (verb === 'check') return checks(going, shown)
      if (verb === 'conclude') return concluding(going, shown)
      if (verb === 'answer_objection') return answering(going, shown)
      if (verb === 'overturn') return [simple(verb, told)]
      return [simple(verb, told)]
    })
  return [...moves, ...whatIsMissing(going, shown)]
}

/** The class that is still open; after an appeal against a revocation the one that was taken back. */
function grants(going: Going, shown: CaseShown): Move[] {
  const isAgain = shown.journal.some(({ verb }) => verb === 'revoke')
  const isOpen = (level: string) => level === '' || shown.levels.some(({ code }) => code === level)
  const levelsIn = (keys: Iterable<string>) =>
    [...keys].flatMap((key) => (key.startsWith(`${shown.stage} grant:`) ? [key.split(':')[1]!] : [])).filter(isOpen)
  const levels = levelsIn(going.open)
  const declared = levelsIn(transitionsOf(going.procedure, going.parameters))
  const level = going.goal ?? (isAgain ? (shown.level ?? '') : (levels[0] ?? declared[0]!))
  const act = { verb: 'grant', reason, ...(level === '' ? {} : { level }) } as const
  return [{ key: isAgain ? 'revoked regrant' : `${shown.stage} grant:${level}`, onward: true, does: () => doing(going, shown, act) }]
}

function concluding(going: Going, shown: CaseShown): Move[] {
  const { world, id } = going
  const does = async () => {
    const { review } = ok(await world.send(officer(going, shown.stage)[0]!.token, getReview, { id }), 'review').body
    going.open.delete(`${shown.stage} conclude:${review!.result!.isPassed ? 'passed' : 'failed'}`)
    await doing(going, shown, { verb: 'conclude', opinion: reason })
  }
  return [{ key: null, onward: true, does }]
}

function answering(going: Going, shown: CaseShown): Move[] {
  const objectionId = shown.objections.find(({ state }) => state === 'open')!.id
  const isUpheld = !going.open.has(`${shown.stage} answer_objection:dismissed`) && going.open.has(`${shown.stage} answer_objection:upheld`)
  const key = `${shown.stage} answer_objection:${isUpheld ? 'upheld' : 'dismissed'}`
  return [{ key, onward: true, does: () => doing(going, shown, { verb: 'answer_objection', objectionId, isUpheld, answer: reason }) }]
}

/** Where an act waits for something, that is what can be done: a signature, days of notice, experts, what is recorded. */
function whatIsMissing(going: Going, shown: CaseShown): Move[] {
  const { world, id, procedure } = going
  const codes = new Set(shown.acts.flatMap(({ problems }) => problems.map(({ code }) => code)))
  const key = (verb: string) => `${shown.stage} ${verb}`
  const moves: Move[] = []
  const [first, second] = officer(going, shown.stage) as [Person, Person]
  if (codes.has('signers_wait'))
    moves.push({ key: key('sign'), onward: true, does: () => doing(going, shown, { verb: 'sign', agrees: true, opinion: '' }, second) })
  if (codes.has('notice_runs')) {
    const wait = () => later(world, `${addDays(shown.noticeTo!, 1)}T02:00:00Z`)
    moves.push({ key: null, onward: true, does: wait })
    if (!procedure.isConfidential && shown.objections.length === 0)
      moves.push({
        key: key('object'),
        does: async () => ok(await world.send(going.staff.stranger.token, objectToCase, { id, text: '示例异议：材料有误。' }), 'object'),
      })
  }
  if (codes.has('not_drawn')) {
    const does = async () => ok(await world.send(first.token, drawExperts, { id, number: shown.actionCount }), 'draw')
    moves.push({ key: key('draw'), onward: true, does })
  }
  if (codes.has('scores_missing')) moves.push(...scoring(going, shown, first))
  if (codes.has('recommended')) moves.push({ key: `${shown.stage} pass`, onward: true, does: () => recommended(world, first, shown) })
  const stage = stageOf(procedure, shown.stage)
  const bySlice = Object.entries(procedure.records ?? {}).find(([, kind]) => kind.by === 'slice')?.[0]
  if (bySlice && stage?.needs?.some(({ code }) => codes.has(code)))
    moves.push({ key: null, onward: true, does: () => storyOf[bySlice]!(world, first, shown) })
  const recorded = Object.entries(procedure.records ?? {}).find(
    ([, kind]) => kind.by !== 'slice' && kind.when === (shown.status === 'granted' ? 'granted' : 'open'),
  )
  if (recorded && stage?.needs?.some(({ code }) => codes.has(code)))
    moves.push({ key: null, onward: true, does: () => recording(going, shown, recorded[0]) })
  return moves
}

const openSeats = `select id as "seatId", expert_id as "expertId" from review_seat
  where case_id = $1 and released_at is null and handed_in_at is null`
/** Each seat's expert pledges and hands in, high or low as is still open; one seat is given up and drawn again first. */
function scoring(going: Going, shown: CaseShown, office: Person): Move[] {
  const { world, staff, open, id, goal } = going
  const at = (verb: string) => `${shown.stage} ${verb}`
  const isLow = !goal && open.has(at('conclude:failed')) && !open.has(at('conclude:passed'))
  const handIn = async () => {
    for (const { seatId, expertId } of await run<{ seatId: string; expertId: string }>(world.db, openSeats, [id])) {
      const { token } = staff.experts.find((one) => one.expertId === expertId)!
      const { criteria } = ok(await world.send(token, signPledge, { id: seatId }), 'pledge').body
      const scores = Object.fromEntries(criteria.map(({ code, most }) => [code, isLow ? 1 : most]))
      ok(await world.send(token, handInScores, { id: seatId, scores }), 'hand in')
    }
    open.delete(at('pledge'))
  }
  const replace = async () => {
    const { review } = ok(await world.send(office.token, getReview, { id }), 'review').body
    const seat = review!.seats.find(({ state }) => state === 'drawn')!
    ok(await world.send(office.token, replaceExpert, { id, seatId: seat.id, reason }), 'replace')
  }
  return [{ key: at('hand_in'), onward: true, does: handIn }, ...(open.has(at('replace')) ? [{ key: at('replace'), does: replace }] : [])]
}

function checks(going: Going, shown: CaseShown): Move[] {
  const failing = { verb: 'check', isPassed: false, reason } as const
  return [
    { key: 'granted check:failed', does: () => doing(going, shown, failing) },
    { key: 'granted check:passed', does: () => checking(going, shown) },
  ]
}

/** A yearly check is passed once what it needs was recorded; until then it is refused with the reason. */
async function checking(going: Going, shown: CaseShown): Promise<void> {
  const [first] = officer(going, shown.stage)
  const sent = { id: going.id, number: shown.actionCount, act: { verb: 'check', isPassed: true, reason } } as const
  const kind = Object.entries(going.procedure.records ?? {}).find(([, one]) => one.by !== 'slice' && one.when === 'granted')?.[0]
  for (let lines = 0; kind && going.procedure.outcome.checkNeeds && lines < 10; lines += 1) {
    const reply = await going.world.send(first!.token, actOnCase, sent)
    if (reply.status === 200) return
    assert.equal(reply.problem.code, 'act_not_open', reply.text)
    await recording(going, shown, kind)
  }
  ok(await going.world.send(first!.token, actOnCase, sent), 'check')
}

/** Records the most of a kind, on days before today, as whoever the declaration names. */
async function recording(going: Going, shown: CaseShown, kind: string): Promise<void> {
  const { world, staff, procedure, applicant } = going
  const { by, most } = procedure.records![kind]!
  const isOwn = procedure.subject === 'organisation'
  const person = by === 'host' ? staff.host : by === 'office' ? officer(going, shown.stage)[0]! : isOwn ? applicant : staff.employers[0]!
  const line = { caseNo: shown.caseNo, kind, on: dayOf(world.now), amount: most, text: '示例记录' }
  ok(await world.send(person.token, recordForCase, line, { idempotencyKey: newId() }), `record ${kind}`)
}

/** What the applicant may do, at any time. */
function ownMoves(going: Going, shown: CaseShown): Move[] {
  const { world, id, applicant, procedure } = going
  const place = shown.stage ?? shown.status
  const withdraw = async () => ok(await world.send(applicant.token, withdrawCase, { id }), 'withdraw')
  const submit = async () => {
    const sent = ok(await world.send(applicant.token, submitCase, { id }), `${shown.status} submit`).body
    const isPassedOver = (stage: Stage) => stage.skippedWhen && sent.stages.find(({ code }) => code === stage.code)?.state === 'skipped'
    for (const stage of procedure.stages) if (isPassedOver(stage)) going.open.delete(`${stage.code} skipped`)
  }
  if (shown.status === 'draft')
    return [
      { key: 'draft submit', onward: true, does: submit },
      { key: 'draft withdraw', ends: true, does: withdraw },
    ]
  if (shown.status === 'mending')
    return [
      { key: `${place} mend`, onward: true, does: submit },
      { key: `${place} withdraw:mending`, ends: true, does: withdraw },
    ]
  if (shown.status === 'open') return [{ key: `${place} withdraw`, ends: true, does: withdraw }]
  const appeal = async () => ok(await world.send(applicant.token, appealCase, { id, reason: `${reason}，请再看一次。` }), 'appeal')
  if (shown.appealTo !== null) return [{ key: `${place} appeal`, does: appeal }]
  if (shown.status !== 'granted') return []
  const decline = async () => ok(await world.send(applicant.token, declineCase, { id, reason }), 'decline')
  return [
    ...(procedure.outcome.reversedBy === 'revoke' ? [{ key: 'granted decline', ends: true, does: decline } as const] : []),
    { key: 'granted expire', ends: true, does: () => expiring(going) },
  ]
}

async function expiring({ world, id }: Going): Promise<void> {
  const [award] = await run<{ lastOn: string }>(
    world.db,
    'select last_on as "lastOn" from award where case_id = $1 and superseded_at is null',
    [id],
  )
  await later(world, `${addDays(award!.lastOn, 1)}T02:00:00Z`)
  await inTransaction(world.db, 'write', (tx) => world.app.jobs.enqueue(tx, 'expire_awards', {}, {}))
  await world.drain()
}

/** Moves of an appeal are told by what it is against. */
function named(move: Move, shown: CaseShown): Move {
  if (shown.status !== 'appealed' || move.key === null) return move
  const against = shown.journal.findLast(({ verb }) => verb === 'refuse' || verb === 'revoke')!.verb === 'revoke' ? 'revoked' : 'refused'
  return { ...move, key: move.key.replace('appealed', against) }
}

const advancing = / (accept|pass|close_notice|grant:.*|submit)$/

/** What is still to be seen where the case stands comes first, then what ends it there; with nothing left, the case goes on its way. */
function chosen(going: Going, shown: CaseShown, moves: readonly Move[]): Move | undefined {
  const { open, goal } = going
  const onward = moves.find((move) => move.onward)
  if (goal !== undefined) return shown.status === 'granted' ? undefined : onward
  const worth = moves.filter((move) => isWorth(move.key, open))
  const staying = worth.filter((move) => !move.ends && !advancing.test(move.key!))
  const found = staying.find(({ key }) => open.has(key!)) ?? staying[0] ?? worth.find((move) => move.ends) ?? worth[0]
  if (found) return found
  // An appeal saves a case that can still be granted another class.
  const isMore = [...open].some((key) => key.includes(' grant:'))
  const isLate = ['refused', 'revoked', 'granted', 'appealed'].includes(shown.status)
  return (
    (isMore ? moves.find(({ key }) => key?.endsWith(' appeal') || key?.endsWith(' overturn')) : undefined) ??
    (isLate && shown.status !== 'appealed' ? undefined : onward)
  )
}

/** One case from its draft to its end. */
export async function goThrough(walk: Walk, id: string, applicant: Applicant): Promise<CaseShown> {
  const going: Going = { ...walk, id, applicant }
  const declared = new Set(transitionsOf(walk.procedure, walk.parameters))
  let standing: Standing = { stage: null, isFiled: false, isAppealed: false }
  for (let step = 0; step < 120; step += 1) {
    const shown = await seen(going, standing)
    const moves = [...officeMoves(going, shown), ...ownMoves(going, shown)]
      .map((move) => named(move, shown))
      .filter(({ key }) => {
        if (key === 'granted expire') return declared.has(key)
        assert.ok(key === null || declared.has(key), `the engine offers what nobody declared: ${key}`)
        return true
      })
    const move = chosen(going, shown, moves)
    if (!move) {
      assert.ok(
        endedStatuses.includes(shown.status as (typeof endedStatuses)[number]),
        `${shown.status} ${shown.stage}: nothing can be done`,
      )
      return shown
    }
    await move.does()
    if (move.key !== null) walk.open.delete(move.key)
    standing = await requireSound(going)
    // Offices take their time.
    if (step % 3 === 0) await later(walk.world, new Date(walk.world.now.getTime() + dayMillis).toISOString())
  }
  assert.fail('the case goes round and round')
}
