// On the desk's page of a county's case: its city's letter, its place in the index, and its returns, each of which opens.
import { Link } from '@tanstack/react-router'
import { IntervalBar } from '../evaluation/roundchart.part.tsx'
import { fixed } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Read } from '../web/state.tsx'
import { getCaseData } from './casedata.contract.ts'
import { caseDataWords as words } from './casedata.words.ts'
import { ReturnTag } from './returncell.part.tsx'

export function CaseData({ id }: { id: string }) {
  const say = useSay()
  const reading = useRead(getCaseData, { id }, { staleTime: 0 })
  return (
    <section aria-labelledby="case-data">
      <h2 id="case-data">{say(words.title)}</h2>
      <Read of={reading} rows={3}>
        {({ letter, returns, index }) => (
          <dl className="case-facts">
            <div>
              <dt>{say(words.letter)}</dt>
              <dd>
                {letter ? (
                  <Link to="/letters/$id" params={{ id: letter.id }}>
                    {say(words.letterLine, { letterNo: letter.letterNo, rank: letter.rank })}
                  </Link>
                ) : (
                  <span className="muted">{say(words.noLetter)}</span>
                )}
              </dd>
            </div>
            <div>
              <dt>{say(words.index)}</dt>
              <dd>{index ? <Index of={index} /> : <span className="muted">{say(words.noIndex)}</span>}</dd>
            </div>
            <div>
              <dt>{say(words.returns)}</dt>
              <dd>
                {returns.map(({ id: returnId, year, state }) => (
                  <p key={returnId}>
                    <Link to="/work/returns/$id" params={{ id: returnId }}>
                      {say(words.returnLine, { year })}
                    </Link>{' '}
                    <ReturnTag state={state} />
                  </p>
                ))}
                {returns.length === 0 && <span className="muted">{say(words.noReturns)}</span>}
              </dd>
            </div>
          </dl>
        )}
      </Read>
    </section>
  )
}

type Place = NonNullable<(typeof getCaseData)['output']['_output']['index']>

function Index({ of: { round, placed, rankedCount, isPinned } }: { of: Place }) {
  const say = useSay()
  const { rank, low, high, score } = placed
  return (
    <>
      <Link to="/rounds/$id/$unit" params={{ id: round.id, unit: placed.unit }}>
        {say(words.indexLine, { title: say(round.title), year: round.year, rank: rank ?? '—', of: rankedCount })}
      </Link>{' '}
      {score !== null && <span className="muted">{say(words.score, { score: fixed(score, 1) })}</span>}
      <IntervalBar rank={rank} low={low} high={high} of={rankedCount} />
      <p className="note">{say(isPinned ? words.indexPinned : words.indexNow)}</p>
    </>
  )
}
