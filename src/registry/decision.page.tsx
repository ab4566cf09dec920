// What waits for an officer's decision about organisations: changes, mergers and transfers, declared relations.
import '../web/styles/registry.css'
import { Link, useSearch } from '@tanstack/react-router'
import { useMe } from '../identity/me.part.tsx'
import { Button } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useReadOn, useSend } from '../web/query.tsx'
import { ShownChoice } from '../web/shown.tsx'
import { Empty, Problem } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { type Change, decideOrganisationChange, listOrganisationChanges } from './change.contract.ts'
import { useDivisionName, Wanted } from './change.part.tsx'
import { type ShownDecisions, shownDecisions } from './decision.rules.ts'
import { Decide } from './desk.part.tsx'
import { deskWords as words } from './desk.words.ts'
import { decideProposal, listProposals, type Proposal, withdrawProposal } from './proposal.contract.ts'
import { listWaitingRelations, type WaitingRelation } from './status.contract.ts'
import { RelationActs } from './status.part.tsx'
import { statusWords } from './status.words.ts'
import { statusPartWords } from './statuspart.words.ts'

const options = shownDecisions.map((value) => ({ value, word: words[`show_${value}`] }))

export function DecisionPage() {
  const say = useSay()
  useTitle(say(words.decisionsTitle))
  const { show = 'changes' } = useSearch({ strict: false }) as { show?: ShownDecisions }
  return (
    <>
      <div className="work-head">
        <h1>{say(words.decisionsTitle)}</h1>
        <div className="aside">
          <ShownChoice label={words.show} value={show} options={options} />
        </div>
      </div>
      <p className="why">{say(words.decisionsLead)}</p>
      {show === 'changes' && <Changes />}
      {show === 'proposals' && <Proposals />}
      {show === 'relations' && <WaitingRelations />}
    </>
  )
}

const empty = <Empty title={words.decisionsEmpty} why={words.decisionsEmptyWhy} />

function Changes() {
  const say = useSay()
  const name = useName()
  const reading = useReadOn(listOrganisationChanges, {})
  const send = useSend(decideOrganisationChange, { refresh: [listOrganisationChanges] })
  return (
    <ReadOn of={reading} empty={empty}>
      {(items: Change[]) => (
        <table className="table to-list">
          <TableHead columns={[words.organisation, words.what, words.decide]} />
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                <th scope="row" className="main">
                  <Link to="/work/organisations/$id" params={{ id: item.organisationId }}>
                    {name(item)}
                  </Link>
                </th>
                <td data-label={say(words.what)}>
                  <Wanted change={item} />
                </td>
                <td className="act">
                  <Decide id={item.id} named={name(item)} send={send} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </ReadOn>
  )
}

function Proposals() {
  const reading = useReadOn(listProposals, {})
  return (
    <ReadOn of={reading} empty={empty}>
      {(items: Proposal[]) => (
        <table className="table to-list">
          <TableHead columns={[words.what, words.why, words.decide]} />
          <tbody>
            {items.map((item) => (
              <ProposalRow key={item.id} item={item} />
            ))}
          </tbody>
        </table>
      )}
    </ReadOn>
  )
}

function ProposalRow({ item }: { item: Proposal }) {
  const say = useSay()
  const name = useName()
  const divisionOf = useDivisionName()
  const { may } = useMe()
  const decide = useSend(decideProposal, { refresh: [listProposals] })
  const withdraw = useSend(withdrawProposal, { refresh: [listProposals] })
  const line =
    item.survivor && item.kind === 'merger'
      ? say(words.mergerLine, { name: name(item.organisation), survivor: name(item.survivor) })
      : say(words.transferLine, {
          ...{ matter: item.matter ? name(item.matter) : '', day: item.validFrom ?? '', name: name(item.organisation) },
          ...{ office: item.officeName, division: divisionOf(item.divisionCode) },
        })
  return (
    <tr>
      <th scope="row" className="main">
        <Link to="/work/organisations/$id" params={{ id: item.organisation.id }}>
          {line}
        </Link>
      </th>
      <td data-label={say(words.why)}>
        {item.reason}（{item.documentNo}）<p className="note">{moment(item.proposedAt)}</p>
      </td>
      <td className="act">
        {may('registry.direct') ? (
          <Decide id={item.id} named={line} send={decide} />
        ) : (
          <>
            <Button size="small" isBusy={withdraw.isPending} onPress={() => withdraw.mutate({ id: item.id })}>
              {say(words.withdraw)}
            </Button>
            <p className="note">{say(words.provinceDecides)}</p>
          </>
        )}
        {withdraw.error && <Problem key={withdraw.submittedAt} error={withdraw.error} isAnswer />}
      </td>
    </tr>
  )
}

function WaitingRelations() {
  const say = useSay()
  const name = useName()
  const reading = useReadOn(listWaitingRelations, {})
  return (
    <ReadOn of={reading} empty={empty}>
      {(items: WaitingRelation[]) => (
        <table className="table to-list">
          <TableHead columns={[words.organisation, statusPartWords.relation, statusPartWords.days, words.declaredAt, words.decide]} />
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                <th scope="row" className="main">
                  <Link to="/work/organisations/$id" params={{ id: item.organisationId }}>
                    {name({ nameZh: item.ownNameZh, nameEn: item.ownNameEn })}
                  </Link>
                </th>
                <td data-label={say(statusPartWords.relation)}>
                  {say(statusWords[`relation_${item.kind}`])}：{name(item)}
                </td>
                <td data-label={say(statusPartWords.days)}>
                  {item.firstOn} – {item.lastOn ?? say(words.openEnd)}
                </td>
                <td data-label={say(words.declaredAt)}>{moment(item.declaredAt)}</td>
                <td className="act">
                  <RelationActs item={item} mayConfirm />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </ReadOn>
  )
}
