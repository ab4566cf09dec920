// One figure, opened: its value, as known on which moment, what it means, its parts, and the records behind it.
import '../web/styles/figure.css'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { Output } from '../kernel/contract.ts'
import { CopyButton } from '../web/copy.tsx'
import { count, moment } from '../web/format.ts'
import { Icon } from '../web/icon.tsx'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Gone, isGone, Problem, Shape } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { AsOf } from './asof.part.tsx'
import { FigureDefinition } from './definition.part.tsx'
import { getFigure } from './figure.contract.ts'
import { Figure, usePeriodName } from './figure.part.tsx'
import { FigureRows } from './figurerows.part.tsx'
import { type FigureSearch, queryOf } from './open.rules.ts'
import { openWords as words } from './open.words.ts'
import { FigureParts } from './parts.part.tsx'

type Answer = Output<typeof getFigure>

export function FigurePage() {
  const say = useSay()
  const { name } = useParams({ from: '/figures/$name' })
  const { part, ...search } = useSearch({ from: '/figures/$name' })
  const navigate = useNavigate({ from: '/figures/$name' })
  const asked = useRead(getFigure, { name, ...search }, { placeholderData: (before) => before })
  const isUnknown = asked.data === undefined && isGone(asked.error)
  const title = asked.data ? say(asked.data.figure.title) : isUnknown ? say(words.goneTitle) : ''
  useTitle(title)
  const ask = (change: Partial<FigureSearch>) =>
    void navigate({
      search: (before) => Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined)),
      resetScroll: false,
    })
  return (
    <Main>
      <nav aria-label={say(webWords.position)}>
        <ol className="crumbs">
          <li>
            <Link to="/figures">{say(words.openData)}</Link>
          </li>
          <li>{title}</li>
        </ol>
      </nav>
      {isUnknown && (
        <Gone title={words.goneTitle} why={words.goneWhy}>
          <Link className="btn" to="/figures">
            {say(words.listTitle)}
          </Link>
        </Gone>
      )}
      {asked.error && !asked.data && !isUnknown && <Problem error={asked.error} retry={() => void asked.refetch()} />}
      {asked.isPending && <Shape rows={6} />}
      {asked.data && (
        <>
          {asked.error && <Problem error={asked.error} isAnswer />}
          <Head answer={asked.data} search={search} />
          <AsOf answer={asked.data} search={search} onAsk={ask} />
          <FigureDefinition answer={asked.data} search={search} onAsk={ask} />
          {!asked.data.value.isUnrecorded && <FigureParts answer={asked.data} search={search} part={part} onAsk={ask} />}
          {asked.data.figure.nature !== 'ratio' && !asked.data.value.isUnrecorded && (
            <FigureRows name={name} search={search} answer={asked.data} />
          )}
        </>
      )}
    </Main>
  )
}

function Head({ answer, search }: { answer: Answer; search: FigureSearch }) {
  const say = useSay()
  const { language } = useLanguage()
  const periodName = usePeriodName()
  const { figure } = answer
  return (
    <section className="figure-head">
      <div>
        <h1>
          {say(figure.title)} <span className="period">{periodName(answer.period)}</span>
        </h1>
        <p className="other-name" lang={language === 'zh' ? 'en' : 'zh-CN'}>
          {figure.title[language === 'zh' ? 'en' : 'zh']}
        </p>
        <div className="equation">
          <p className="big">
            {answer.value.text === null ? (
              <NoValue value={answer.value} isAboutCases={answer.figure.isAboutCases} />
            ) : (
              <>
                <b>{answer.value.text}</b>
                <span className="unit">{say(figure.unit)}</span>
              </>
            )}
          </p>
          <Division answer={answer} search={search} />
        </div>
        <p className="figure-meta">
          <Scope answer={answer} search={search} />
          <span>
            {say(words.asOf)} {moment(answer.asOfAt)}
          </span>
          <span className="tag">
            {say(words.version)} {answer.version.id}
          </span>
        </p>
      </div>
      <Actions answer={answer} search={search} />
    </section>
  )
}

function NoValue({ value, isAboutCases }: { value: Answer['value']; isAboutCases: boolean }) {
  const say = useSay()
  const withheld = isAboutCases ? words.suppressedCases : words.suppressed
  if (!value.isUnrecorded) return <span className="no-value">{say(value.isSuppressed ? withheld : words.noValue)}</span>
  return (
    <>
      <span className="no-value">{say(words.unrecorded)}</span>
      <span className="note unrecorded">{say(words.unrecordedWhy)}</span>
    </>
  )
}

/** A ratio shows what it divides. */
function Division({ answer, search }: { answer: Answer; search: FigureSearch }) {
  const say = useSay()
  const { numerator, denominator } = answer
  if (!numerator || !denominator) return null
  const { version: _, by: __, ...question } = search
  return (
    <>
      <span className="equals" aria-hidden="true">
        =
      </span>
      <p className="fraction">
        <span>
          <Figure name={numerator.name} value={numerator.value} unit={numerator.unit} search={question} />
        </span>
        <span className="unseen">{say(words.dividedBy)}</span>
        <span>
          <Figure name={denominator.name} value={denominator.value} unit={denominator.unit} search={question} />
        </span>
      </p>
    </>
  )
}

function Scope({ answer, search }: { answer: Answer; search: FigureSearch }) {
  const say = useSay()
  const name = useName()
  if (!answer.institution && !answer.divisionCode && !answer.procedure) return null
  const { institutionId: _, divisionCode: __, procedure: ___, ...whole } = search
  return (
    <>
      {answer.procedure && <span className="tag info">{say(words.ofProcedure, { name: say(answer.procedure.title) })}</span>}
      {(answer.institution || answer.divisionCode) && (
        <span className="tag info">
          {answer.institution
            ? say(words.institution, { name: name(answer.institution) })
            : say(words.division, { name: answer.divisionCode ?? '' })}
        </span>
      )}
      <Link to="/figures/$name" params={{ name: answer.figure.name }} search={whole}>
        {say(words.wholeProvince)}
      </Link>
    </>
  )
}

function Actions({ answer, search }: { answer: Answer; search: FigureSearch }) {
  const say = useSay()
  const periodName = usePeriodName()
  const { language } = useLanguage()
  const hasRows = answer.figure.nature !== 'ratio' && !answer.value.isUnrecorded && !answer.areRowsClosed
  const citation = say(words.citation, {
    title: say(answer.figure.title),
    period: periodName(answer.period),
    value: answer.value.text ?? say(words.noValue),
    unit: say(answer.figure.unit),
    version: answer.version.id,
    asOfAt: moment(answer.asOfAt),
    address: `${location.origin}/figures/${answer.figure.name}?${queryOf({ ...search, version: answer.version.id, asOf: answer.asOfAt }, {})}`,
  })
  return (
    <div className="figure-act noprint">
      {hasRows && (
        <a className="btn primary large" href="#rows">
          <Icon name="rows" />
          {answer.rowCount === null ? say(words.openNoRows) : say(words.openRows, { count: count(answer.rowCount) })}
        </a>
      )}
      <CopyButton key={citation} text={citation} word={words.cite} done={words.cited} />
      {hasRows && (
        <a className="btn" href={`/api/figures/${answer.figure.name}/rows.csv?${queryOf(search, { language })}`} download>
          <Icon name="save" />
          {say(words.download)}
        </a>
      )}
    </div>
  )
}
