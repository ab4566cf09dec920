// Versions are drafted, tried on earlier cases and published by whoever directs a procedure's matter in the whole province.
import type { Actor } from '../kernel/actor.ts'
import type { Output } from '../kernel/contract.ts'
import { rowsByColumn } from '../kernel/csv.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { listCasesFiled } from './caselist.sql.ts'
import { judge } from './condition.rules.ts'
import { asVersioned, type Ground, knownOf, loadCase } from './known.server.ts'
import type { ParameterValues, Procedure } from './procedure.rules.ts'
import { declared, digestOf, directs } from './programme.server.ts'
import { parameterFaults } from './proof.rules.ts'
import { asksStandard, itemIssues, levelsIn, readItem, type StandardItem, standardColumns } from './standard.rules.ts'
import { standardRowWords } from './standard.words.ts'
import {
  draftVersion,
  listVersions,
  parametersWrong,
  previewVersion,
  publishVersion,
  readStandard,
  standardMost,
  standardNotAsked,
  standardUnreadable,
  standardWrong,
  textsWrong,
  versionTooEarly,
  versionUntried,
} from './version.contract.ts'
import { insertVersion, listVersionRows, takeVersions, type VersionRow } from './version.sql.ts'
import { type Texts, textFaults, textsOf } from './versiontext.rules.ts'

/** How many cases a preview looks at. */
const previewMost = 500

const provinceOf = (actor: Actor) => `${actor.grants.find((grant) => grant.divisionCode !== null)?.divisionCode?.slice(0, 2) ?? '00'}0000`

/** A version is of the whole province: whoever directs its matter there publishes it. @throws not_found */
function requireDirected(ground: Ground, actor: Actor, code: string, edition?: string): Procedure {
  const procedure = declared(ground, code, edition)
  if (!directs(actor, procedure.matterCode, provinceOf(actor))) throw notFound({ what: 'procedure' })
  return procedure
}

type Wanted = { procedure: Procedure; parameters: ParameterValues; texts: Texts; standard: readonly StandardItem[] }
type Sent = { parameters: ParameterValues; texts?: Texts | undefined; standard?: readonly StandardItem[] | undefined }

/** What is wanted of a version: what was left out is as the latest version has it. @throws parameters_wrong, texts_wrong, standard_wrong */
async function wantedOf(db: Db, procedure: Procedure, { parameters, texts, standard }: Sent): Promise<Wanted> {
  const wrong = parameterFaults(procedure, parameters).map(([key, what]) => ({ key, what }))
  if (wrong.length > 0) throw parametersWrong({ faults: wrong })
  const latest = (await listVersionRows(db, procedure.code))[0]
  const known = textsOf(procedure)
  // What the latest version said of words that another edition has no more goes with them.
  const kept = Object.fromEntries(Object.entries(latest?.texts ?? {}).filter(([path]) => known.has(path)))
  const said = texts ?? kept
  const faults = textFaults(procedure, said).map(([key, what]) => ({ key, what }))
  if (faults.length > 0) throw textsWrong({ faults })
  const items = standard ?? (asksStandard(procedure) ? (latest?.standard ?? []) : [])
  requireStandard(procedure, items)
  return { procedure, parameters, texts: said, standard: items }
}

/** @throws standard_wrong */
function requireStandard(procedure: Procedure, items: readonly StandardItem[]): void {
  if (items.length > 0 && !asksStandard(procedure)) throw standardWrong({ faults: [{ key: '', what: 'not_asked' }] })
  const levels = Object.keys(procedure.outcome.levels ?? {})
  const seen = new Set<string>()
  const faults = items.flatMap((item) => {
    const issues = itemIssues(item, levels, seen)
    seen.add(item.code)
    return issues.map((what) => ({ key: item.code, what }))
  })
  if (faults.length > 0) throw standardWrong({ faults })
}

/** The codes of the conditions that one case does not meet, under its own version and under what is wanted. */
async function unmetBy(ground: Ground, db: Db, id: string, now: Date, { procedure, parameters, texts, standard }: Wanted) {
  const loaded = await loadCase(ground, db, id)
  const known = await knownOf(ground, db, loaded, now)
  const codes = (found: ReturnType<typeof judge>) => found.flatMap(({ code, result }) => (result === 'not_met' ? [code] : []))
  const before = codes(judge(loaded.procedure, known))
  const after = codes(judge(asVersioned(procedure, { texts, standard }), { ...known, parameters, standard: levelsIn(standard) }))
  return { id, caseNo: loaded.row.caseNo, before, after }
}

/** What a version would have said of the cases filed between two days. */
async function tried(
  ground: Ground,
  db: Db,
  now: Date,
  wanted: Wanted,
  { from, to }: { from: string; to: string },
): Promise<Output<typeof previewVersion>> {
  const ids = await listCasesFiled(db, wanted.procedure.code, from, to, previewMost + 1)
  const changed = []
  for (const id of ids.slice(0, previewMost)) {
    const one = await unmetBy(ground, db, id, now, wanted)
    if (one.before.join() !== one.after.join()) changed.push(one)
  }
  return { cases: Math.min(ids.length, previewMost), isCut: ids.length > previewMost, changed }
}

const versionShown = (row: VersionRow): Output<typeof publishVersion> => {
  const { number, edition, parameters, validFrom, documentNo, note, texts, standard, triedFrom, triedTo, triedCases, triedChanged } = row
  return {
    ...{ number, edition, validFrom, documentNo, note, texts: Object.keys(texts).length, items: standard.length },
    parameters: parameters as Record<string, number | Record<string, number>>,
    tried: triedFrom === null ? null : { from: triedFrom, to: triedTo!, cases: triedCases!, changed: triedChanged! },
  }
}

export const versionHandlers = (ground: Ground) => [
  handle(listVersions, async ({ input, db }) => {
    declared(ground, input.code)
    return { items: (await listVersionRows(db, input.code)).map(versionShown) }
  }),

  handle(draftVersion, async ({ input, actor, db }) => {
    const procedure = requireDirected(ground, actor, input.code)
    const latest = (await listVersionRows(db, procedure.code))[0]
    const texts = [...textsOf(procedure)].map(([path, { zh, en }]) => ({ path, declared: { zh, en }, said: latest?.texts[path] ?? null }))
    return { texts, standard: [...(latest?.standard ?? [])], asksStandard: asksStandard(procedure) }
  }),

  handle(readStandard, async ({ input, actor }) => {
    const procedure = requireDirected(ground, actor, input.code)
    if (!asksStandard(procedure)) throw standardNotAsked({})
    const rows = rowsByColumn(input.text, standardColumns, { isRagged: true })
    if (!rows || rows.length > standardMost) throw standardUnreadable({})
    const seen = new Set<string>()
    const read = rows.map((row, at) => {
      const { item, issues } = readItem(row, procedure, seen)
      seen.add(item.code)
      return { row: at + 2, item, issues }
    })
    return {
      items: read.filter(({ issues }) => issues.length === 0).map(({ item }) => item),
      refused: read
        .filter(({ issues }) => issues.length > 0)
        .map(({ row, item, issues }) => ({
          ...{ row, code: item.code.slice(0, 40) },
          reasons: issues.map((code) => ({ code, text: standardRowWords[code] })),
        })),
    }
  }),

  handle(previewVersion, async ({ input, actor, db, now }) => {
    const procedure = requireDirected(ground, actor, input.code, input.edition)
    return tried(ground, db, now, await wantedOf(db, procedure, input), input)
  }),

  handle(publishVersion, async ({ input, actor, db, now }) => {
    const procedure = requireDirected(ground, actor, input.code, input.edition)
    await takeVersions(db, procedure.code)
    const wanted = await wantedOf(db, procedure, input)
    const latest = (await listVersionRows(db, procedure.code))[0]
    if (latest && input.validFrom < latest.validFrom) throw versionTooEarly({ validFrom: latest.validFrom })
    const { from, to, cases, changed } = input.tried
    const found = await tried(ground, db, now, wanted, input.tried)
    if (found.cases !== cases || found.changed.length !== changed)
      throw versionUntried({ cases: found.cases, changed: found.changed.length })
    const { validFrom, documentNo, note } = input
    await insertVersion(db, {
      ...{ procedureCode: procedure.code, edition: procedure.edition, digest: digestOf(procedure), validFrom, documentNo, note },
      ...{ parameters: wanted.parameters, texts: wanted.texts, standard: wanted.standard, publishedBy: actor.personId },
      ...{ triedFrom: from, triedTo: to, triedCases: cases, triedChanged: changed },
    })
    return versionShown((await listVersionRows(db, procedure.code))[0]!)
  }),
]
