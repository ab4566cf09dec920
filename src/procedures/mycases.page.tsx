// What the reader applied for: where each stands, and when it is due.
import '../web/styles/procedures.css'
import { Link } from '@tanstack/react-router'
import { useMe } from '../identity/me.part.tsx'
import { useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useReadOn } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Empty, Shape, SignInFirst } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { listMyCases } from './case.contract.ts'
import type { CaseBrief } from './caseshown.contract.ts'
import { progressWords as words } from './progress.words.ts'
import { DueText, StatusTag } from './status.part.tsx'

export function MyCasesPage() {
  const say = useSay()
  useTitle(say(words.mineTitle))
  const { me, isAsking } = useMe()
  return (
    <Main>
      <div className="section-head">
        <h1 className="page-title">{say(words.mineTitle)}</h1>
        <p className="aside link-row">
          <Link to="/my/card">{say(webWords.myCard)}</Link>
          <Link to="/services">{say(words.toServices)}</Link>
        </p>
      </div>
      <p className="why">{say(words.mineLead)}</p>
      {isAsking ? <Shape /> : me ? <Mine /> : <SignInFirst onward="/my/cases" why={words.signInWhy} />}
    </Main>
  )
}

function Mine() {
  const say = useSay()
  const reading = useReadOn(listMyCases, {})
  const empty = (
    <Empty title={words.emptyTitle} why={words.emptyWhy}>
      <Link className="btn primary" to="/services">
        {say(words.toServices)}
      </Link>
    </Empty>
  )
  return (
    <ReadOn of={reading} empty={empty}>
      {(items: CaseBrief[]) => (
        <table className="table to-list my-cases">
          <TableHead columns={[words.procedure, words.status, words.stage, words.due]} />
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                <th scope="row" className="main">
                  <Link to="/cases/$id" params={{ id: item.id }}>
                    {say(item.procedure)}
                  </Link>
                  <small>
                    {item.caseNo} · {item.subjectName}
                  </small>
                </th>
                <td className="lead">
                  <StatusTag status={item.status} />
                </td>
                <td {...(item.stageTitle ? { 'data-label': say(words.stage) } : {})}>{item.stageTitle && say(item.stageTitle)}</td>
                <td {...((item.dueOn ?? item.mendTo) ? { 'data-label': say(words.due) } : {})}>
                  <DueText of={item} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </ReadOn>
  )
}
