// A city's letter of recommendation as a document, made for paper.
import '../web/styles/letter.css'
import { Link, useParams } from '@tanstack/react-router'
import { useMe } from '../identity/me.part.tsx'
import { Button } from '../web/field.tsx'
import { dayAndTime, dayInProse } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Gone, isGone, Read, Shape, SignInFirst } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { getRecommendation, type RecommendationGroup } from './recommendation.contract.ts'
import { recommendationWords as words } from './recommendation.words.ts'

export function RecommendationPaperPage() {
  const say = useSay()
  const { id } = useParams({ from: '/letters/$id' })
  const { me, isAsking } = useMe()
  const reading = useRead(getRecommendation, { id }, { enabled: me !== undefined })
  useTitle(say(words.getRecommendation))
  return (
    <Main>
      {isAsking ? (
        <Shape />
      ) : !me ? (
        <SignInFirst onward={`/letters/${id}`} />
      ) : isGone(reading.error) ? (
        <Gone title={words.goneTitle} why={words.goneWhy}>
          <Link className="btn primary" to="/work/recommendations">
            {say(words.back)}
          </Link>
        </Gone>
      ) : (
        <Read of={reading}>{(group) => <Paper group={group} />}</Read>
      )}
    </Main>
  )
}

function Paper({ group }: { group: RecommendationGroup }) {
  const say = useSay()
  const { language } = useLanguage()
  const { letter } = group
  return (
    <>
      <div className="letter-tools noprint">
        <Link to="/work/recommendations">{say(words.back)}</Link>
        <Button kind="primary" onPress={() => print()}>
          {say(words.print)}
        </Button>
      </div>
      <article className="letter">
        <h1>{say(words.letterTitle, { procedure: say(group.procedure) })}</h1>
        <p className="letter-number">{letter?.letterNo}</p>
        <p>{say(words.letterTo)}</p>
        <p>{say(words.letterBody, { document: group.documentNo, batch: say(group.batch) })}</p>
        <ul className="plain-list">
          {group.counties.map(({ caseId, rank, county, caseNo }) => (
            <li key={caseId}>{say(words.letterLine, { rank: rank ?? '', county: say(county), caseNo })}</li>
          ))}
        </ul>
        <footer>
          <p>{say(words.letterSign, { city: say(group.city) })}</p>
          {letter && <p>{dayInProse(dayAndTime(letter.issuedAt)[0], language)}</p>}
        </footer>
      </article>
    </>
  )
}
