// Whether the reader may act for an institution: what they may not do is shown with its reason.

import { useMe } from '../identity/me.part.tsx'
import type { Word } from '../kernel/word.ts'
import { useSay } from '../web/language.tsx'
import { entryWords as words } from './entry.words.ts'

/** Why the reader may not do what the permission is for, as a sentence; nothing when they may. The server decides all the same. */
export function useNoRight(permission: string, institutionId: string, whoseRight: Word): string | undefined {
  const say = useSay()
  const { me, may } = useMe()
  if (!may(permission)) return say(whoseRight)
  const grants = me?.grants.filter((grant) => grant.permissions.includes(permission)) ?? []
  const isTheirs = grants.some((grant) => grant.organisationId === institutionId || grant.divisionCode !== null)
  return isTheirs ? undefined : say(words.foreign)
}
