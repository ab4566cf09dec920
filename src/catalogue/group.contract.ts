// Instruments of an institution that the same people look after: a grant may be for such a group alone.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { groupWords as words } from './group.words.ts'

export const groupNameTaken = defineError<{ name: string }>('group_name_taken', 409, words.groupNameTaken)
export const codesUnknown = defineError<{ codes: string }>('codes_unknown', 422, words.codesUnknown)

const Group = z.object({
  id: z.uuid(),
  institutionId: z.uuid(),
  nameZh: z.string(),
  nameEn: z.string(),
  instruments: z.array(z.object({ id: z.uuid(), innerCode: z.string(), nameZh: z.string(), nameEn: z.string() })),
})
export type Group = z.infer<typeof Group>

/** The groups of the institutions whose instruments one edits, or where one grants roles. */
export const listInstrumentGroups = operation({
  name: 'listInstrumentGroups',
  title: words.listInstrumentGroups,
  method: 'GET',
  path: '/api/instrument-groups',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ items: z.array(Group) }),
  errors: [],
})

export const makeInstrumentGroup = operation({
  name: 'makeInstrumentGroup',
  title: words.makeInstrumentGroup,
  method: 'POST',
  path: '/api/institutions/{id}/instrument-groups',
  permission: 'catalogue.edit',
  input: z.object({ id: z.uuid(), nameZh: z.string().trim().min(1).max(100), nameEn: z.string().trim().max(200).default('') }),
  output: Group,
  errors: [notFound, groupNameTaken],
  creates: true,
})

/** Puts instruments into a group by the institution's own codes; those that are in it stay. */
export const putIntoGroup = operation({
  name: 'putIntoGroup',
  title: words.putIntoGroup,
  method: 'POST',
  path: '/api/instrument-groups/{id}/instruments',
  permission: 'catalogue.edit',
  input: z.object({ id: z.uuid(), innerCodes: z.array(z.string().trim().min(1).max(100)).min(1).max(500) }),
  output: Group,
  errors: [notFound, codesUnknown],
})

export const takeOutOfGroup = operation({
  name: 'takeOutOfGroup',
  title: words.takeOutOfGroup,
  method: 'POST',
  path: '/api/instrument-groups/{id}/instruments/remove',
  permission: 'catalogue.edit',
  input: z.object({ id: z.uuid(), instrumentId: z.uuid() }),
  output: Group,
  errors: [notFound],
})
