// Who is reading: asked once, kept while the page lives, asked again after signing in or out.
import { useForgetAll, useRead, useSend } from '../web/query.tsx'
import { chooseOrganisation, getMe, type Me, signOut } from './identity.contract.ts'

type Reading = {
  me: Me | undefined
  /** The server says that what it holds is an example. */
  isExample: boolean
  /** No answer yet: nothing may be said about who is reading. */
  isAsking: boolean
  may: (permission: string) => boolean
}

/** The signed-in person, or nobody; `may` tells which operations to offer, never what the server will allow. */
export function useMe(): Reading {
  const { data, isPending } = useRead(getMe, {}, { staleTime: 60_000 })
  const me = data?.me ?? undefined
  return {
    me,
    isExample: data?.isExample ?? false,
    isAsking: isPending,
    may: (permission) => me?.permissions.includes(permission) ?? false,
  }
}

/** Signs the reader out and forgets what was read for them. */
export function useSignOut(): () => void {
  const forget = useForgetAll()
  const send = useSend(signOut, { onDone: () => void forget() })
  return () => send.mutate({})
}

/** Chooses the organisation the reader acts for; what was read for another one is forgotten and read again. */
export function useChooseOrganisation(): (organisationId: string) => void {
  const forget = useForgetAll()
  const send = useSend(chooseOrganisation, { onDone: () => void forget() })
  return (organisationId) => send.mutate({ organisationId })
}
