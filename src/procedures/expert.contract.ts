// The pool of experts of a division: who may be drawn, what they know, and where they are and were employed.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { expertWords as words } from './expert.words.ts'

export const personUnknown = defineError('person_unknown', 422, words.personUnknown)
export const expertThere = defineError('expert_there', 409, words.expertThere)

const Employment = z
  .object({ organisationId: z.uuid(), firstOn: daySent, lastOn: daySent.nullable().default(null) })
  .refine(({ firstOn, lastOn }) => lastOn === null || lastOn >= firstOn, { path: ['lastOn'] })

const Expert = z.object({
  id: z.uuid(),
  displayName: z.string(),
  divisionCode: z.string(),
  title: z.string(),
  fields: z.array(z.string()),
  employments: z.array(
    z.object({ organisationId: z.uuid(), organisationName: z.string(), firstOn: z.string(), lastOn: z.string().nullable() }),
  ),
  ties: z.int(),
  /** Sheets handed in, and seats that wait for one. */
  handedIn: z.int(),
  waiting: z.int(),
})
export type ExpertShown = z.infer<typeof Expert>

/** Puts somebody who has an account into the pool of a division; where they were employed and what ties them keeps them out of draws. */
export const addExpert = operation({
  name: 'addExpert',
  title: words.addExpert,
  method: 'POST',
  path: '/api/experts',
  permission: 'procedures.direct',
  input: z.object({
    /** A login name, a telephone or a verified address for mail. */
    who: z.string().trim().min(1).max(100),
    divisionCode: z.string().regex(/^\d{6}$/),
    title: z.string().trim().min(1).max(60),
    fields: z.array(z.string().trim().min(1).max(40)).min(1).max(12),
    employments: z.array(Employment).max(20).default([]),
    /** Money given and papers written together, as far as they are known. */
    ties: z
      .array(z.object({ kind: z.enum(['funding', 'co_author']), organisationId: z.uuid() }))
      .max(50)
      .default([]),
  }),
  output: Expert,
  errors: [notFound, personUnknown, expertThere],
  creates: true,
  inPerson: true,
})

/** The experts of the divisions whose procedures the reader directs. */
export const listExperts = operation({
  name: 'listExperts',
  title: words.listExperts,
  method: 'GET',
  path: '/api/experts',
  permission: 'procedures.direct',
  input: z.object({ cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
  output: z.object({ items: z.array(Expert), nextCursor: z.string().nullable() }),
  errors: [],
  readsPersonalData: true,
})

/** Takes an expert out of the pool: they are drawn no more; seats they have stay theirs. */
export const endExpert = operation({
  name: 'endExpert',
  title: words.endExpert,
  method: 'POST',
  path: '/api/experts/{id}/end',
  permission: 'procedures.direct',
  input: z.object({ id: z.uuid() }),
  output: z.object({}),
  errors: [notFound],
  inPerson: true,
})
