// The working paper of one drawn case: read from the top as the case went, noted at the end, made for paper as well.
import '../web/styles/case.css'
import '../web/styles/audit.css'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from '../web/field.tsx'
import { moment, yuan } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import { Gone, isGone, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { AnswerList, useDivision } from './answers.part.tsx'
import { deskWords } from './desk.words.ts'
import { deskPageWords } from './deskpage.words.ts'
import { Notes } from './note.part.tsx'
import { paperWords } from './paper.words.ts'
import { Trail } from './papertrail.part.tsx'
import { Replay } from './replay.part.tsx'
import { getWorkingPaper, type Paper } from './sample.contract.ts'
import { samplePageWords as words } from './samplepage.words.ts'

export function PaperPage() {
  const say = useSay()
  const { id, caseId } = useParams({ strict: false }) as { id: string; caseId: string }
  const reading = useRead(getWorkingPaper, { id, caseId }, { staleTime: 0 })
  useTitle(reading.data ? `${say(words.paperTitle)} ${reading.data.caseNo}` : say(words.paperTitle))
  if (isGone(reading.error))
    return (
      <Gone title={words.goneTitle} why={words.goneWhy}>
        <Link className="btn" to="/work/samples">
          {say(words.toList)}
        </Link>
      </Gone>
    )
  return <Read of={reading}>{(paper) => <Shown of={paper} />}</Read>
}

function Shown({ of }: { of: Paper }) {
  const say = useSay()
  return (
    <div className="working-paper">
      <p className="why noprint">
        <Link to="/work/samples/$id" params={{ id: of.sampleId }}>
          {say(words.toSample)}
        </Link>
      </p>
      <div className="work-head">
        <h1>
          {say(words.paperTitle)} <span className="nowrap">{of.caseNo}</span>
        </h1>
        <div className="aside noprint">
          <Link className="btn" to="/work/cases/$id" params={{ id: of.caseId }}>
            {say(words.toCase)}
          </Link>
          <Button onPress={() => print()}>{say(words.print)}</Button>
        </div>
      </div>
      <Facts of={of} />
      <Numbers of={of} />
      <section>
        <h2>{say(deskPageWords.answers)}</h2>
        <AnswerList fields={of.fields} answers={of.answers} />
      </section>
      <Conditions of={of} />
      <Trail of={of} />
      <Replay caseId={of.caseId} procedureCode={of.procedureCode} versionNumber={of.version.number} />
      <Notes of={of} />
    </div>
  )
}

function Facts({ of }: { of: Paper }) {
  const say = useSay()
  const divisionOf = useDivision()
  const facts = [
    [paperWords.procedure, say(of.procedure)],
    [paperWords.subject, of.subjectName],
    [paperWords.organisation, of.organisationName ?? ''],
    [paperWords.division, divisionOf(of.divisionCode)],
    [paperWords.status, say(deskWords[`status_${of.status}`])],
    [paperWords.filedAt, of.filedAt ? moment(of.filedAt) : ''],
    [paperWords.endedAt, of.endedAt ? moment(of.endedAt) : ''],
    [paperWords.programme, `${say(of.programme)} ${of.programmeDocumentNo} ${say(of.batch)}`],
    [paperWords.version, say(paperWords.versionLine, of.version)],
  ] as const
  return (
    <dl className="case-facts">
      {facts
        .filter(([, value]) => value !== '')
        .map(([word, value]) => (
          <div key={word.en}>
            <dt>{say(word)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

function Numbers({ of }: { of: Paper }) {
  const say = useSay()
  const rows = of.parameters.flatMap(({ key, title, unit, of: kind, values }) =>
    values.map((one) => ({ key: `${key} ${one.title?.zh}`, title, unit, kind, ...{ part: one.title, value: one.value } })),
  )
  return (
    <section>
      <h2>{say(words.parameters)}</h2>
      <dl className="case-facts">
        {rows.map((row) => (
          <div key={row.key}>
            <dt>
              {say(row.title)}
              {row.part && `：${say(row.part)}`}
            </dt>
            <dd>
              {row.kind === 'money' ? yuan(row.value) : row.value} {say(row.unit)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const toneOf = { met: 'good', not_met: 'bad', unknown: 'warn' } as const

function Conditions({ of }: { of: Paper }) {
  const say = useSay()
  return (
    <section>
      <h2>{say(deskPageWords.conditions)}</h2>
      <p className="why">{say(words.conditionsWhy, { day: of.conditionsOn })}</p>
      <table className="table to-list">
        <TableHead columns={[paperWords.condition, paperWords.result]} />
        <tbody>
          {of.conditions.map((one) => (
            <tr key={one.code}>
              <th scope="row" className="main">
                {say(one.text)}
              </th>
              <td data-label={say(paperWords.result)}>
                <span className={`tag ${toneOf[one.result]}`}>{say(paperWords[`result_${one.result}`])}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
