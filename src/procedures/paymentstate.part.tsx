// How far a payment list is settled.
import { useSay } from '../web/language.tsx'
import { payDeskWords as words } from './paydesk.words.ts'
import type { PaymentList } from './payment.contract.ts'

/** How far a list is settled: what still waits, else that it is reconciled; and what came back. */
export function ListState({ of }: { of: PaymentList }) {
  const say = useSay()
  return (
    <>
      {of.sent > 0 ? (
        <span className="tag info">{say(words.isWaiting, { count: of.sent })}</span>
      ) : (
        <span className="tag good">{say(words.isSettled)}</span>
      )}
      {of.returned > 0 && (
        <>
          {' '}
          <span className="tag warn">{say(words.hasReturned, { count: of.returned })}</span>
        </>
      )}
    </>
  )
}
