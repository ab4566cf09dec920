// The bell in the top bar: how much is unread. Asked at most once a minute, and when the reader comes back to the window.
import { Link } from '@tanstack/react-router'
import { Icon } from '../web/icon.tsx'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { inboxWords as words } from './inbox.words.ts'
import { countUnread } from './notice.contract.ts'

const everyMs = 60_000

export function Bell() {
  const say = useSay()
  const { data } = useRead(countUnread, {}, { staleTime: everyMs, refetchInterval: everyMs, refetchOnWindowFocus: true })
  const count = data?.count ?? 0
  return (
    <Link className="btn quiet bell" to="/inbox" aria-label={say(words.bell, { count })} title={say(words.bell, { count })}>
      <Icon name="bell" />
      {count > 0 && <span aria-hidden="true">{count > 99 ? '99+' : count}</span>}
    </Link>
  )
}
