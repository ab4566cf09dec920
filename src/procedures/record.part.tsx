// What was recorded with a case: the sums, every line with what became of it, and the line for one more, where the reader may record.
import { useState } from 'react'
import { Button } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { getCase } from './case.contract.ts'
import { correctCaseRecord, listCaseRecords, listHostedCases, type Records, recordForCase, removeCaseRecord } from './record.contract.ts'
import { meanText } from './record.rules.ts'
import { RecordForm } from './recordform.part.tsx'
import { recordPartWords as words } from './recordpart.words.ts'

const refresh = [listCaseRecords, listHostedCases, getCase]
type Item = Records['items'][number]
type Kind = Records['kinds'][number]

/** How much there is, against what the yearly check asks for. */
export function RecordSum({ kind }: { kind: Kind }) {
  const say = useSay()
  const { total, count, lastYear, least } = kind
  const params = { title: say(kind.title), unit: say(kind.unit), total, lastYear }
  if (kind.isMean) {
    const mean = meanText(total, count)
    return <>{mean === null ? say(words.meanNone, params) : say(words.mean, { ...params, mean, count })}</>
  }
  if (least === null) return <>{say(words.sum, params)}</>
  const rest = least - lastYear
  return (
    <>
      {say(words.sumOf, { ...params, least })}{' '}
      <span className={rest > 0 ? 'tag warn' : 'tag good'}>
        {rest > 0 ? say(words.short, { rest, unit: say(kind.unit) }) : say(words.reached)}
      </span>
    </>
  )
}

/** Nothing, where the procedure records nothing. */
export function CaseRecords({ caseNo }: { caseNo: string }) {
  const say = useSay()
  const { data } = useRead(listCaseRecords, { caseNo }, { staleTime: 0 })
  const [chosen, setChosen] = useState<{ id: string; does: 'correct' | 'remove' }>()
  if (!data || data.kinds.length === 0) return null
  const item = data.items.find(({ id, canChange }) => id === chosen?.id && canChange)
  return (
    <section aria-labelledby="records">
      <h2 id="records">{say(words.title)}</h2>
      {data.kinds.map((kind) => (
        <p key={kind.code}>
          <RecordSum kind={kind} />
        </p>
      ))}
      {data.items.length > 0 && <Lines data={data} onChoose={(id, does) => setChosen({ id, does })} />}
      {item && chosen?.does === 'correct' && (
        <Correcting key={item.id} caseNo={caseNo} item={item} kinds={data.kinds} onEnd={() => setChosen(undefined)} />
      )}
      {item && chosen?.does === 'remove' && <Removing key={item.id} caseNo={caseNo} item={item} onEnd={() => setChosen(undefined)} />}
      {!item &&
        data.kinds
          .filter((kind) => kind.canRecord)
          .map((kind) => <Adding key={`${kind.code} ${data.items.length}`} caseNo={caseNo} kind={kind} />)}
    </section>
  )
}

function Lines({ data, onChoose }: { data: Records; onChoose: (id: string, does: 'correct' | 'remove') => void }) {
  const say = useSay()
  const canChange = data.items.some((item) => item.canChange)
  const unitOf = (code: string) => say(data.kinds.find((kind) => kind.code === code)?.unit ?? words.times)
  return (
    <table className="table to-list">
      <TableHead columns={[words.on, { num: words.amount }, words.text, words.state, ...(canChange ? [words.correct] : [])]} />
      <tbody>
        {data.items.map((item) => (
          <tr key={item.id}>
            <th scope="row" className="main">
              {item.state === 'standing' ? item.on : <s>{item.on}</s>}
            </th>
            <td className="num" data-label={say(words.amount)}>
              {item.state === 'standing' ? item.amount : <s>{item.amount}</s>}
              <span className="unit">{unitOf(item.kind)}</span>
            </td>
            <td data-label={say(words.text)}>{item.text}</td>
            <td data-label={say(words.state)}>
              <Trace item={item} />
            </td>
            {canChange && (
              <td>
                {item.canChange && (
                  <div className="buttons">
                    <Button size="small" label={say(words.correctOf, { on: item.on })} onPress={() => onChoose(item.id, 'correct')}>
                      {say(words.correct)}
                    </Button>
                    <Button size="small" label={say(words.removeOf, { on: item.on })} onPress={() => onChoose(item.id, 'remove')}>
                      {say(words.remove)}
                    </Button>
                  </div>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Who recorded a line, and what became of it. */
function Trace({ item: { state, by, changedBy, recordedAt, changedAt, reason } }: { item: Item }) {
  const say = useSay()
  return (
    <span className="note">
      {say(words.recordedBy, { at: moment(recordedAt), by })}
      {state !== 'standing' && changedAt && (
        <>
          <br />
          <span className="tag">{say(words[`state_${state}`])}</span>{' '}
          {say(state === 'corrected' ? words.correctedBy : words.removedBy, { at: moment(changedAt), by: changedBy, reason })}
        </>
      )}
    </span>
  )
}

function Adding({ caseNo, kind }: { caseNo: string; kind: Kind }) {
  const say = useSay()
  const send = useSend(recordForCase, { refresh })
  return (
    <RecordForm
      title={say(words.add, { title: say(kind.title) })}
      kind={kind}
      sending={send}
      sure={words.save}
      onSend={({ reason: _, ...line }) => send.mutate({ caseNo, kind: kind.code, ...line })}
    />
  )
}

function Correcting({ caseNo, item, kinds, onEnd }: { caseNo: string; item: Item; kinds: readonly Kind[]; onEnd: () => void }) {
  const say = useSay()
  const send = useSend(correctCaseRecord, { refresh, onDone: onEnd })
  return (
    <RecordForm
      title={say(words.correctOf, { on: item.on })}
      why={say(words.correctWhy)}
      kind={kinds.find(({ code }) => code === item.kind)!}
      line={item}
      sending={send}
      sure={words.correctSave}
      onSend={(line) => send.mutate({ caseNo, id: item.id, ...line })}
      onBack={onEnd}
    />
  )
}

function Removing({ caseNo, item, onEnd }: { caseNo: string; item: Item; onEnd: () => void }) {
  const say = useSay()
  const send = useSend(removeCaseRecord, { refresh, onDone: onEnd })
  return (
    <ReasonForm
      ask={`${say(words.removeOf, { on: item.on })}。${say(words.removeAsk)}`}
      words={{ reason: words.reason, reasonMissing: words.reasonMissing, back: words.back }}
      sure={words.remove}
      sending={send}
      onSend={(reason) => send.mutate({ caseNo, id: item.id, reason })}
      onBack={onEnd}
    />
  )
}
