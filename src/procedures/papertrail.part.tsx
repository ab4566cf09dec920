// How a case went, for a working paper: materials, journal, public notice, decision and payments.
import { bytes, moment, yuan } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { verbWords } from './acting.words.ts'
import { useDivision } from './answers.part.tsx'
import { delegationWords } from './delegation.words.ts'
import { deskPageWords } from './deskpage.words.ts'
import { paperWords } from './paper.words.ts'
import type { Paper } from './sample.contract.ts'
import { samplePageWords as words } from './samplepage.words.ts'

export function Trail({ of }: { of: Paper }) {
  return (
    <>
      <Materials of={of} />
      <Journal of={of} />
      <Notice of={of} />
      <Decision of={of} />
      <Payments of={of} />
    </>
  )
}

function Materials({ of }: { of: Paper }) {
  const say = useSay()
  return (
    <section>
      <h2>{say(deskPageWords.materials)}</h2>
      {of.materials.length === 0 ? (
        <p className="muted">{say(words.noMaterials)}</p>
      ) : (
        <table className="table to-list">
          <TableHead columns={[paperWords.material, paperWords.document, paperWords.state, paperWords.checked]} />
          <tbody>
            {of.materials.map((one) => (
              <tr key={`${one.title.zh} ${one.recordedAt} ${one.document?.digest}`}>
                <th scope="row" className="main">
                  {say(one.title)}
                  <p className="note">{say(one.source)}</p>
                </th>
                <td data-label={say(paperWords.document)}>
                  {one.document ? `${one.document.fileName} ${bytes(one.document.sizeBytes)}` : say(paperWords.paper)}
                  {one.document && <p className="digest">{one.document.digest}</p>}
                </td>
                <td data-label={say(paperWords.state)}>
                  {say(paperWords[`material_${one.state}`])}
                  {one.removedAt && (
                    <p className="note">
                      {say(paperWords.removedAt)} {moment(one.removedAt)}
                    </p>
                  )}
                </td>
                <td data-label={say(paperWords.checked)}>
                  {one.checkedBy ?? '—'}
                  {one.checkedAt && <p className="note">{moment(one.checkedAt)}</p>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

const verbOf = (verb: string) => verbWords[verb as keyof typeof verbWords] ?? { zh: verb, en: verb }

function Journal({ of }: { of: Paper }) {
  const say = useSay()
  const divisionOf = useDivision()
  return (
    <section>
      <h2>{say(deskPageWords.journal)}</h2>
      <table className="table to-list">
        <TableHead columns={[paperWords.action, paperWords.at, paperWords.by, paperWords.stage, paperWords.text]} />
        <tbody>
          {of.journal.map((line) => (
            <tr key={line.number}>
              <th scope="row" className="main">
                {line.number}. {say(verbOf(line.verb))}
              </th>
              <td data-label={say(paperWords.at)} className="nowrap">
                {moment(line.actedAt)}
              </td>
              <td data-label={say(paperWords.by)}>
                {line.by}
                {line.onBehalfOf && say(delegationWords.onBehalf, { name: line.onBehalfOf })}
                <p className="note">
                  {say(paperWords[`as_${line.as}`])} {divisionOf(line.officeDivision)}
                </p>
              </td>
              <td data-label={say(paperWords.stage)}>
                {line.stage && say(line.stage)}
                {line.toStage && line.toStage.zh !== line.stage?.zh && <p className="note">→ {say(line.toStage)}</p>}
              </td>
              <td data-label={say(paperWords.text)}>{line.text || '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Notice({ of: { notice } }: { of: Paper }) {
  const say = useSay()
  return (
    <section>
      <h2>{say(words.notice)}</h2>
      {notice === null ? (
        <p className="muted">{say(words.notNotified)}</p>
      ) : (
        <>
          <p>
            {say(words.noticeLine, { from: moment(notice.publishedAt), to: notice.noticeTo })}
            {notice.closedAt && ` · ${say(paperWords.closedAt)} ${moment(notice.closedAt)}`}
          </p>
          {notice.objections.length === 0 && <p className="muted">{say(words.noObjections)}</p>}
          <ul className="condition-list">
            {notice.objections.map((one) => (
              <li key={one.raisedAt + one.text}>
                <div>
                  <p>{one.text}</p>
                  <p className="note">{moment(one.raisedAt)}</p>
                  {one.answer && <p className="why">{say(deskPageWords.objectionAnswer, { text: one.answer })}</p>}
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Decision({ of: { decision, awards } }: { of: Paper }) {
  const say = useSay()
  return (
    <section>
      <h2>{say(words.decision)}</h2>
      {decision === null ? (
        <p className="muted">{say(words.noDecision)}</p>
      ) : (
        <p>
          <b>{say(verbOf(decision.verb))}</b> {decision.level && say(decision.level)} · {moment(decision.decidedAt)} · {decision.by}
          {decision.reason && ` · ${decision.reason}`}
        </p>
      )}
      <ul className="condition-list">
        {awards.map((one) => (
          <li key={one.recordedAt + one.state}>
            <span className={one.state === 'standing' ? 'tag good' : 'tag warn'}>
              {say(paperWords[`award_${one.state as 'standing'}`])}
            </span>
            <span>
              {one.awardNo} {one.level && say(one.level)} {one.firstOn} – {one.lastOn ?? ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Payments({ of: { payments } }: { of: Paper }) {
  const say = useSay()
  return (
    <section>
      <h2>{say(words.payments)}</h2>
      {payments === null ? (
        <p className="muted">{say(words.noPayments)}</p>
      ) : (
        <table className="table to-list">
          <TableHead columns={[paperWords.number, { num: paperWords.amount }, paperWords.dueOn, paperWords.state, paperWords.payers]} />
          <tbody>
            {payments.lines.map((line) => (
              <tr key={line.number}>
                <th scope="row" className="main">
                  {line.number}
                </th>
                <td className="num" data-label={say(paperWords.amount)}>
                  {yuan(line.fen)}
                </td>
                <td data-label={say(paperWords.dueOn)}>{line.dueOn}</td>
                <td data-label={say(paperWords.state)}>{say(paperWords[`line_${line.state}`])}</td>
                <td data-label={say(paperWords.payers)}>
                  {line.shares.map((one) => (
                    <p key={one.payer + one.fen}>
                      {one.payer} {yuan(one.fen)} {say(paperWords[`line_${one.state}`])} {one.paidOn}
                    </p>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
