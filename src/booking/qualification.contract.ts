// Qualifications for instruments: which levels there are, who holds them, and what it takes to get one.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { certificateStandings } from './certificate.contract.ts'
import { certificateWords } from './certificate.words.ts'
import { qualificationWords as words } from './qualification.words.ts'

export const qualificationStates = ['none', 'held', 'suspended', 'revoked'] as const
export type QualificationState = (typeof qualificationStates)[number]
export const standings = ['none', 'in_force', 'expired', 'resting', 'uncertified', 'suspended', 'revoked'] as const
export type Standing = (typeof standings)[number]
/** What the institution does with a qualification. */
export const qualificationDecisions = ['grant', 'decline', 'extend', 'suspend', 'resume', 'revoke'] as const
export type QualificationDecision = (typeof qualificationDecisions)[number]
/** All that is done to one; `pass`: a training for it was passed. */
export const qualificationActions = ['ask', 'pass', ...qualificationDecisions] as const
export type QualificationAction = (typeof qualificationActions)[number]

export const qualificationStateWrong = defineError('qualification_state_wrong', 409, words.stateWrong)
export const validityPast = defineError('validity_past', 422, words.validityPast)
/** A level is not granted without the certificates that it asks for. */
export const certificatesLacking = defineError<{ names: string }>('certificates_lacking', 422, certificateWords.lacking)
export const levelNamesTwice = defineError('level_names_twice', 422, words.levelNamesTwice)

const months = z.int().min(1).max(120).nullable()
const name = z.string().trim().min(1).max(40)

const CertificateAsked = z.object({ nameZh: name, nameEn: name })

export const Level = z.object({
  id: z.uuid(),
  /** 1 is the lowest; a higher level holds the lower ones. */
  rank: z.int(),
  nameZh: z.string(),
  nameEn: z.string(),
  /** Nobody books without it or a higher one. */
  isNeeded: z.boolean(),
  monthsValid: z.int().nullable(),
  monthsUnused: z.int().nullable(),
  /** What must be shown before it is granted. */
  certificates: z.array(CertificateAsked),
})
export type Level = z.infer<typeof Level>

/** Which levels an instrument has, lowest first; none where nothing is asked. */
export const listQualificationLevels = operation({
  name: 'listQualificationLevels',
  title: words.listQualificationLevels,
  method: 'GET',
  path: '/api/instruments/{id}/qualification-levels',
  permission: 'anyone',
  input: z.object({ id: z.uuid() }),
  output: z.object({ items: z.array(Level) }),
  errors: [notFound],
})

/** Replaces the levels, lowest first. One that is left out retires with what was granted of it; what was granted before keeps its days. */
export const setQualificationLevels = operation({
  name: 'setQualificationLevels',
  title: words.setQualificationLevels,
  method: 'POST',
  path: '/api/instruments/{id}/qualification-levels',
  permission: 'booking.maintain',
  input: z.object({
    id: z.uuid(),
    levels: z
      .array(
        z.object({
          id: z.uuid().optional(),
          nameZh: name,
          nameEn: name,
          monthsValid: months,
          monthsUnused: months,
          certificates: z.array(CertificateAsked).max(6).default([]),
        }),
      )
      .max(9),
    /** Which of them is needed to book, counted from the lowest as 1; null for none. */
    neededRank: z.int().min(1).max(9).nullable(),
  }),
  output: z.object({ items: z.array(Level) }),
  errors: [notFound, notPermitted, levelNamesTwice],
})

const Qualification = z.object({
  id: z.uuid(),
  instrumentId: z.uuid(),
  instrumentNameZh: z.string(),
  instrumentNameEn: z.string(),
  levelId: z.uuid(),
  levelZh: z.string(),
  levelEn: z.string(),
  rank: z.int(),
  state: z.enum(qualificationStates),
  /** As of today. */
  standing: z.enum(standings),
  askedAt: z.string().nullable(),
  grantedOn: z.string().nullable(),
  validUntil: z.string().nullable(),
  /** The last day before it rests for want of use. */
  activeUntil: z.string().nullable(),
  lastUsedOn: z.string().nullable(),
  acts: z.array(
    z.object({
      action: z.enum(qualificationActions),
      validUntil: z.string().nullable(),
      note: z.string(),
      recordedAt: z.string(),
    }),
  ),
})
export type Qualification = z.infer<typeof Qualification>
const Qualified = Qualification.extend({
  personName: z.string(),
  organisationNameZh: z.string(),
  /** The certificates that the level asks for. */
  certificates: z.array(z.object({ name: z.string(), standing: z.enum(certificateStandings), validUntil: z.string().nullable() })),
})
export type Qualified = z.infer<typeof Qualified>

/** One's own qualifications, for whatever instruments, with all that was done to them. */
export const listMyQualifications = operation({
  name: 'listMyQualifications',
  title: words.listMyQualifications,
  method: 'GET',
  path: '/api/my/qualifications',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ items: z.array(Qualification) }),
  errors: [],
})

/** Asks the institution for a level. */
export const askQualification = operation({
  name: 'askQualification',
  title: words.askQualification,
  method: 'POST',
  path: '/api/qualification-levels/{id}/ask',
  permission: 'booking.book',
  input: z.object({ id: z.uuid(), note: z.string().trim().max(500).default('') }),
  output: z.object({ items: z.array(Qualification) }),
  errors: [notFound, notPermitted, qualificationStateWrong],
})

/** Who asked for, holds or held a level of an instrument: those who wait first, then those whose days end soonest. */
export const listQualifications = operation({
  name: 'listQualifications',
  title: words.listQualifications,
  method: 'GET',
  path: '/api/instruments/{id}/qualifications',
  permission: 'booking.approve',
  input: z.object({ id: z.uuid() }),
  output: z.object({ items: z.array(Qualified) }),
  errors: [notFound, notPermitted],
})

/** Grants, declines, extends, suspends, gives back or revokes. Without a day, a grant lasts as long as its level says. */
export const decideQualification = operation({
  name: 'decideQualification',
  title: words.decideQualification,
  method: 'POST',
  path: '/api/qualifications/{id}/decide',
  permission: 'booking.approve',
  input: z.object({
    id: z.uuid(),
    action: z.enum(qualificationDecisions),
    note: z.string().trim().min(1).max(500),
    validUntil: daySent.optional(),
  }),
  output: z.object({ items: z.array(Qualified) }),
  errors: [notFound, notPermitted, qualificationStateWrong, validityPast, certificatesLacking],
})
