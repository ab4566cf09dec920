// What a request for data asks, read with the secret in the address of the page; the secret itself never reaches a server's log.
import { type ReactNode, useEffect, useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import { useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Problem, Shape } from '../web/state.tsx'
import { readDataRequest } from './datarequest.contract.ts'

export type AskedData = Output<typeof readDataRequest>

/** A page that is opened by a link: what is asked once it is read, or why the link serves no more. */
export function ByLink({ children }: { children: (asked: AskedData, secret: string) => ReactNode }) {
  const [secret] = useState(() => location.hash.slice(1) || '-')
  const { mutate: look, data, error } = useSend(readDataRequest)
  useEffect(() => look({ secret }), [look, secret])
  return (
    <Main>
      {error && <Problem error={error} />}
      {!data && !error && <Shape rows={4} />}
      {data && children(data, secret)}
    </Main>
  )
}
