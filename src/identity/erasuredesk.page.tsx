// For the security administrator: who asks for their data to be erased, and the decision with its reason.
import '../web/styles/desk.css'
import { useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import { Button } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useRead, useReadOn, useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Empty } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { erasureDeskWords as words } from './data.words.ts'
import { decideErasure, listErasureRequests } from './erasure.contract.ts'
import { listPurposes } from './purpose.contract.ts'

type Item = Output<typeof listErasureRequests>['items'][number]

export function ErasureDeskPage() {
  const say = useSay()
  const { language } = useLanguage()
  useTitle(say(words.title))
  const reading = useReadOn(listErasureRequests, {})
  const purposes = useRead(listPurposes, {}, { staleTime: 600_000 })
  const kept = purposes.data?.items.filter((purpose) => purpose.isKeptByLaw).map((purpose) => purpose.name[language])
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
      </div>
      <p className="why">{say(words.lead)}</p>
      {kept && <p className="note">{say(words.keptLine, { names: kept.join(language === 'zh' ? '、' : ', ') })}</p>}
      <ReadOn of={reading} empty={<Empty title={words.emptyTitle} why={words.emptyWhy} />}>
        {(items: Item[]) => (
          <table className="table to-list">
            <TableHead columns={[words.who, words.asked, words.reason, words.decide]} />
            <tbody>
              {items.map((item) => (
                <Row key={item.id} item={item} />
              ))}
            </tbody>
          </table>
        )}
      </ReadOn>
    </>
  )
}

function Row({ item }: { item: Item }) {
  const say = useSay()
  const [decision, setDecision] = useState<'erase' | 'refuse'>()
  const send = useSend(decideErasure, { refresh: [listErasureRequests] })
  const name = item.loginName
  const form = { reason: words.answer, reasonMissing: words.answerMissing, back: words.back }
  return (
    <tr>
      <th scope="row" className="main">
        {name}
      </th>
      <td data-label={say(words.asked)}>{moment(item.recordedAt)}</td>
      <td data-label={say(words.reason)}>{item.reason ?? <span className="muted">{say(words.noReason)}</span>}</td>
      <td className="act">
        {decision ? (
          <ReasonForm
            ask={say(decision === 'erase' ? words.eraseAsk : words.refuseAsk, { name })}
            words={form}
            sure={decision === 'erase' ? words.erase : words.refuse}
            sending={send}
            onSend={(answer) => send.mutate({ id: item.id, decision, answer })}
            onBack={() => setDecision(undefined)}
          />
        ) : (
          <div className="buttons">
            <Button size="small" label={say(words.eraseNamed, { name })} onPress={() => setDecision('erase')}>
              {say(words.erase)}
            </Button>
            <Button size="small" label={say(words.refuseNamed, { name })} onPress={() => setDecision('refuse')}>
              {say(words.refuse)}
            </Button>
          </div>
        )}
      </td>
    </tr>
  )
}
