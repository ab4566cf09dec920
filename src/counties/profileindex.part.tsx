// Where a county stands in the latest published index, how sure that is, and the counties of its city beside it.
import { Link } from '@tanstack/react-router'
import { getIndexRound, getIndexUnit, listIndexRounds, type Placed } from '../evaluation/round.contract.ts'
import { IntervalBar, TrendLine } from '../evaluation/roundchart.part.tsx'
import { roundPageWords } from '../evaluation/roundpage.words.ts'
import { fixed } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import { Read } from '../web/state.tsx'
import type { County } from './profile.contract.ts'
import { profileWords as words } from './profile.words.ts'

/** The latest published round of counties; null where there is none, nothing while it is not known. */
export function useLatestRound() {
  const { data } = useRead(listIndexRounds, {}, { staleTime: 300_000, refetchInterval: 300_000 })
  return data && (data.items.find(({ subject, state }) => subject === 'counties' && state === 'published') ?? null)
}

export function ProfileIndex({ county }: { county: County }) {
  const say = useSay()
  const round = useLatestRound()
  if (round === null) return <p className="muted">{say(words.indexNone)}</p>
  if (!round) return null
  return <Shown county={county} roundId={round.id} />
}

function Shown({ county, roundId }: { county: County; roundId: string }) {
  const say = useSay()
  const reading = useRead(getIndexRound, { id: roundId })
  return (
    <Read of={reading}>
      {({ round, units, rankedCount, classes }) => {
        const own = units.find(({ unit }) => unit === county.divisionCode)
        const peers = units.filter(({ unit }) => unit.slice(0, 4) === county.divisionCode.slice(0, 4))
        const ownClass = classes.find(({ code }) => code === own?.class)
        return (
          <>
            <p className="muted">
              {say(words.indexLead, { title: say(round.title), year: round.year, state: say(roundPageWords[`state_${round.state}`]) })}
            </p>
            {own ? (
              <div className="profile-both">
                <div>
                  <p className="profile-place">
                    <Link className="figure-link" to="/rounds/$id/$unit" params={{ id: roundId, unit: own.unit }}>
                      <b>{own.rank === null ? '—' : say(roundPageWords.place, { rank: own.rank, of: rankedCount })}</b>
                    </Link>{' '}
                    {ownClass && <span className="tag info">{say(ownClass.title)}</span>}
                  </p>
                  <IntervalBar rank={own.rank} low={own.low} high={own.high} of={rankedCount} />
                  <p className="note">{say(roundPageWords.intervalWhy, { spread: round.spreadPercent, runs: round.runs })}</p>
                  <p>
                    <Link to="/rounds/$id/$unit" params={{ id: roundId, unit: own.unit }}>
                      {say(words.openIndex)}
                    </Link>
                  </p>
                </div>
                <OwnTrend roundId={roundId} unit={own.unit} />
              </div>
            ) : (
              <p>{say(words.indexAbsent)}</p>
            )}
            {peers.length > (own ? 1 : 0) && <Peers county={county} roundId={roundId} peers={peers} of={rankedCount} />}
          </>
        )
      }}
    </Read>
  )
}

function OwnTrend({ roundId, unit }: { roundId: string; unit: string }) {
  const say = useSay()
  const { data } = useRead(getIndexUnit, { id: roundId, unit })
  if (!data) return null
  return (
    <div>
      <h3>{say(words.indexTrend)}</h3>
      <TrendLine years={data.trend} />
    </div>
  )
}

function Peers({ county, roundId, peers, of }: { county: County; roundId: string; peers: readonly Placed[]; of: number }) {
  const say = useSay()
  const name = useName()
  return (
    <>
      <h3>{say(words.peersInIndex, { city: county.city ? name(county.city) : '' })}</h3>
      <table className="table to-list">
        <TableHead columns={[{ num: words.rank }, words.county, { num: words.score }, words.interval]} />
        <tbody>
          {peers.map((peer) => (
            <tr key={peer.unit} className={peer.unit === county.divisionCode ? 'profile-own' : undefined}>
              <td className="num" data-label={say(words.rank)}>
                {peer.rank ?? '—'}
              </td>
              <th scope="row" className="main">
                {peer.unit === county.divisionCode ? (
                  name(peer)
                ) : (
                  <Link to="/counties/$code" params={{ code: peer.unit }}>
                    {name(peer)}
                  </Link>
                )}
              </th>
              <td className="num" data-label={say(words.score)}>
                {peer.score === null ? (
                  '—'
                ) : (
                  <Link className="figure-link" to="/rounds/$id/$unit" params={{ id: roundId, unit: peer.unit }}>
                    <b>{fixed(peer.score, 1)}</b>
                  </Link>
                )}
              </td>
              <td data-label={say(words.interval)}>
                <IntervalBar rank={peer.rank} low={peer.low} high={peer.high} of={of} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
