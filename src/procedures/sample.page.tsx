// One sample: how it was drawn, whether it draws itself again, and its cases with what was found.
import '../web/styles/case.css'
import '../web/styles/audit.css'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from '../web/field.tsx'
import { count, moment, yuan } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import { Gone, isGone, Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { useDivision } from './answers.part.tsx'
import { deskWords } from './desk.words.ts'
import { FindingTag } from './note.part.tsx'
import { paperWords } from './paper.words.ts'
import { getSample, redrawSample, type SampleShown } from './sample.contract.ts'
import { samplePageWords as words } from './samplepage.words.ts'

export function SamplePage() {
  const say = useSay()
  const { id } = useParams({ strict: false }) as { id: string }
  const reading = useRead(getSample, { id }, { staleTime: 0 })
  useTitle(reading.data?.title ?? say(words.title))
  if (isGone(reading.error))
    return (
      <Gone title={words.goneTitle} why={words.goneWhy}>
        <Link className="btn" to="/work/samples">
          {say(words.toList)}
        </Link>
      </Gone>
    )
  return <Read of={reading}>{(sample) => <Shown of={sample} />}</Read>
}

function Shown({ of }: { of: SampleShown }) {
  const say = useSay()
  const { language } = useLanguage()
  return (
    <>
      <p className="why noprint">
        <Link to="/work/samples">{say(words.toList)}</Link>
      </p>
      <div className="work-head">
        <h1>{of.title}</h1>
        <div className="aside">
          <a className="btn" href={`/api/samples/${of.id}/export?language=${language}`} download>
            {say(words.export)}
          </a>
        </div>
      </div>
      <Criteria of={of} />
      <Redraw of={of} />
      <section className="sample-cases">
        <h2>
          {say(words.cases)}{' '}
          <span className="muted">{say(words.drawnLine, { population: count(of.populationCount), count: count(of.drawnCount) })}</span>
        </h2>
        <Cases of={of} />
      </section>
    </>
  )
}

function Criteria({ of }: { of: SampleShown }) {
  const say = useSay()
  const divisionOf = useDivision()
  const facts = [
    [paperWords.procedure, say(of.procedure)],
    [paperWords.edition, of.edition ?? say(paperWords.everyEdition)],
    [paperWords.division, divisionOf(of.divisionCode)],
    [paperWords.filed, `${of.filedFrom} – ${of.filedTo}`],
    [paperWords.statuses, of.statuses.map((status) => say(deskWords[`status_${status}`])).join('、') || say(words.everyStatus)],
    [paperWords.method, say(paperWords[`method_${of.method}`])],
    [paperWords.size, String(of.size)],
    [paperWords.seed, of.seed],
    [paperWords.asOf, moment(of.asOf)],
    [paperWords.populationCount, count(of.populationCount)],
    ...(of.populationFen === null ? [] : [[paperWords.populationFen, yuan(of.populationFen)] as const]),
    [paperWords.drawnBy, of.drawnBy],
    [paperWords.drawnAt, moment(of.drawnAt)],
  ] as const
  return (
    <dl className="case-facts">
      {facts.map(([word, value]) => (
        <div key={word.en}>
          <dt>{say(word)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div className="whole">
        <dt>{say(paperWords.digest)}</dt>
        <dd className="digest">{of.populationDigest}</dd>
      </div>
    </dl>
  )
}

function Redraw({ of }: { of: SampleShown }) {
  const say = useSay()
  const reading = useRead(redrawSample, { id: of.id }, { enabled: false, staleTime: 0 })
  const { data } = reading
  const list = (numbers: readonly string[]) => numbers.join('、') || say(words.none)
  return (
    <div className="redraw noprint">
      <Button isBusy={reading.isFetching} onPress={() => void reading.refetch()}>
        {say(words.redraw)}
      </Button>
      <p className="why">{say(words.redrawWhy)}</p>
      {data && (
        <p className={data.isSame ? 'box done' : 'box warn'} role="status">
          {data.isSame
            ? say(words.redrawSame, { count: count(data.populationCount) })
            : say(words.redrawOther, { count: count(data.populationCount), missing: list(data.missing), added: list(data.added) })}
        </p>
      )}
      {reading.error && <Problem error={reading.error} isAnswer />}
    </div>
  )
}

function Cases({ of }: { of: SampleShown }) {
  const say = useSay()
  const divisionOf = useDivision()
  const isByMoney = of.method === 'money'
  const heads = [paperWords.case, paperWords.subject, paperWords.division, paperWords.status, paperWords.finding]
  return (
    <table className="table to-list">
      <TableHead columns={isByMoney ? [...heads, { num: paperWords.amount }, { num: paperWords.hits }] : heads} />
      <tbody>
        {of.cases.map((one) => (
          <tr key={one.caseId}>
            <th scope="row" className="main">
              <Link to="/work/samples/$id/cases/$caseId" params={{ id: of.id, caseId: one.caseId }}>
                {one.caseNo}
              </Link>
            </th>
            <td data-label={say(paperWords.subject)}>{one.subjectName}</td>
            <td data-label={say(paperWords.division)}>{divisionOf(one.divisionCode)}</td>
            <td data-label={say(paperWords.status)}>{say(deskWords[`status_${one.status}`])}</td>
            <td data-label={say(paperWords.finding)}>
              {one.finding ? <FindingTag of={one.finding} /> : <span className="muted">{say(paperWords.finding_none)}</span>}
            </td>
            {isByMoney && (
              <>
                <td className="num" data-label={say(paperWords.amount)}>
                  {yuan(one.fen ?? 0)}
                </td>
                <td className="num" data-label={say(paperWords.hits)}>
                  {one.hits}
                </td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
