// The signing copy 核签单 of a return: every cell as it stands, room for each department's stamp and the county's signature, and its digest.
import '../web/styles/letter.css'
import '../web/styles/formpaper.css'
import { Link, useParams } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { SignedInRead } from '../identity/signedin.part.tsx'
import { useName, useSay } from '../web/language.tsx'
import { PaperTools } from '../web/paper.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { useTitle } from '../web/title.ts'
import { type CountyReturn, getReturn } from './return.contract.ts'
import { returnPageWords as pageWords } from './returnpage.words.ts'
import { byDepartment } from './returnpaper.rules.ts'
import { returnPaperWords as words } from './returnpaper.words.ts'

export function ReturnPaperPage() {
  const say = useSay()
  const { id } = useParams({ from: '/returns/$id/paper' })
  const { me } = useMe()
  const reading = useRead(getReturn, { id }, { enabled: me !== undefined, staleTime: 0 })
  useTitle(say(words.open))
  return (
    <Main>
      <SignedInRead
        of={reading}
        onward={`/returns/${id}/paper`}
        gone={{
          title: words.goneTitle,
          why: words.goneWhy,
          way: (
            <Link className="btn primary" to="/work/returns">
              {say(words.all)}
            </Link>
          ),
        }}
      >
        {(of) => <Paper of={of} />}
      </SignedInRead>
    </Main>
  )
}

function Paper({ of }: { of: CountyReturn }) {
  const say = useSay()
  const name = useName()
  return (
    <>
      <PaperTools>
        <Link to="/work/returns/$id" params={{ id: of.id }}>
          {say(words.back)}
        </Link>
      </PaperTools>
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
                    <td>
                      {value ?? cell?.words ?? say(words.empty)}
                      {indicator.kind === 'ratio' && cell?.numerator != null && cell.denominator !== null && (
                        <small>
                          {cell.numerator} ÷ {cell.denominator}
                        </small>
                      )}
                    </td>
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
