// The request for data on paper: what is asked with its definition, room for each value and the stamp, and the link for who prefers it.
import '../web/styles/letter.css'
import '../web/styles/formpaper.css'
import { dayInProse } from '../web/format.ts'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { PaperTools } from '../web/paper.tsx'
import { useTitle } from '../web/title.ts'
import { dataRequestWords as words } from './datarequest.words.ts'
import { type AskedData, ByLink } from './datarequestlink.part.tsx'

export function DataRequestPaperPage() {
  const say = useSay()
  useTitle(say(words.print))
  return <ByLink>{(asked, secret) => <Letter asked={asked} link={`${location.origin}/data-request#${secret}`} />}</ByLink>
}

function Letter({ asked, link }: { asked: AskedData; link: string }) {
  const say = useSay()
  const name = useName()
  const { language } = useLanguage()
  const county = name(asked)
  return (
    <>
      <PaperTools />
      <article className="letter form-paper">
        <h1>{say(words.letterTitle, { county, year: asked.year })}</h1>
        <p>{say(words.letterTo, { department: asked.department })}</p>
        <p>{say(words.letterBody, { dueOn: dayInProse(asked.dueOn, language) })}</p>
        <p className="data-link">{say(words.letterLink, { link })}</p>
        <table>
          <thead>
            <tr>
              {[words.indicator, words.letterDefinition, words.letterUnit, words.letterRoom].map((word) => (
                <th key={word.zh} scope="col">
                  {say(word)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {asked.indicators.map((one) => (
              <tr key={one.code}>
                <th scope="row">{say(one.title)}</th>
                <td>
                  {say(one.definition)}
                  {one.numerator && one.denominator && ` ${say(one.numerator)} ÷ ${say(one.denominator)}`}
                </td>
                <td>{say(one.unit)}</td>
                <td>　</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="form-paper-sign">{say(words.letterStamp)}</p>
        <p className="form-paper-sign">{say(words.letterDay)}</p>
        <footer>
          <p>{say(words.letterFrom, { county })}</p>
        </footer>
      </article>
    </>
  )
}
