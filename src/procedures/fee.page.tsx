// 专家咨询费: what is due, put on a list for finance, and the lists with what became of them.
import '../web/styles/procedures.css'
import '../web/styles/case.css'
import '../web/styles/review.css'
import { useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { Button, Field } from '../web/field.tsx'
import { yuan } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { useDivision } from './answers.part.tsx'
import { type Chosen, EmployerChoice } from './employer.part.tsx'
import { type DueFee, type FeeList, listDueFees, listFeeLists, makeFeeList } from './fee.contract.ts'
import { FeeLists } from './feelist.part.tsx'
import { feePageWords as words } from './feepage.words.ts'

export function FeePage() {
  const say = useSay()
  useTitle(say(words.title))
  const { may } = useMe()
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
      </div>
      <p className="why">{say(words.lead)}</p>
      {may('procedures.direct') && <Due />}
      <section className="directing">
        <h2>{say(words.lists)}</h2>
        <FeeLists />
      </section>
    </>
  )
}

function Due() {
  const say = useSay()
  const [made, setMade] = useState<FeeList>()
  const reading = useRead(listDueFees, {}, { staleTime: 0 })
  return (
    <section className="directing">
      <h2>{say(words.due)}</h2>
      {made && (
        <p className="box done" role="status">
          {say(words.made, { listNo: made.listNo, count: made.itemCount })}
        </p>
      )}
      <Read of={reading}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.dueEmptyTitle} why={words.dueEmptyWhy} />
          ) : (
            <>
              <DueTable items={items} />
              <Make divisions={[...new Set(items.map((item) => item.divisionCode))]} onMade={setMade} />
            </>
          )
        }
      </Read>
    </section>
  )
}

function DueTable({ items }: { items: readonly DueFee[] }) {
  const say = useSay()
  return (
    <table className="table to-list">
      <TableHead columns={[words.expert, words.sheets, { num: words.gross }]} />
      <tbody>
        {items.map((item) => (
          <tr key={`${item.divisionCode} ${item.personId}`}>
            <th scope="row" className="main">
              {item.displayName}
              <p className="note">{item.title}</p>
              {item.missing.length > 0 && (
                <p className="note overdue">
                  {say(words.missing, { what: item.missing.map((field) => say(words[field])).join(say(words.and)) })}
                </p>
              )}
            </th>
            <td data-label={say(words.sheets)}>{item.cases.map((one) => one.caseNo).join('、')}</td>
            <td className="num" data-label={say(words.gross)}>
              {say(words.yuan, { amount: yuan(item.grossFen) })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Make({ divisions, onMade }: { divisions: readonly string[]; onMade: (list: FeeList) => void }) {
  const say = useSay()
  const divisionOf = useDivision()
  const [chosen, setChosen] = useState(divisions[0] ?? '')
  const divisionCode = divisions.includes(chosen) ? chosen : (divisions[0] ?? '')
  const [holder, setHolder] = useState<Chosen>()
  const send = useSend(makeFeeList, { refresh: [listDueFees, listFeeLists], onDone: onMade })
  return (
    <div className="form make-fees">
      <h3>{say(words.makeTitle)}</h3>
      <p className="note">{say(words.makeWhy)}</p>
      <Field label={words.division}>
        {(control) => (
          <select {...control} value={divisionCode} onChange={(event) => setChosen(event.target.value)}>
            {divisions.map((code) => (
              <option key={code} value={code}>
                {divisionOf(code)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <EmployerChoice own={[]} chosen={holder} onChoose={setHolder} label={words.payer} id="fee-payer" />
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button
          kind="primary"
          isBusy={send.isPending}
          reason={holder ? undefined : say(words.payerMissing)}
          onPress={() => holder && send.mutate({ divisionCode, holderId: holder.id })}
        >
          {say(words.make)}
        </Button>
      </div>
    </div>
  )
}
