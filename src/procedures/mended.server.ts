// Defects from being told to being mended: what is open meanwhile, and what the office finds changed after.
import { attachmentsOf } from '../kernel/attachments/attachments.server.ts'
import type { Db } from '../kernel/db.ts'
import type { InputIssue } from '../kernel/kernel.contract.ts'
import { findAnswersBefore } from './case.sql.ts'
import type { CaseShown } from './caseshown.contract.ts'
import { checkAnswers, maskedAnswers } from './form.rules.ts'
import { formWords } from './form.words.ts'
import { authorisation } from './general.rules.ts'
import type { LoadedCase } from './known.server.ts'
import { listMaterialHistory } from './material.sql.ts'
import { closedChanges, type Defect, openFields } from './mended.rules.ts'
import type { Answers } from './procedure.rules.ts'

/** The latest list of defects, whether it is still being mended or was; empty where none was told. */
export function defectsTold({ actions }: Pick<LoadedCase, 'actions'>): Defect[] {
  const asked = actions.findLast((action) => action.verb === 'ask_mend')
  return asked?.text ? (JSON.parse(asked.text) as Defect[]) : []
}

/** The fields that may be changed now; null where all may. */
export function openNow(loaded: LoadedCase): string[] | null {
  const { state, procedure, answers } = loaded
  return state.status === 'mending' ? openFields(Object.keys(procedure.form), answers, defectsTold(loaded)) : null
}

/** Answers as they may be kept: while defects are mended, what nobody named and nothing made wrong stays as it was filed, and that is said. */
export function answersKept(
  loaded: LoadedCase,
  sent: Readonly<Record<string, unknown>>,
  today: string,
): { answers: Answers; issues: InputIssue[] } {
  const { form } = loaded.procedure
  const checked = (without: ReadonlySet<string>) => {
    const taken = Object.fromEntries(Object.entries(sent).filter(([key]) => !without.has(key)))
    return checkAnswers(form, { ...loaded.answers, ...taken }, today)
  }
  const open = openNow(loaded)
  // What was filled in at the start stays, whatever is sent.
  const fixed = new Set(
    Object.entries(form).flatMap(([key, field]) => (field.isFixed && key in sent && sent[key] !== loaded.answers[key] ? key : [])),
  )
  if (open === null) {
    const { answers, issues } = checked(fixed)
    return { answers, issues: [...issues, ...[...fixed].map((path) => ({ path, text: formWords.isFixed }))] }
  }
  const closed = new Set([...closedChanges(sent, loaded.answers, new Set(open)), ...fixed])
  const troubled = new Set(checked(closed).issues.map(({ path }) => path.split('.')[0]!))
  const left = new Set([...closed].filter((key) => !troubled.has(key)))
  const { answers, issues } = checked(left)
  return { answers, issues: [...issues, ...[...left].map((path) => ({ path, text: formWords.notToMend }))] }
}

/** What was given of a material when its defects were told, and what is given now: names of files, '' for paper. */
async function materialsGiven(db: Db, { row, actions }: LoadedCase): Promise<(code: string) => { before: string[]; after: string[] }> {
  const asked = Date.parse(actions.findLast((action) => action.verb === 'ask_mend')!.actedAt)
  const history = await listMaterialHistory(db, row.id)
  const names = new Map((await attachmentsOf(db, [row.id])).map(({ id, fileName }) => [id, fileName]))
  const nameOf = ({ attachmentId }: { attachmentId: string | null }) => (attachmentId === null ? '' : (names.get(attachmentId) ?? ''))
  return (code) => {
    const own = history.filter((one) => one.code === code)
    const stood = own.filter((one) => Date.parse(one.recordedAt) <= asked && (one.removedAt === null || Date.parse(one.removedAt) > asked))
    return { before: stood.map(nameOf), after: own.filter(({ removedAt }) => removedAt === null).map(nameOf) }
  }
}

/** For the office, once it was mended: what it asked for, and each field as it was and as it is; what the reader may not read is masked. */
export async function mendedShown(db: Db, loaded: LoadedCase): Promise<CaseShown['mended']> {
  const { row, procedure, state, answers } = loaded
  if (state.mends === 0 || state.status === 'mending') return []
  const before = maskedAnswers(procedure.form, await findAnswersBefore(db, row.id, state.mends))
  const after = maskedAnswers(procedure.form, answers)
  const materials = new Map([authorisation, ...procedure.materials].map(({ code, title }) => [`material.${code}`, title]))
  const materialsAt = await materialsGiven(db, loaded)
  return defectsTold(loaded).map(({ path, text }) => {
    const key = path.split('.')[0]!
    const isField = procedure.form[key] !== undefined
    if (!isField && materials.has(path))
      return { path, text, key: null, title: materials.get(path)!, ...materialsAt(path.slice('material.'.length)) }
    return {
      ...{ path, text, key: isField ? key : null, title: procedure.form[key]?.title ?? materials.get(path) ?? null },
      ...{ before: isField ? (before[key] ?? null) : null, after: isField ? (after[key] ?? null) : null },
    }
  })
}
