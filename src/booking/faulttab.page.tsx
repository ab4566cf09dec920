// The faults of one instrument, beside whatever else is kept of it.
import '../web/styles/desk.css'
import { useParams } from '@tanstack/react-router'
import { getInstrument } from '../catalogue/catalogue.contract.ts'
import { useNoRight } from '../catalogue/right.part.tsx'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Read } from '../web/state.tsx'
import { faultWords as words } from './fault.words.ts'
import { FaultList } from './faultlist.part.tsx'
import { keeperWords } from './keeper.words.ts'

export function FaultTabPage() {
  const { id } = useParams({ from: '/work/instruments/$id' })
  const instrument = useRead(getInstrument, { id })
  return <Read of={instrument}>{({ institutionId }) => <OfInstrument id={id} institutionId={institutionId} />}</Read>
}

function OfInstrument({ id, institutionId }: { id: string; institutionId: string }) {
  const say = useSay()
  const noRight = useNoRight('booking.maintain', institutionId, keeperWords.right)
  return (
    <>
      <p className="why">{noRight ?? say(words.lead)}</p>
      {noRight === undefined && <FaultList institutionId={institutionId} instrumentId={id} state="all" />}
    </>
  )
}
