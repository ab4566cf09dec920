// What the reader's organisation has booked and sent.
import '../web/styles/desk.css'
import '../web/styles/my.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMe } from '../identity/me.part.tsx'
import { Choice } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { ReadOn } from '../web/list.tsx'
import { useReadOn } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Empty, Shape, SignInFirst } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { listMyBookings } from './booking.contract.ts'
import { MyBookings } from './bookinglist.part.tsx'
import { MyCertificates } from './certificate.part.tsx'
import { FeedBox } from './feed.part.tsx'
import { feedWords } from './feed.words.ts'
import { MyInquiries } from './inquirylist.part.tsx'
import { myWords as words } from './my.words.ts'
import { qualificationWords } from './qualification.words.ts'
import { MyQualifications } from './qualificationlist.part.tsx'
import { listTestRequests } from './request.contract.ts'
import { MyRequests } from './requestlist.part.tsx'
import { MyTrainings } from './traininglist.part.tsx'
import { MyWaiting } from './waiting.part.tsx'

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
        <SignInFirst onward="/my" why={words.signInWhy} />
      ) : may('booking.book') ? (
        <Mine />
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

function Mine() {
  const say = useSay()
  const { show = 'coming' } = useSearch({ from: '/my' })
  const navigate = useNavigate({ from: '/my' })
  return (
    <>
      <div className="my-tabs">
        <Choice
          label={words.show}
          value={show}
          onChoose={(next) => void navigate({ search: next === 'coming' ? {} : { show: next }, replace: true })}
          options={[
            { value: 'coming', word: words.coming },
            { value: 'requests', word: words.requests },
            { value: 'past', word: words.past },
            { value: 'qualifications', word: qualificationWords.myTitle },
          ]}
        />
      </div>
      {show === 'coming' && (
        <p className="note">
          <a href="#feeds">{say(feedWords.title)}</a>
        </p>
      )}
      {show === 'coming' && <MyWaiting />}
      {show === 'requests' && <Requests />}
      {show === 'qualifications' && <MyQualifications />}
      {show === 'qualifications' && <MyTrainings />}
      {show === 'qualifications' && <MyCertificates />}
      {(show === 'coming' || show === 'past') && <Bookings key={show} which={show} />}
      {show === 'coming' && <FeedBox />}
    </>
  )
}

function Bookings({ which }: { which: 'coming' | 'past' }) {
  const say = useSay()
  const reading = useReadOn(listMyBookings, { which })
  const empty =
    which === 'past' ? (
      <Empty title={words.emptyPastTitle} why={words.emptyPastWhy} />
    ) : (
      <Empty title={words.emptyTitle} why={words.emptyWhy}>
        <Link className="btn primary" to="/instruments">
          {say(words.find)}
        </Link>
      </Empty>
    )
  return (
    <ReadOn of={reading} empty={empty}>
      {(bookings) => <MyBookings bookings={bookings} />}
    </ReadOn>
  )
}

function Requests() {
  const reading = useReadOn(listTestRequests, {})
  return (
    <>
      <MyInquiries />
      <ReadOn of={reading} empty={<Empty title={words.requestsEmptyTitle} why={words.requestsEmptyWhy} />}>
        {(requests) => <MyRequests requests={requests} />}
      </ReadOn>
    </>
  )
}
