// For the office: who gives each service of the card, and how often cards of each class were used for it. Counts, and no holders.
import '../web/styles/card.css'
import { useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { FindOrganisation } from '../identity/organisation.part.tsx'
import type { Output } from '../kernel/contract.ts'
import { Button, Field } from '../web/field.tsx'
import { count, shanghaiDay } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { listCardServices, setCardProvider } from './card.contract.ts'
import { cardPageWords as words } from './cardpage.words.ts'

type Service = Output<typeof listCardServices>['items'][number]
const firstYear = 2019

export function CardServicesPage() {
  const say = useSay()
  useTitle(say(words.officeTitle))
  const thisYear = Number(shanghaiDay(Date.now()).slice(0, 4))
  const [year, setYear] = useState(thisYear)
  const reading = useRead(listCardServices, { year })
  return (
    <>
      <div className="work-head">
        <h1>{say(words.officeTitle)}</h1>
        <div className="aside">
          <Field label={words.year}>
            {(control) => (
              <select {...control} value={year} onChange={(event) => setYear(Number(event.target.value))}>
                {Array.from({ length: thisYear - firstYear + 1 }, (_, at) => thisYear - at).map((one) => (
                  <option key={one} value={one}>
                    {one}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
      </div>
      <p className="why">{say(words.officeLead)}</p>
      <Read of={reading}>{({ items }) => <Services items={items} year={year} />}</Read>
      <p className="note">{say(words.notSettled)}</p>
    </>
  )
}

function Services({ items, year }: { items: readonly Service[]; year: number }) {
  const say = useSay()
  const uses = { zh: say(words.uses, { year }), en: say(words.uses, { year }) }
  return (
    <table className="table to-list service-table">
      <TableHead columns={[words.service, words.classes, words.provider, { num: uses }]} />
      <tbody>
        {items.map((one) => (
          <ServiceRow key={one.code} one={one} uses={uses} />
        ))}
      </tbody>
    </table>
  )
}

const kindWords: Readonly<Record<string, { zh: string; en: string }>> = { firm: words.kind_firm, hospital: words.kind_hospital }

function ServiceRow({ one, uses }: { one: Service; uses: { zh: string; en: string } }) {
  const say = useSay()
  const name = useName()
  const total = one.uses.reduce((sum, { count: of }) => sum + of, 0)
  return (
    <tr>
      <th scope="row" className="main">
        {name(one)}
        <p className="note">
          {say(kindWords[one.providerKind] ?? words.kind_other)}
          {one.documentNo && ` · ${one.documentNo}`}
        </p>
      </th>
      <td data-label={say(words.classes)}>
        {one.classes.length > 0 ? one.classes.join('、') : say(words.noClass)}
        {!one.isSettled && <p className="note">{say(words.isDefault)}</p>}
      </td>
      <td data-label={say(words.provider)}>
        <Providers one={one} />
      </td>
      <td className="num" data-label={say(uses)}>
        {total === 0 ? (
          <span className="muted">{say(words.noUse)}</span>
        ) : (
          <>
            {say(words.total, { count: count(total) })}
            <p className="note">{one.uses.map((use) => `${use.class} ${count(use.count)}`).join(' · ')}</p>
          </>
        )}
      </td>
    </tr>
  )
}

function Providers({ one }: { one: Service }) {
  const say = useSay()
  const name = useName()
  const { may } = useMe()
  const [isAdding, setIsAdding] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const [isMissing, setIsMissing] = useState(false)
  const send = useSend(setCardProvider, {
    refresh: [listCardServices],
    onDone: () => {
      setIsAdding(false)
      setChosen(undefined)
    },
  })
  const settle = (organisationId: string, isProvider: boolean) => send.mutate({ service: one.code, organisationId, isProvider })
  const add = () => {
    setIsMissing(!chosen)
    if (chosen) settle(chosen, true)
  }
  return (
    <div className="providers">
      <ul>
        {one.providers.map((provider) => (
          <li key={provider.id}>
            {name(provider)}
            {may('procedures.direct') && (
              <Button
                size="small"
                kind="quiet"
                label={say(words.endOne, { name: name(provider) })}
                onPress={() => settle(provider.id, false)}
              >
                {say(words.end)}
              </Button>
            )}
          </li>
        ))}
        {one.providers.length === 0 && <li className="muted">{say(words.providersNone)}</li>}
      </ul>
      {isAdding && (
        <>
          <Field label={words.findProvider} {...(isMissing ? { problem: say(words.providerMissing) } : {})}>
            {({ id }) => <FindOrganisation id={id} label={say(words.findProvider)} value={chosen} onFound={setChosen} />}
          </Field>
          <div className="buttons">
            <Button size="small" kind="primary" isBusy={send.isPending} onPress={add}>
              {say(words.addSure)}
            </Button>
            <Button size="small" onPress={() => setIsAdding(false)}>
              {say(words.back)}
            </Button>
          </div>
        </>
      )}
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      {!isAdding && may('procedures.direct') && (
        <Button size="small" onPress={() => setIsAdding(true)}>
          {say(words.add)}
        </Button>
      )}
    </div>
  )
}
