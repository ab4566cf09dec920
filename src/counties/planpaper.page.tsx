// A plan as an official document: its title, its eight chapters in order, the day and the number of its approval. Made for paper.
import '../web/styles/letter.css'
import '../web/styles/plan.css'
import { Link, useParams } from '@tanstack/react-router'
import { useMe } from '../identity/me.part.tsx'
import { Button } from '../web/field.tsx'
import { dayInProse } from '../web/format.ts'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Gone, isGone, Read, Shape, SignInFirst } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { chapters, getPlan, type Plan } from './plan.contract.ts'
import { planWords } from './plan.words.ts'
import { planPageWords as words } from './planpage.words.ts'
import { useChapter } from './plantext.part.tsx'

export function PlanPaperPage() {
  const say = useSay()
  const { id } = useParams({ from: '/plans/$id' })
  const { me, isAsking } = useMe()
  const reading = useRead(getPlan, { id }, { enabled: me !== undefined })
  useTitle(say(words.paper))
  return (
    <Main>
      {isAsking ? (
        <Shape />
      ) : !me ? (
        <SignInFirst onward={`/plans/${id}`} why={words.signInWhy} />
      ) : isGone(reading.error) ? (
        <Gone title={words.goneTitle} why={words.goneWhy}>
          <Link className="btn primary" to="/work/plan">
            {say(words.back)}
          </Link>
        </Gone>
      ) : (
        <Read of={reading}>{(plan) => <Paper plan={plan} />}</Read>
      )}
    </Main>
  )
}

function Paper({ plan }: { plan: Plan }) {
  const say = useSay()
  const name = useName()
  const { language } = useLanguage()
  const chapterOf = useChapter(plan)
  const isProvince = plan.divisionCode.endsWith('0000')
  return (
    <>
      <div className="letter-tools noprint">
        <Link to="/work/plan/$id" params={{ id: plan.id }}>
          {say(words.toPlan)}
        </Link>
        <Button kind="primary" onPress={() => print()}>
          {say(words.print)}
        </Button>
      </div>
      <article className="letter plan-paper">
        <h1>{say(isProvince ? words.paperTitleProvince : words.paperTitle, { name: name(plan) })}</h1>
        <p className="letter-number">
          {plan.documentNo || say(words.paperDraft, { state: say(planWords[`state_${plan.state}`]), number: plan.number })}
        </p>
        {chapters.map((chapter, at) => (
          <section key={chapter}>
            <h2>
              {say(words.numerals).split(' ')[at]}
              {say(planWords[`chapter_${chapter}`])}
            </h2>
            {chapterOf(chapter)}
          </section>
        ))}
        <footer>
          <p>{name(plan)}</p>
          {plan.approvedOn && <p>{dayInProse(plan.approvedOn, language)}</p>}
        </footer>
      </article>
    </>
  )
}
