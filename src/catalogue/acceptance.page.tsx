// The clock of joining the network: who is over time, whose time runs, who joined late or in time, each group opened by its count.
import '../web/styles/returns.css'
import { Link, useSearch } from '@tanstack/react-router'
import type { Output } from '../kernel/contract.ts'
import { fixed, money } from '../web/format.ts'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import { Empty, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { type Listing, listingStates, listListings } from './acceptance.contract.ts'
import { ClockTag } from './acceptance.part.tsx'
import { acceptanceWords as words } from './acceptance.words.ts'
import type { ListingSearch } from './own.rules.ts'

type Data = Output<typeof listListings>

export function AcceptancePage() {
  const say = useSay()
  useTitle(say(words.title))
  const { language } = useLanguage()
  const { state = 'overdue' } = useSearch({ strict: false }) as ListingSearch
  const reading = useRead(listListings, { state }, { placeholderData: (before) => before })
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
      </div>
      <Read of={reading}>
        {(data) => {
          const worth = money(data.rule.worthLeastFen, language)
          return (
            <>
              <p className="why">
                {say(words.lead, {
                  ...{ worth: `${worth.digits} ${say(worth.unit)}`, days: data.rule.workingDays, documentNo: data.rule.documentNo },
                })}
              </p>
              <Groups data={data} state={state} />
              <Items items={data.items} />
            </>
          )
        }}
      </Read>
    </>
  )
}

function Groups({ data: { counts }, state }: { data: Data; state: Data['items'][number]['clock']['state'] }) {
  const say = useSay()
  const due = counts.in_time + counts.late + counts.overdue
  return (
    <dl className="return-sums">
      {listingStates.map((one) => (
        <div key={one}>
          <dt>{say(words[`show_${one}`])}</dt>
          <dd>
            <Link to="/work/instruments/listing" search={{ state: one }} aria-current={one === state ? 'true' : undefined}>
              {counts[one]}
            </Link>
          </dd>
        </div>
      ))}
      <div>
        <dt>{say(words.share)}</dt>
        <dd title={say(words.shareWhy)}>
          {due === 0 ? '—' : `${fixed((counts.in_time / due) * 100, 1)} %`}
          <span className="note">
            {counts.in_time} ÷ {due}
          </span>
        </dd>
      </div>
    </dl>
  )
}

function Items({ items }: { items: readonly Listing[] }) {
  const say = useSay()
  const name = useName()
  if (items.length === 0) return <Empty title={words.none} why={words.noneWhy} />
  return (
    <table className="table to-list">
      <TableHead
        columns={[words.instrument, words.institution, { num: words.worth }, words.accepted, words.due, words.listed, words.days]}
      />
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row" className="main">
              <Link to="/work/instruments/$id" params={{ id: item.id }}>
                {name(item)}
              </Link>{' '}
              <span className="note">{item.innerCode}</span>
            </th>
            <td data-label={say(words.institution)}>{name({ nameZh: item.institutionNameZh, nameEn: item.institutionNameEn })}</td>
            <td className="num" data-label={say(words.worth)}>
              {item.worthFen === null ? '—' : <Worth fen={item.worthFen} />}
            </td>
            <td data-label={say(words.accepted)}>{item.acceptedOn ?? '—'}</td>
            <td data-label={say(words.due)}>
              {item.clock.dueOn === null ? '—' : item.clock.isCertain ? item.clock.dueOn : say(words.uncertain, { day: item.clock.dueOn })}
            </td>
            <td data-label={say(words.listed)}>{item.listedOn ?? '—'}</td>
            <td data-label={say(words.days)}>
              <ClockTag clock={item.clock} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Worth({ fen }: { fen: number }) {
  const say = useSay()
  const { language } = useLanguage()
  const { digits, unit } = money(fen, language)
  return (
    <>
      {digits} <span className="unit">{say(unit)}</span>
    </>
  )
}
