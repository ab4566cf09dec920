// What is recorded with a case: by whom stands in the declaration, and what it comes to is asked for by its needs and checks.
import { scopesOf } from '../identity/grant.rules.ts'
import { getOrganisationByCreditCode, getOrganisations, isOwn } from '../identity/identity.server.ts'
import { displayNames } from '../identity/name.server.ts'
import { masked } from '../identity/personal.rules.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { findAwardOf } from './award.sql.ts'
import { listSubjectNames } from './case.sql.ts'
import { askedYearly } from './condition.rules.ts'
import { officerOf } from './delegation.server.ts'
import { actingAs, type Ground, isFiledBy, isMine, type LoadedCase, loadCase, maySee } from './known.server.ts'
import { addMonths, type RecordKind } from './procedure.rules.ts'
import {
  correctCaseRecord,
  listCaseRecords,
  listHostedCases,
  type Records,
  recordForCase,
  recordOutsideTerm,
  recordUnfit,
  removeCaseRecord,
} from './record.contract.ts'
import { isPoints } from './record.rules.ts'
import {
  findCaseByNo,
  insertRecord,
  listHosted,
  listRecordRows,
  listTracedRows,
  type NewRecord,
  type RecordRow,
  removeRecord,
  removeRecordsOf,
} from './record.sql.ts'

/** Whether the actor speaks for the organisation that hosts what was granted. */
async function isHost(db: Db, actor: Actor, { procedure, answers, state }: LoadedCase): Promise<boolean> {
  const code = procedure.hostField === undefined ? undefined : answers[procedure.hostField]
  if (typeof code !== 'string' || state.status !== 'granted') return false
  const host = await getOrganisationByCreditCode(db, code)
  return host !== undefined && isOwn(actor, 'procedures.endorse', host.id)
}

async function mayRecord(db: Db, actor: Actor, loaded: LoadedCase, kind: RecordKind): Promise<boolean> {
  if (kind.by === 'slice') return false
  if (kind.by === 'host') return isHost(db, actor, loaded)
  if (kind.by === 'office') return actingAs(actor, loaded).length > 0
  return loaded.row.organisationId !== null && isOwn(actor, 'procedures.endorse', loaded.row.organisationId)
}

/** A case by its number, for who may see it or hosts it. @throws not_found */
async function load(ground: Ground, db: Db, actor: Actor, caseNo: string, isTaken = false): Promise<LoadedCase> {
  const id = await findCaseByNo(db, caseNo)
  const loaded = id === undefined ? undefined : await loadCase(ground, db, id, isTaken)
  if (!loaded || !(maySee(actor, loaded) || (await isHost(db, actor, loaded)))) throw notFound({ what: 'case' })
  return loaded
}

type Reading = { db: Db; actor: Actor; loaded: LoadedCase; now: Date }

/** The sums of every kind, and what the yearly check asks for. */
async function kindsShown({ db, actor, loaded, now }: Reading, standing: readonly RecordRow[]): Promise<Records['kinds']> {
  const { procedure, state, version } = loaded
  const since = addMonths(dayOf(now), -12)
  const kinds = []
  for (const [code, kind] of Object.entries(procedure.records ?? {})) {
    const amounts = standing.filter((one) => one.kind === code)
    const sum = (some: typeof amounts) => some.reduce((total, { amount }) => total + amount, 0)
    const { title, unit, most } = kind
    const canRecord = state.status === kind.when && (await mayRecord(db, actor, loaded, kind))
    const least = askedYearly(procedure, code, version.parameters)
    const sums = {
      count: amounts.length,
      isMean: isPoints(unit),
      total: sum(amounts),
      lastYear: sum(amounts.filter(({ on }) => on > since)),
    }
    kinds.push({ code, title, unit, most, canRecord, least, ...sums })
  }
  return kinds
}

/** Whom a case is about, when it ends, and the sums of what was recorded. */
async function headShown(reading: Reading, standing: readonly RecordRow[]) {
  const { db, actor, loaded } = reading
  const { row, procedure } = loaded
  const name = (await listSubjectNames(db, [row.id])).get(row.id) ?? ''
  const isKnown = isFiledBy(actor, loaded) || procedure.subject === 'division' || (await isHost(db, actor, loaded))
  return {
    ...{ caseId: row.id, caseNo: row.caseNo, procedure: procedure.title },
    subjectName: isKnown ? name : masked('name', name),
    lastOn: (await findAwardOf(db, row.id))?.lastOn ?? null,
    kinds: await kindsShown(reading, standing),
  }
}

async function shown(db: Db, actor: Actor, loaded: LoadedCase, now: Date): Promise<Records> {
  const { row } = loaded
  const rows = await listTracedRows(db, row.id)
  const head = await headShown(
    { db, actor, loaded, now },
    rows.filter(({ removedAt }) => removedAt === null),
  )
  const mayChange = new Set(head.kinds.filter(({ canRecord }) => canRecord).map(({ code }) => code))
  const replaced = new Set(rows.flatMap(({ replacesId }) => replacesId ?? []))
  const people = isMine(actor, loaded) ? [] : rows.flatMap(({ recordedBy, removedBy }) => [recordedBy, removedBy ?? []].flat())
  const names = await displayNames(db, [...new Set(people)])
  const items = rows.map(({ id, kind, on, amount, text, recordedAt, recordedBy, removedAt, removedBy, reason }) => ({
    ...{ id, kind, on, amount, text, recordedAt, reason, changedAt: removedAt },
    state: removedAt === null ? ('standing' as const) : replaced.has(id) ? ('corrected' as const) : ('removed' as const),
    ...{ by: names.get(recordedBy) ?? '', changedBy: names.get(removedBy ?? '') ?? '' },
    canChange: removedAt === null && mayChange.has(kind),
  }))
  return { ...head, items }
}

/** The line that the actor may change, of the case it is of. @throws not_found */
async function changeable(call: { ground: Ground; db: Db; actor: Actor }, { caseNo, id }: { caseNo: string; id: string }) {
  const { ground, db, actor } = call
  const loaded = await load(ground, db, actor, caseNo, true)
  const line = (await listRecordRows(db, loaded.row.id)).find((one) => one.id === id)
  const kind = loaded.procedure.records?.[line?.kind ?? '']
  if (!line || !kind || !(await mayRecord(db, actor, loaded, kind))) throw notFound({ what: 'record' })
  return { loaded, line, kind }
}

/** @throws record_unfit; record_outside_term where what was granted had not begun on the day, or was over */
async function requireFit(
  db: Db,
  { state, row }: LoadedCase,
  kind: RecordKind,
  { on, amount }: { on: string; amount: number },
  now: Date,
): Promise<void> {
  if (state.status !== kind.when || amount > kind.most || on > dayOf(now)) throw recordUnfit({ kind: kind.title, most: kind.most })
  const award = kind.when === 'granted' ? await findAwardOf(db, row.id) : undefined
  if (award && (on < award.firstOn || (award.lastOn !== null && on > award.lastOn)))
    throw recordOutsideTerm({ kind: kind.title, firstOn: award.firstOn, lastOn: award.lastOn ?? '—' })
}

/** A line that a later slice writes by a story of its own. */
export async function recordBySlice(db: Db, { row, procedure }: LoadedCase, line: NewRecord): Promise<void> {
  if (procedure.records?.[line.kind]?.by !== 'slice') throw new Error(`${procedure.code} lets no slice record ${line.kind}`)
  await insertRecord(db, row.id, line)
}

/** Takes away the lines of a kind that a slice wrote. */
export async function removeBySlice(db: Db, caseId: string, kind: string, at: string): Promise<void> {
  await removeRecordsOf(db, caseId, kind, at)
}

export const recordHandlers = (ground: Ground) => [
  handle(listCaseRecords, async ({ input, actor, db, now }) => shown(db, actor, await load(ground, db, actor, input.caseNo), now)),

  handle(recordForCase, async ({ input, actor: own, db, now }) => {
    const actor = await officerOf(db, own, now)
    const loaded = await load(ground, db, actor, input.caseNo, true)
    const kind = loaded.procedure.records?.[input.kind]
    if (!kind || !(await mayRecord(db, actor, loaded, kind))) throw notFound({ what: 'case' })
    await requireFit(db, loaded, kind, input, now)
    const { on, amount, text } = input
    await insertRecord(db, loaded.row.id, { kind: input.kind, on, amount, text, recordedBy: actor.personId })
    return shown(db, actor, loaded, now)
  }),

  handle(correctCaseRecord, async ({ input, actor: own, db, now }) => {
    const actor = await officerOf(db, own, now)
    const { loaded, line, kind } = await changeable({ ground, db, actor }, input)
    await requireFit(db, loaded, kind, input, now)
    const { id, on, amount, text, reason } = input
    if (!(await removeRecord(db, loaded.row.id, { id, by: actor.personId, at: isoOf(now), reason }))) throw notFound({ what: 'record' })
    await insertRecord(db, loaded.row.id, { kind: line.kind, on, amount, text, recordedBy: actor.personId }, id)
    return shown(db, actor, loaded, now)
  }),

  handle(removeCaseRecord, async ({ input, actor: own, db, now }) => {
    const actor = await officerOf(db, own, now)
    const { loaded } = await changeable({ ground, db, actor }, input)
    const removal = { id: input.id, by: actor.personId, at: isoOf(now), reason: input.reason }
    if (!(await removeRecord(db, loaded.row.id, removal))) throw notFound({ what: 'record' })
    return shown(db, actor, loaded, now)
  }),

  handle(listHostedCases, async ({ input, actor, db, now }) => {
    const { organisationIds } = scopesOf(actor, 'procedures.endorse')
    const codes = (await getOrganisations(db, organisationIds)).flatMap(({ creditCode }) => creditCode ?? [])
    const hosting = ground.declared.flatMap(({ code, hostField }) => (hostField === undefined ? [] : [{ code, hostField }]))
    const hosts = { procedureCodes: hosting.map(({ code }) => code), fields: hosting.map(({ hostField }) => hostField), codes }
    const found = codes.length === 0 ? [] : await listHosted(db, hosts, input.cursor ?? null, input.limit + 1)
    const items = []
    for (const id of found.slice(0, input.limit)) {
      const loaded = await loadCase(ground, db, id)
      items.push(await headShown({ db, actor, loaded, now }, await listRecordRows(db, id)))
    }
    return { items, nextCursor: found.length > input.limit ? items.at(-1)!.caseId : null }
  }),
]
