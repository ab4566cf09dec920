// What can be applied for: every procedure, whom it is for, in how many days it is done, and whether it is open now.
import '../web/styles/procedures.css'
import { Link } from '@tanstack/react-router'
import { useMe } from '../identity/me.part.tsx'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Empty, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { OpenTag } from './batch.part.tsx'
import { guideWords as words } from './guide.words.ts'
import { listProcedures } from './procedure.contract.ts'

export function GuideListPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me } = useMe()
  const reading = useRead(listProcedures, {})
  return (
    <Main>
      <div className="section-head">
        <h1 className="page-title">{say(words.title)}</h1>
        {me && (
          <p className="aside">
            <Link to="/my/cases">{say(words.mine)}</Link>
          </p>
        )}
      </div>
      <p className="why">{say(words.lead)}</p>
      <Read of={reading}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.emptyTitle} why={words.emptyWhy} />
          ) : (
            <ul className="guide-list">
              {items
                .toSorted((a, b) => Number(b.openBatches > 0) - Number(a.openBatches > 0))
                .map((one) => (
                  <li key={one.code}>
                    <h2>
                      <Link to="/services/$code" params={{ code: one.code }}>
                        {say(one.title)}
                      </Link>
                      <OpenTag count={one.openBatches} />
                    </h2>
                    <p className="why">{say(one.summary)}</p>
                    <p className="muted">
                      {say(words[`subject_${one.subject}`])}
                      {one.promisedDays !== null && <> · {say(words.promised, { days: one.promisedDays })}</>}
                    </p>
                  </li>
                ))}
            </ul>
          )
        }
      </Read>
    </Main>
  )
}
