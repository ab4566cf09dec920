// One cell of a return: what is asked, what stands in it or is being typed, what it was last year, and everything that is said of it.
import { Link } from '@tanstack/react-router'
import { DayText } from '../web/daytext.tsx'
import { Button, Field } from '../web/field.tsx'
import { type Say, useSay } from '../web/language.tsx'
import { changeInPercent, ratioOf } from './decimal.rules.ts'
import { type CountyReturn, vintages } from './return.contract.ts'
import { returnWords } from './return.words.ts'
import { ReturnEvidence } from './returnevidence.part.tsx'
import { returnEvidenceWords as evidenceWords } from './returnevidence.words.ts'
import { returnPageWords as words } from './returnpage.words.ts'
import { figureBehind, typedDecimal } from './returnsearch.rules.ts'

export type ShownCell = CountyReturn['cells'][number]
/** A cell as it is being typed. */
export type Draft = {
  amount: string
  numerator: string
  denominator: string
  words: string
  vintage: (typeof vintages)[number]
  /** Typed in here as the department gave it, or quoted from what was published. */
  origin: 'filed' | 'quoted'
  sourceDocument: string
  provider: string
  expectedOn: string
  explanation: string
}

/** A cell as it stands, to be typed over. */
export function draftOf({ cell }: ShownCell): Draft {
  const { amount, numerator, denominator, words: text, vintage = 'annual', expectedOn } = cell ?? {}
  return {
    ...{ amount: amount ?? '', numerator: numerator ?? '', denominator: denominator ?? '', words: text ?? '', vintage },
    ...{ sourceDocument: cell?.sourceDocument ?? '', provider: cell?.provider ?? '', expectedOn: expectedOn ?? '' },
    ...{ explanation: cell?.explanation ?? '', origin: cell?.origin === 'quoted' ? ('quoted' as const) : ('filed' as const) },
  }
}

export function ReturnTag({ state }: { state: CountyReturn['state'] }) {
  const say = useSay()
  const kind = { filling: 'tag warn', at_city: 'tag info', at_province: 'tag info', approved: 'tag good' }[state]
  return <span className={kind}>{say(words[`state_${state}`])}</span>
}

type CellProps = {
  returnId: string
  of: ShownCell
  /** The day of the figure behind it, and whose. */
  place: { year: number; divisionCode: string }
  /** Being typed; without it the cell is only read. */
  draft?: Draft
  onChange?: (draft: Draft) => void
  onConfirm?: () => void
  /** What is wrong with it, by whoever may send the return back. */
  remark?: string
  onRemark?: (text: string) => void
}

export function ReturnCellPart(props: CellProps) {
  const { of, draft, onChange, onConfirm } = props
  const { indicator, findings, cell } = of
  const say = useSay()
  const isOpen = findings.some((finding) => finding.isOpen)
  const mayType = draft && onChange && !indicator.isOptional
  return (
    <section className={isOpen ? 'return-cell open' : 'return-cell'} id={`cell-${indicator.code}`} tabIndex={-1}>
      <About of={of} />
      <div>
        {mayType ? <Typed of={of} draft={draft} onChange={onChange} /> : <Standing of={of} />}
        {mayType && cell?.isCarried && !cell.isConfirmed && onConfirm && (
          <div className="buttons">
            <Button size="small" label={say(words.confirmOne, { title: say(indicator.title) })} onPress={onConfirm}>
              {say(words.confirm)}
            </Button>
          </div>
        )}
      </div>
      <div className="return-side">
        <Side {...props} />
        <ReturnEvidence id={props.returnId} of={of} mayFill={Boolean(mayType)} />
      </div>
      <Remarks {...props} />
    </section>
  )
}

function About({ of }: { of: ShownCell }) {
  const say = useSay()
  const { indicator } = of
  const { numerator, denominator, factor } = indicator
  return (
    <div>
      <h3>
        {say(indicator.title)} <span className="unit">{say(indicator.unit)}</span>
      </h3>
      <Findings of={of} />
      <details>
        <summary>{say(words.definition)}</summary>
        <p>{say(indicator.definition)}</p>
        {numerator && denominator && (
          <p className="note">{say(words.formula, { numerator: say(numerator), denominator: say(denominator), factor: factor ?? 1 })}</p>
        )}
        <p className="note">
          {say(words.department)}：{say(indicator.department)}
        </p>
        <p className="note">
          {say(words.basis)}：{indicator.basis}
        </p>
      </details>
    </div>
  )
}

function Standing({ of: { indicator, cell, value } }: { of: ShownCell }) {
  const say = useSay()
  if (!cell) return <p className="muted">{say(indicator.isOptional ? words.optional : words.notFilled)}</p>
  if (indicator.kind === 'text') return <p>{cell.words}</p>
  return (
    <>
      <p className="return-value">
        {value ?? '—'} <span className="unit">{say(indicator.unit)}</span>
      </p>
      {indicator.kind === 'ratio' && (
        <p className="note">
          {cell.numerator ?? '—'} ÷ {cell.denominator ?? '—'}
        </p>
      )}
    </>
  )
}

/** How long a text is, and that it is too long, while it is typed. */
function textTold(text: string, say: Say): { hint: string; problem?: string } {
  const count = [...text.trim()].length
  const hint = say(words.textCount, { count })
  return count > 200 ? { hint, problem: say(words.problem_too_long) } : { hint }
}

function Typed({ of, draft, onChange }: { of: ShownCell; draft: Draft; onChange: (draft: Draft) => void }) {
  const say = useSay()
  const { indicator } = of
  const put = (part: Partial<Draft>) => onChange({ ...draft, ...part })
  return (
    <>
      {indicator.kind === 'text' && (
        <Field label={words.text} {...textTold(draft.words, say)}>
          {(control) => (
            <textarea {...control} rows={4} maxLength={2000} value={draft.words} onChange={(event) => put({ words: event.target.value })} />
          )}
        </Field>
      )}
      {indicator.kind === 'ratio' && <Parts of={of} draft={draft} put={put} />}
      {(indicator.kind === 'amount' || indicator.kind === 'count') && (
        <Decimal label={words.value} value={draft.amount} onChange={(amount) => put({ amount })} />
      )}
      {of.cell?.origin !== 'computed' && <Source of={of} draft={draft} put={put} />}
    </>
  )
}

type PutProps = { of: ShownCell; draft: Draft; put: (part: Partial<Draft>) => void }

/** The two parts of a ratio, and what they come to: that is never typed. */
function Parts({ of: { indicator }, draft, put }: PutProps) {
  const say = useSay()
  const [above, below] = [typedDecimal(draft.numerator), typedDecimal(draft.denominator)]
  const value = above && below ? ratioOf(above, below, indicator.factor ?? 1, indicator.decimals) : null
  return (
    <div className="return-parts">
      <Decimal label={indicator.numerator ?? words.value} value={draft.numerator} onChange={(numerator) => put({ numerator })} />
      <Decimal label={indicator.denominator ?? words.value} value={draft.denominator} onChange={(denominator) => put({ denominator })} />
      <p className="return-value">
        <span className="note">{say(words.ratio)}</span> {value ?? '—'} <span className="unit">{say(indicator.unit)}</span>
      </p>
    </div>
  )
}

function Decimal(props: { label: { zh: string; en: string }; value: string; onChange: (text: string) => void }) {
  const say = useSay()
  const isWrong = typedDecimal(props.value) === undefined
  return (
    <Field label={props.label} {...(isWrong ? { problem: say(words.numberWrong) } : {})}>
      {(control) => (
        <input
          {...control}
          inputMode="decimal"
          autoComplete="off"
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

function Source({ of, draft, put }: PutProps) {
  const say = useSay()
  const asks = of.findings.some(({ problem, isOpen }) => isOpen && problem !== 'missing' && problem !== 'unconfirmed')
  const isText = of.indicator.kind === 'text'
  if (isText) return null
  return (
    <details open={asks || undefined}>
      <summary>{say(words.details)}</summary>
      <div className="fields return-parts from-top">
        <Field label={words.document} hint={say(words.documentHint)}>
          {(control) => (
            <input
              {...control}
              maxLength={200}
              value={draft.sourceDocument}
              onChange={(event) => put({ sourceDocument: event.target.value })}
            />
          )}
        </Field>
        <Field label={words.provider}>
          {(control) => (
            <input {...control} maxLength={100} value={draft.provider} onChange={(event) => put({ provider: event.target.value })} />
          )}
        </Field>
        <Field label={evidenceWords.origin}>
          {(control) => (
            <select {...control} value={draft.origin} onChange={(event) => put({ origin: event.target.value as Draft['origin'] })}>
              {(['filed', 'quoted'] as const).map((one) => (
                <option key={one} value={one}>
                  {say(evidenceWords[`from_${one}`])}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.vintage}>
          {(control) => (
            <select {...control} value={draft.vintage} onChange={(event) => put({ vintage: event.target.value as Draft['vintage'] })}>
              {vintages.map((one) => (
                <option key={one} value={one}>
                  {say(words[`vintage_${one}`])}
                </option>
              ))}
            </select>
          )}
        </Field>
        {(draft.vintage === 'flash' || draft.vintage === 'preliminary') && (
          <Field label={words.expectedOn}>
            {(control) => <DayText control={control} value={draft.expectedOn} onChange={(expectedOn) => put({ expectedOn })} />}
          </Field>
        )}
      </div>
      <Field label={words.explanation} isOptional hint={say(words.explanationHint)}>
        {(control) => (
          <textarea
            {...control}
            rows={2}
            maxLength={500}
            value={draft.explanation}
            onChange={(event) => put({ explanation: event.target.value })}
          />
        )}
      </Field>
    </details>
  )
}

/** Beside it: last year's number, where this one comes from, and how final it is. */
function Side({ of: { indicator, cell, value, lastYear }, place }: CellProps) {
  const say = useSay()
  const percent = value !== null && lastYear !== null ? changeInPercent(lastYear, value) : null
  const sign = value !== null && lastYear !== null && Number(value) < Number(lastYear) ? '−' : '+'
  const { year, divisionCode } = place
  return (
    <>
      {indicator.kind !== 'text' && (
        <span>
          {say(words.lastYear)} {lastYear ?? say(words.none)}
          {percent !== null && ` · ${say(words.change, { sign, percent: percent.toFixed(1) })}`}
        </span>
      )}
      {cell && (
        <span>
          <span className={cell.origin === 'computed' ? 'tag good' : 'tag'}>
            {say(cell.isCarried ? words.carried : returnWords[`origin_${cell.origin}`])}
          </span>{' '}
          {indicator.kind !== 'text' && say(words[`vintage_${cell.vintage}`])}
          {cell.expectedOn && `，${say(words.expected, { on: cell.expectedOn })}`}
        </span>
      )}
      {cell?.sourceDocument && (
        <span>
          {cell.sourceDocument}
          {cell.provider && ` · ${cell.provider}`}
        </span>
      )}
      {cell?.explanation && (
        <span>
          {say(words.explanation)}：{cell.explanation}
        </span>
      )}
      {cell?.origin === 'computed' && indicator.figure && (
        <Link
          to="/figures/$name"
          params={{ name: indicator.figure }}
          search={figureBehind(indicator, { year, divisionCode, recordedAt: cell.recordedAt })}
        >
          {say(words.openFigure)}
        </Link>
      )}
    </>
  )
}

function Findings({ of: { findings } }: { of: ShownCell }) {
  const say = useSay()
  if (findings.length === 0) return null
  return (
    <p className="return-findings">
      {findings.map(({ problem, isOpen, isExplainable }) => (
        <span key={problem} className={isOpen ? (isExplainable || problem === 'unconfirmed' ? 'tag warn' : 'tag bad') : 'tag'}>
          {say(words[`problem_${problem}`])}
          {!isOpen && `（${say(words.explained)}）`}
        </span>
      ))}
    </p>
  )
}

function Remarks({ of: { indicator, remark: standing }, remark, onRemark }: CellProps) {
  const say = useSay()
  const title = say(indicator.title)
  return (
    <>
      {standing !== null && (
        <p className="return-remark">
          <span className="tag bad">{say(words.remarked)}</span> {standing}
        </p>
      )}
      {onRemark && (
        <div className="return-remark">
          <input
            className="input"
            aria-label={say(words.remarkOne, { title })}
            placeholder={say(words.remark)}
            maxLength={300}
            value={remark ?? ''}
            onChange={(event) => onRemark(event.target.value)}
          />
        </div>
      )}
    </>
  )
}
