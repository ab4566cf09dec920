// A case as those see it who have to do with it: what it says, where it stands, when it is due, and what the reader may do next.
import * as z from 'zod'
import { consentMissing } from '../identity/consent.contract.ts'
import { noOrganisation } from '../identity/identity.contract.ts'
import { defineEvent, operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { pageMark } from '../kernel/shape.ts'
import { fundExhausted } from '../ledger/ledger.contract.ts'
import { caseWords as words } from './case.words.ts'
import { CaseBrief, CaseShown, suspensionsByOffice } from './caseshown.contract.ts'
import { fundMissing, planDiffers } from './payment.contract.ts'
import { Sentence } from './procedure.contract.ts'
import { stepWords } from './step.words.ts'

export const batchClosed = defineError('batch_closed', 409, words.batchClosed)
export const alreadyFiled = defineError<{ caseNo: string }>('already_filed', 409, words.alreadyFiled)
export const caseMoved = defineError<{ number: number }>('case_moved', 409, words.caseMoved)
export const formIncomplete = defineError<{ count: number; issues: { path: string; text: { zh: string; en: string } }[] }>(
  'form_incomplete',
  422,
  words.formIncomplete,
)
export const notEligible = defineError<{ conditions: { code: string; text: { zh: string; en: string } }[] }>(
  'not_eligible',
  422,
  words.notEligible,
)
/** Every reason why an act cannot be done now, by its code and in words. */
export const actNotOpen = defineError<{ verb: string; problems: { code: string; text: { zh: string; en: string } }[] }>(
  'act_not_open',
  409,
  words.actNotOpen,
)
export const stageUnfit = defineError<{ stage: { zh: string; en: string } }>('stage_unfit', 422, words.stageUnfit)
export const levelUnfit = defineError('level_unfit', 422, words.levelUnfit)
/** Nobody is given a higher level than they asked for. */
export const levelAbove = defineError<{ level: { zh: string; en: string } }>('level_above', 422, words.levelAbove)
export const groundUnfit = defineError('ground_unfit', 422, stepWords.groundUnfit)
export const caseNotEditable = defineError('case_not_editable', 409, words.caseNotEditable)
export const notOnBehalf = defineError('not_on_behalf', 422, words.notOnBehalf)
export const colleagueUnfit = defineError('colleague_unfit', 422, words.colleagueUnfit)
/** No rule names the office that has cases like this one. */
export const noOffice = defineError('no_office', 422, words.noOffice)
/** A county's affair is filed by whoever is permitted to there, and names the county where they are for several. */
export const divisionNeeded = defineError('division_needed', 422, words.divisionNeeded)
export const organisationNeeded = defineError('organisation_needed', 422, words.organisationNeeded)

/** Begins an application: a draft, filled in with what is known. */
export const startCase = operation({
  name: 'startCase',
  title: words.startCase,
  method: 'POST',
  path: '/api/cases',
  permission: 'signed_in',
  input: z.object({
    batchId: z.uuid(),
    /** The organisation that applies, or that a person works for; for a person who applies alone, left out. */
    organisationId: z.uuid().optional(),
    /** The applicant speaks for the person as their employer; otherwise the case is about the applicant. */
    isOnBehalf: z.boolean().default(false),
    /** The county whose affair it is, where the actor files for more than one. */
    divisionCode: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
  }),
  output: CaseShown,
  errors: [notFound, batchClosed, organisationNeeded, notOnBehalf, divisionNeeded],
  creates: true,
  inPerson: true,
})

const answersSent = z.record(z.string().max(40), z.unknown())

/** Keeps what is filled in so far; what is wrong is named by field, and the rest is kept. */
export const saveCase = operation({
  name: 'saveCase',
  title: words.saveCase,
  method: 'POST',
  path: '/api/cases/{id}/answers',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), answers: answersSent }),
  output: z.object({ case: CaseShown, issues: z.array(z.object({ path: z.string(), text: Sentence })) }),
  errors: [notFound, caseNotEditable],
  inPerson: true,
})

/** Files the case: the form must be whole and every condition that can be told must be met. Mends it where defects were named. */
export const submitCase = operation({
  name: 'submitCase',
  title: words.submitCase,
  method: 'POST',
  path: '/api/cases/{id}/submit',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: CaseShown,
  errors: [notFound, caseNotEditable, batchClosed, formIncomplete, notEligible, alreadyFiled, noOffice],
  inPerson: true,
})

export const withdrawCase = operation({
  name: 'withdrawCase',
  title: words.withdrawCase,
  method: 'POST',
  path: '/api/cases/{id}/withdraw',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), reason: z.string().trim().max(500).default('') }),
  output: CaseShown,
  errors: [notFound, caseNotEditable],
  inPerson: true,
})

/** Asks for a refusal or a revocation to be looked at again, once, within the days the version gives. */
export const appealCase = operation({
  name: 'appealCase',
  title: words.appealCase,
  method: 'POST',
  path: '/api/cases/{id}/appeal',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), reason: z.string().trim().min(10).max(2000) }),
  output: CaseShown,
  errors: [notFound, actNotOpen, alreadyFiled],
  inPerson: true,
})

/** Gives back what was given: a card that is not wanted, a place that is not taken. */
export const declineCase = operation({
  name: 'declineCase',
  title: words.declineCase,
  method: 'POST',
  path: '/api/cases/{id}/decline',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), reason: z.string().trim().max(500).default('') }),
  output: CaseShown,
  errors: [notFound, caseNotEditable],
  inPerson: true,
})

export const listMyCases = operation({
  name: 'listMyCases',
  title: words.listMyCases,
  method: 'GET',
  path: '/api/me/cases',
  permission: 'signed_in',
  input: z.object({ cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
  output: z.object({ items: z.array(CaseBrief), nextCursor: z.string().nullable() }),
  errors: [],
})

/** One case, for its applicant, its employer and the offices it comes to; personal answers are masked for all but the applicant. */
export const getCase = operation({
  name: 'getCase',
  title: words.getCase,
  method: 'GET',
  path: '/api/cases/{id}',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: CaseShown,
  errors: [notFound],
  readsPersonalData: true,
})

/** The personal answers of a case whole, for the office that acts on it now, with a reason that stays in the audit trail. */
export const revealCase = operation({
  name: 'revealCase',
  title: words.revealCase,
  method: 'POST',
  path: '/api/cases/{id}/reveal',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), reason: z.string().trim().min(4).max(500) }),
  output: z.object({ answers: z.record(z.string(), z.unknown()) }),
  errors: [notFound, consentMissing],
  inPerson: true,
  readsPersonalData: true,
})

/** The cases of the reader's offices, or all of their divisions: what is due first comes first. */
export const listCases = operation({
  name: 'listCases',
  title: words.listCases,
  method: 'GET',
  path: '/api/cases',
  permission: 'signed_in',
  input: z.object({
    show: z.enum(['mine', 'open', 'ended']).default('mine'),
    procedure: z.string().max(60).optional(),
    /** A case number or its beginning, the whole name of the person, or part of the organisation's name. */
    q: z.string().trim().max(100).optional(),
    cursor: pageMark('_', z.string().regex(/^(\d{4}-\d{2}-\d{2}|none)$/), z.uuid()).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.object({ items: z.array(CaseBrief), nextCursor: z.string().nullable() }),
  errors: [],
  isSearch: true,
})

const reason = z.string().trim().min(4).max(2000)
const opinion = z.string().trim().max(2000).default('')
/** The kind of ground that a refusal stands on, one of the case's `grounds`; the reason itself is what the applicant reads. */
const ground = z.string().max(60)
/** What may be done to a pile of cases at once. */
export const PileAct = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('accept'), opinion }),
  z.object({ verb: z.literal('pass'), opinion }),
  z.object({ verb: z.literal('reject'), reason, ground }),
  z.object({ verb: z.literal('refuse'), reason, ground }),
  z.object({ verb: z.literal('publish') }),
  z.object({ verb: z.literal('close_notice') }),
  z.object({ verb: z.literal('grant'), level: z.string().max(40).optional(), reason }),
])
export type PileAct = z.infer<typeof PileAct>
export const Act = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('accept'), opinion }),
  z.object({
    verb: z.literal('ask_mend'),
    /** The one complete list of defects 一次性告知: by field or material, what to mend. */
    defects: z
      .array(z.object({ path: z.string().max(80), text: z.string().trim().min(2).max(500) }))
      .min(1)
      .max(50),
  }),
  /** What was not mended by the last day counts as given up. */
  z.object({ verb: z.literal('lapse'), reason }),
  z.object({ verb: z.literal('reject'), reason, ground }),
  z.object({ verb: z.literal('pass'), opinion }),
  z.object({ verb: z.literal('return'), toStage: z.string().max(40), reason }),
  z.object({ verb: z.literal('refuse'), reason, ground }),
  z.object({ verb: z.literal('assign'), personId: z.uuid(), opinion }),
  z.object({ verb: z.literal('add_signer'), personId: z.uuid(), opinion }),
  z.object({ verb: z.literal('sign'), agrees: z.boolean(), opinion }),
  z.object({ verb: z.literal('suspend'), kind: z.enum(suspensionsByOffice), reason }),
  z.object({ verb: z.literal('resume'), opinion }),
  z.object({ verb: z.literal('publish') }),
  z.object({ verb: z.literal('answer_objection'), objectionId: z.uuid(), isUpheld: z.boolean(), answer: reason }),
  z.object({ verb: z.literal('close_notice') }),
  z.object({ verb: z.literal('conclude'), opinion }),
  z.object({ verb: z.literal('minutes'), reason }),
  z.object({ verb: z.literal('grant'), level: z.string().max(40).optional(), reason }),
  z.object({ verb: z.literal('check'), isPassed: z.boolean(), reason }),
  z.object({ verb: z.literal('revoke'), reason }),
  z.object({ verb: z.literal('freeze'), reason }),
  z.object({ verb: z.literal('unfreeze'), reason }),
  z.object({ verb: z.literal('reissue'), reason }),
  z.object({ verb: z.literal('uphold'), reason }),
  z.object({ verb: z.literal('overturn'), reason }),
])
export type Act = z.infer<typeof Act>

const actErrors = [
  ...([notFound, caseMoved, actNotOpen, stageUnfit, levelUnfit, levelAbove, groundUnfit, colleagueUnfit, noOrganisation] as const),
  ...([fundMissing, fundExhausted, planDiffers] as const),
] as const

/** One act of an office on a case that is at it; `number` is the last action the officer saw. */
export const actOnCase = operation({
  name: 'actOnCase',
  title: words.actOnCase,
  method: 'POST',
  path: '/api/cases/{id}/acts',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), number: z.int().min(1), act: Act }),
  output: CaseShown,
  errors: actErrors,
  inPerson: true,
})

/** The same act on several cases, each for itself: one that cannot be done says why and holds up no other. */
export const actOnCases = operation({
  name: 'actOnCases',
  title: words.actOnCases,
  method: 'POST',
  path: '/api/cases/acts',
  permission: 'signed_in',
  input: z.object({
    cases: z
      .array(z.object({ id: z.uuid(), number: z.int().min(1) }))
      .min(1)
      .max(100),
    act: PileAct,
  }),
  output: z.object({
    items: z.array(z.object({ id: z.uuid(), isDone: z.boolean(), code: z.string().nullable(), text: Sentence.nullable() })),
  }),
  errors: [],
  inPerson: true,
})

/** A case was filed, and waits for its first office. */
export const caseFiled = defineEvent('case_filed', z.object({ caseId: z.uuid(), procedureCode: z.string() }))

/** A case came to its end, by a decision or by its applicant; what came of it stands in award. */
export const caseDecided = defineEvent(
  'case_decided',
  z.object({
    caseId: z.uuid(),
    procedureCode: z.string(),
    status: z.enum(['granted', 'refused', 'revoked', 'expired', 'declined', 'withdrawn', 'lapsed']),
    level: z.string().nullable(),
  }),
)
