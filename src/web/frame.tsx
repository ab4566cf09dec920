// What stands round every page: the shell with the reader's places, their name, and the way to what waits for them.
import { Navigate, Outlet, useRouterState } from '@tanstack/react-router'
import { Bell } from '../identity/bell.part.tsx'
import { useChooseOrganisation, useMe, useSignOut } from '../identity/me.part.tsx'
import { Shell } from './shell.tsx'
import { webWords } from './web.words.ts'
import { workPlacesFor } from './workplace.ts'

export function Frame() {
  const { me, isExample, may } = useMe()
  const signOut = useSignOut()
  const choose = useChooseOrganisation()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const reader = me && { displayName: me.displayName, organisation: me.organisation ?? undefined, organisations: me.organisations }
  const places = [
    { to: '/instruments', word: webWords.findInstruments },
    { to: '/figures/statement', under: '/figures', word: webWords.openData },
    ...(may('booking.book') ? [{ to: '/my', word: webWords.myAffairs }] : []),
    ...(workPlacesFor(may).length > 0 ? [{ to: '/work', word: webWords.workDesk }] : []),
  ]
  return (
    <Shell
      reader={reader}
      isExample={isExample}
      places={places}
      signInAddress="/sign-in"
      securityAddress="/work/security"
      definitionsAddress="/figures"
      onSignOut={signOut}
      onChooseOrganisation={choose}
      bell={<Bell />}
    >
      {me?.isEnrolling && !path.startsWith('/work/security') ? <Navigate to="/work/security" /> : <Outlet />}
    </Shell>
  )
}
