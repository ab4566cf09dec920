// Bringing in what was given before this platform. The file is looked at and let go: its numbers are kept sealed alone.
import { scopesOf } from '../identity/grant.rules.ts'
import { displayNames } from '../identity/name.server.ts'
import { masked } from '../identity/personal.rules.ts'
import { findPeopleBy } from '../identity/personal.server.ts'
import type { Actor } from '../kernel/actor.ts'
import { csvText, rowsByColumn } from '../kernel/csv.ts'
import type { Db } from '../kernel/db.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { prefixOf } from '../places/places.rules.ts'
import { requireDivision } from '../places/places.server.ts'
import { claimEarlier, type EarlierFor, earlierIn, judgeEarlier, writeEarlier } from '../procedures/earlier.server.ts'
import { papersOf } from '../procedures/earlierpaper.server.ts'
import { requireReached } from '../procedures/expert.server.ts'
import { card } from './card.declaration.ts'
import { grantsUnreadable, importEarlierGrants, listEarlierGrants } from './earlier.contract.ts'
import { type EarlierIssue, type EarlierKind, type EarlierRead, earlierColumns, readEarlierRow } from './earlier.rules.ts'
import { earlierRowWords, earlierWords as words } from './earlier.words.ts'
import { grading } from './grading.declaration.ts'
import { settling } from './settling.declaration.ts'

const rowsMost = 1000
export const procedureOf = { class: grading, card, payment: settling } as const

type Looked = {
  row: number
  given: Record<string, string>
  read: EarlierRead
  issues: EarlierIssue[]
  isThere: boolean
  grant?: EarlierFor
}

/** The account of whoever has a number and the name that the list says; null where there is none, or more than one. */
async function accountsOf(db: Db, people: readonly { idNumber: string; name: string }[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const byNumber = new Map<string, string[]>()
  for (const idNumber of new Set(people.map((one) => one.idNumber))) byNumber.set(idNumber, await findPeopleBy(db, 'id_number', idNumber))
  const names = await displayNames(db, [...new Set([...byNumber.values()].flat())])
  for (const { idNumber, name } of people) {
    const own = (byNumber.get(idNumber) ?? []).filter((id) => names.get(id) === name)
    // A number is what a person says of themselves: without the name it proves nothing.
    if (own.length === 1) found.set(`${idNumber} ${name}`, own[0]!)
  }
  return found
}

async function lookAt(db: Db, rows: readonly Record<string, string>[], now: Date): Promise<Looked[]> {
  const looked: Looked[] = rows.map((given, at) => {
    return { row: at + 2, given, isThere: false, ...readEarlierRow(given, dayOf(now)) }
  })
  const sound = looked.filter((one) => one.issues.length === 0)
  const accounts = await accountsOf(
    db,
    sound.map(({ read }) => read),
  )
  const grants = sound.map(({ read }): EarlierFor => {
    const kind = read.kind as EarlierKind
    return { ...read, kind, procedureCode: procedureOf[kind].code, personId: accounts.get(`${read.idNumber} ${read.name}`) ?? null }
  })
  const findings = await judgeEarlier(db, grants, now)
  for (const [at, one] of sound.entries()) {
    const finding = findings[at]!
    if (finding === 'new' || finding === 'unchanged') Object.assign(one, { grant: grants[at], isThere: finding === 'unchanged' })
    else one.issues.push(finding)
  }
  return looked
}

/** The refused rows in the columns they came in, with one more that says why. */
function refusedFile(looked: readonly Looked[]): string {
  const refused = looked.filter((one) => one.issues.length > 0)
  const reason = words.reasons.zh
  const columns = Object.keys(refused[0]?.given ?? {}).filter((name) => name !== reason)
  if (refused.length === 0) return ''
  const lines = refused.map(({ given, issues }) => [
    ...columns.map((name) => given[name] ?? ''),
    issues.map((code) => earlierRowWords[code].zh).join('；'),
  ])
  return csvText([[...columns, reason], ...lines], { isFirst: true })
}

const outcomeOf = ({ issues, isThere }: Looked) => (issues.length > 0 ? 'refused' : isThere ? 'unchanged' : 'new')

/** What the codes of the divisions begin with that somebody directs. */
export const patternsOf = (actor: Actor) => scopesOf(actor, 'procedures.direct').divisionCodes.map((code) => `${prefixOf(code)}%`)

export const earlierHandlers = [
  handle(importEarlierGrants, async ({ input, actor, db, now }) => {
    const { divisionCode, text, apply } = input
    requireReached(actor, divisionCode, 'division')
    await requireDivision(db, divisionCode)
    const given = rowsByColumn(text, earlierColumns, { isRagged: true })
    if (!given || given.length > rowsMost) throw grantsUnreadable({})
    const looked = await lookAt(db, given, now)
    let [added, claimed] = [0, 0]
    for (const { grant, isThere } of apply ? looked : []) {
      if (!grant) continue
      const to = { procedure: procedureOf[grant.kind], divisionCode, recordedBy: actor.personId, now }
      const isWritten = !isThere && (await writeEarlier(db, grant, to))
      if (isWritten) added += 1
      if (isWritten && grant.personId !== null) claimed += 1
      // Whoever has an account by now is told apart the second time.
      if (isThere && grant.personId !== null) claimed += await claimEarlier(db, grant.idNumber, grant.personId, now)
    }
    const rows = looked.map((one) => ({
      ...({ row: one.row, who: masked('name', one.read.name.slice(0, 60)), kind: one.read.kind, outcome: outcomeOf(one) } as const),
      reasons: one.issues.map((code) => ({ code, text: earlierRowWords[code] })),
    }))
    const count = (outcome: string) => rows.filter((one) => one.outcome === outcome).length
    const counts = { new: count('new'), unchanged: count('unchanged'), refused: count('refused') }
    return { rows, counts, added, claimed, refusedFile: refusedFile(looked) }
  }),

  handle(listEarlierGrants, async ({ input, actor, db, now }) => {
    const patterns = patternsOf(actor)
    const found = await earlierIn(db, patterns, { after: input.cursor ?? null, limit: input.limit + 1 })
    const shown = found.slice(0, input.limit)
    const fileOf = await papersOf(db, shown, now)
    const items = shown.map((one) => ({ ...one, name: masked('name', one.name), file: fileOf(one) }))
    return { items, nextCursor: found.length > input.limit ? shown.at(-1)!.id : null }
  }),
]
