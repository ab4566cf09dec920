// A city ranks the counties that applied, batch by batch, and issues its letter; those on it go on to the province at once.
import '../web/styles/case.css'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { dayAndTime } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { issueRecommendation, listRecommendations, type RecommendationGroup } from './recommendation.contract.ts'
import { inOrder } from './recommendation.rules.ts'
import { recommendationWords as words } from './recommendation.words.ts'

export function RecommendationPage() {
  const say = useSay()
  useTitle(say(words.title))
  const reading = useRead(listRecommendations, {})
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
      </div>
      <p className="why">{say(words.lead)}</p>
      <Read of={reading}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.emptyTitle} why={words.emptyWhy} />
          ) : (
            items.map((group) => <Group key={`${group.batchId} ${group.divisionCode}`} group={group} />)
          )
        }
      </Read>
    </>
  )
}

function Group({ group }: { group: RecommendationGroup }) {
  const say = useSay()
  const [ranks, setRanks] = useState<Readonly<Record<string, string>>>({})
  const [letterNo, setLetterNo] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(issueRecommendation, { refresh: [listRecommendations] })
  const order = inOrder(group.counties.map(({ caseId }) => ({ caseId, rank: ranks[caseId] ?? '' })))
  const isMissing = isTried && letterNo.trim().length < 2
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (!order || letterNo.trim().length < 2) return
    const cases = order.map((id) => ({ id, number: group.counties.find(({ caseId }) => caseId === id)!.number }))
    send.mutate({ batchId: group.batchId, divisionCode: group.divisionCode, letterNo: letterNo.trim(), cases })
  }
  return (
    <form className="form recommendation" onSubmit={submit} noValidate>
      <h2>
        {say(group.procedure)} · {say(group.city)}
      </h2>
      <p className="note">
        {say(group.batch)}　{group.documentNo}　{group.quota === null ? say(words.noQuota) : say(words.quota, { quota: group.quota })}
      </p>
      <Counties group={group} ranks={ranks} onRank={(caseId, rank) => setRanks({ ...ranks, [caseId]: rank })} />
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      {group.returned.map(({ id, letterNo, returnedAt, returnReason }) => (
        <p key={id} className="note">
          <Link to="/letters/$id" params={{ id }}>
            {say(words.returnedLine, { letterNo, day: dayAndTime(returnedAt!)[0], reason: returnReason })}
          </Link>
        </p>
      ))}
      {group.letter && (
        <p className="box done" role="status">
          {say(words.issued, { letterNo: group.letter.letterNo })}{' '}
          <Link to="/letters/$id" params={{ id: group.letter.id }}>
            {say(words.open)}
          </Link>
        </p>
      )}
      {!group.letter && !group.mayIssue && <p className="muted">{say(words.awaitsCity)}</p>}
      {group.mayIssue && (
        <>
          <Field label={words.letterNo} {...(isMissing ? { problem: say(words.missing) } : {})}>
            {(control) => <input {...control} maxLength={100} value={letterNo} onChange={(event) => setLetterNo(event.target.value)} />}
          </Field>
          <div className="buttons">
            <Button type="submit" kind="primary" isBusy={send.isPending} reason={order ? undefined : say(words.rankFirst)}>
              {say(words.issue)}
            </Button>
          </div>
        </>
      )}
    </form>
  )
}

type CountiesProps = {
  group: RecommendationGroup
  ranks: Readonly<Record<string, string>>
  onRank: (caseId: string, rank: string) => void
}

function Counties({ group, ranks, onRank }: CountiesProps) {
  const say = useSay()
  const numbers = group.counties.map((_, at) => String(at + 1))
  return (
    <table className="table to-list">
      <TableHead columns={[words.county, words.case, words.filedOn, words.rank]} />
      <tbody>
        {group.counties.map((one) => (
          <tr key={one.caseId}>
            <th scope="row" className="main">
              {say(one.county)}
            </th>
            <td data-label={say(words.case)}>
              <Link to="/work/cases/$id" params={{ id: one.caseId }}>
                {one.caseNo}
              </Link>
            </td>
            <td data-label={say(words.filedOn)}>{dayAndTime(one.filedAt)[0]}</td>
            <td data-label={say(words.rank)}>
              {!group.mayIssue ? (
                (one.rank ?? say(words.notRanked))
              ) : (
                <select
                  className="input"
                  aria-label={say(words.rankOf, { county: say(one.county) })}
                  value={ranks[one.caseId] ?? ''}
                  onChange={(event) => onRank(one.caseId, event.target.value)}
                >
                  <option value="">{say(words.notRanked)}</option>
                  {numbers.map((number) => (
                    <option key={number} value={number}>
                      {number}
                    </option>
                  ))}
                </select>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
