import { defineError } from '../kernel/errors.ts'
import { letterWords as words } from './letter.words.ts'

/** One answer for a link that was used, is too old, was replaced by a later one, or never was. */
export const linkOver = defineError('link_over', 422, words.linkOver)
