// On the desk's page of a case of schooling: the places that suit it, the schools wished for first, and the one that is kept.
import { Link } from '@tanstack/react-router'
import { getCase } from '../procedures/case.contract.ts'
import type { CaseShown } from '../procedures/caseshown.contract.ts'
import { listCaseRecords } from '../procedures/record.contract.ts'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { type CasePlaces, keepSchoolPlace, listCasePlaces } from './schoolplace.contract.ts'
import { useStageName } from './schoolplace.part.tsx'
import { schoolPlacePageWords as words } from './schoolplacepage.words.ts'

/** Nothing once the case has ended, or where the reader does not act on it. */
export function CasePlace({ of: { id, status, acts, actionCount } }: { of: CaseShown }) {
  return status === 'open' && acts.length > 0 ? <Places key={actionCount} id={id} /> : null
}

/** What is offered hangs on how far the case has come: it is asked anew after each act. */
function Places({ id }: { id: string }) {
  const { data } = useRead(listCasePlaces, { id }, { staleTime: 0 })
  return data ? <Finding id={id} of={data} /> : null
}

function Finding({ id, of }: { id: string; of: CasePlaces }) {
  const say = useSay()
  const stageOf = useStageName()
  const send = useSend(keepSchoolPlace, { refresh: [listCasePlaces, listCaseRecords, getCase] })
  const { kept, offered, isOpen } = of
  return (
    <section aria-labelledby="case-place">
      <h2 id="case-place">{say(words.caseTitle)}</h2>
      {!isOpen ? (
        <p className="why">{say(words.later)}</p>
      ) : (
        <>
          <p role="status">{kept ? say(words.keptLine, { school: kept.school, stage: stageOf(kept) }) : say(words.keptNone)}</p>
          <ul className="condition-list">
            {offered.map((one) => (
              <li key={one.id}>
                <span className={`tag ${one.id === kept?.id ? 'good' : one.left === 0 ? 'warn' : 'info'}`}>
                  {one.id === kept?.id ? say(words.isKept) : one.left === 0 ? say(words.full) : `${say(words.left)} ${one.left}`}
                </span>
                <div>
                  {one.school} <span className="muted">{stageOf(one)}</span>
                  {one.wish !== null && <span className="muted"> · {say(words.wish, { number: one.wish })}</span>}{' '}
                  {one.id !== kept?.id && one.left > 0 && (
                    <Button
                      size="small"
                      label={say(words.keepOne, { school: one.school })}
                      isBusy={send.isPending && send.variables.placeId === one.id}
                      onPress={() => send.mutate({ id, placeId: one.id })}
                    >
                      {say(words.keep)}
                    </Button>
                  )}
                </div>
              </li>
            ))}
          </ul>
          {offered.length === 0 && (
            <p className="why">
              {say(words.offeredNone)} <Link to="/work/school-places">{say(words.toPlaces)}</Link>
            </p>
          )}
          {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
        </>
      )}
    </section>
  )
}
