// Where work begins: what waits for the reader, each kind with its count and the way to it.
import '../web/styles/desk.css'
import { Link } from '@tanstack/react-router'
import { count, moment } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { type Duty, type DutyKind, listDuties } from './duty.contract.ts'
import { dutyWords as words } from './duty.words.ts'

const placeOf = {
  handle_cases: '/work/cases',
  decide_bookings: '/work/approvals',
  answer_requests: '/work/requests',
  decide_faults: '/work/faults',
  running: '/work/use',
  bookings_today: '/work/use',
  finish_requests: '/work/use',
  settle_charges: '/work/services',
  settle_findings: '/work/findings',
  confirm_catalogue: '/work/instruments/import',
  confirm_services: '/work/services/import',
  confirm_statuses: '/work/organisations/import',
  settle_customers: '/work/customers',
  close_months: '/work/months',
  decide_changes: '/work/decisions',
  decide_proposals: '/work/decisions',
  confirm_relations: '/work/decisions',
  decide_erasures: '/work/erasures',
  coming_bookings: '/my',
  mend_cases: '/my/cases',
  hand_in_reviews: '/reviews',
  watch_tasks: '/work/plan',
  handle_plans: '/work/plan',
  handle_returns: '/work/returns',
  handle_reports: '/work/reports',
} as const satisfies Record<DutyKind, string>

const decisionsOf = { decide_changes: 'changes', decide_proposals: 'proposals', confirm_relations: 'relations' } as const

export function DutyPage() {
  const say = useSay()
  useTitle(say(words.title))
  const reading = useRead(listDuties, {}, { staleTime: 0, refetchInterval: 60_000 })
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
      </div>
      <p className="why">{say(words.lead)}</p>
      <Read of={reading}>
        {({ items }) => {
          const waiting = items.filter((duty) => duty.count > 0)
          return (
            <>
              {waiting.length === 0 && <p className="why">{say(words.nothing)}</p>}
              <ul className="desk-list duties">
                {[...waiting, ...items.filter((duty) => duty.count === 0)].map((duty) => (
                  <DutyRow key={duty.kind} duty={duty} />
                ))}
              </ul>
            </>
          )
        }}
      </Read>
    </>
  )
}

function DutyRow({ duty }: { duty: Duty }) {
  const say = useSay()
  const to = placeOf[duty.kind]
  const show = to === '/work/decisions' ? decisionsOf[duty.kind as keyof typeof decisionsOf] : undefined
  const isImport = to === '/work/instruments/import' || to === '/work/services/import' || to === '/work/organisations/import'
  return (
    <li>
      <div>
        {isImport ? (
          <Link to={to} search={duty.runId ? { run: duty.runId } : {}}>
            {say(words[duty.kind])}
          </Link>
        ) : show ? (
          <Link to="/work/decisions" search={{ show }}>
            {say(words[duty.kind])}
          </Link>
        ) : (
          <Link to={to}>{say(words[duty.kind])}</Link>
        )}
        {duty.late !== null && duty.late > 0 && <p className="problem late">{say(words.late, { count: count(duty.late) })}</p>}
        {duty.firstAt && <p className="muted">{say(words.first, { moment: moment(duty.firstAt) })}</p>}
      </div>
      {duty.count > 0 ? <b>{say(words.count, { count: count(duty.count) })}</b> : <span className="muted">{say(words.clear)}</span>}
    </li>
  )
}
