// The service card in its holder's hand: the card, a code that changes while it is looked at, what it opens, what it was used for.
import '../web/styles/card.css'
import { Link } from '@tanstack/react-router'
import { useMe } from '../identity/me.part.tsx'
import type { Output } from '../kernel/contract.ts'
import { Button } from '../web/field.tsx'
import { dayInProse, moment } from '../web/format.ts'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useRead, useReadOn } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Empty, Problem, Read, Shape, SignInFirst } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { getMyCard, listMyCardUses, makeCardCode } from './card.contract.ts'
import { cardPageWords as words } from './cardpage.words.ts'
import { shownSeconds } from './code.rules.ts'
import { MyEarlier } from './earlierpaper.part.tsx'

type Card = NonNullable<Output<typeof getMyCard>['card']>
type Use = Output<typeof listMyCardUses>['items'][number]

export function MyCardPage() {
  const say = useSay()
  useTitle(say(words.mineTitle))
  const { me, isAsking } = useMe()
  const reading = useRead(getMyCard, {}, { enabled: me !== undefined })
  return (
    <Main>
      <h1 className="page-title">{say(words.mineTitle)}</h1>
      {isAsking ? (
        <Shape />
      ) : me ? (
        <>
          <Read of={reading}>{({ card }) => (card ? <Held card={card} /> : <NoCard />)}</Read>
          <MyEarlier />
        </>
      ) : (
        <SignInFirst onward="/my/card" why={words.signInWhy} />
      )}
    </Main>
  )
}

function NoCard() {
  const say = useSay()
  return (
    <Empty title={words.noneTitle} why={words.noneWhy}>
      <Link className="btn primary" to="/services/$code" params={{ code: 'service_card' }}>
        {say(words.toGuide)}
      </Link>
    </Empty>
  )
}

type OfCard = { card: Card }

function Held({ card }: OfCard) {
  const say = useSay()
  return (
    <div className="card-page">
      <div className="card-front">
        <Face card={card} />
        {card.voidNumbers.length > 0 && <p className="note">{say(words.voidNumbers, { numbers: card.voidNumbers.join('、') })}</p>}
        <p className="note">
          {card.caseId !== null && (
            <Link to="/cases/$id" params={{ id: card.caseId }}>
              {say(words.toCase)}
            </Link>
          )}
          {card.earlier && say(words.earlier, card.earlier)}
        </p>
      </div>
      <section className="card-show" aria-labelledby="card-show">
        <h2 id="card-show">{say(words.showTitle)}</h2>
        {card.state === 'valid' ? <Code /> : <p className="box refused">{say(words[`resting_${card.state}`])}</p>}
      </section>
      <section className="card-services" aria-labelledby="card-services">
        <h2 id="card-services">{say(words.servicesTitle)}</h2>
        <Services card={card} />
      </section>
      <section className="card-uses" aria-labelledby="card-uses">
        <h2 id="card-uses">{say(words.usesTitle)}</h2>
        <Uses />
      </section>
    </div>
  )
}

/** The card itself, in the proportions of one. */
function Face({ card }: OfCard) {
  const say = useSay()
  const { language } = useLanguage()
  return (
    <article className={card.state === 'valid' ? 'card-face' : 'card-face resting'}>
      <header>
        <p className="card-name">{say(words.cardName)}</p>
        <p className="card-state">{say(words[`state_${card.state}`])}</p>
      </header>
      <p className="card-class">{say(words.class, { class: card.class })}</p>
      <dl>
        <div>
          <dt>{say(words.holder)}</dt>
          <dd className="card-holder">{card.holderName}</dd>
        </div>
        <div>
          <dt>{say(words.cardNo)}</dt>
          <dd>{card.cardNo}</dd>
        </div>
      </dl>
      <p className="card-lasts">{card.lastOn ? say(words.lasts, { dayOn: dayInProse(card.lastOn, language) }) : say(words.lastsOpen)}</p>
    </article>
  )
}

/** The code of the moment; it is asked for anew before it is over, and when the reader comes back to the page. */
function Code() {
  const say = useSay()
  const reading = useRead(makeCardCode, {}, { refetchInterval: shownSeconds * 1000, staleTime: 0, refetchOnWindowFocus: true })
  const { data, error } = reading
  if (error) return <Problem error={error} retry={() => void reading.refetch()} />
  if (!data) return <Shape rows={3} />
  return (
    <>
      <p className="why">{say(words.showWhy)}</p>
      <div className="card-code">
        <img src={`data:image/svg+xml,${encodeURIComponent(data.qrSvg)}`} alt={say(words.picture)} />
        <div>
          <p className="label">{say(words.codeLabel)}</p>
          <p className="code-text">{data.code}</p>
          <p className="code-life" aria-hidden="true">
            <i key={data.code} style={{ animationDuration: `${data.renewSeconds}s` }} />
          </p>
          <p className="note">{say(words.renews, { seconds: data.renewSeconds })}</p>
          <Button size="small" isBusy={reading.isFetching} onPress={() => void reading.refetch()}>
            {say(words.renew)}
          </Button>
        </div>
      </div>
    </>
  )
}

function Services({ card }: OfCard) {
  const say = useSay()
  const name = useName()
  const { services } = card
  if (services.length === 0) return <p className="why">{say(words.servicesNone)}</p>
  return (
    <>
      <ul className="service-list">
        {services.map((one) => (
          <li key={one.code}>
            <b>{name(one)}</b>
            <p className="note">{one.providers.length > 0 ? one.providers.map(name).join('、') : say(words.providersNone)}</p>
          </li>
        ))}
      </ul>
      {services.some((one) => !one.isSettled) && <p className="note">{say(words.notSettled)}</p>}
    </>
  )
}

function Uses() {
  const say = useSay()
  const name = useName()
  const reading = useReadOn(listMyCardUses, {})
  return (
    <ReadOn of={reading} empty={<p className="why">{say(words.usesNone)}</p>}>
      {(items: Use[]) => (
        <table className="table to-list">
          <TableHead columns={[words.service, words.provider, words.usedAt]} />
          <tbody>
            {items.map((one) => (
              <tr key={one.id}>
                <th scope="row" className="main">
                  {name({ nameZh: one.serviceZh, nameEn: one.serviceEn })}
                </th>
                <td data-label={say(words.provider)}>{name({ nameZh: one.organisationZh, nameEn: one.organisationEn })}</td>
                <td data-label={say(words.usedAt)}>{moment(one.usedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </ReadOn>
  )
}
