// What can be applied for now, by name; nothing where no batch is open.
import { Link } from '@tanstack/react-router'
import { listProcedures } from '../procedures/procedure.contract.ts'
import { homeWords as words } from './home.words.ts'
import { useSay } from './language.tsx'
import { useRead } from './query.tsx'

export function HomeServices() {
  const say = useSay()
  const { data } = useRead(listProcedures, {})
  const open = (data?.items ?? []).filter((one) => one.openBatches > 0)
  if (open.length === 0) return null
  return (
    <section className="wrap section" aria-labelledby="services-title">
      <div className="section-head">
        <h2 id="services-title">{say(words.services)}</h2>
        <span className="muted">{say(words.servicesLead)}</span>
        <Link className="aside" to="/services">
          {say(words.allServices)}
        </Link>
      </div>
      <ul className="home-services">
        {open.map((one) => (
          <li key={one.code}>
            <h3>
              <Link to="/services/$code" params={{ code: one.code }}>
                {say(one.title)}
              </Link>
            </h3>
            <p className="why">{say(one.summary)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
