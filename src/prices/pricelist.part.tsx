// What an instrument costs, as published: by the hour, by the sample, or on request.
import { price as priceDigits } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { priceListWords as words } from './pricelist.words.ts'
import type { Price } from './prices.contract.ts'

const serviceOf = { hour: words.onYourOwn, sample: words.sampleSent, on_request: words.onRequest } as const
const unitOf = { hour: words.perHour, sample: words.perSample, on_request: words.onRequest } as const

/** One price with its unit; 面议 where there is no amount. */
export function PriceTag({ price }: { price: Pick<Price, 'basis' | 'fen'> | undefined }) {
  const say = useSay()
  if (!price || price.fen === null) return <span>{say(words.onRequest)}</span>
  return (
    <span className="nowrap">
      {priceDigits(price.fen)}
      <span className="unit">{say(unitOf[price.basis])}</span>
    </span>
  )
}

/** The prices that hold on `today` and those to come. */
export function PriceList({ prices, isOnRequest, today }: { prices: readonly Price[]; isOnRequest: boolean; today: string }) {
  const say = useSay()
  const shown = prices.filter((price) => price.fen !== null)
  if (shown.length === 0 || isOnRequest) {
    return (
      <p className="box empty">
        <b>{say(words.onRequest)}</b>
        <br />
        <span className="why">{say(words.onRequestWhy)}</span>
      </p>
    )
  }
  const isBothBilled = new Set(shown.map((price) => price.basis)).size > 1
  return (
    <>
      <table className="table to-list">
        <thead>
          <tr>
            <th scope="col">{say(words.service)}</th>
            <th scope="col" className="num">
              {say(words.amount)}
            </th>
            <th scope="col">{say(words.from)}</th>
            <th scope="col">{say(words.document)}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((price) => (
            <tr key={price.id}>
              <th scope="row" className="main">
                {say(serviceOf[price.basis])} {price.validFrom > today && <span className="tag info">{say(words.later)}</span>}
              </th>
              <td className="num lead">
                <PriceTag price={price} />
              </td>
              <td data-label={say(words.from)}>{price.validFrom}</td>
              <td data-label={say(words.document)}>{price.documentNo}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {isBothBilled && <p className="note">{say(words.bothBilled)}</p>}
    </>
  )
}
