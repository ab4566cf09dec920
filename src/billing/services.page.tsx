// Finished services: the list, and beside it one service with all its versions and its entries in the book.
import '../web/styles/services.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMe } from '../identity/me.part.tsx'
import { Button } from '../web/field.tsx'
import { count, decimal, hours, shanghaiDay } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useReadOn } from '../web/query.tsx'
import { Empty, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { listServices, type Service, serviceSources } from './billing.contract.ts'
import { billingWords } from './billing.words.ts'
import { PendingCharges } from './pending.part.tsx'
import { ServiceDetail } from './service.part.tsx'
import { servicesWords as words } from './services.words.ts'

export function ServicesPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me, may } = useMe()
  // Whoever keeps the records of several institutions sees those of the one chosen; a customer's own lie with many institutions.
  const institutionId = may('billing.correct') ? me?.organisation?.id : undefined
  const { service } = useSearch({ from: '/work/services' })
  const navigate = useNavigate({ from: '/work/services' })
  const open = (serviceNo: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, service: serviceNo }), resetScroll: false })
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <ServiceFilters />
      </div>
      {may('billing.correct') && <PendingCharges institutionId={institutionId} />}
      <div className={service ? 'two-panes services' : 'services'}>
        <ServiceList institutionId={institutionId} chosen={service} onOpen={open} />
        {service && <ServiceDetail key={service} serviceNo={service} onClose={() => open(undefined)} />}
      </div>
    </>
  )
}

function ServiceFilters() {
  const say = useSay()
  const search = useSearch({ from: '/work/services' })
  const navigate = useNavigate({ from: '/work/services' })
  const thisYear = Number(shanghaiDay(Date.now()).slice(0, 4))
  const years = Array.from({ length: Math.max(1, thisYear - 2014) }, (_, at) => thisYear - at)
  return (
    <div className="service-filters">
      <label>
        <span className="unseen">{say(words.year)}</span>
        <select
          className="input"
          value={search.year ?? ''}
          onChange={(event) =>
            void navigate({ search: { ...search, year: event.target.value ? Number(event.target.value) : undefined, service: undefined } })
          }
        >
          <option value="">{say(words.allYears)}</option>
          {years.map((year) => (
            <option key={year} value={year}>
              {say(words.yearOf, { year })}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className="unseen">{say(words.source)}</span>
        <select
          className="input"
          value={search.source ?? ''}
          onChange={(event) =>
            void navigate({
              search: { ...search, source: (event.target.value || undefined) as Service['source'] | undefined, service: undefined },
            })
          }
        >
          <option value="">{say(words.allSources)}</option>
          {serviceSources.map((source) => (
            <option key={source} value={source}>
              {say(billingWords[`source_${source}`])}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}

type ListProps = { institutionId: string | undefined; chosen: string | undefined; onOpen: (serviceNo: string) => void }

function ServiceList({ institutionId, chosen, onOpen }: ListProps) {
  const say = useSay()
  const { service: _, ...filters } = useSearch({ from: '/work/services' })
  const reading = useReadOn(listServices, { ...filters, ...(institutionId ? { institutionId } : {}) })
  return (
    <Read of={reading} rows={8}>
      {(data) => {
        const services = data.pages.flatMap((page) => page.items)
        if (services.length === 0) return <Empty title={words.emptyTitle} why={words.emptyWhy} />
        return (
          <div className="table-scroll">
            <table className="table to-list service-table">
              <thead>
                <tr>
                  <th scope="col">{say(words.day)}</th>
                  <th scope="col">{say(words.instrument)}</th>
                  <th scope="col">{say(words.customer)}</th>
                  <th scope="col" className="num">
                    {say(words.hours)}
                  </th>
                  <th scope="col" className="num">
                    {say(words.samples)}
                  </th>
                  <th scope="col" className="num">
                    {say(words.amount)}
                  </th>
                  {!chosen && (
                    <>
                      <th scope="col" className="num">
                        {say(words.invoiced)}
                      </th>
                      <th scope="col">{say(words.source)}</th>
                    </>
                  )}
                </tr>
              </thead>
              <tbody>
                {services.map((service) => (
                  <ServiceRow
                    key={service.id}
                    service={service}
                    isChosen={service.serviceNo === chosen}
                    isNarrow={chosen !== undefined}
                    onOpen={onOpen}
                  />
                ))}
              </tbody>
            </table>
            {reading.hasNextPage && (
              <div className="pager">
                <Button onPress={() => void reading.fetchNextPage()} isBusy={reading.isFetchingNextPage}>
                  {say(webWords.showMore)}
                </Button>
              </div>
            )}
          </div>
        )
      }}
    </Read>
  )
}

type ServiceRowProps = { service: Service; isChosen: boolean; isNarrow: boolean; onOpen: (serviceNo: string) => void }

function ServiceRow({ service, isChosen, isNarrow, onOpen }: ServiceRowProps) {
  const say = useSay()
  return (
    <tr aria-current={isChosen || undefined}>
      <td className="nowrap" data-label={say(words.day)}>
        {service.effectiveOn}
      </td>
      <th scope="row" className="main">
        <button type="button" className="link" onClick={() => onOpen(service.serviceNo)}>
          {service.instrumentNameZh}
        </button>
        <br />
        <small>{service.recordNo ?? service.innerCode}</small>
      </th>
      <td data-label={say(words.customer)}>
        {service.customerOrganisationNameZh ?? service.customerName}{' '}
        {service.customerOrganisationId === null && <span className="tag warn">{say(words.unresolved)}</span>}
        {service.audience === 'internal' && <span className="tag">{say(words.internal)}</span>}
      </td>
      <td className="num" data-label={say(words.hours)}>
        {hours(service.seconds)}
      </td>
      <td className="num" data-label={say(words.samples)}>
        {count(service.sampleCount)}
      </td>
      <td className="num lead">{decimal(service.fen, 100, 2)}</td>
      {!isNarrow && (
        <>
          <td className="num" data-label={say(words.invoiced)}>
            {service.invoiceNo ? decimal(service.invoicedFen, 100, 2) : ''}
          </td>
          <td data-label={say(words.source)}>
            <span className={service.source === 'live' || service.source === 'meter' ? 'tag good' : 'tag'}>
              {say(billingWords[`source_${service.source}`])}
            </span>
          </td>
        </>
      )}
    </tr>
  )
}
