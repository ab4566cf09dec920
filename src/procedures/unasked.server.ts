// 免申即享: the rules asked of what is known, and what follows when the office gives what nobody applied for.
import { masked } from '../identity/personal.rules.ts'
import type { Actor } from '../kernel/actor.ts'
import { type Db, undoneAlone } from '../kernel/db.ts'
import { Refused } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { prefixOf } from '../places/places.rules.ts'
import { divisionPath } from '../places/places.server.ts'
import { carryOut, reasonsTold } from './act.server.ts'
import { batchClosed } from './case.contract.ts'
import { unopened } from './case.rules.ts'
import { keepAnswers } from './case.server.ts'
import { insertCase, nextCaseNo } from './case.sql.ts'
import { judgeUnasked } from './condition.rules.ts'
import { append } from './journal.server.ts'
import { factsOf, type Ground, grantFits, loadCase, officeDivisionOf, procedureOf } from './known.server.ts'
import { type Answers, type Known, numberOf, type Office, type Procedure, type Unasked } from './procedure.rules.ts'
import { isOpenAt } from './programme.rules.ts'
import { type BatchRow, findBatch, listBatchRows } from './programme.sql.ts'
import { issueWithoutApplying, listEntitlements, notEntitled } from './unasked.contract.ts'
import { type Candidate, listCandidates, takeGrounds } from './unasked.sql.ts'
import { findVersionOn, type VersionRow } from './version.sql.ts'

/** A procedure that is given unasked, in its version of today, and where the actor's office handles and decides it. */
type Given = {
  procedure: Procedure
  unasked: Unasked
  version: VersionRow
  office: Exclude<Office, { at: 'employer' | 'ruled' }>
  sees: readonly string[]
  decides: readonly string[]
}

/** Those that the actor's offices have to do with. */
async function givenFor(ground: Ground, db: Db, actor: Actor, now: Date): Promise<Given[]> {
  const found: Given[] = []
  for (const code of new Set(ground.declared.filter((one) => one.unasked).map((one) => one.code))) {
    const version = await findVersionOn(db, code, dayOf(now))
    const procedure = version && procedureOf(ground, version)
    if (!version || !procedure?.unasked) continue
    const { office } = procedure.stages.at(-1)!
    // What a rule must name first is named at a filing, and nobody files here.
    if (office.at === 'employer' || office.at === 'ruled') continue
    const fitting = (permission: 'procedures.handle' | 'procedures.decide') =>
      actor.grants.flatMap((grant) => (grantFits(grant, procedure, { ...office, permission }) ? (grant.divisionCode ?? []) : []))
    const decides = fitting('procedures.decide')
    const sees = [...new Set([...decides, ...fitting('procedures.handle')])]
    if (sees.length > 0) found.push({ procedure, unasked: procedure.unasked, version, office, sees, decides })
  }
  return found
}

/** Whether a candidate's place is decided by one of these offices. */
async function isDecidedIn(db: Db, { office }: Given, { divisionCode }: Candidate, divisions: readonly string[]): Promise<boolean> {
  const path = divisionCode === null ? [] : await divisionPath(db, divisionCode)
  const division = officeDivisionOf({ path, state: unopened }, office)
  return division !== null && divisions.includes(division)
}

/** Everything the rules are asked with: the form is answered from what is known, and holds no more than that. */
async function knownOfCandidate(ground: Ground, db: Db, given: Given, candidate: Candidate, on: string): Promise<Known> {
  const { procedure, unasked, version } = given
  const facts = await factsOf(ground, db, { subjectId: candidate.personId, organisationId: null, idNumber: null }, on)
  const place = candidate.divisionCode === null ? {} : { [procedure.divisionField]: candidate.divisionCode }
  const answers: Answers = { ...unasked.answers({ facts, on }), [procedure.nameField]: candidate.name, ...place }
  return { answers, facts, parameters: version.parameters, on }
}

const candidatesAtOnce = 50
const scansMost = 6

/** One page of candidates with their judgement; a page may be short where many that were looked at are not entitled. */
async function judgedPage(
  ground: Ground,
  db: Db,
  given: Given,
  asked: { isAll: boolean; after: string | null; limit: number; actor: Actor; on: string },
) {
  const { procedure, unasked, sees } = given
  const patterns = sees.map((code) => `${prefixOf(code)}%`)
  const items = []
  let after = asked.after
  for (let scans = 0; scans < scansMost; scans += 1) {
    const chunk = await listCandidates(db, { from: unasked.from, code: procedure.code, patterns, after, limit: candidatesAtOnce })
    for (const candidate of chunk) {
      after = candidate.awardId
      if (candidate.personId === asked.actor.personId || !(await isDecidedIn(db, given, candidate, sees))) continue
      const known = await knownOfCandidate(ground, db, given, candidate, asked.on)
      const { conditions, isEntitled } = judgeUnasked(procedure, known)
      if (!isEntitled && !asked.isAll) continue
      const code = unasked.level?.(known) ?? null
      const title = code === null ? undefined : procedure.outcome.levels?.[code]
      const level = code !== null && title ? { code, title } : null
      const { personId, divisionCode } = candidate
      items.push({ personId, divisionCode, name: masked('name', candidate.name), level, isEntitled, conditions })
      if (items.length === asked.limit) return { items, nextCursor: after }
    }
    if (chunk.length < candidatesAtOnce) return { items, nextCursor: null }
  }
  return { items, nextCursor: after }
}

type Issuing = { ground: Ground; db: Db; given: Given; batch: BatchRow; actor: Actor; now: Date; reason: string }

/** Gives it to one person, by a case of the usual acts that the office opens. @throws not_entitled */
async function issueTo(
  { ground, db, given, batch, actor, now, reason }: Issuing,
  personId: string,
): Promise<{ id: string; caseNo: string }> {
  const { procedure, unasked, version, decides } = given
  const patterns = decides.map((code) => `${prefixOf(code)}%`)
  const [candidate] = await listCandidates(db, { from: unasked.from, code: procedure.code, patterns, after: null, limit: 1, personId })
  if (!candidate || personId === actor.personId || !(await isDecidedIn(db, given, candidate, decides))) throw notEntitled({})
  const known = await knownOfCandidate(ground, db, given, candidate, batch.referenceOn ?? dayOf(now))
  if (!judgeUnasked(procedure, known).isEntitled) throw notEntitled({})
  const caseNo = await nextCaseNo(db, procedure.prefix, Number(dayOf(now).slice(0, 4)))
  const id = await insertCase(db, {
    ...{ batchId: batch.id, versionId: version.id, procedureCode: procedure.code, organisationId: null, openedAt: isoOf(now), caseNo },
    // It is the person's own case: what it holds goes with them, and they alone decline it.
    ...{ applicantId: personId, subjectId: personId },
  })
  const loaded = await loadCase(ground, db, id, true)
  await keepAnswers(db, loaded, known.answers)
  const by = { actorId: actor.personId }
  await append(db, loaded, { ...by, verb: 'open', detail: { isUnasked: true } }, now)
  await append(db, loaded, { ...by, verb: 'submit', toStage: procedure.stages.at(-1)!.code }, now)
  const level = unasked.level?.(known) ?? undefined
  await carryOut({ ground, db, loaded, actor, act: { verb: 'grant', reason, ...(level ? { level } : {}) }, now }, null)
  return { id, caseNo }
}

export const unaskedHandlers = (ground: Ground) => [
  handle(listEntitlements, async ({ input, actor, db, now }) => {
    const all = await givenFor(ground, db, actor, now)
    const open = (await listBatchRows(db, null)).filter((batch) => isOpenAt(batch, now))
    const procedures = all.map(({ procedure, unasked, version, decides }) => ({
      ...{ code: procedure.code, title: procedure.title, mayIssue: decides.length > 0 },
      declineDays: numberOf(unasked.declineDays, version.parameters),
      batches: open
        .filter((batch) => batch.procedureCode === procedure.code)
        .map(({ id, nameZh, nameEn, documentNo }) => ({ id, name: { zh: nameZh, en: nameEn }, documentNo })),
    }))
    const given = all.find(({ procedure }) => input.procedure === undefined || procedure.code === input.procedure)
    if (!given) return { procedures, items: [], nextCursor: null }
    const asked = { isAll: input.show === 'all', after: input.cursor ?? null, limit: input.limit, actor, on: dayOf(now) }
    return { procedures, ...(await judgedPage(ground, db, given, asked)) }
  }),

  handle(issueWithoutApplying, async ({ input, actor, db, now }) => {
    const given = (await givenFor(ground, db, actor, now)).find(({ procedure }) => procedure.code === input.procedure)
    if (!given || given.decides.length === 0) throw notFound({ what: 'procedure' })
    const batch = await findBatch(db, input.batchId)
    if (batch?.procedureCode !== given.procedure.code) throw notFound({ what: 'batch' })
    if (!isOpenAt(batch, now)) throw batchClosed({})
    const personIds = [...new Set(input.personIds)]
    await takeGrounds(db, given.unasked.from, personIds)
    const issuing = { ground, db, given, batch, actor, now, reason: input.reason }
    const items = []
    for (const personId of personIds) {
      try {
        // Whoever finds no place, or no money, leaves nothing behind.
        const { id, caseNo } = await undoneAlone(db, () => issueTo(issuing, personId))
        items.push({ personId, isDone: true, caseId: id, caseNo, code: null, text: null })
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        items.push({ personId, isDone: false, caseId: null, caseNo: null, code: error.code, text: reasonsTold(error) })
      }
    }
    return { items }
  }),
]
