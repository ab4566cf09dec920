// Departments' data beside a return: who was asked and who has answered, a new request with its link, and what an answer brings.
import { type FormEvent, useState } from 'react'
import { DocumentUpload } from '../procedures/upload.part.tsx'
import { CopyButton } from '../web/copy.tsx'
import { DayText } from '../web/daytext.tsx'
import { Button, Field } from '../web/field.tsx'
import { dayOfText, shanghaiDay } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { AnswerForm } from './dataanswer.part.tsx'
import {
  attachDataScan,
  type DataRequest,
  endDataRequest,
  listDataRequests,
  makeDataRequest,
  recordDataAnswer,
  scanPurpose,
  settleDataRequest,
} from './datarequest.contract.ts'
import { isAwaited, isStanding } from './datarequest.rules.ts'
import { dataRequestWords as words } from './datarequest.words.ts'
import { type CountyReturn, getReturn } from './return.contract.ts'

const refresh = [listDataRequests, getReturn]
const tagOf = { open: 'tag info', late: 'tag bad', expired: 'tag', ended: 'tag', answered: 'tag warn', settled: 'tag good' } as const

export function DataRequests({ of }: { of: CountyReturn }) {
  const say = useSay()
  const reading = useRead(listDataRequests, { id: of.id })
  const [isAsking, setIsAsking] = useState(false)
  return (
    <section className="return-group data-requests">
      <h2>{say(words.title)}</h2>
      <Read of={reading} rows={1}>
        {({ items, mayAsk }) => {
          const waiting = items.filter(({ state }) => isAwaited(state)).map(({ department }) => department)
          return (
            <>
              {mayAsk && <p className="why">{say(words.lead)}</p>}
              {waiting.length > 0 && <p role="status">{say(words.who, { departments: waiting.join('、') })}</p>}
              {items.map((one) => (
                <OneRequest key={one.id} of={of} request={one} mayAsk={mayAsk} />
              ))}
              {items.length === 0 && <p className="muted">{say(words.none)}</p>}
              {mayAsk && !isAsking && <Button onPress={() => setIsAsking(true)}>{say(words.new)}</Button>}
              {isAsking && <NewRequest of={of} onBack={() => setIsAsking(false)} />}
            </>
          )
        }}
      </Read>
    </section>
  )
}

function NewRequest({ of, onBack }: { of: CountyReturn; onBack: () => void }) {
  const say = useSay()
  const [department, setDepartment] = useState('')
  const [dueOn, setDueOn] = useState('')
  const [codes, setCodes] = useState<readonly string[]>([])
  const [linkDays, setLinkDays] = useState('30')
  const [isTried, setIsTried] = useState(false)
  const isLinkFine = /^\d{1,3}$/.test(linkDays) && Number(linkDays) >= 1 && Number(linkDays) <= 180
  const day = dayOfText(dueOn)
  const isPast = day !== undefined && day < shanghaiDay(Date.now())
  const send = useSend(makeDataRequest, { refresh })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (department.trim().length >= 2 && day && !isPast && isLinkFine && codes.length > 0)
      send.mutate({ id: of.id, department, dueOn, linkDays: Number(linkDays), codes: [...codes] })
  }
  if (send.data) return <Made secret={send.data.secret} onBack={onBack} />
  const missing = (isMissing: boolean) => (isTried && isMissing ? { problem: say(words.missing) } : {})
  return (
    <form className="form pane" onSubmit={submit} noValidate>
      <Field label={words.department} {...missing(department.trim().length < 2)}>
        {(control) => <input {...control} maxLength={100} value={department} onChange={(event) => setDepartment(event.target.value)} />}
      </Field>
      <Field label={words.dueOn} {...missing(day === undefined)} {...(isTried && isPast ? { problem: say(words.replyDayPast) } : {})}>
        {(control) => <DayText control={control} value={dueOn} onChange={setDueOn} />}
      </Field>
      <Field label={words.linkDays} {...(isTried && !isLinkFine ? { problem: say(words.linkDaysWrong) } : {})}>
        {(control) => (
          <input
            {...control}
            inputMode="numeric"
            maxLength={3}
            value={linkDays}
            onChange={(event) => setLinkDays(event.target.value.trim())}
          />
        )}
      </Field>
      <fieldset className="options">
        <legend>{say(words.cells)}</legend>
        <div className="option-list">
          {of.cells
            .filter(({ indicator }) => !indicator.isOptional)
            .map(({ indicator: { code, title, department: usual } }) => (
              <label key={code} className="check-line">
                <input
                  type="checkbox"
                  className="check"
                  checked={codes.includes(code)}
                  onChange={(event) => setCodes(event.target.checked ? [...codes, code] : codes.filter((one) => one !== code))}
                />
                <span>
                  {say(title)} <span className="muted">{say(usual)}</span>
                </span>
              </label>
            ))}
        </div>
        {isTried && codes.length === 0 && <p className="problem">{say(words.cellsMissing)}</p>}
      </fieldset>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.make)}
        </Button>
        <Button onPress={onBack}>{say(words.cancel)}</Button>
      </div>
    </form>
  )
}

/** The link, shown once, and the letter that carries it. */
function Made({ secret, onBack }: { secret: string; onBack: () => void }) {
  const say = useSay()
  const link = `${location.origin}/data-request#${secret}`
  return (
    <div className="box done" role="status">
      <p>{say(words.made)}</p>
      <p className="data-link">{link}</p>
      <div className="buttons">
        <CopyButton text={link} word={words.toClipboard} done={words.copied} />
        <a className="btn" href={`/data-request/letter#${secret}`} target="_blank" rel="noreferrer">
          {say(words.print)}
        </a>
        <Button onPress={onBack}>{say(words.cancel)}</Button>
      </div>
    </div>
  )
}

type OneProps = { of: CountyReturn; request: DataRequest; mayAsk: boolean }

function OneRequest({ of, request, mayAsk }: OneProps) {
  const say = useSay()
  const end = useSend(endDataRequest, { refresh })
  const scan = useSend(attachDataScan, { refresh })
  const [isPaper, setIsPaper] = useState(false)
  const titles = of.cells.flatMap(({ indicator }) => (request.codes.includes(indicator.code) ? [say(indicator.title)] : []))
  const { department } = request
  const error = end.error ?? scan.error
  return (
    <article className="data-request">
      <p>
        <b>{department}</b> <span className={tagOf[request.state]}>{say(words[`state_${request.state}`])}</span>{' '}
        <span className="note">
          {say(words.dueOn)} {request.dueOn}
        </span>
      </p>
      <p className="note">{titles.join('、')}</p>
      {request.answers.length > 0 && <Answer of={of} request={request} mayAsk={mayAsk} />}
      {request.scan && <p>{request.scan.link ? <a href={request.scan.link}>{request.scan.fileName}</a> : request.scan.fileName}</p>}
      {error && <Problem key={`${end.submittedAt} ${scan.submittedAt}`} error={error} isAnswer />}
      {mayAsk && isPaper && isAwaited(request.state) && <OnPaper of={of} request={request} onBack={() => setIsPaper(false)} />}
      {mayAsk && (
        <div className="buttons">
          {isAwaited(request.state) && !isPaper && (
            <Button size="small" label={say(words.paperOf, { department })} onPress={() => setIsPaper(true)}>
              {say(words.paper)}
            </Button>
          )}
          {isStanding(request.state) && (
            <Button
              size="small"
              label={say(words.endOne, { department })}
              isBusy={end.isPending}
              onPress={() => end.mutate({ id: request.id })}
            >
              {say(words.end)}
            </Button>
          )}
          {!request.scan && request.state !== 'ended' && (
            <DocumentUpload
              label={say(words.scanOf, { department })}
              purpose={scanPurpose}
              accept=".pdf,.jpg,.jpeg,.png"
              onReady={({ id: attachmentId }) => scan.mutate({ id: request.id, attachmentId })}
            >
              {say(words.scan)}
            </DocumentUpload>
          )}
        </div>
      )}
    </article>
  )
}

/** What stands on the paper that came back, typed in; it is taken over below as an answer by the link is. */
function OnPaper({ of, request, onBack }: { of: CountyReturn; request: DataRequest; onBack: () => void }) {
  const say = useSay()
  const send = useSend(recordDataAnswer, { refresh })
  const indicators = of.cells.flatMap(({ indicator }) => (request.codes.includes(indicator.code) ? [indicator] : []))
  return (
    <AnswerForm
      indicators={indicators}
      heading="h3"
      sending={send}
      onSend={(cells) => send.mutate({ id: request.id, cells })}
      sure={words.paperKeep}
    >
      <Button onPress={onBack}>{say(words.cancel)}</Button>
    </AnswerForm>
  )
}

const saidOf = ({ amount, numerator, denominator, words: text }: DataRequest['answers'][number]) =>
  amount ?? text ?? `${numerator ?? '—'} ÷ ${denominator ?? '—'}`

/** What the department said beside what stands; what is chosen is taken over, once. */
function Answer({ of, request, mayAsk }: OneProps) {
  const say = useSay()
  const standing = new Map(of.cells.map(({ indicator, cell }) => [indicator.code, cell]))
  const isKept = (code: string) => Boolean(standing.get(code)?.isConfirmed)
  // What somebody filed, or the platform counted, stays unless it is chosen to go.
  const [left, setLeft] = useState<readonly string[]>(() => request.answers.map(({ code }) => code).filter(isKept))
  const send = useSend(settleDataRequest, { refresh })
  const isOpen = mayAsk && request.state === 'answered'
  const cells = request.answers.flatMap(({ code }) => (left.includes(code) ? [] : [{ code, over: standing.get(code)?.id ?? null }]))
  return (
    <>
      <table className="table to-list">
        <TableHead columns={[words.indicator, { num: words.said }, { num: words.now }, words.adopt]} />
        <tbody>
          {request.answers.map((answer) => {
            const cell = of.cells.find(({ indicator }) => indicator.code === answer.code)
            return (
              <tr key={answer.code}>
                <th scope="row" className="main">
                  {cell ? say(cell.indicator.title) : answer.code}
                </th>
                <td className="num" data-label={say(words.said)}>
                  {saidOf(answer)}
                </td>
                <td className="num" data-label={say(words.now)}>
                  {cell?.value ?? cell?.cell?.words ?? '—'}
                  {isOpen && isKept(answer.code) && <p className="note">{say(words.keptNow)}</p>}
                </td>
                <td data-label={say(words.adopt)}>
                  {isOpen ? (
                    <input
                      type="checkbox"
                      className="check"
                      aria-label={cell ? say(cell.indicator.title) : answer.code}
                      checked={!left.includes(answer.code)}
                      onChange={(event) =>
                        setLeft(event.target.checked ? left.filter((one) => one !== answer.code) : [...left, answer.code])
                      }
                    />
                  ) : (
                    answer.isTaken !== null && say(answer.isTaken ? words.taken : words.left)
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      {isOpen && (
        <div className="buttons">
          <Button kind="primary" isBusy={send.isPending} onPress={() => send.mutate({ id: request.id, cells })}>
            {say(words.take)}
          </Button>
        </div>
      )}
    </>
  )
}
