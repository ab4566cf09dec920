// Labels for the samples of an order: its number, which of how many, and a picture that opens it on a phone.
import '../web/styles/label.css'
import { Link, useParams } from '@tanstack/react-router'
import { useMe } from '../identity/me.part.tsx'
import type { Output } from '../kernel/contract.ts'
import { useSay } from '../web/language.tsx'
import { PaperTools } from '../web/paper.tsx'
import { useRead } from '../web/query.tsx'
import { useTitle } from '../web/title.ts'
import { makeSampleLabels } from './order.contract.ts'
import { orderPageWords as words } from './orderpage.words.ts'
import { OrderRead } from './orderread.part.tsx'

const labelsMost = 240

export function OrderLabelsPage() {
  const say = useSay()
  const { id } = useParams({ from: '/orders/$id/labels' })
  const { me } = useMe()
  const reading = useRead(makeSampleLabels, { id }, { enabled: me !== undefined })
  useTitle(say(words.labels))
  return (
    <OrderRead of={reading} onward={`/orders/${id}/labels`}>
      {(labels) => <Labels id={id} labels={labels} />}
    </OrderRead>
  )
}

function Labels({ id, labels }: { id: string; labels: Output<typeof makeSampleLabels> }) {
  const say = useSay()
  const { number, material, sampleCount: count, address, qrSvg } = labels
  return (
    <>
      <PaperTools>
        <Link to="/orders/$id" params={{ id }}>
          {say(words.open)}
        </Link>
      </PaperTools>
      {count > labelsMost && <p className="note noprint">{say(words.labelsMany, { most: labelsMost })}</p>}
      <ul className="labels">
        {Array.from({ length: Math.min(count, labelsMost) }, (_, at) => at + 1).map((at) => (
          <li key={at}>
            <img alt={address} src={`data:image/svg+xml;utf8,${encodeURIComponent(qrSvg)}`} />
            <div>
              <b>{say(words.labelOf, { number, at, count })}</b>
              <span>{material}</span>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
