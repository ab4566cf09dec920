// A page that only those read who are signed in: the way to sign in, what is not there, or what was read.
import type { ReactNode } from 'react'
import type { Word } from '../kernel/word.ts'
import { Gone, isGone, Read, type Reading, Shape, SignInFirst } from '../web/state.tsx'
import { useMe } from './me.part.tsx'

type Props<Data> = {
  /** Asked for only once it is known who reads: `useMe().me !== undefined`. */
  of: Reading<Data>
  /** The address to come back to after signing in, and why one signs in. */
  onward: string
  why?: Word
  /** What is said where nothing is at the address; the way on stands among the children of `Gone`. */
  gone: { title: Word; why: Word; way: ReactNode }
  children: (data: Data) => ReactNode
}

export function SignedInRead<Data>({ of, onward, why, gone, children }: Props<Data>) {
  const { me, isAsking } = useMe()
  if (isAsking) return <Shape />
  if (!me) return <SignInFirst onward={onward} {...(why ? { why } : {})} />
  if (isGone(of.error))
    return (
      <Gone title={gone.title} why={gone.why}>
        {gone.way}
      </Gone>
    )
  return <Read of={of}>{children}</Read>
}
