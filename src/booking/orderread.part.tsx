// A page of an order, for its two sides: the way to sign in, that there is none at the address, or the order.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { SignedInRead } from '../identity/signedin.part.tsx'
import { useSay } from '../web/language.tsx'
import { Main } from '../web/shell.tsx'
import type { Reading } from '../web/state.tsx'
import { orderPageWords as words } from './orderpage.words.ts'

type Props<Data> = {
  /** Asked for only once it is known who reads. */
  of: Reading<Data>
  /** The address to come back to after signing in. */
  onward: string
  children: (data: Data) => ReactNode
}

export function OrderRead<Data>({ of, onward, children }: Props<Data>) {
  const say = useSay()
  const way = (
    <Link className="btn primary" to="/my" search={{ show: 'requests' }}>
      {say(words.back)}
    </Link>
  )
  return (
    <Main>
      <SignedInRead of={of} onward={onward} gone={{ title: words.goneTitle, why: words.goneWhy, way }}>
        {children}
      </SignedInRead>
    </Main>
  )
}
