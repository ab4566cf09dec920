// What the sanity checks found, each with the rows it stands on: explained, corrected, or accepted as an error.
import '../web/styles/desk.css'
import { useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { FindOrganisation } from '../identity/organisation.part.tsx'
import { Button, Choice } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { ReadOn } from '../web/list.tsx'
import { useRead, useReadOn } from '../web/query.tsx'
import { Empty } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { type FindingCheck, findingChecks, listFindings } from './finding.contract.ts'
import { findingWords as words } from './finding.words.ts'
import { FindingLine } from './findingline.part.tsx'
import { ComputeFindings } from './findingrun.part.tsx'
import { SelfReports } from './selfreport.part.tsx'
import { Thresholds } from './threshold.part.tsx'

type Shown = 'open' | 'settled' | 'gone'

export function FindingPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me, may } = useMe()
  const [show, setShow] = useState<Shown>('open')
  const [check, setCheck] = useState<FindingCheck>()
  // Whoever keeps the records of several institutions sees those of the one chosen.
  const [chosen, setChosen] = useState<string>()
  const own = may('billing.correct') ? me?.organisation?.id : undefined
  const institutionId = own ?? chosen
  const asked = { show, ...(check ? { check } : {}), ...(institutionId ? { institutionId } : {}) }
  const reading = useReadOn(listFindings, asked)
  const waiting = useRead(listFindings, { show, ...(institutionId ? { institutionId } : {}) }).data?.waiting ?? []
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <div className="aside">
          <Choice
            label={words.show}
            value={show}
            onChoose={setShow}
            options={[
              { value: 'open', word: words.show_open },
              { value: 'settled', word: words.show_settled },
              { value: 'gone', word: words.show_gone },
            ]}
          />
        </div>
      </div>
      <p className="why">{say(words.lead)}</p>
      <div className="finding-filters">
        <CheckFilter check={check} waiting={waiting} onChoose={setCheck} />
        {own === undefined && (
          <div className="finding-institution">
            <FindOrganisation label={say(words.institution)} value={chosen} onFound={setChosen} />
          </div>
        )}
        {own === undefined && chosen && <Button onPress={() => setChosen(undefined)}>{say(words.anyInstitution)}</Button>}
        {may('billing.import') && <ComputeFindings institutionId={institutionId} />}
      </div>
      <ReadOn of={reading} empty={<Empty title={words.noneTitle} why={words.noneWhy} />}>
        {(findings) => (
          <ul className="desk-list">
            {findings.map((finding) => (
              <FindingLine key={finding.id} finding={finding} hasInstitution={institutionId === undefined} />
            ))}
          </ul>
        )}
      </ReadOn>
      <SelfReports institutionId={institutionId} />
      <Thresholds />
      <p className="note">{say(words.notYet)}</p>
    </>
  )
}

type FilterProps = {
  check: FindingCheck | undefined
  waiting: readonly { check: FindingCheck; count: number }[]
  onChoose: (check: FindingCheck | undefined) => void
}

/** One check or all of them, each with how many wait. */
function CheckFilter({ check, waiting, onChoose }: FilterProps) {
  const say = useSay()
  return (
    <label>
      <span className="unseen">{say(words.check)}</span>
      <select className="input" value={check ?? ''} onChange={(event) => onChoose(findingChecks.find((one) => one === event.target.value))}>
        <option value="">{say(words.anyCheck)}</option>
        {findingChecks.map((one) => (
          <option key={one} value={one}>
            {say(words[`check_${one}`])}
            {` (${waiting.find((each) => each.check === one)?.count ?? 0})`}
          </option>
        ))}
      </select>
    </label>
  )
}
