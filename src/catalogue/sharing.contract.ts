import { defineError } from '../kernel/errors.ts'
import { sharingWords as words } from './sharing.words.ts'

/** A case is about an instrument of the applicant's own, by its number there. */
export const noOwnInstrument = defineError<{ innerCode: string }>('no_own_instrument', 422, words.noOwnInstrument)
export const notADraft = defineError<{ innerCode: string }>('not_a_draft', 409, words.notADraft)
