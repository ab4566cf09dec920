// One of those whom the reader's organisation hosts: what was recorded, one line more, and a line put right.
import '../web/styles/case.css'
import { Link, useParams } from '@tanstack/react-router'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Gone, isGone, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { listCaseRecords } from './record.contract.ts'
import { CaseRecords } from './record.part.tsx'
import { recordPartWords as words } from './recordpart.words.ts'

export function HostedCasePage() {
  const say = useSay()
  const { caseNo } = useParams({ strict: false }) as { caseNo: string }
  const reading = useRead(listCaseRecords, { caseNo }, { staleTime: 0 })
  useTitle(reading.data ? `${reading.data.subjectName} ${caseNo}` : say(words.hostedTitle))
  if (isGone(reading.error))
    return (
      <Gone title={words.goneTitle} why={words.goneWhy}>
        <Link className="btn" to="/work/hosted">
          {say(words.hostedTitle)}
        </Link>
      </Gone>
    )
  return (
    <>
      <p className="why">
        <Link to="/work/hosted">{say(words.hostedTitle)}</Link>
      </p>
      <Read of={reading}>
        {(data) => (
          <div className="hosted">
            <div className="work-head">
              <h1>
                {data.subjectName} <span className="nowrap">{data.caseNo}</span>
              </h1>
            </div>
            <p className="muted">
              {say(data.procedure)} · {say(words.until)} {data.lastOn ?? say(words.noEnd)}
            </p>
            <CaseRecords caseNo={data.caseNo} />
          </div>
        )}
      </Read>
    </>
  )
}
