// Who reads, in the frame round every page.
import { Navigate, Outlet, useRouterState } from '@tanstack/react-router'
import { Bell } from '../identity/bell.part.tsx'
import type { Me } from '../identity/identity.contract.ts'
import { useChooseOrganisation, useMe, useSignOut } from '../identity/me.part.tsx'
import { Shell } from './shell.tsx'
import { webWords } from './web.words.ts'
import { workPlacesFor } from './workplace.ts'

/** The frame of every page, filled for whoever reads: their places, their organisations, and what waits for them. */
export function Frame() {
  const { me, isExample, may } = useMe()
  const signOut = useSignOut()
  const choose = useChooseOrganisation()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const isBare = useRouterState({ select: (state) => state.matches.some(({ staticData }) => staticData.isBare) })
  const reader = me && { displayName: me.displayName, organisation: me.organisation ?? undefined, organisations: me.organisations }
  const places = [
    { to: '/instruments', word: webWords.findInstruments },
    { to: '/services', word: webWords.services },
    { to: '/figures/statement', under: '/figures', word: webWords.openData },
    ...(may('booking.book') ? [{ to: '/my', isAlone: true as const, word: webWords.myAffairs }] : []),
    ...(me && !may('booking.book') && workPlacesFor(may).length === 0 ? [{ to: '/my/cases', word: webWords.myCases }] : []),
    ...(me?.grants.some((grant) => grant.role === 'expert') ? [{ to: '/reviews', word: webWords.myReviews }] : []),
    ...(workPlacesFor(may).length > 0 ? [{ to: '/work', word: webWords.workDesk }] : []),
  ]
  if (isBare) return <Held me={me} path={path} />
  return (
    <Shell
      reader={reader}
      isExample={isExample}
      places={places}
      signInAddress="/sign-in"
      securityAddress="/work/security"
      definitionsAddress="/figures"
      dataAddress="/my/data"
      privacyAddress="/privacy"
      onSignOut={signOut}
      onChooseOrganisation={choose}
      bell={<Bell />}
    >
      <Held me={me} path={path} />
    </Shell>
  )
}

/** Where an account may do but one thing, every address leads there: the second factor to set up, or a guardian to ask. */
function Held({ me, path }: { me: Me | undefined; path: string }) {
  if (me?.isEnrolling && !path.startsWith('/work/security')) return <Navigate to="/work/security" />
  if (me?.isHeld && !mayBeReadHeld.some((place) => path.startsWith(place))) return <Navigate to="/my/data" />
  return <Outlet />
}
const mayBeReadHeld = ['/my/data', '/privacy', '/inbox']
