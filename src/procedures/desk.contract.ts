// What an officer's desk needs beside the case itself: the list as a file, and the colleagues a case can be handed to.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { deskWords as words } from './desk.words.ts'

/** What `listCases` shows, all of it, as a CSV file in UTF-8 with a byte order mark; names are masked as they are there. */
export const downloadCases = operation({
  name: 'downloadCases',
  title: words.downloadCases,
  method: 'GET',
  path: '/api/cases/list.csv',
  permission: 'signed_in',
  input: z.object({
    show: z.enum(['mine', 'open', 'ended']).default('mine'),
    procedure: z.string().max(60).optional(),
    q: z.string().trim().max(100).optional(),
    language: z.enum(['zh', 'en']).default('zh'),
  }),
  output: z.string(),
  errors: [],
  answer: 'stream',
  readsPersonalData: true,
})

/** The other people of the office that acts on a case now: whom it can be handed to, or who can be asked to sign it. */
export const listColleagues = operation({
  name: 'listColleagues',
  title: words.listColleagues,
  method: 'GET',
  path: '/api/cases/{id}/colleagues',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: z.object({ items: z.array(z.object({ personId: z.uuid(), displayName: z.string() })) }),
  errors: [notFound],
  readsPersonalData: true,
})
