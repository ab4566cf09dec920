// What firms asked several owners for in vain, for the offices of their divisions; no firm is named.
import { useDivisionName } from '../registry/change.part.tsx'
import { useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useReadOn } from '../web/query.tsx'
import { Empty } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { listUnmetNeeds } from './inquiry.contract.ts'
import { inquiryWords as words } from './inquiry.words.ts'

export function UnmetPage() {
  const say = useSay()
  useTitle(say(words.unmetTitle))
  const division = useDivisionName()
  const reading = useReadOn(listUnmetNeeds, {})
  return (
    <>
      <div className="work-head">
        <h1>{say(words.unmetTitle)}</h1>
      </div>
      <p className="why">{say(words.unmetLead)}</p>
      <ReadOn of={reading} empty={<Empty title={words.unmetNone} why={words.unmetNoneWhy} />}>
        {(needs) => (
          <table className="table to-list">
            <TableHead columns={[words.what, words.where, { num: words.asked }, words.whyNot, words.endedOn]} />
            <tbody>
              {needs.map((need) => (
                <tr key={need.id}>
                  <th scope="row" className="main">
                    {need.material}：{need.property}
                    <br />
                    <small>{[need.standard, `× ${need.sampleCount}`].filter(Boolean).join(' / ')}</small>
                  </th>
                  <td data-label={say(words.where)}>{division(need.divisionCode)}</td>
                  <td className="num" data-label={say(words.asked)}>
                    {need.askedCount}
                  </td>
                  <td data-label={say(words.whyNot)}>{[need.reason, ...need.replies].filter(Boolean).join('；')}</td>
                  <td data-label={say(words.endedOn)}>{need.endedOn}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </ReadOn>
    </>
  )
}
