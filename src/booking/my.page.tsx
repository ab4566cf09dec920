// What the reader's organisation has booked and sent.
import '../web/styles/my.css'
import { Link } from '@tanstack/react-router'
import { useMe } from '../identity/me.part.tsx'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useReadOn } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Empty, Read, Shape } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { listMyBookings } from './booking.contract.ts'
import { MyBookings } from './bookinglist.part.tsx'
import { myWords as words } from './my.words.ts'
import { listTestRequests } from './request.contract.ts'
import { MyRequests } from './requestlist.part.tsx'

export function MyPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me, isAsking, may } = useMe()
  return (
    <Main>
      <h1 className="page-title">{say(words.title)}</h1>
      {isAsking ? (
        <Shape />
      ) : !me ? (
        <Empty title={webWords.signInFirstTitle} why={words.signInWhy}>
          <Link className="btn primary" to="/sign-in" search={{ onward: '/my' }}>
            {say(webWords.signIn)}
          </Link>
        </Empty>
      ) : may('booking.book') ? (
        <>
          <Bookings />
          <Requests />
        </>
      ) : (
        <Empty title={words.notCustomer} why={words.notCustomerWhy}>
          <Link className="btn" to="/work">
            {say(webWords.workDesk)}
          </Link>
        </Empty>
      )}
    </Main>
  )
}

function Bookings() {
  const say = useSay()
  const reading = useReadOn(listMyBookings, {})
  return (
    <section className="section" aria-labelledby="bookings-title">
      <div className="section-head">
        <h2 id="bookings-title">{say(words.bookings)}</h2>
      </div>
      <Read of={reading}>
        {(data) => {
          const bookings = data.pages.flatMap((page) => page.items)
          if (bookings.length === 0)
            return (
              <Empty title={words.emptyTitle} why={words.emptyWhy}>
                <Link className="btn primary" to="/instruments">
                  {say(words.find)}
                </Link>
              </Empty>
            )
          return (
            <>
              <MyBookings bookings={bookings} />
              {reading.hasNextPage && (
                <div className="pager">
                  <Button onPress={() => void reading.fetchNextPage()} isBusy={reading.isFetchingNextPage}>
                    {say(webWords.showMore)}
                  </Button>
                </div>
              )}
            </>
          )
        }}
      </Read>
    </section>
  )
}

function Requests() {
  const say = useSay()
  const reading = useReadOn(listTestRequests, {})
  return (
    <section className="section" aria-labelledby="requests-title">
      <div className="section-head">
        <h2 id="requests-title">{say(words.requests)}</h2>
      </div>
      <Read of={reading}>
        {(data) => {
          const requests = data.pages.flatMap((page) => page.items)
          if (requests.length === 0) return <Empty title={words.requestsEmptyTitle} why={words.requestsEmptyWhy} />
          return (
            <>
              <MyRequests requests={requests} />
              {reading.hasNextPage && (
                <div className="pager">
                  <Button onPress={() => void reading.fetchNextPage()} isBusy={reading.isFetchingNextPage}>
                    {say(webWords.showMore)}
                  </Button>
                </div>
              )}
            </>
          )
        }}
      </Read>
    </section>
  )
}
