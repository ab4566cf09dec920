// One county's return of a year: the clerk fills it in and hands it in, the city passes it, the province approves it or opens it again.
import '../web/styles/returns.css'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { DataRequests } from './datarequest.part.tsx'
import { directWords } from './direct.words.ts'
import { type CountyReturn, getReturn, keepReturnCells, listReturns, prefillReturn } from './return.contract.ts'
import { ReturnActs } from './returnact.part.tsx'
import { type Draft, draftOf, ReturnCellPart, ReturnTag, type ShownCell } from './returncell.part.tsx'
import { returnEvidenceWords } from './returnevidence.words.ts'
import { returnPageWords as words } from './returnpage.words.ts'
import { returnPaperWords } from './returnpaper.words.ts'
import { typedDecimal } from './returnsearch.rules.ts'

const refresh = [getReturn, listReturns]

export function ReturnPage() {
  const say = useSay()
  const { id } = useParams({ strict: false }) as { id: string }
  const reading = useRead(getReturn, { id }, { staleTime: 0 })
  useTitle(say(words.title))
  return (
    <Read of={reading} rows={8}>
      {(data) => <Form key={data.id} of={data} />}
    </Read>
  )
}

type Drafts = Readonly<Record<string, Draft>>

function Form({ of }: { of: CountyReturn }) {
  const say = useSay()
  const { language } = useLanguage()
  const [drafts, setDrafts] = useState<Drafts>({})
  const [remarks, setRemarks] = useState<Readonly<Record<string, string>>>({})
  const keep = useSend(keepReturnCells, { refresh, onDone: () => setDrafts({}) })
  const place = { year: of.round.year, divisionCode: of.divisionCode }
  const maySendBack = of.acts.some(({ act, reasons }) => act === 'send_back' && reasons.length === 0)
  const changed = Object.keys(drafts).length
  const wrongTitles = of.cells.flatMap(({ indicator: { code, title } }) => (drafts[code] && isWrong(drafts[code]) ? [say(title)] : []))
  const groups = [...Map.groupBy(of.cells, (cell) => cell.indicator.group.zh)]
  const confirm = (cell: ShownCell) => keep.mutate({ id: of.id, cells: [asKept(cell.indicator.code, draftOf(cell))] })
  return (
    <>
      <Head of={of} hasDrafts={changed > 0} />
      <Next cells={of.cells} count={of.openCount} isFilling={of.state === 'filling'} />
      {groups.map(([group, cells]) => (
        <section key={group} className="return-group">
          <h2>{say(cells[0]!.indicator.group)}</h2>
          {cells.map((cell) => {
            const { code } = cell.indicator
            return (
              <ReturnCellPart
                key={code}
                returnId={of.id}
                of={cell}
                place={place}
                {...(of.mayFill && {
                  draft: drafts[code] ?? draftOf(cell),
                  onChange: (draft: Draft) => setDrafts({ ...drafts, [code]: draft }),
                  onConfirm: () => confirm(cell),
                })}
                {...(maySendBack && { remark: remarks[code] ?? '', onRemark: (text: string) => setRemarks({ ...remarks, [code]: text }) })}
              />
            )
          })}
        </section>
      ))}
      {of.mayFill && (
        <div className="return-bar">
          <Button
            kind="primary"
            isBusy={keep.isPending}
            onPress={() =>
              changed > 0 && keep.mutate({ id: of.id, cells: Object.entries(drafts).map(([code, draft]) => asKept(code, draft)) })
            }
            reason={
              wrongTitles.length > 0 ? say(words.cellsWrong, { titles: wrongTitles.join(language === 'zh' ? '、' : ', ') }) : undefined
            }
          >
            {say(words.save)}
          </Button>
          <span role="status">{changed > 0 ? say(words.unsaved, { count: changed }) : say(words.saved)}</span>
          {keep.error && <Problem key={keep.submittedAt} error={keep.error} isAnswer />}
        </div>
      )}
      <DataRequests of={of} />
      <ReturnActs of={of} remarks={remarks} hasDrafts={changed > 0} />
      <Trail of={of} />
    </>
  )
}

const isWrong = ({ amount, numerator, denominator, expectedOn }: Draft) =>
  [amount, numerator, denominator].some((text) => typedDecimal(text) === undefined) ||
  (expectedOn !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(expectedOn))

function asKept(code: string, draft: Draft) {
  const { amount, numerator, denominator, words: text, expectedOn, ...rest } = draft
  return {
    ...{
      code,
      amount: typedDecimal(amount) ?? null,
      numerator: typedDecimal(numerator) ?? null,
      denominator: typedDecimal(denominator) ?? null,
    },
    ...{ words: text.trim() === '' ? null : text, expectedOn: expectedOn || null, ...rest },
  }
}

function Head({ of, hasDrafts }: { of: CountyReturn; hasDrafts: boolean }) {
  const say = useSay()
  const { language } = useLanguage()
  const name = useName()
  const prefill = useSend(prefillReturn, { refresh })
  const file = (kind: 'csv' | 'xlsx') => `/api/returns/${of.id}/sheet?format=${kind}&language=${language}`
  return (
    <>
      <p>
        <Link to="/work/returns" search={{ year: of.round.year }}>
          {say(words.allReturns)}
        </Link>
      </p>
      <div className="work-head">
        <h1>{say(words.ofYear, { name: name(of), year: of.round.year })}</h1>
        <ReturnTag state={of.state} />
        <span className="tag">{say(words[`level_${of.level}`])}</span>
        {of.isDirect && <span className="tag">{say(directWords.is)}</span>}
        <span className="note">{say(words.due, { on: of.round.dueOn })}</span>
        <div className="aside">
          {of.mayFill && (
            <Button
              isBusy={prefill.isPending}
              onPress={() => prefill.mutate({ id: of.id })}
              reason={hasDrafts ? say(words.why_unsaved) : undefined}
            >
              {say(words.prefill)}
            </Button>
          )}
          {of.mayFill && (
            <Link className="btn" to="/work/returns/$id/import" params={{ id: of.id }}>
              {say(words.import)}
            </Link>
          )}
          <Link className="btn" to="/returns/$id/paper" params={{ id: of.id }}>
            {say(returnPaperWords.open)}
          </Link>
          <a className="btn" href={file('xlsx')} download>
            {say(words.xlsx)}
          </a>
          <a className="btn" href={file('csv')} download>
            {say(words.csv)}
          </a>
        </div>
      </div>
      <p className="return-head">
        <span>{say(words.progress, { required: of.requiredCount, filled: of.filledCount })}</span>
        <span>{say(returnEvidenceWords.verifiedOf, verifiedOf(of.cells))}</span>
      </p>
      {prefill.error && <Problem key={prefill.submittedAt} error={prefill.error} isAnswer />}
    </>
  )
}

/** How many of the cells that people filled in were verified by another. */
function verifiedOf(cells: readonly ShownCell[]): { verified: number; all: number } {
  const typed = cells.filter(({ cell }) => cell && cell.origin !== 'computed')
  return { verified: typed.filter(({ verified }) => verified).length, all: typed.length }
}

/** How much keeps it from being handed in, and the way to the first of it. */
function Next({ cells, count, isFilling }: { cells: readonly ShownCell[]; count: number; isFilling: boolean }) {
  const say = useSay()
  if (!isFilling) return null
  if (count === 0) return <p className="box done">{say(words.allFine)}</p>
  const first = cells.find((cell) => cell.findings.some((finding) => finding.isOpen))?.indicator.code
  return (
    <p className="box">
      <b>{say(words.toMend, { count })}</b>{' '}
      <a
        href={`#cell-${first}`}
        onClick={(event) => {
          event.preventDefault()
          const target = document.getElementById(`cell-${first}`)
          target?.scrollIntoView({ block: 'start' })
          target?.focus()
        }}
      >
        {say(words.goTo)}
      </a>
    </p>
  )
}

function Trail({ of }: { of: CountyReturn }) {
  const say = useSay()
  const titles = new Map(of.cells.map((cell) => [cell.indicator.code, cell.indicator.title]))
  return (
    <section className="return-group">
      <h2>{say(words.trail)}</h2>
      {of.journal.length === 0 && <p className="muted">{say(words.noTrail)}</p>}
      <ul className="return-trail">
        {of.journal.map((one) => (
          <li key={one.id}>
            <b>{say(words[`done_${one.act}`])}</b> {moment(one.actedAt)} · {one.by}
            {one.reason && <p className="note">{one.reason}</p>}
            {one.remarks.map(({ code, reason }) => (
              <p key={code} className="note">
                {say(titles.get(code) ?? { zh: code, en: code })}：{reason}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
