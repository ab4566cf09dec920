// The guide of one procedure: what it is, who may apply, what comes of it, by which steps, with what; and the way to apply.
import '../web/styles/procedures.css'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Word } from '../kernel/word.ts'
import { count, dayInProse, yuan } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Gone, isGone, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { BatchList, OpenTag } from './batch.part.tsx'
import { Begin } from './begin.part.tsx'
import { formPaperWords } from './formpaper.words.ts'
import { guideWords as words } from './guide.words.ts'
import { getProcedure, type OfficeAt, type ProcedureShown } from './procedure.contract.ts'
import { SelfCheck } from './selfcheck.part.tsx'

export function GuidePage() {
  const say = useSay()
  const { code } = useParams({ from: '/services/$code' })
  const reading = useRead(getProcedure, { code })
  useTitle(reading.data ? say(reading.data.title) : say(words.title))
  return (
    <Main>
      <nav aria-label={say(webWords.position)}>
        <ol className="crumbs">
          <li>
            <Link to="/services">{say(words.title)}</Link>
          </li>
          {reading.data && <li>{say(reading.data.title)}</li>}
        </ol>
      </nav>
      {isGone(reading.error) ? (
        <Gone title={words.goneTitle} why={words.goneWhy}>
          <Link className="btn primary" to="/services">
            {say(words.all)}
          </Link>
        </Gone>
      ) : (
        <Read of={reading}>{(guide) => <Guide guide={guide} />}</Read>
      )}
    </Main>
  )
}

function Guide({ guide }: { guide: ProcedureShown }) {
  const say = useSay()
  return (
    <>
      <header className="guide-head">
        <h1 className="page-title">
          {say(guide.title)}
          <OpenTag count={guide.openBatches} />
        </h1>
        <p className="guide-lead">{say(guide.summary)}</p>
      </header>
      <div className="guide">
        <div className="guide-side">
          <Begin guide={guide} />
          <Batches guide={guide} />
        </div>
        <div className="guide-body">
          <Who guide={guide} />
          <SelfCheck guide={guide} />
          <Outcome guide={guide} />
          <Stages guide={guide} />
          <Materials guide={guide} />
          <Basis guide={guide} />
          <Parameters guide={guide} />
        </div>
      </div>
    </>
  )
}

function Part({ id, title, children }: { id: string; title: Word; children: ReactNode }) {
  const say = useSay()
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{say(title)}</h2>
      {children}
    </section>
  )
}

function Batches({ guide }: { guide: ProcedureShown }) {
  return (
    <Part id="batches" title={words.batchesTitle}>
      <BatchList batches={guide.batches} />
    </Part>
  )
}

function Who({ guide }: { guide: ProcedureShown }) {
  const say = useSay()
  return (
    <Part id="who" title={words.whoTitle}>
      <p className="why">{say(words.whoLead)}</p>
      <ol className="numbered">
        {guide.conditions.map((condition) => (
          <li key={condition.code}>{say(condition.text)}</li>
        ))}
      </ol>
    </Part>
  )
}

function Outcome({ guide }: { guide: ProcedureShown }) {
  const say = useSay()
  if (guide.levels.length === 0) return null
  return (
    <Part id="outcome" title={words.outcomeTitle}>
      <p className="why">{say(words.levelsLead)}</p>
      <ul className="plain-list">
        {guide.levels.map((level) => (
          <li key={level.code}>{say(level.title)}</li>
        ))}
      </ul>
    </Part>
  )
}

function Days({ days }: { days: number | null }) {
  const say = useSay()
  if (days === null) return <span className="muted">{say(words.notFixed)}</span>
  return (
    <>
      {count(days)}
      <span className="unit">{say(words.workingDays)}</span>
    </>
  )
}

function Stages({ guide }: { guide: ProcedureShown }) {
  const say = useSay()
  return (
    <Part id="stages" title={words.stagesTitle}>
      <table className="table to-list">
        <TableHead columns={[words.stage, words.office, { num: words.limit }]} />
        <tbody>
          {guide.stages.map((stage, at) => (
            <tr key={stage.code}>
              <th scope="row" className="main">
                <span className="step-no">{at + 1}</span>
                {say(stage.title)}
              </th>
              <td data-label={say(words.office)}>{say(words[`at_${stage.at as OfficeAt}`])}</td>
              <td className="num lead">
                <Days days={stage.days} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2} className="main">
              {say(words.total)}
            </th>
            <td className="num lead">
              <Days days={guide.promisedDays} />
            </td>
          </tr>
        </tfoot>
      </table>
    </Part>
  )
}

function Materials({ guide }: { guide: ProcedureShown }) {
  const say = useSay()
  const toForm = (
    <p>
      <Link to="/services/$code/form" params={{ code: guide.code }}>
        {say(formPaperWords.toBlank)}
      </Link>
    </p>
  )
  if (guide.materials.length === 0) return toForm
  return (
    <Part id="materials" title={words.materialsTitle}>
      <table className="table to-list">
        <TableHead columns={[words.material, words.source, words.needed]} />
        <tbody>
          {guide.materials.map((material) => (
            <tr key={material.code}>
              <th scope="row" className="main">
                {say(material.title)}
              </th>
              <td data-label={say(words.source)}>{say(material.source)}</td>
              <td className="lead">{say(material.isOptional ? words.isOptional : words.isNeeded)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">{say(words.materialsNote)}</p>
      {toForm}
    </Part>
  )
}

function Basis({ guide }: { guide: ProcedureShown }) {
  const say = useSay()
  return (
    <Part id="basis" title={words.basisTitle}>
      <ul className="plain-list">
        {guide.basis.map((one) => (
          <li key={one.documentNo}>
            《{say(one.title)}》（{one.documentNo}）
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Parameters({ guide }: { guide: ProcedureShown }) {
  const say = useSay()
  const { language } = useLanguage()
  const { versionNumber: number, validFrom } = guide
  const shown = guide.parameters.filter(({ value }) => value !== null)
  if (number === null || validFrom === null || shown.length === 0) return null
  return (
    <Part id="parameters" title={words.parametersTitle}>
      <p className="why">{say(words.parametersLead, { number, dayOn: dayInProse(validFrom, language) })}</p>
      <table className="table">
        <TableHead columns={[words.parameter, { num: words.value }]} />
        <tbody>
          {shown.flatMap((parameter) => {
            const { key, title, unit, zero, type, value, keys } = parameter
            const one = (amount: number) => (type === 'money' || unit.zh === webWords.yuan.zh ? yuan(amount) : count(amount))
            if (value === 0 && zero) return <Line key={key} title={say(title)} digits={say(zero)} />
            if (typeof value === 'number') return <Line key={key} title={say(title)} digits={one(value)} unit={unit} />
            return keys
              .filter(({ code }) => value?.[code] !== undefined)
              .map(({ code, title: of }) => (
                <Line key={`${key} ${code}`} title={`${say(title)} · ${say(of)}`} digits={one(value![code]!)} unit={unit} />
              ))
          })}
        </tbody>
      </table>
    </Part>
  )
}

function Line({ title, digits, unit }: { title: string; digits: string; unit?: Word }) {
  const say = useSay()
  return (
    <tr>
      <th scope="row">{title}</th>
      <td className="num">
        {digits}
        {unit && <span className="unit">{say(unit)}</span>}
      </td>
    </tr>
  )
}
