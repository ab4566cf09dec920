// What is said of an instrument: its names and place at the head, what it can do below, the plain record at the end.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Word } from '../kernel/word.ts'
import { moment, money } from '../web/format.ts'
import { Icon } from '../web/icon.tsx'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { webWords } from '../web/web.words.ts'
import { acceptanceWords } from './acceptance.words.ts'
import type { InstrumentShown } from './catalogue.contract.ts'
import { catalogueWords } from './catalogue.words.ts'
import { factsWords as words } from './facts.words.ts'
import { indicatorWords } from './indicator.words.ts'
import { metadataWords } from './metadata.words.ts'
import { useValue } from './reach.part.tsx'

/** The way down to an instrument: search, its classes from the widest. */
export function InstrumentCrumbs({ instrument }: { instrument: InstrumentShown }) {
  const say = useSay()
  const name = useName()
  return (
    <nav aria-label={say(webWords.position)}>
      <ol className="crumbs">
        <li>
          <Link to="/instruments">{say(webWords.findInstruments)}</Link>
        </li>
        {instrument.classes.map((one) => (
          <li key={one.code}>
            <Link to="/instruments" search={{ classCode: one.code }}>
              {name(one)}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** `state` is said instead of the catalogue's own, where somebody knows better. */
export function InstrumentHead({ instrument, state }: { instrument: InstrumentShown; state?: ReactNode }) {
  const say = useSay()
  const { language } = useLanguage()
  const name = useName()
  const institution = name({ nameZh: instrument.institutionNameZh, nameEn: instrument.institutionNameEn })
  const place = [...instrument.divisions.slice(1).map(name), instrument.place].filter(Boolean)
  const other = language === 'zh' ? instrument.nameEn : instrument.nameZh
  return (
    <div className="instrument-head">
      <h1>{name(instrument)}</h1>
      {other && other !== name(instrument) && (
        <p className="other-name" lang={language === 'zh' ? 'en' : 'zh-CN'}>
          {other}
        </p>
      )}
      <p className="facts">
        {state ?? <StateTag state={instrument.state} />}
        {instrument.isExample && <span className="example">{say(webWords.example)}</span>}
        {instrument.model && <span>{instrument.model}</span>}
        <span>{institution}</span>
        {place.length > 0 && (
          <span>
            <Icon name="pin" />
            {place.join(language === 'zh' ? '' : ', ')}
          </span>
        )}
      </p>
      {instrument.supervisedTo && <p className="note">{say(acceptanceWords.supervised, { day: instrument.supervisedTo })}</p>}
    </div>
  )
}

export function StateTag({ state }: { state: InstrumentShown['state'] }) {
  const say = useSay()
  if (state === 'online')
    return (
      <span className="tag good">
        <Icon name="check" />
        {say(words.open)}
      </span>
    )
  return <span className="tag warn">{say(catalogueWords[`state_${state}`])}</span>
}

/** Free text as people typed it, cut at its own line ends and full stops into a list. */
function linesOf(text: string): string[] {
  return text
    .split(/[\n；;。]+/)
    .map((line) => line.trim())
    .filter(Boolean)
}

export function InstrumentAbilities({ instrument }: { instrument: InstrumentShown }) {
  const say = useSay()
  const value = useValue()
  const reached = instrument.indicators.map((one) =>
    [say(indicatorWords[`quantity_${one.quantity}`]), value(one), one.note].filter(Boolean).join(' '),
  )
  const blocks: [Word, string[]][] = [
    [words.canMeasure, linesOf(instrument.functionText)],
    [words.technical, [...reached, ...linesOf(instrument.technicalText)]],
    [words.services, linesOf(instrument.serviceText)],
    [words.standards, linesOf(instrument.standards)],
    [words.seals, [...instrument.seals]],
  ]
  const told = blocks.filter(([, lines]) => lines.length > 0)
  if (told.length === 0) return null
  return (
    <section className="abilities">
      {told.map(([word, lines]) => (
        <AbilityList key={word.zh} word={word} lines={lines} />
      ))}
    </section>
  )
}

function AbilityList({ word, lines }: { word: Word; lines: readonly string[] }) {
  const say = useSay()
  return (
    <div>
      <h2>{say(word)}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}

export function InstrumentRecord({ instrument }: { instrument: InstrumentShown }) {
  const say = useSay()
  const { language } = useLanguage()
  const worth = instrument.worthFen === null ? undefined : money(instrument.worthFen, language)
  const rows: [Word, string][] = [
    [words.innerCode, instrument.innerCode],
    [words.manufacturer, instrument.manufacturer],
    [words.country, instrument.country],
    [words.kind, say(catalogueWords[`kind_${instrument.kind}`])],
    [words.worth, worth ? `${worth.digits} ${say(worth.unit)}` : ''],
    [words.startedOn, instrument.startedOn ?? ''],
    [words.listedOn, instrument.listedOn ?? ''],
    [words.recordedAt, moment(instrument.recordedAt)],
  ]
  return (
    <section aria-labelledby="record-title" className="after-book">
      <div className="section-head">
        <h2 id="record-title">{say(words.more)}</h2>
      </div>
      <dl className="record">
        {rows
          .filter(([, text]) => text !== '')
          .map(([word, text]) => (
            <div key={word.zh}>
              <dt>{say(word)}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
      {instrument.state !== 'draft' && (
        <p className="muted">
          {say(metadataWords.formats)} <a href={`/api/instruments/${instrument.id}/pidinst`}>{say(metadataWords.pidinst)}</a>{' '}
          <a href={`/api/instruments/${instrument.id}/schema-org`}>{say(metadataWords.schemaOrg)}</a>
        </p>
      )}
    </section>
  )
}
