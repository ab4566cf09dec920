import type { Actor } from '../kernel/actor.ts'
import { attach, attachmentsOf, presentAttachment } from '../kernel/attachments/attachments.server.ts'
import type { Db } from '../kernel/db.ts'
import { issueWords } from '../kernel/issue.words.ts'
import type { InputIssue } from '../kernel/kernel.contract.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { isoOf } from '../kernel/time.ts'
import { caseNotEditable } from './case.contract.ts'
import type { ActProblem } from './case.rules.ts'
import { officerOf } from './delegation.server.ts'
import { authorisation, generalNumber } from './general.rules.ts'
import { actingAs, type Ground, isFiledBy, knownOf, type LoadedCase, loadCase, maySee } from './known.server.ts'
import {
  attachMaterial,
  listMaterials,
  type Materials,
  materialNotToMend,
  materialPurpose,
  removeMaterial,
  verifyMaterial,
} from './material.contract.ts'
import { checkMaterialRow, insertMaterial, listMaterialRows, removeMaterialRow } from './material.sql.ts'
import { isMaterialOpen } from './mended.rules.ts'
import { defectsTold } from './mended.server.ts'
import type { Known, Material } from './procedure.rules.ts'

/** The materials that are asked for, by what is known; those that are optional may be left out. */
function askedFor({ procedure, row }: LoadedCase, known: Known): Material[] {
  const isOnBehalf = procedure.subject === 'person' && row.subjectId === null
  return [...(isOnBehalf ? [authorisation] : []), ...procedure.materials.filter((material) => material.askedWhen?.(known) ?? true)]
}

async function materialsShown(ground: Ground, db: Db, loaded: LoadedCase, now: Date): Promise<Materials> {
  const known = await knownOf(ground, db, loaded, now)
  const rows = await listMaterialRows(db, loaded.row.id)
  const documents = new Map((await attachmentsOf(db, [loaded.row.id])).map((row) => [row.id, presentAttachment(row, now)]))
  const items = askedFor(loaded, known).map(({ code, title, source, isOptional }) => ({
    ...{ code, title, source, isRequired: !isOptional },
    items: rows
      .filter((row) => row.code === code)
      .map(({ id, attachmentId, state, recordedAt }) => {
        return { id, document: attachmentId === null ? null : (documents.get(attachmentId) ?? null), state, recordedAt }
      }),
  }))
  return { items }
}

/** What must still be given before a case can be filed, each under `material.` and its code. */
export async function missingMaterials(db: Db, loaded: LoadedCase, known: Known): Promise<InputIssue[]> {
  const given = new Set((await listMaterialRows(db, loaded.row.id)).map((row) => row.code))
  return askedFor(loaded, known)
    .filter(({ code, isOptional }) => !isOptional && !given.has(code))
    .map(({ code }) => ({ path: `material.${code}`, text: issueWords.missing }))
}

/**
 * What the materials have against a grant: one that was found doubtful while none of its kind was found in order; and, where the version
 * asks for it, one that nobody has looked at.
 */
export async function materialProblems(db: Db, loaded: LoadedCase, known: Known): Promise<ActProblem[]> {
  const rows = await listMaterialRows(db, loaded.row.id)
  const codes = askedFor(loaded, known).filter(({ code, isOptional }) => !isOptional || rows.some((row) => row.code === code))
  const states = codes.map(({ code, isOptional }) => ({
    isOptional,
    found: rows.filter((row) => row.code === code).map(({ state }) => state),
  }))
  const open = states.filter(({ found }) => !found.includes('verified'))
  const problems: ActProblem[] = []
  if (open.some(({ found }) => found.includes('doubtful'))) problems.push('material_doubtful')
  const isUnseen = open.some(({ isOptional, found }) => !isOptional && !found.includes('doubtful'))
  if (isUnseen && generalNumber('verifiesMaterials', loaded.version.parameters) === 1) problems.push('material_unseen')
  return problems
}

/** A case of the actor's own that may be changed now, taken. @throws not_found, case_not_editable */
async function takeEditable(ground: Ground, db: Db, actor: Actor, id: string): Promise<LoadedCase> {
  const loaded = await loadCase(ground, db, id, true)
  if (!isFiledBy(actor, loaded)) throw notFound({ what: 'case' })
  if (loaded.state.status !== 'draft' && loaded.state.status !== 'mending') throw caseNotEditable({})
  return loaded
}

/** While defects are mended, a material that nobody named stays as it was given. @throws material_not_to_mend */
function requireOpen(loaded: LoadedCase, rows: readonly { code: string }[], code: string): void {
  const isGiven = rows.some((row) => row.code === code)
  if (loaded.state.status === 'mending' && !isMaterialOpen(code, isGiven, defectsTold(loaded))) throw materialNotToMend({})
}

export const materialHandlers = (ground: Ground) => [
  handle(listMaterials, async ({ input, actor: own, db, now }) => {
    const actor = await officerOf(db, own, now)
    const loaded = await loadCase(ground, db, input.id)
    if (!maySee(actor, loaded)) throw notFound({ what: 'case' })
    return materialsShown(ground, db, loaded, now)
  }),

  handle(attachMaterial, async ({ input, actor, db, now }) => {
    const { id, code, attachmentId } = input
    const loaded = await takeEditable(ground, db, actor, id)
    if (![authorisation, ...loaded.procedure.materials].some((material) => material.code === code)) throw notFound({ what: 'material' })
    const rows = await listMaterialRows(db, id)
    requireOpen(loaded, rows, code)
    if (attachmentId) await attach(db, [attachmentId], { by: actor, purpose: materialPurpose, subjectId: id, now })
    const isThere = rows.some((row) => row.code === code && row.attachmentId === (attachmentId ?? null))
    if (!isThere)
      await insertMaterial(db, { caseId: id, code, attachmentId: attachmentId ?? null, givenBy: actor.personId, at: isoOf(now) })
    return materialsShown(ground, db, loaded, now)
  }),

  handle(removeMaterial, async ({ input, actor, db, now }) => {
    const loaded = await takeEditable(ground, db, actor, input.id)
    const rows = await listMaterialRows(db, input.id)
    requireOpen(loaded, rows, rows.find((row) => row.id === input.materialId)?.code ?? '')
    if (!(await removeMaterialRow(db, input.id, input.materialId, isoOf(now)))) throw notFound({ what: 'material' })
    return materialsShown(ground, db, loaded, now)
  }),

  handle(verifyMaterial, async ({ input, actor: own, db, now }) => {
    const actor = await officerOf(db, own, now)
    const loaded = await loadCase(ground, db, input.id, true)
    if (!maySee(actor, loaded) || actingAs(actor, loaded).length === 0) throw notFound({ what: 'case' })
    const state = input.isGood ? ('verified' as const) : ('doubtful' as const)
    const found = { state, checkedBy: actor.personId, checkedAt: isoOf(now) }
    if (!(await checkMaterialRow(db, input.id, input.materialId, found))) throw notFound({ what: 'material' })
    return materialsShown(ground, db, loaded, now)
  }),
]
