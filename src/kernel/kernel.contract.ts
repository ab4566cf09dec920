import * as z from 'zod'
import { operation } from './contract.ts'
import { defineError } from './errors.ts'
import { kernelWords } from './kernel.words.ts'

/** What every operation may answer, whatever its own contract says. */
export const notSignedIn = defineError('not_signed_in', 401, kernelWords.notSignedIn)
export const notPermitted = defineError<{ permission: string }>('not_permitted', 403, kernelWords.notPermitted)
/** Signed in, but the second factor that the person's role asks for is not set up yet. */
export const secondFactorNeeded = defineError('second_factor_needed', 403, kernelWords.secondFactorNeeded)
/** Signed in, but the account rests until something is settled that the person's own page of data names. */
export const accountHeld = defineError('account_held', 403, kernelWords.accountHeld)
/** Only a person who signed in may do this; a program's key may not. */
export const inPersonOnly = defineError('in_person_only', 403, kernelWords.inPersonOnly)
/** The same answer for a thing that does not exist and for one the reader has no business with. */
export const notFound = defineError<{ what: string }>('not_found', 404, kernelWords.notFound)
/** What is wrong with one value of an input: where, and what to do. */
export type InputIssue = { path: string; text: { zh: string; en: string } }
export const invalidInput = defineError<{ count: number; issues: InputIssue[] }>('invalid_input', 400, kernelWords.invalidInput)
export const tryAgain = defineError('try_again', 503, kernelWords.tryAgain)
export const keyReused = defineError('key_reused', 422, kernelWords.keyReused)
export const tooManyRequests = defineError<{ seconds: number }>('too_many_requests', 429, kernelWords.tooManyRequests)
export const uploadTooLarge = defineError<{ megabytes: number }>('upload_too_large', 413, kernelWords.uploadTooLarge)
export const unreadableBody = defineError('unreadable_body', 400, kernelWords.unreadableBody)
export const foreignOrigin = defineError('foreign_origin', 403, kernelWords.foreignOrigin)
export const noSuchAddress = defineError('no_such_address', 404, kernelWords.noSuchAddress)

/** How many letters wait for a mail server, were given up and were sent in the last 30 days; never what they say or to whom. */
export const getMailState = operation({
  name: 'getMailState',
  title: kernelWords.getMailState,
  method: 'GET',
  path: '/api/mail',
  permission: 'identity.administer',
  input: z.object({}),
  output: z.object({
    hasServer: z.boolean(),
    waitingCount: z.int(),
    retriedCount: z.int(),
    givenUpCount: z.int(),
    sentCount: z.int(),
    oldestWaitingAt: z.string().nullable(),
    lastSentAt: z.string().nullable(),
    lastFailure: z.string().nullable(),
  }),
  errors: [],
})

/** Stores a file for a later operation to name by its hash; the body is the file itself. */
export const uploadFile = operation({
  name: 'uploadFile',
  title: kernelWords.uploadFile,
  method: 'POST',
  path: '/api/files',
  permission: 'kernel.upload',
  input: z.object({ fileName: z.string().min(1).max(200), mediaType: z.string().max(200).optional() }),
  output: z.object({ fileHash: z.string(), byteCount: z.int(), fileName: z.string() }),
  errors: [uploadTooLarge],
  upload: true,
})
