import { defineError } from '../kernel/errors.ts'
import { billingWords as words } from './billing.words.ts'

export const recordNoTaken = defineError('record_no_taken', 409, words.recordNoTaken)
export const alreadyCharged = defineError('already_charged', 409, words.alreadyCharged)
