// 公示: what is about to be decided stands in public for some working days, and anybody who signs in may object.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { boardWords as words } from './board.words.ts'
import { Sentence } from './procedure.contract.ts'

export const objectedBefore = defineError('objected_before', 409, words.objectedBefore)

/** What stands on public notice now; people's names are masked, and procedures that are confidential are not here. */
export const listNoticeBoard = operation({
  name: 'listNoticeBoard',
  title: words.listNoticeBoard,
  method: 'GET',
  path: '/api/notice-board',
  permission: 'anyone',
  input: z.object({
    procedure: z.string().max(60).optional(),
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        caseNo: z.string(),
        procedureCode: z.string(),
        procedure: Sentence,
        subjectName: z.string(),
        organisationName: z.string().nullable(),
        divisionCode: z.string().nullable(),
        publishedAt: z.string(),
        /** The last day of the notice. */
        noticeTo: z.string(),
        documentNo: z.string(),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  errors: [],
})

/** Objects to what stands on notice, by name and with a reason: the case is held until the objection is answered. */
export const objectToCase = operation({
  name: 'objectToCase',
  title: words.objectToCase,
  method: 'POST',
  path: '/api/notice-board/{id}/objections',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), text: z.string().trim().min(10).max(2000) }),
  output: z.object({ objectionId: z.uuid() }),
  errors: [notFound, objectedBefore],
  creates: true,
  inPerson: true,
})
