// Whom the reader's organisation hosts, and what was recorded of each: hours that industry professors taught, against the year's thirty.
import '../web/styles/case.css'
import { Link } from '@tanstack/react-router'
import { useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useReadOn } from '../web/query.tsx'
import { Empty } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { listHostedCases } from './record.contract.ts'
import { RecordSum } from './record.part.tsx'
import { recordPartWords as words } from './recordpart.words.ts'

export function HostedPage() {
  const say = useSay()
  useTitle(say(words.hostedTitle))
  const reading = useReadOn(listHostedCases, {})
  return (
    <>
      <div className="work-head">
        <h1>{say(words.hostedTitle)}</h1>
      </div>
      <p className="why">{say(words.hostedLead)}</p>
      <ReadOn of={reading} empty={<Empty title={words.hostedNone} why={words.hostedNoneWhy} />}>
        {(items) => (
          <table className="table to-list">
            <TableHead columns={[words.person, words.procedure, words.until, words.recorded]} />
            <tbody>
              {items.map((one) => (
                <tr key={one.caseId}>
                  <th scope="row" className="main">
                    <Link to="/work/hosted/$caseNo" params={{ caseNo: one.caseNo }}>
                      {one.subjectName}
                    </Link>
                    <small>{one.caseNo}</small>
                  </th>
                  <td data-label={say(words.procedure)}>{say(one.procedure)}</td>
                  <td data-label={say(words.until)}>{one.lastOn ?? say(words.noEnd)}</td>
                  <td data-label={say(words.recorded)}>
                    {one.kinds.map((kind) => (
                      <p key={kind.code}>
                        <RecordSum kind={kind} />
                      </p>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </ReadOn>
    </>
  )
}
