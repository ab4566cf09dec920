// The working paper of one case: everything an auditor needs to follow it from its filing to its payment, personal answers masked.
import { getOrganisation } from '../identity/identity.server.ts'
import { displayNames } from '../identity/name.server.ts'
import { masked } from '../identity/personal.rules.ts'
import type { Actor } from '../kernel/actor.ts'
import { attachmentsOf } from '../kernel/attachments/attachments.server.ts'
import type { Db } from '../kernel/db.ts'
import type { Verb } from './case.rules.ts'
import { type ActionRow, listSubjectNames } from './case.sql.ts'
import { judge } from './condition.rules.ts'
import { maskedAnswers } from './form.rules.ts'
import { authorisation } from './general.rules.ts'
import { fieldsShown } from './guide.server.ts'
import { type Ground, knownOf, type LoadedCase, loadCase, officeDivisionOf } from './known.server.ts'
import { listObjections } from './objection.sql.ts'
import { planShown } from './payment.server.ts'
import { type Office, type Procedure, stageOf } from './procedure.rules.ts'
import { numbersOf } from './replay.server.ts'
import type { Note, Paper } from './sample.contract.ts'
import { listAwardsEver, listMaterialsEver, listNoteRows } from './sample.sql.ts'

type Line = Paper['journal'][number]
const byExperts: readonly Verb[] = ['pledge', 'hand_in']
const deciding: readonly Verb[] = ['grant', 'refuse', 'reject', 'revoke', 'uphold', 'overturn']

/** In which capacity somebody did something: by the office of the stage it was done at, or of the signature. */
function capacityOf(loaded: LoadedCase, action: ActionRow): Pick<Line, 'as' | 'officeDivision'> {
  const { row, procedure } = loaded
  const { actorId, verb, detail } = action
  if (actorId === null) return { as: 'system', officeDivision: null }
  if (actorId === row.applicantId || actorId === row.subjectId) return { as: 'applicant', officeDivision: null }
  if (verb === 'object') return { as: 'public', officeDivision: null }
  if (byExperts.includes(verb)) return { as: 'expert', officeDivision: null }
  const stage = stageOf(procedure, action.fromStage) ?? procedure.stages.at(-1)!
  const signer = stage.kind === 'joint' ? stage.signers.find((one) => one.code === detail.signer) : undefined
  const office: Office = signer?.office ?? stage.office
  if (office.at === 'employer') return { as: 'employer', officeDivision: null }
  return { as: office.at, officeDivision: officeDivisionOf(loaded, office) }
}

const levelOf = (procedure: Procedure, level: string | null | undefined) => (level ? (procedure.outcome.levels?.[level] ?? null) : null)

/** A list of defects is kept as data; a paper says it in words. */
function textOf({ verb, text }: ActionRow): string {
  if (verb !== 'ask_mend' || text === '') return text
  return (JSON.parse(text) as { text: string }[]).map((one) => one.text).join('；')
}

async function journalOf(db: Db, loaded: LoadedCase): Promise<Paper['journal']> {
  const { actions, procedure } = loaded
  const names = await displayNames(db, [...new Set(actions.flatMap(({ actorId, forId }) => [actorId ?? [], forId ?? []].flat()))])
  return actions.map((action) => {
    const capacity = capacityOf(loaded, action)
    const name = names.get(action.actorId ?? '') ?? ''
    // Whoever acted for an office did so by name; applicants and whoever objected did not.
    const isPrivate = capacity.as === 'applicant' || capacity.as === 'public'
    return {
      ...capacity,
      ...{ number: action.number, verb: action.verb, actedAt: action.actedAt, text: textOf(action) },
      onBehalfOf: names.get(action.forId ?? '') ?? '',
      by: isPrivate && name !== '' ? masked('name', name) : name,
      stage: stageOf(procedure, action.fromStage)?.title ?? null,
      toStage: stageOf(procedure, action.toStage)?.title ?? null,
    }
  })
}

async function materialsOf(db: Db, { row, procedure }: LoadedCase): Promise<Paper['materials']> {
  const given = await listMaterialsEver(db, row.id)
  const documents = new Map((await attachmentsOf(db, [row.id])).map((one) => [one.id, one]))
  const names = await displayNames(db, [...new Set(given.flatMap((one) => one.checkedBy ?? []))])
  return given.flatMap(({ code, attachmentId, checkedBy, ...one }) => {
    const material = [authorisation, ...procedure.materials].find((declared) => declared.code === code)
    const document = attachmentId === null ? undefined : documents.get(attachmentId)
    if (!material) return []
    return {
      ...one,
      ...{ title: material.title, source: material.source, checkedBy: checkedBy === null ? null : (names.get(checkedBy) ?? '') },
      document: document
        ? { fileName: document.fileName, mediaType: document.mediaType, sizeBytes: document.sizeBytes, digest: document.digest }
        : null,
    }
  })
}

async function noticeOf(db: Db, { row, actions }: LoadedCase): Promise<Paper['notice']> {
  const published = actions.findLast((action) => action.verb === 'publish')
  if (!published) return null
  const closed = actions.find((action) => action.verb === 'close_notice' && action.number > published.number)
  const objections = await listObjections(db, row.id)
  return {
    ...{ publishedAt: published.actedAt, noticeTo: published.detail.noticeTo ?? '', closedAt: closed?.actedAt ?? null },
    objections: objections.map(({ raisedAt, state, text, answer }) => ({ raisedAt, state, text, answer })),
  }
}

function decisionOf({ actions, procedure }: LoadedCase, journal: Paper['journal']): Paper['decision'] {
  const last = actions.findLast((action) => deciding.includes(action.verb))
  const line = last && journal.find((one) => one.number === last.number)
  if (!line) return null
  return { verb: line.verb, decidedAt: line.actedAt, by: line.by, level: levelOf(procedure, last.detail.level), reason: line.text }
}

export async function notesShown(db: Db, sampleId: string, caseId: string): Promise<Note[]> {
  const rows = await listNoteRows(db, sampleId, caseId)
  const names = await displayNames(db, [...new Set(rows.map((row) => row.writtenBy))])
  return rows.map(({ id, finding, text, writtenBy, writtenAt }) => ({
    id,
    finding,
    text,
    writtenAt,
    writtenBy: names.get(writtenBy) ?? '',
  }))
}

function parametersOf({ procedure, version }: LoadedCase): Paper['parameters'] {
  const numbers = [...numbersOf(procedure, version.parameters)].map(([name, one]) => ({ ...one, name: name.split('.')[0]! }))
  return [...Map.groupBy(numbers, (one) => one.name)].map(([key, all]) => {
    const { title, unit, of } = all[0]!
    return { key, title, unit, of, values: all.map((one) => ({ title: one.key, value: one.value })) }
  })
}

type Asked = { sampleId: string; caseId: string; actor: Actor; now: Date }

/** One case as a working paper of a sample, for somebody who may inspect it. */
export async function paperOf(ground: Ground, db: Db, { sampleId, caseId, actor, now }: Asked): Promise<Paper> {
  const loaded = await loadCase(ground, db, caseId)
  const { row, procedure, version, batch, state, answers } = loaded
  const known = await knownOf(ground, db, loaded, now)
  const journal = await journalOf(db, loaded)
  const name = (await listSubjectNames(db, [caseId])).get(caseId) ?? ''
  const { caseNo, procedureCode, divisionCode, filedAt, endedAt } = row
  return {
    ...{ sampleId, caseId, caseNo, procedureCode, divisionCode, filedAt, endedAt, procedure: procedure.title, status: state.status },
    subjectName: procedure.subject !== 'person' ? name : masked('name', name),
    organisationName: row.organisationId ? ((await getOrganisation(db, row.organisationId))?.nameZh ?? null) : null,
    ...{ programme: { zh: batch.programmeZh, en: batch.programmeEn }, batch: { zh: batch.nameZh, en: batch.nameEn } },
    programmeDocumentNo: batch.documentNo,
    version: {
      ...{ number: version.number, edition: version.edition, documentNo: version.documentNo },
      ...{ validFrom: version.validFrom, note: version.note },
    },
    parameters: parametersOf(loaded),
    fields: fieldsShown(procedure.form),
    answers: { ...maskedAnswers(procedure.form, answers) },
    ...{ conditionsOn: known.on, conditions: judge(procedure, known), journal },
    materials: await materialsOf(db, loaded),
    notice: await noticeOf(db, loaded),
    decision: decisionOf(loaded, journal),
    awards: (await listAwardsEver(db, caseId)).map((one) => ({ ...one, level: levelOf(procedure, one.level) })),
    payments: await planShown(db, loaded, actor),
    notes: await notesShown(db, sampleId, caseId),
  }
}
