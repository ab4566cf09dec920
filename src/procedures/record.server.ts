// What is recorded with a case: by whom stands in the declaration, and what it comes to is asked for by its needs and checks.
import { getOrganisationByCreditCode, isOwn } from '../identity/identity.server.ts'
import { masked } from '../identity/personal.rules.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { listSubjectNames } from './case.sql.ts'
import { officerOf } from './delegation.server.ts'
import { actingAs, type Ground, type LoadedCase, loadCase, maySee } from './known.server.ts'
import { addMonths, type RecordKind } from './procedure.rules.ts'
import { listCaseRecords, type Records, recordForCase, recordUnfit, removeCaseRecord } from './record.contract.ts'
import { findCaseByNo, insertRecord, listRecordRows, type NewRecord, removeRecord, removeRecordsOf } from './record.sql.ts'

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

async function shown(db: Db, actor: Actor, loaded: LoadedCase, now: Date): Promise<Records> {
  const { row, procedure, state } = loaded
  const rows = await listRecordRows(db, row.id)
  const since = addMonths(dayOf(now), -12)
  const kinds = []
  for (const [code, kind] of Object.entries(procedure.records ?? {})) {
    const amounts = rows.filter((one) => one.kind === code)
    const sum = (some: typeof rows) => some.reduce((total, { amount }) => total + amount, 0)
    const { title, unit, most } = kind
    const canRecord = state.status === kind.when && (await mayRecord(db, actor, loaded, kind))
    kinds.push({ ...{ code, title, unit, most, canRecord }, total: sum(amounts), lastYear: sum(amounts.filter(({ on }) => on > since)) })
  }
  const name = (await listSubjectNames(db, [row.id])).get(row.id) ?? ''
  return {
    ...{ caseId: row.id, caseNo: row.caseNo, procedure: procedure.title, kinds },
    subjectName: row.applicantId === actor.personId ? name : masked('name', name),
    items: rows.map(({ id, kind, on, amount, text, recordedBy }) => ({
      ...{ id, kind, on, amount, text },
      isOwn: recordedBy === actor.personId,
    })),
  }
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
    const isFit = loaded.state.status === kind.when && input.amount <= kind.most && input.on <= dayOf(now)
    if (!isFit) throw recordUnfit({ kind: kind.title.zh, most: kind.most })
    const { on, amount, text } = input
    await insertRecord(db, loaded.row.id, { kind: input.kind, on, amount, text, recordedBy: actor.personId })
    return shown(db, actor, loaded, now)
  }),

  handle(removeCaseRecord, async ({ input, actor: own, db, now }) => {
    const actor = await officerOf(db, own, now)
    const loaded = await load(ground, db, actor, input.caseNo, true)
    const kept = (await listRecordRows(db, loaded.row.id)).find((one) => one.id === input.id)
    if (loaded.procedure.records?.[kept?.kind ?? '']?.by === 'slice') throw notFound({ what: 'record' })
    if (!(await removeRecord(db, loaded.row.id, input.id, actor.personId, isoOf(now)))) throw notFound({ what: 'record' })
    return shown(db, actor, loaded, now)
  }),
]
