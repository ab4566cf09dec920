// The signing copy 核签单 of a return: every cell as it stands, room for each department's stamp and the county's signature, and its digest.
import '../web/styles/letter.css'
import '../web/styles/formpaper.css'
import { Link, useParams } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { Button } from '../web/field.tsx'
import { useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Gone, isGone, Read, Shape, SignInFirst } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { type CountyReturn, getReturn } from './return.contract.ts'
import { returnPageWords as pageWords } from './returnpage.words.ts'
import { byDepartment } from './returnpaper.rules.ts'
import { returnPaperWords as words } from './returnpaper.words.ts'

export function ReturnPaperPage() {
  const say = useSay()
  const { id } = useParams({ from: '/returns/$id/paper' })
  const { me, isAsking } = useMe()
  const reading = useRead(getReturn, { id }, { enabled: me !== undefined, staleTime: 0 })
  useTitle(say(words.open))
  return (
    <Main>
      {isAsking ? (
        <Shape />
      ) : !me ? (
        <SignInFirst onward={`/returns/${id}/paper`} />
      ) : isGone(reading.error) ? (
        <Gone title={words.goneTitle} why={words.goneWhy}>
          <Link className="btn primary" to="/work/returns">
            {say(words.all)}
          </Link>
        </Gone>
      ) : (
        <Read of={reading}>{(of) => <Paper of={of} />}</Read>
      )}
    </Main>
  )
}

function Paper({ of }: { of: CountyReturn }) {
  const say = useSay()
  const name = useName()
  return (
    <>
      <div className="letter-tools noprint">
        <Link to="/work/returns/$id" params={{ id: of.id }}>
          {say(words.back)}
        </Link>
        <Button kind="primary" onPress={() => print()}>
          {say(words.print)}
        </Button>
      </div>
      <article className="letter form-paper signing-copy">
        <h1>{say(words.title, { county: name(of), year: of.round.year })}</h1>
        <p className="form-paper-number">{say(words.digest, { digest: of.digest })}</p>
        {byDepartment(of.cells).map(({ department, cells }) => (
          <Fragment key={department.zh}>
            <h2>{say(department)}</h2>
            <table>
              <thead>
                <tr>
                  {[words.indicator, words.value, words.vintage, words.source].map((word) => (
                    <th key={word.zh} scope="col">
                      {say(word)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {cells.map(({ indicator, cell, value }) => (
                  <tr key={indicator.code}>
                    <th scope="row">
                      {say(indicator.title)} <small>{say(indicator.unit)}</small>
                    </th>
                    <td>{value ?? cell?.words ?? say(words.empty)}</td>
                    <td>{cell && indicator.kind !== 'text' ? say(pageWords[`vintage_${cell.vintage}`]) : ''}</td>
                    <td>{cell?.sourceDocument ?? ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="form-paper-sign">{say(words.stamp, { department: say(department) })}</p>
            <p className="form-paper-sign">{say(words.day)}</p>
          </Fragment>
        ))}
        <table className="form-paper-seals">
          <tbody>
            <tr>
              <td>
                <p>{say(words.promise)}</p>
                <p className="form-paper-sign">{say(words.leader)}</p>
                <p className="form-paper-sign">{say(words.seal, { county: name(of) })}</p>
                <p className="form-paper-sign">{say(words.day)}</p>
              </td>
            </tr>
          </tbody>
        </table>
      </article>
    </>
  )
}
