// What anybody may read of a procedure: what it is for, what is asked, who decides in how many days; and a test of oneself.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { procedureWords as words } from './procedure.words.ts'

/** Where an office is, as a guide and a case tell it. */
export type OfficeAt = 'employer' | 'county' | 'prefecture' | 'province' | 'ruled'

export const Sentence = z.object({ zh: z.string(), en: z.string() })

const PlainField = z.object({
  key: z.string(),
  type: z.string(),
  title: Sentence,
  help: Sentence.nullable(),
  isOptional: z.boolean(),
  isPersonal: z.boolean(),
  /** Filled in at the start, and not changed after. */
  isFixed: z.boolean(),
  askedWhen: z.object({ field: z.string(), is: z.array(z.union([z.string(), z.boolean()])) }).nullable(),
  choices: z.array(z.object({ code: z.string(), title: Sentence })),
  unit: Sentence.nullable(),
  least: z.number().nullable(),
  most: z.number().nullable(),
})
export type PlainField = z.infer<typeof PlainField>
/** A field as a form shows it; what kinds there are stands in procedure.rules. Only rows have fields of their own. */
export const FieldShown = PlainField.extend({ fields: z.array(PlainField) })
export type FieldShown = z.infer<typeof FieldShown>

export const BatchShown = z.object({
  id: z.uuid(),
  programmeId: z.uuid(),
  programme: Sentence,
  divisionCode: z.string(),
  documentNo: z.string(),
  name: Sentence,
  opensAt: z.string(),
  closesAt: z.string().nullable(),
  referenceOn: z.string().nullable(),
  quota: z.number().nullable(),
  isOpen: z.boolean(),
})
export type BatchShown = z.infer<typeof BatchShown>

const Brief = z.object({
  code: z.string(),
  title: Sentence,
  summary: Sentence,
  matterCode: z.string(),
  subject: z.enum(['person', 'organisation', 'new_organisation', 'division']),
  /** Of a county's affair: what somebody must be permitted in the county to file it. */
  filedWith: z.string().nullable(),
  promisedDays: z.number().nullable(),
  openBatches: z.int(),
})

/** Every procedure that is declared, with how many batches take applications now. */
export const listProcedures = operation({
  name: 'listProcedures',
  title: words.listProcedures,
  method: 'GET',
  path: '/api/procedures',
  permission: 'anyone',
  input: z.object({}),
  output: z.object({ items: z.array(Brief) }),
  errors: [],
})

export const ConditionShown = z.object({
  code: z.string(),
  text: Sentence,
  remedy: Sentence.nullable(),
  result: z.enum(['met', 'not_met', 'unknown']),
})

export const ProcedureShown = Brief.extend({
  edition: z.string(),
  versionNumber: z.int().nullable(),
  validFrom: z.string().nullable(),
  basis: z.array(z.object({ documentNo: z.string(), title: Sentence })),
  fields: z.array(FieldShown),
  /** `needs` names the fields that a condition looks at. */
  conditions: z.array(z.object({ code: z.string(), text: Sentence, needs: z.array(z.string()) })),
  materials: z.array(z.object({ code: z.string(), title: Sentence, source: Sentence, isOptional: z.boolean() })),
  stages: z.array(z.object({ code: z.string(), kind: z.string(), title: Sentence, at: z.string(), days: z.number().nullable() })),
  levels: z.array(z.object({ code: z.string(), title: Sentence })),
  parameters: z.array(
    z.object({
      key: z.string(),
      title: Sentence,
      unit: Sentence,
      /** What none means, where it is no number like others. */
      zero: Sentence.nullable(),
      type: z.enum(['integer', 'money', 'table']),
      /** What its numbers are, those of a table as well: money is in fen. */
      of: z.enum(['integer', 'money']),
      /** Null where no document in force fixes it yet. */
      value: z.union([z.number(), z.record(z.string(), z.number())]).nullable(),
      keys: z.array(z.object({ code: z.string(), title: Sentence })),
    }),
  ),
  /** Whether an organisation may apply for a person of its own. */
  takesOnBehalf: z.boolean(),
  batches: z.array(BatchShown),
})
export type ProcedureShown = z.infer<typeof ProcedureShown>

/** The guide of one procedure, by the version in force today. */
export const getProcedure = operation({
  name: 'getProcedure',
  title: words.getProcedure,
  method: 'GET',
  path: '/api/procedures/{code}',
  permission: 'anyone',
  input: z.object({ code: z.string().max(60) }),
  output: ProcedureShown,
  errors: [notFound],
})

/** Am I eligible? Every condition with its answer for what is told here; nothing is kept. */
export const checkEligibility = operation({
  name: 'checkEligibility',
  title: words.checkEligibility,
  method: 'POST',
  path: '/api/procedures/{code}/check',
  permission: 'anyone',
  input: z.object({
    code: z.string().max(60),
    answers: z.record(z.string().max(40), z.unknown()),
    /** The day to ask on; today if left out. */
    on: daySent.optional(),
  }),
  output: z.object({ conditions: z.array(ConditionShown), issues: z.array(z.object({ path: z.string(), text: Sentence })) }),
  errors: [notFound],
})
