// The places where people work, in the order they are shown, and the permission each asks for.
import type { Word } from '../kernel/word.ts'
import { webWords } from './web.words.ts'

export type WorkPlace = { readonly to: string; readonly word: Word; readonly permission: string }

const workPlaces: readonly WorkPlace[] = [{ to: '/work/customers', word: webWords.workCustomers, permission: 'identity.resolve' }]

/** The places a reader has any business in, by what their roles permit. */
export function workPlacesFor(may: (permission: string) => boolean): readonly WorkPlace[] {
  return workPlaces.filter((place) => may(place.permission))
}
