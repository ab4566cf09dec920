// Bringing a list of experts into the pool of a division.
import { knownOrganisations } from '../identity/resolution.server.ts'
import { rowsByColumn } from '../kernel/csv.ts'
import type { Db } from '../kernel/db.ts'
import { handle } from '../kernel/perform.ts'
import { requireDivision } from '../places/places.server.ts'
import { findPerson, giveExpertRole, requireReached } from './expert.server.ts'
import { insertExpert, listPeopleInPool } from './expert.sql.ts'
import { importExperts, listUnreadable } from './expertimport.contract.ts'
import { type ExpertRow, type ExpertRowIssue, expertColumns, readExpertRow } from './expertimport.rules.ts'
import { expertRowWords } from './expertimport.words.ts'

const rowsMost = 500

/** The rows of a list by their columns. @throws list_unreadable */
function rowsOf(text: string): Record<string, string>[] {
  const rows = rowsByColumn(text, expertColumns, { isRagged: true })
  if (!rows || rows.length > rowsMost) throw listUnreadable({})
  return rows
}

type Looked = { row: number; expert: ExpertRow; issues: ExpertRowIssue[]; personId: string | undefined; organisationId: string | undefined }

/** Every row with what is known of its person and organisation, and all that stands against it. */
async function lookAt(db: Db, rows: readonly Record<string, string>[], divisionCode: string): Promise<Looked[]> {
  const read = rows.map(readExpertRow)
  const creditCodes = [...new Set(read.flatMap(({ expert }) => (expert.creditCode === '' ? [] : [expert.creditCode])))]
  const { byCode } = await knownOrganisations(db, { creditCodes, names: [] })
  const there = new Set(await listPeopleInPool(db, divisionCode))
  const seen = new Set<string>()
  const looked: Looked[] = []
  for (const [at, { expert, issues }] of read.entries()) {
    const personId = issues.includes('who_missing') ? undefined : await findPerson(db, expert.who)
    if (!personId && !issues.includes('who_missing')) issues.push('person_unknown')
    if (personId && there.has(personId)) issues.push('expert_there')
    if (personId && seen.has(personId)) issues.push('row_twice')
    if (personId) seen.add(personId)
    const organisationId = expert.creditCode === '' ? undefined : byCode.get(expert.creditCode)
    if (expert.creditCode !== '' && !organisationId) issues.push('organisation_unknown')
    looked.push({ row: at + 2, expert, issues, personId, organisationId })
  }
  return looked
}

export const expertImportHandlers = [
  handle(importExperts, async ({ input, actor, db }) => {
    const { divisionCode, text, apply } = input
    requireReached(actor, divisionCode, 'division')
    await requireDivision(db, divisionCode)
    const looked = await lookAt(db, rowsOf(text), divisionCode)
    const ready = looked.filter((one) => one.issues.length === 0)
    for (const { expert, personId, organisationId } of apply ? ready : []) {
      const { title, fields, firstOn, lastOn } = expert
      const employments = organisationId ? [{ organisationId, firstOn, lastOn: lastOn || null }] : []
      await insertExpert(db, { personId: personId!, divisionCode, title, fields, employments, ties: [], addedBy: actor.personId })
      await giveExpertRole(db, personId!)
    }
    const rows = looked.map(({ row, expert: { who }, issues }) => ({
      ...{ row, who: who.slice(0, 100) },
      reasons: issues.map((code) => ({ code, text: expertRowWords[code] })),
    }))
    return { rows, ready: ready.length, added: apply ? ready.length : 0 }
  }),
]
