// What was asked of several owners, one line each, above the requests that went to one.
import { Link } from '@tanstack/react-router'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { type Inquiry, listInquiries } from './inquiry.contract.ts'
import { inquiryWords as words } from './inquiry.words.ts'

export function InquiryTag({ state }: { state: Inquiry['state'] }) {
  const say = useSay()
  const kind = { open: 'tag info', chosen: 'tag good', unmet: 'tag warn', closed: 'tag' }[state]
  return <span className={kind}>{say(words[`state_${state}`])}</span>
}

export function MyInquiries() {
  const say = useSay()
  const { data } = useRead(listInquiries, {}, { staleTime: 0 })
  return (
    <>
      <p>
        <Link className="btn" to="/inquiries/new">
          {say(words.title)}
        </Link>
      </p>
      {data && data.items.length > 0 && (
        <ul className="plain-list inquiry-list">
          {data.items.map((one) => (
            <li key={one.id}>
              <Link to="/inquiries/$id" params={{ id: one.id }}>
                {one.offers[0]?.material}：{one.offers[0]?.property}
              </Link>{' '}
              <InquiryTag state={one.state} />{' '}
              <span className="note">
                {say(words.offersOf, {
                  ...{ answered: one.offers.filter(({ state }) => state === 'accepted' || state === 'finished').length },
                  asked: one.offers.length,
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
