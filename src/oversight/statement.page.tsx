// The annual statement: stocks of a day apart from flows of the year, amounts by each way of counting, then every institution.
import '../web/styles/home.css'
import '../web/styles/statement.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Figure } from '../figures/figure.part.tsx'
import { useLatestYear } from '../figures/latestyear.part.tsx'
import { say as fill, type Word } from '../kernel/word.ts'
import { DayText } from '../web/daytext.tsx'
import { dayAndTime, dayOfText, moment, shanghaiDay } from '../web/format.ts'
import { Dot, Icon } from '../web/icon.tsx'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Empty, Problem, Shape } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { InstitutionRows } from './institutionrows.part.tsx'
import { getStatement, type Statement, type StatementCell } from './oversight.contract.ts'
import type { StatementSearch } from './statement.rules.ts'
import { statementWords as words } from './statement.words.ts'

const amounts = ['amount_accrued', 'amount_invoiced', 'amount_received']
const firstYear = 2015

export function StatementPage() {
  const say = useSay()
  const search = useSearch({ from: '/figures/statement' })
  const navigate = useNavigate({ from: '/figures/statement' })
  const latestYear = useLatestYear()
  const year = search.year ?? latestYear
  const { sort: _, order: __, ...question } = search
  const asked = useRead(
    getStatement,
    { ...question, year: year ?? 0 },
    { enabled: year !== undefined, placeholderData: (before) => before },
  )
  useTitle([say(words.title), year].filter(Boolean).join(' '))
  const ask = (change: Partial<StatementSearch>) =>
    void navigate({
      search: (before) => Object.fromEntries(Object.entries({ ...before, year, ...change }).filter(([, value]) => value !== undefined)),
      resetScroll: false,
    })
  return (
    <Main>
      <nav aria-label={say(webWords.position)}>
        <ol className="crumbs">
          <li>{say(webWords.openData)}</li>
          <li>{say(words.title)}</li>
        </ol>
      </nav>
      {asked.isPending && <Shape rows={8} />}
      {asked.error && (
        <Problem error={asked.error} isAnswer>
          <LatestLink year={latestYear} />
        </Problem>
      )}
      {asked.data && !asked.error && year !== undefined && (
        <div aria-busy={asked.isPlaceholderData}>
          <Head statement={asked.data} year={year} search={search} onAsk={ask} />
          {asked.data.isRecorded ? (
            <Numbers statement={asked.data} search={search} />
          ) : (
            <NothingRecorded statement={asked.data}>
              <LatestLink year={latestYear} />
            </NothingRecorded>
          )}
          {asked.data.isRecorded && <Remarks statement={asked.data} />}
          {asked.data.isRecorded && asked.data.rows.length > 0 && <InstitutionRows statement={asked.data} search={search} onAsk={ask} />}
        </div>
      )}
    </Main>
  )
}

/** A year or a moment before any record is no wall of zeros: it says that nothing is known. */
function NothingRecorded({ statement: { year, asOfAt }, children }: { statement: Statement; children: ReactNode }) {
  const params = { year, moment: moment(asOfAt) }
  const filled = (word: Word): Word => ({ zh: fill(word, 'zh', params), en: fill(word, 'en', params) })
  return (
    <Empty title={words.emptyTitle} why={filled(words.emptyWhy)}>
      {children}
    </Empty>
  )
}

function LatestLink({ year }: { year: number | undefined }) {
  const say = useSay()
  if (year === undefined) return null
  return (
    <Link className="btn" to="/figures/statement" search={{ year }}>
      {say(words.latest, { year })}
    </Link>
  )
}

type HeadProps = { statement: Statement; year: number; search: StatementSearch; onAsk: (change: Partial<StatementSearch>) => void }

function Head({ statement, year, search, onAsk }: HeadProps) {
  const say = useSay()
  const name = useName()
  return (
    <div className="statement-head">
      <div>
        <h1 className="page-title">
          {say(words.title)} <span className="period">{say(words.ofYear, { year })}</span>
        </h1>
        <p className="muted">
          {statement.institution ? (
            <>
              {name(statement.institution)}
              <Dot />
              <Link to="/figures/statement" search={{ year, ...(search.asOf ? { asOf: search.asOf } : {}) }}>
                {say(words.backToProvince)}
              </Link>
            </>
          ) : (
            say(words.province)
          )}
          <Dot />
          {say(words.asOfMoment, { moment: moment(statement.asOfAt) })}
          {statement.isExample && <span className="example">{say(webWords.example)}</span>}
        </p>
      </div>
      <Tools statement={statement} year={year} search={search} onAsk={onAsk} />
    </div>
  )
}

function Tools({ statement, year, search, onAsk }: HeadProps) {
  const say = useSay()
  const { language } = useLanguage()
  const thisYear = Number(shanghaiDay(Date.now()).slice(0, 4))
  const latest = dayAndTime(statement.latestAt)[0]
  const query = new URLSearchParams({
    language,
    ...(search.asOf ? { asOf: search.asOf } : {}),
    ...(search.institutionId ? { institutionId: search.institutionId } : {}),
  })
  return (
    <div className="statement-tools noprint">
      <label>
        <span>{say(words.year)}</span>
        <select className="input" value={year} onChange={(event) => onAsk({ year: Number(event.target.value) })}>
          {Array.from({ length: thisYear - firstYear + 1 }, (_, at) => thisYear - at).map((one) => (
            <option key={one} value={one}>
              {say(words.ofYear, { year: one })}
            </option>
          ))}
        </select>
      </label>
      <div>
        <label htmlFor="statement-day">
          <span>{say(words.asOf)}</span>
        </label>
        <DayText
          control={{ id: 'statement-day', className: 'input' }}
          max={latest}
          value={search.asOf?.slice(0, 10) ?? latest}
          onChange={(day) => (day === '' || (dayOfText(day) && day <= latest)) && onAsk({ asOf: day || undefined })}
        />
      </div>
      {search.asOf && (
        <button type="button" className="btn quiet" onClick={() => onAsk({ asOf: undefined })}>
          {say(words.asOfBack)}
        </button>
      )}
      <a className="btn" href={`/api/statements/${year}/statement.csv?${query}`} download>
        <Icon name="save" />
        {say(words.download)}
      </a>
      <button type="button" className="btn" onClick={() => print()}>
        <Icon name="print" />
        {say(webWords.print)}
      </button>
    </div>
  )
}

function Numbers({ statement, search }: { statement: Statement; search: StatementSearch }) {
  const say = useSay()
  const { cells, year } = statement
  const asOfDay = shanghaiDay(Date.parse(statement.asOfAt))
  const isRunning = asOfDay < statement.to
  const flows = cells.filter((cell) => cell.nature === 'flow')
  const money = flows.filter((cell) => amounts.includes(cell.figure))
  const ofWhich = (figure: string) => flows.find((cell) => cell.figure === figure)
  return (
    <>
      <Block title={say(words.stocks)} aside={say(words.stocksAt, { day: statement.stockOn })}>
        {cells
          .filter((cell) => cell.nature === 'stock')
          .map((cell) => (
            <Cell key={cell.figure} cell={cell} statement={statement} search={search} />
          ))}
      </Block>
      <Block title={say(words.flows)} aside={say(isRunning ? words.flowsSoFar : words.flowsOf, { year, day: asOfDay })}>
        {['shared_hours', 'units_served', 'unresolved_names'].map((figure) => {
          const cell = ofWhich(figure)
          const part = figure === 'units_served' ? ofWhich('enterprises_served') : undefined
          return (
            cell && (
              <Cell
                key={figure}
                cell={cell}
                part={part}
                share={cells.find((one) => one.figure === 'enterprise_unit_share')}
                statement={statement}
                search={search}
              />
            )
          )
        })}
      </Block>
      <Block title={say(words.money)} aside={say(isRunning ? words.moneySoFar : words.moneyWhy, { year, day: asOfDay })}>
        {money.map((cell) => {
          const part = cell.figure === 'amount_accrued' ? ofWhich('enterprise_amount_accrued') : undefined
          return (
            <Cell
              key={cell.figure}
              cell={cell}
              part={part}
              share={cells.find((one) => one.figure === 'enterprise_amount_share')}
              statement={statement}
              search={search}
            />
          )
        })}
      </Block>
    </>
  )
}

function Block({ title, aside, children }: { title: string; aside: string; children: ReactNode }) {
  return (
    <section className="statement-block">
      <div className="section-head">
        <h2>{title}</h2>
        <span className="muted">{aside}</span>
      </div>
      <ul className="home-figures">{children}</ul>
    </section>
  )
}

/** The question a cell's digits open with: the statement's own period, scope and moment. */
function questionOf(statement: Pick<Statement, 'year' | 'stockOn'>, search: StatementSearch, nature: StatementCell['nature']) {
  const scope = search.institutionId
  return {
    ...(nature === 'stock' ? { on: statement.stockOn } : { year: statement.year }),
    ...(scope ? { institutionId: scope } : {}),
    ...(search.divisionCode ? { divisionCode: search.divisionCode } : {}),
    ...(search.asOf ? { asOf: search.asOf } : {}),
  }
}

/** Whether the digits tell more than that the number is small: 0.0 ÷ 0.0 explains no share. */
const isTold = ({ value: { text } }: StatementCell) => text !== null && /[1-9]/.test(text)

type CellProps = {
  cell: StatementCell
  part?: StatementCell | undefined
  share?: StatementCell | undefined
  statement: Statement
  search: StatementSearch
}

function Cell({ cell, part, share, statement, search }: CellProps) {
  const say = useSay()
  const question = cell.figure === 'visit_count' ? (search.asOf ? { asOf: search.asOf } : {}) : questionOf(statement, search, cell.nature)
  return (
    <li>
      <h3>{say(cell.title)}</h3>
      <p className="value">
        <Figure name={cell.figure} value={cell.value} unit={cell.unit} search={question} />
      </p>
      {part && (
        <p className="of-which">
          {say(part.title)} <Figure name={part.figure} value={part.value} unit={part.unit} search={question} />
          {share?.value.text && (
            <span className="share">
              <Figure name={share.figure} value={share.value} unit={share.unit} search={question} />
              {isTold(part) && isTold(cell) && (
                <small>{say(words.division, { part: part.value.text ?? '', whole: cell.value.text ?? '' })}</small>
              )}
            </span>
          )}
        </p>
      )}
    </li>
  )
}

function Remarks({ statement }: { statement: Statement }) {
  const say = useSay()
  const { assumptions, notes } = statement
  if (assumptions.length + notes.length === 0) return null
  return (
    <section className="remarks">
      {assumptions.map(({ figure, text }) => (
        <p key={figure + text.zh} className="assumption">
          <b>{say(words.assumptions)}</b> {say(text)}
        </p>
      ))}
      <ul aria-label={say(words.notes)}>
        {notes.map((note) => (
          <li key={note.zh}>{say(note)}</li>
        ))}
      </ul>
    </section>
  )
}
