// The faults of an institution's instruments: what was reported, what is in repair, and what became of the rest.
import '../web/styles/desk.css'
import { useState } from 'react'
import { InstrumentSelect } from '../catalogue/instrumentselect.part.tsx'
import { InstitutionList } from '../identity/organisation.part.tsx'
import { faultWords as words } from './fault.words.ts'
import { FaultList } from './faultlist.part.tsx'

export function FaultPage() {
  return (
    <InstitutionList
      title={words.title}
      lead={words.lead}
      show={words.filter}
      options={[
        { value: 'open', word: words.filter_open },
        { value: 'over', word: words.filter_over },
        { value: 'all', word: words.filter_all },
      ]}
    >
      {(institutionId, shown) => <Faults institutionId={institutionId} state={shown} />}
    </InstitutionList>
  )
}

function Faults({ institutionId, state }: { institutionId: string; state: 'open' | 'over' | 'all' }) {
  const [instrumentId, setInstrumentId] = useState<string>()
  return (
    <>
      <div className="form ask-form">
        <InstrumentSelect
          institutionId={institutionId}
          value={instrumentId}
          onChoose={setInstrumentId}
          onClear={() => setInstrumentId(undefined)}
        />
      </div>
      <FaultList institutionId={institutionId} instrumentId={instrumentId} state={state} />
    </>
  )
}
