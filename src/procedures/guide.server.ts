// The guide of each procedure, from its declaration and the version in force; and a test of oneself that keeps nothing.
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import type { Word } from '../kernel/word.ts'
import { judge, needsOf } from './condition.rules.ts'
import { checkAnswers } from './form.rules.ts'
import { generalNumber, generalParameters, isGeneral } from './general.rules.ts'
import { divisionsOf, factsOf, type Ground, procedureOf, registeredCodes } from './known.server.ts'
import {
  type BatchShown,
  checkEligibility,
  type FieldShown,
  getProcedure,
  listProcedures,
  type PlainField,
  type ProcedureShown,
} from './procedure.contract.ts'
import { type Days, type Field, type Fields, noFacts, numberOf, type ParameterValues, type Procedure } from './procedure.rules.ts'
import { isOpenAt } from './programme.rules.ts'
import { type BatchRow, listBatchRows } from './programme.sql.ts'
import { levelsIn } from './standard.rules.ts'
import { findVersionOn, type VersionRow } from './version.sql.ts'

/** A form's fields as the browser draws them. */
export function fieldsShown(fields: Fields): FieldShown[] {
  return Object.entries(fields).map(([key, field]) => ({
    ...fieldShown(key, field),
    fields: field.type === 'rows' ? Object.entries(field.fields).map(([inner, one]) => fieldShown(inner, one)) : [],
  }))
}

function fieldShown(key: string, field: Field): PlainField {
  return {
    key,
    type: field.type,
    title: field.title,
    help: field.help ?? null,
    isOptional: field.isOptional === true,
    isPersonal: field.personal !== undefined,
    isFixed: field.isFixed === true,
    askedWhen: field.askedWhen ? { field: field.askedWhen.field, is: [...field.askedWhen.is] } : null,
    choices: 'choices' in field ? coded(field.choices) : [],
    unit: 'unit' in field ? (field.unit ?? null) : null,
    least: 'least' in field ? (field.least ?? null) : null,
    most: field.type === 'rows' ? field.atMost : 'most' in field ? (field.most ?? null) : null,
  }
}

const coded = (words: Readonly<Record<string, Word>>) => Object.entries(words).map(([code, title]) => ({ code, title }))
/** A number that no version fixes yet is not known, and nothing is put in its place. */
export const daysKnown = (days: Days, parameters: ParameterValues): number | null =>
  typeof days === 'number' || typeof parameters[days] === 'number' ? numberOf(days, parameters) : null

export function batchShown(batch: BatchRow, now: Date): BatchShown {
  const { id, programmeId, divisionCode, documentNo, opensAt, closesAt, referenceOn, quota } = batch
  return {
    ...{ id, programmeId, divisionCode, documentNo, opensAt, closesAt, referenceOn, quota, isOpen: isOpenAt(batch, now) },
    programme: { zh: batch.programmeZh, en: batch.programmeEn },
    name: { zh: batch.nameZh, en: batch.nameEn },
  }
}

/** The declarations in force on a day with their versions; a procedure that has none yet is shown by its latest declaration. */
async function inForce(ground: Ground, db: Db, day: string): Promise<{ procedure: Procedure; version: VersionRow | undefined }[]> {
  const codes = [...new Set(ground.declared.map((one) => one.code))]
  const found = []
  for (const code of codes) {
    const version = await findVersionOn(db, code, day)
    const procedure = version ? procedureOf(ground, version) : ground.declared.findLast((one) => one.code === code)!
    found.push({ procedure, version })
  }
  return found
}

function briefOf(procedure: Procedure, version: VersionRow | undefined, openBatches: number) {
  const { code, title, summary, matterCode, subject, filedWith = null } = procedure
  return {
    code,
    title,
    summary,
    matterCode,
    subject,
    filedWith,
    promisedDays: daysKnown(procedure.promisedDays, version?.parameters ?? {}),
    openBatches,
  }
}

function guideOf(procedure: Procedure, version: VersionRow | undefined, batches: readonly BatchShown[]): ProcedureShown {
  const parameters = version?.parameters ?? {}
  const needs = new Map(needsOf(procedure, parameters).map((one) => [one.code, one.needs]))
  return {
    ...briefOf(procedure, version, batches.filter((batch) => batch.isOpen).length),
    edition: procedure.edition,
    versionNumber: version?.number ?? null,
    validFrom: version?.validFrom ?? null,
    basis: procedure.basis.map((one) => ({ ...one })),
    fields: fieldsShown(procedure.form),
    conditions: judge(procedure, {
      answers: {},
      facts: noFacts,
      parameters,
      on: '2000-01-01',
    }).map(({ code, text }) => ({ code, text, needs: needs.get(code) ?? [] })),
    materials: procedure.materials.map(({ code, title, source, isOptional }) => ({ code, title, source, isOptional: isOptional === true })),
    stages: procedure.stages.map(({ code, kind, title, office, days }) => ({
      code,
      kind,
      title,
      at: office.at,
      days: daysKnown(days, parameters),
    })),
    levels: coded(procedure.outcome.levels ?? {}),
    parameters: Object.entries({ ...procedure.parameters, ...generalParameters(procedure) }).map(([key, parameter]) => ({
      key,
      title: parameter.title,
      unit: parameter.unit,
      zero: parameter.type === 'integer' ? (parameter.zero ?? null) : null,
      type: parameter.type,
      of: parameter.type === 'table' ? parameter.of : parameter.type,
      value: isGeneral(key) ? generalNumber(key, parameters) : ((parameters[key] as number | Record<string, number> | undefined) ?? null),
      keys: parameter.type === 'table' ? coded(parameter.keys) : [],
    })),
    takesOnBehalf: procedure.subject === 'person' && !procedure.isConfidential,
    batches: [...batches],
  }
}

export const guideHandlers = (ground: Ground) => [
  handle(listProcedures, async ({ db, now }) => {
    const batches = (await listBatchRows(db, null)).filter((batch) => isOpenAt(batch, now))
    const count = (code: string) => batches.filter((batch) => batch.procedureCode === code).length
    const all = await inForce(ground, db, dayOf(now))
    return { items: all.map(({ procedure, version }) => briefOf(procedure, version, count(procedure.code))) }
  }),

  handle(getProcedure, async ({ input, db, now }) => {
    const found = (await inForce(ground, db, dayOf(now))).find(({ procedure }) => procedure.code === input.code)
    if (!found) throw notFound({ what: 'procedure' })
    const batches = await listBatchRows(db, input.code)
    return guideOf(
      found.procedure,
      found.version,
      batches.map((batch) => batchShown(batch, now)),
    )
  }),

  handle(checkEligibility, async ({ input, actor, db, now }) => {
    const on = input.on ?? dayOf(now)
    const version = await findVersionOn(db, input.code, on)
    if (!version) throw notFound({ what: 'procedure' })
    const procedure = procedureOf(ground, version)
    const { answers, issues } = checkAnswers(procedure.form, input.answers, dayOf(now))
    // What was given or refused before is known of the person alone who asks.
    const whom = { subjectId: actor?.personId ?? null, organisationId: null, idNumber: null }
    const own = actor ? await factsOf(ground, db, whom, on) : noFacts
    const [county, ...others] = actor ? divisionsOf(actor, procedure) : []
    // Of a county what is known is known of the one that the reader files for.
    const division = county && others.length === 0 ? await ground.aboutDivision(db, county, { caseId: newId(), day: on }) : null
    const facts = actor ? { ...own, division, registeredCodes: await registeredCodes(db, procedure, answers) } : own
    return {
      conditions: judge(procedure, { answers, facts, parameters: version.parameters, standard: levelsIn(version.standard), on }),
      issues,
    }
  }),
]
