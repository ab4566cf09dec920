// Instruments that were found, each with its place, its price, and why it was found.
import { Link } from '@tanstack/react-router'
import { price } from '../web/format.ts'
import { Dot } from '../web/icon.tsx'
import { useName, useSay } from '../web/language.tsx'
import { webWords } from '../web/web.words.ts'
import { catalogueWords } from './catalogue.words.ts'
import { findWords as words } from './find.words.ts'
import { indicatorWords } from './indicator.words.ts'
import { Answers } from './reach.part.tsx'
import type { FoundInstrument, Match, Understanding } from './search.contract.ts'
import { searchWords } from './search.words.ts'

type PlaceName = (code: string | null) => string

export function FoundList({ items, placeName }: { items: readonly FoundInstrument[]; placeName: PlaceName }) {
  return (
    <ul className="found">
      {items.map((item) => (
        <Found key={item.id} item={item} placeName={placeName} />
      ))}
    </ul>
  )
}

function Found({ item, placeName }: { item: FoundInstrument; placeName: PlaceName }) {
  const say = useSay()
  const name = useName()
  const institution = name({ nameZh: item.institutionNameZh, nameEn: item.institutionNameEn })
  const facts = [item.model, institution, placeName(item.divisionCode)].filter(Boolean)
  return (
    <li>
      <div className="found-what">
        <h2>
          <Link to="/instruments/$id" params={{ id: item.id }}>
            {name(item)}
          </Link>
          {item.state !== 'online' && <span className="tag warn">{say(catalogueWords[`state_${item.state}`])}</span>}
          {item.isExample && <span className="example">{say(webWords.example)}</span>}
        </h2>
        <p className="found-facts">
          {facts.map((fact, at) => (
            <span key={fact}>
              {at > 0 && <Dot />}
              {fact}
            </span>
          ))}
          {item.seals.map((seal) => (
            <span key={seal} className="tag">
              {seal}
            </span>
          ))}
        </p>
        <Answers of={item.answers} />
        {item.matches.length > 0 && (
          <p className="note found-why">
            {say(words.why)}{' '}
            {distinct(item.matches).map((match, at) => (
              <span key={match.field + match.term}>
                {at > 0 && <Dot />}
                <WhyFound match={match} />
              </span>
            ))}
          </p>
        )}
      </div>
      <p className="found-price">
        <PriceLines item={item} />
      </p>
      <p className="found-act">
        <Link
          className="btn small"
          to="/instruments/$id"
          params={{ id: item.id }}
          search={{ way: 'samples' }}
          aria-label={say(words.sendSamplesTo, { name: name(item) })}
        >
          {say(words.sendSamples)}
        </Link>
      </p>
    </li>
  )
}

/** One reason for each field and term, three at most. */
function distinct(matches: readonly Match[]): Match[] {
  return [...new Map(matches.map((match) => [match.field + match.term, match])).values()].slice(0, 3)
}

function WhyFound({ match }: { match: Match }) {
  const say = useSay()
  const field = say(searchWords[`field_${match.field}`])
  if (match.synonymSource === null) return say(words.whyItself, { field, term: match.term })
  return say(words.whySynonym, { field, term: match.term, typed: match.typed, source: match.synonymSource })
}

export function PriceLines({ item }: { item: FoundInstrument }) {
  const say = useSay()
  if (item.hourFen === null && item.sampleFen === null) return say(words.onRequest)
  return (
    <>
      {item.hourFen !== null && (
        <span>
          {price(item.hourFen)}
          <span className="unit">{say(words.perHour)}</span>
        </span>
      )}
      {item.sampleFen !== null && (
        <span>
          {price(item.sampleFen)}
          <span className="unit">{say(words.perSample)}</span>
        </span>
      )}
    </>
  )
}

/** How the words were understood, where that was not plainly as typed. */
export function Understood({ understanding, leftOut }: { understanding: Understanding; leftOut: number }) {
  const say = useSay()
  const lines = [
    ...understanding.demands.map(({ text, quantities }) =>
      say(indicatorWords.demand, { text, names: quantities.map((code) => say(indicatorWords[`quantity_${code}`])).join(' / ') }),
    ),
    ...(leftOut > 0 ? [say(indicatorWords.leftOut, { count: leftOut })] : []),
    ...understanding.corrections.map((one) => say(words.corrected, one)),
    ...(understanding.how === 'some' ? [say(words.some)] : []),
    ...understanding.words
      .filter((word) => word.also.length > 0)
      .map((word) =>
        say(words.also, {
          typed: word.typed,
          terms: word.also
            .slice(0, 5)
            .map((also) => also.term)
            .join(' / '),
        }),
      ),
  ]
  if (lines.length === 0) return null
  return (
    <div className="understood" role="status">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  )
}
