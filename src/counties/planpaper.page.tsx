// A plan as an official document: its title, its eight chapters in order, the day and the number of its approval. Made for paper.
import '../web/styles/letter.css'
import '../web/styles/plan.css'
import { Link, useParams } from '@tanstack/react-router'
import { useMe } from '../identity/me.part.tsx'
import { SignedInRead } from '../identity/signedin.part.tsx'
import { dayInProse } from '../web/format.ts'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { PaperTools } from '../web/paper.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { useTitle } from '../web/title.ts'
import { chapters, getPlan, type Plan } from './plan.contract.ts'
import { planWords } from './plan.words.ts'
import { planPageWords as words } from './planpage.words.ts'
import { useChapter } from './plantext.part.tsx'

export function PlanPaperPage() {
  const say = useSay()
  const { id } = useParams({ from: '/plans/$id' })
  const { me } = useMe()
  const reading = useRead(getPlan, { id }, { enabled: me !== undefined })
  useTitle(say(words.paper))
  return (
    <Main>
      <SignedInRead
        of={reading}
        onward={`/plans/${id}`}
        why={words.signInWhy}
        gone={{
          title: words.goneTitle,
          why: words.goneWhy,
          way: (
            <Link className="btn primary" to="/work/plan">
              {say(words.back)}
            </Link>
          ),
        }}
      >
        {(plan) => <Paper plan={plan} />}
      </SignedInRead>
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
      <PaperTools>
        <Link to="/work/plan/$id" params={{ id: plan.id }}>
          {say(words.toPlan)}
        </Link>
      </PaperTools>
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
