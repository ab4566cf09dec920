// Making drafts of a list: the file is looked at and let go; whom it names is known again by the number sealed with each case.
import type { Actor } from '../kernel/actor.ts'
import { csvText, rowsByColumn } from '../kernel/csv.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { say, type Word } from '../kernel/word.ts'
import { divisionsOn } from '../places/places.server.ts'
import { applicationsUnreadable, downloadApplyTemplate, importApplications } from './applylist.contract.ts'
import { about, answersIn, cellsOf, headingsOf } from './applylist.rules.ts'
import { applyListWords as words } from './applylist.words.ts'
import { batchClosed, notOnBehalf } from './case.contract.ts'
import { beginCase, requireOpen, requireOrganisation } from './case.server.ts'
import { findCaseOf } from './case.sql.ts'
import { checkAnswers, isAsked } from './form.rules.ts'
import { type Ground, procedureOf } from './known.server.ts'
import type { Answers, Procedure } from './procedure.rules.ts'
import { findBatch } from './programme.sql.ts'
import { findVersionOn } from './version.sql.ts'

const rowsMost = 200

type Row = { row: number; given: Record<string, string>; answers: Answers; name: string; reasons: Word[]; caseId: string | null }
type Place = { batchId: string; organisationId: string; applicantId: string }

/** Somebody files for another only where the procedure takes that. @throws not_on_behalf */
function requireTaken({ subject, isConfidential }: Procedure): void {
  if (subject !== 'person' || isConfidential) throw notOnBehalf({})
}

/** Every division by its code's name, as people write it: alone where no other has it, and with the one above. */
async function divisionNames(db: Db, day: string): Promise<Map<string, string>> {
  const all = await divisionsOn(db, day)
  const names = new Map<string, string>()
  const twice = new Set<string>()
  for (const { code, nameZh, parentCode } of all) {
    if (names.has(nameZh)) twice.add(nameZh)
    names.set(nameZh, code)
    const above = all.find((one) => one.code === parentCode)
    if (above) names.set(`${above.nameZh}${nameZh}`, code)
  }
  for (const name of twice) names.delete(name)
  return names
}

async function lookAt(db: Db, procedure: Procedure, rows: readonly Record<string, string>[], place: Place, now: Date): Promise<Row[]> {
  const divisions = await divisionNames(db, dayOf(now))
  const seen = new Map<string, number>()
  const looked: Row[] = []
  for (const [at, given] of rows.entries()) {
    const { form, nameField, idField } = procedure
    const { sent, reasons } = answersIn(form, cellsOf(form, given), divisions)
    const { answers, issues } = checkAnswers(form, sent, dayOf(now))
    for (const { path, text } of issues) reasons.push(about(form, path, text))
    for (const key of [nameField, ...(idField ? [idField] : [])])
      if (sent[key] === undefined && !reasons.some(({ zh }) => zh.startsWith(form[key]!.title.zh)))
        reasons.push(about(form, key, words.missing))
    const unasked = Object.keys(sent).filter((key) => form[key] && !isAsked(form[key], answers))
    for (const key of unasked) reasons.push(about(form, key, words.notAsked))
    const name = typeof answers[nameField] === 'string' ? answers[nameField] : ''
    const number = idField && typeof answers[idField] === 'string' ? answers[idField] : null
    const who = number ?? name
    const row = at + 2
    const before = seen.get(who)
    if (who !== '' && before !== undefined)
      reasons.push({ zh: say(words.twice, 'zh', { row: before }), en: say(words.twice, 'en', { row: before }) })
    seen.set(who, before ?? row)
    const caseId = reasons.length === 0 ? await findCaseOf(db, { ...place, name, number }) : null
    looked.push({ row, given, answers, name, reasons, caseId })
  }
  return looked
}

/** The refused rows in the columns they came in, with one more that says why. */
function refusedFile(looked: readonly Row[]): string {
  const refused = looked.filter(({ reasons }) => reasons.length > 0)
  if (refused.length === 0) return ''
  const why = words.reasons.zh
  const columns = Object.keys(refused[0]!.given).filter((name) => name !== why)
  const lines = refused.map(({ given, reasons }) => [...columns.map((name) => given[name] ?? ''), reasons.map(({ zh }) => zh).join('；')])
  return csvText([[...columns, why], ...lines], { isFirst: true })
}

const outcomeOf = ({ reasons, caseId }: Row): 'new' | 'unchanged' | 'refused' =>
  reasons.length > 0 ? 'refused' : caseId === null ? 'new' : 'unchanged'

async function whatIsTaken(ground: Ground, db: Db, procedureCode: string, now: Date) {
  const version = await findVersionOn(db, procedureCode, dayOf(now))
  if (!version) throw batchClosed({})
  const procedure = procedureOf(ground, version)
  requireTaken(procedure)
  return { version, procedure }
}

export const applyListHandlers = (ground: Ground) => [
  handle(downloadApplyTemplate, async ({ input, db, now }) => {
    if (!ground.declared.some(({ code }) => code === input.code)) throw notFound({ what: 'procedure' })
    const version = await findVersionOn(db, input.code, dayOf(now))
    const procedure = version ? procedureOf(ground, version) : ground.declared.findLast(({ code }) => code === input.code)!
    requireTaken(procedure)
    const text = csvText([headingsOf(procedure.form)], { isFirst: true })
    async function* chunks() {
      yield Buffer.from(text)
    }
    return { mediaType: 'text/csv; charset=utf-8', fileName: `${procedure.title.zh}.csv`, chunks: chunks() }
  }),

  handle(importApplications, async ({ input, actor, db, now }) => {
    const { organisationId, apply } = input
    const batch = await findBatch(db, input.id)
    if (!batch) throw notFound({ what: 'application' })
    requireOpen(batch, now)
    const { version, procedure } = await whatIsTaken(ground, db, batch.procedureCode, now)
    await requireOrganisation(db, actor, { procedure, organisationId, isOnBehalf: true })
    const rows = rowsByColumn(input.text, [], { isRagged: true })
    const isOurs =
      rows?.[0] && Object.keys(cellsOf(procedure.form, Object.fromEntries(Object.keys(rows[0]).map((name) => [name, 'x'])))).length > 1
    if (!rows || !isOurs || rows.length > rowsMost) throw applicationsUnreadable({})
    const looked = await lookAt(db, procedure, rows, { batchId: batch.id, organisationId, applicantId: actor.personId }, now)
    const outcomes = looked.map(outcomeOf)
    let added = 0
    for (const [at, one] of looked.entries()) {
      if (!apply || outcomes[at] !== 'new') continue
      one.caseId = await draftOf(ground, db, actor, { batch, version, procedure, organisationId }, one.answers, now)
      added += 1
    }
    const count = (outcome: string) => outcomes.filter((one) => one === outcome).length
    return {
      rows: looked.map(({ row, name, reasons, caseId }, at) => ({ row, name, reasons, caseId, outcome: outcomes[at]! })),
      counts: { new: count('new'), unchanged: count('unchanged'), refused: count('refused') },
      ...{ added, refusedFile: refusedFile(looked) },
    }
  }),
]

async function draftOf(
  ground: Ground,
  db: Db,
  actor: Actor,
  begun: Omit<Parameters<typeof beginCase>[3], 'isOnBehalf'>,
  answers: Answers,
  now: Date,
): Promise<string> {
  const { row } = await beginCase(ground, db, actor, { ...begun, isOnBehalf: true }, now, answers)
  return row.id
}
