// An auditor draws cases that can be drawn again, reads each as a working paper, and notes what they found.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent, momentSent } from '../kernel/shape.ts'
import { caseStatuses } from './caseshown.contract.ts'
import { PaymentPlan } from './payment.contract.ts'
import { ConditionShown, FieldShown, Sentence } from './procedure.contract.ts'
import { sampleWords as words } from './sample.words.ts'

/** How cases are drawn: each alike; in shares of the divisions or of the outcomes; or each yuan alike. */
export const sampleMethods = ['simple', 'division', 'outcome', 'money'] as const
export type SampleMethod = (typeof sampleMethods)[number]
const inspects = 'procedures.inspect'
export const findings = ['note', 'in_order', 'question', 'exception'] as const
export const sampleMost = 200

export const populationEmpty = defineError('population_empty', 422, words.populationEmpty)
export const sampleTooLarge = defineError<{ count: number }>('sample_too_large', 422, words.sampleTooLarge)
export const periodBackwards = defineError('period_backwards', 422, words.periodBackwards)

const asked = {
  title: z.string().trim().min(2).max(100),
  procedureCode: z.string().max(60),
  /** Cases of every edition where null. */
  edition: z.string().max(40).nullable().default(null),
  divisionCode: z.string().regex(/^\d{6}$/),
  /** The days of filing, both included. */
  filedFrom: daySent,
  filedTo: daySent,
  /** Cases of every status, drafts aside, where none is named. */
  statuses: z
    .array(z.enum(caseStatuses).exclude(['draft']))
    .max(10)
    .default([]),
  method: z.enum(sampleMethods),
  size: z.int().min(1).max(sampleMost),
}
const Brief = z.object({
  id: z.uuid(),
  title: z.string(),
  procedureCode: z.string(),
  procedure: Sentence,
  edition: z.string().nullable(),
  divisionCode: z.string(),
  filedFrom: z.string(),
  filedTo: z.string(),
  statuses: z.array(z.enum(caseStatuses)),
  method: z.enum(sampleMethods),
  size: z.int(),
  seed: z.string(),
  /** The population is what was recorded by this moment. */
  asOf: z.string(),
  populationCount: z.int(),
  populationFen: z.int().nullable(),
  /** SHA-256 of the population's cases, a line each. */
  populationDigest: z.string(),
  drawnBy: z.string(),
  drawnAt: z.string(),
  drawnCount: z.int(),
  /** How many of the cases have a finding, and how many of those are exceptions. */
  examinedCount: z.int(),
  exceptionCount: z.int(),
})
export type SampleBrief = z.infer<typeof Brief>
export const SampleShown = Brief.extend({
  cases: z.array(
    z.object({
      caseId: z.uuid(),
      caseNo: z.string(),
      /** The part that was drawn from: a division's code, or a status; empty where there are none. */
      stratum: z.string(),
      fen: z.int().nullable(),
      hits: z.int(),
      /** As the case stands now; at the drawing it may have stood otherwise. */
      status: z.enum(caseStatuses),
      divisionCode: z.string().nullable(),
      subjectName: z.string(),
      finding: z.enum(findings).nullable(),
      noteCount: z.int(),
    }),
  ),
})
export type SampleShown = z.infer<typeof SampleShown>

/** Draws a sample and keeps it: the same seed, criteria and moment draw the same cases again. */
export const drawSample = operation({
  name: 'drawSample',
  title: words.drawSample,
  method: 'POST',
  path: '/api/samples',
  permission: inspects,
  input: z.object({
    ...asked,
    /** Made where left out. */
    seed: z
      .string()
      .trim()
      .regex(/^[0-9A-Za-z_-]{1,64}$/)
      .optional(),
    /** The moment as of which the population is known: now where left out, and never later than what is settled. */
    asOf: momentSent.optional(),
  }),
  output: SampleShown,
  errors: [notFound, populationEmpty, sampleTooLarge, periodBackwards],
  creates: true,
  inPerson: true,
  readsPersonalData: true,
})

/** The samples of the auditor's divisions, the latest first. */
export const listSamples = operation({
  name: 'listSamples',
  title: words.listSamples,
  method: 'GET',
  path: '/api/samples',
  permission: inspects,
  input: z.object({ cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
  output: z.object({ items: z.array(Brief), nextCursor: z.string().nullable() }),
  errors: [],
})

export const getSample = operation({
  name: 'getSample',
  title: words.getSample,
  method: 'GET',
  path: '/api/samples/{id}',
  permission: inspects,
  input: z.object({ id: z.uuid() }),
  output: SampleShown,
  errors: [notFound],
  readsPersonalData: true,
})

/** Makes the population again as of its moment and draws again: whether both are the same, and which cases differ. */
export const redrawSample = operation({
  name: 'redrawSample',
  title: words.redrawSample,
  method: 'GET',
  path: '/api/samples/{id}/redraw',
  permission: inspects,
  input: z.object({ id: z.uuid() }),
  output: z.object({
    isSame: z.boolean(),
    populationCount: z.int(),
    populationDigest: z.string(),
    missing: z.array(z.string()),
    added: z.array(z.string()),
  }),
  errors: [notFound],
})

const Note = z.object({
  id: z.uuid(),
  finding: z.enum(findings),
  text: z.string(),
  writtenBy: z.string(),
  writtenAt: z.string(),
})
export type Note = z.infer<typeof Note>

const Paper = z.object({
  sampleId: z.uuid(),
  caseId: z.uuid(),
  caseNo: z.string(),
  procedureCode: z.string(),
  procedure: Sentence,
  status: z.enum(caseStatuses),
  subjectName: z.string(),
  organisationName: z.string().nullable(),
  divisionCode: z.string().nullable(),
  filedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  programme: Sentence,
  batch: Sentence,
  programmeDocumentNo: z.string(),
  version: z.object({ number: z.int(), edition: z.string(), documentNo: z.string(), validFrom: z.string(), note: z.string() }),
  parameters: z.array(
    z.object({
      key: z.string(),
      title: Sentence,
      unit: Sentence,
      of: z.enum(['integer', 'money']),
      /** One number, or one for each key of a table. */
      values: z.array(z.object({ title: Sentence.nullable(), value: z.number() })),
    }),
  ),
  fields: z.array(FieldShown),
  answers: z.record(z.string(), z.unknown()),
  /** The day on which the conditions are asked. */
  conditionsOn: z.string(),
  conditions: z.array(ConditionShown),
  journal: z.array(
    z.object({
      number: z.int(),
      verb: z.string(),
      actedAt: z.string(),
      by: z.string(),
      /** For whom they stood in; '' where they acted for themselves. */
      onBehalfOf: z.string(),
      /** In which capacity: the applicant, an expert, the employer, or an office of a division. */
      as: z.enum(['applicant', 'expert', 'employer', 'county', 'prefecture', 'province', 'ruled', 'public', 'system']),
      officeDivision: z.string().nullable(),
      stage: Sentence.nullable(),
      toStage: Sentence.nullable(),
      text: z.string(),
    }),
  ),
  materials: z.array(
    z.object({
      title: Sentence,
      source: Sentence,
      /** Null for paper. */
      document: z.object({ fileName: z.string(), mediaType: z.string(), sizeBytes: z.int(), digest: z.string() }).nullable(),
      state: z.enum(['given', 'verified', 'doubtful']),
      checkedBy: z.string().nullable(),
      checkedAt: z.string().nullable(),
      recordedAt: z.string(),
      removedAt: z.string().nullable(),
    }),
  ),
  notice: z
    .object({
      publishedAt: z.string(),
      noticeTo: z.string(),
      closedAt: z.string().nullable(),
      objections: z.array(z.object({ raisedAt: z.string(), state: z.string(), text: z.string(), answer: z.string().nullable() })),
    })
    .nullable(),
  decision: z
    .object({ verb: z.string(), decidedAt: z.string(), by: z.string(), level: Sentence.nullable(), reason: z.string() })
    .nullable(),
  awards: z.array(
    z.object({
      awardNo: z.string(),
      level: Sentence.nullable(),
      firstOn: z.string(),
      lastOn: z.string().nullable(),
      state: z.string(),
      recordedAt: z.string(),
    }),
  ),
  payments: PaymentPlan.nullable(),
  notes: z.array(Note),
})
export type Paper = z.infer<typeof Paper>

/** One drawn case, whole, as a working paper; personal answers are masked. */
export const getWorkingPaper = operation({
  name: 'getWorkingPaper',
  title: words.getWorkingPaper,
  method: 'GET',
  path: '/api/samples/{id}/cases/{caseId}',
  permission: inspects,
  input: z.object({ id: z.uuid(), caseId: z.uuid() }),
  output: Paper,
  errors: [notFound],
  readsPersonalData: true,
})

/** Adds what the auditor found; nothing noted is changed or taken away. */
export const addNote = operation({
  name: 'addNote',
  title: words.addNote,
  method: 'POST',
  path: '/api/samples/{id}/cases/{caseId}/notes',
  permission: inspects,
  input: z.object({ id: z.uuid(), caseId: z.uuid(), finding: z.enum(findings), text: z.string().trim().min(2).max(2000) }),
  output: z.object({ notes: z.array(Note) }),
  errors: [notFound],
  creates: true,
  inPerson: true,
})

/** All working papers of a sample as one workbook. */
export const exportSample = operation({
  name: 'exportSample',
  title: words.exportSample,
  method: 'GET',
  path: '/api/samples/{id}/export',
  permission: inspects,
  input: z.object({ id: z.uuid(), language: z.enum(['zh', 'en']).default('zh') }),
  output: z.unknown(),
  errors: [notFound],
  answer: 'stream',
  readsPersonalData: true,
})

const Judged = ConditionShown.pick({ text: true, result: true })
/** What another version would have said of a case: each condition under its own version and under the other. */
export const replayCase = operation({
  name: 'replayCase',
  title: words.replayCase,
  method: 'GET',
  path: '/api/cases/{id}/replay',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), version: z.coerce.number().int().min(1).max(1_000_000) }),
  output: z.object({
    own: z.object({ number: z.int(), edition: z.string(), documentNo: z.string() }),
    other: z.object({ number: z.int(), edition: z.string(), documentNo: z.string() }),
    on: z.string(),
    /** Null where a version does not ask it. */
    conditions: z.array(z.object({ code: z.string(), own: Judged.nullable(), other: Judged.nullable() })),
    /** The numbers in which the two differ; null where a version has none. */
    numbers: z.array(
      z.object({
        title: Sentence,
        of: z.enum(['integer', 'money']),
        unit: Sentence,
        key: Sentence.nullable(),
        own: z.number().nullable(),
        other: z.number().nullable(),
      }),
    ),
  }),
  errors: [notFound],
  readsPersonalData: true,
})
