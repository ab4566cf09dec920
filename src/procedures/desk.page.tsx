// The work list of an office: what is due first, found by number, name or organisation, and decided one by one or as a pile.
import '../web/styles/case.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ChooseAll, ChooseOne, type Choosing } from '../web/choosing.tsx'
import { Button, Choice, Field } from '../web/field.tsx'
import { dayAndTime } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { ReadOn } from '../web/list.tsx'
import { useRead, useReadOn } from '../web/query.tsx'
import { Empty } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { listCases } from './case.contract.ts'
import type { CaseBrief } from './caseshown.contract.ts'
import { DueClock } from './clock.part.tsx'
import { type CaseSearch, shownCases } from './desk.rules.ts'
import { deskWords } from './desk.words.ts'
import { deskPageWords as words } from './deskpage.words.ts'
import { Pile } from './pile.part.tsx'
import { listProcedures } from './procedure.contract.ts'

const options = shownCases.map((value) => ({ value, word: words[`show_${value}`] }))

export function CaseDeskPage() {
  const say = useSay()
  const { language } = useLanguage()
  useTitle(say(words.title))
  const search = useSearch({ strict: false }) as CaseSearch
  const navigate = useNavigate()
  const { show = 'mine' } = search
  const go = (part: Partial<CaseSearch>) => void navigate({ to: '/work/cases', search: { ...search, ...part }, replace: true })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const reading = useReadOn(listCases, { ...search, show })
  const items = reading.data?.pages.flatMap((page) => page.items) ?? []
  const address = `/api/cases/list.csv?${new URLSearchParams({ ...search, show, language })}`
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <div className="aside">
          <Choice
            label={words.show}
            value={show}
            options={options}
            onChoose={(next) => {
              setChosen(new Set())
              go({ show: next })
            }}
          />
          <a className="btn" href={address} download>
            {say(words.export)}
          </a>
        </div>
      </div>
      <p className="why">{say(words.lead)}</p>
      <Ask key={`${search.q} ${search.procedure}`} search={search} onAsk={go} />
      <Pile chosen={show === 'mine' ? items.filter((one) => chosen.has(one.id)) : []} onClear={() => setChosen(new Set())} />
      <ReadOn
        of={reading}
        empty={<Empty title={words.emptyTitle} why={show === 'mine' && !search.q ? words.emptyMine : words.emptyOther} />}
      >
        {(found: CaseBrief[]) => <CaseTable items={found} {...(show === 'mine' ? { chosen, onChoose: setChosen } : {})} />}
      </ReadOn>
    </>
  )
}

function Ask({ search, onAsk }: { search: CaseSearch; onAsk: (part: Partial<CaseSearch>) => void }) {
  const say = useSay()
  const [q, setQ] = useState(search.q ?? '')
  const { data } = useRead(listProcedures, {}, { staleTime: 600_000 })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onAsk({ q: q.trim() })
  }
  return (
    <form className="case-ask" onSubmit={submit}>
      <Field label={words.procedure}>
        {(control) => (
          <select {...control} value={search.procedure ?? ''} onChange={(event) => onAsk({ procedure: event.target.value })}>
            <option value="">{say(words.allProcedures)}</option>
            {data?.items.map((one) => (
              <option key={one.code} value={one.code}>
                {say(one.title)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.find}>
        {(control) => <input {...control} type="search" maxLength={100} value={q} onChange={(event) => setQ(event.target.value)} />}
      </Field>
      <Button type="submit">{say(words.findButton)}</Button>
    </form>
  )
}

function CaseTable({ items, chosen, onChoose }: { items: readonly CaseBrief[] } & Choosing) {
  const say = useSay()
  const heads = [words.case, words.subject, words.stage, words.due, words.assignee]
  return (
    <table className="table to-list case-table">
      <thead>
        <tr>
          {chosen && onChoose && (
            <ChooseAll ids={items.map((item) => item.id)} chosen={chosen} label={say(words.selectAll)} onChoose={onChoose} />
          )}
          {heads.map((head) => (
            <th key={head.en} scope="col">
              {say(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <CaseRow key={item.id} item={item} {...(chosen && onChoose ? { chosen, onChoose } : {})} />
        ))}
      </tbody>
    </table>
  )
}

function CaseRow({ item, chosen, onChoose }: { item: CaseBrief } & Choosing) {
  const say = useSay()
  return (
    <tr className={chosen?.has(item.id) ? 'chosen' : undefined}>
      {chosen && onChoose && (
        <td className="pick">
          <ChooseOne id={item.id} chosen={chosen} label={say(words.select, { caseNo: item.caseNo })} onChoose={onChoose} />
        </td>
      )}
      <th scope="row" className="main">
        <Link to="/work/cases/$id" params={{ id: item.id }}>
          {item.caseNo}
        </Link>
        <p className="note">{say(item.procedure)}</p>
      </th>
      <td data-label={say(words.subject)}>
        {item.subjectName}
        {item.organisationName && item.organisationName !== item.subjectName && <p className="note">{item.organisationName}</p>}
      </td>
      <td data-label={say(words.stage)}>
        <Standing item={item} />
        {item.filedAt && (
          <p className="note">
            {say(words.filed)} {dayAndTime(item.filedAt)[0]}
          </p>
        )}
      </td>
      <td className="case-due">{item.endedAt ? dayAndTime(item.endedAt)[0] : <DueClock of={item} />}</td>
      <td data-label={say(words.assignee)}>{item.assigneeName ?? <span className="muted">{say(words.nobody)}</span>}</td>
    </tr>
  )
}

/** Where a case stands: its stage while it is on its way, else how it ended. */
function Standing({ item }: { item: CaseBrief }) {
  const say = useSay()
  const tone = item.status === 'granted' ? 'good' : item.status === 'open' ? '' : 'warn'
  if (item.status === 'open' && item.stageTitle) return say(item.stageTitle)
  return <span className={`tag ${tone}`}>{say(deskWords[`status_${item.status}`])}</span>
}
