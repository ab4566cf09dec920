// The groups of the institution's instruments: made, filled by codes, emptied one by one.
import '../web/styles/registry.css'
import { type FormEvent, useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { InstitutionChoice } from '../identity/organisation.part.tsx'
import { Button, Field } from '../web/field.tsx'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { type Group, listInstrumentGroups, makeInstrumentGroup, putIntoGroup, takeOutOfGroup } from './group.contract.ts'
import { groupWords as words } from './group.words.ts'

export function GroupPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me } = useMe()
  const [chosen, setChosen] = useState<string>()
  const institutionId = chosen ?? me?.organisation?.id
  const reading = useRead(listInstrumentGroups, {})
  return (
    <div className="registry">
      <div className="work-head">
        <h1>{say(words.title)}</h1>
      </div>
      <p className="why">{say(words.lead)}</p>
      {!me?.organisation && <InstitutionChoice value={chosen} onChoose={setChosen} />}
      <Read of={reading}>
        {({ items }) => {
          const own = items.filter((group) => group.institutionId === institutionId)
          return (
            <>
              {own.length === 0 && <Empty title={words.empty} why={words.emptyWhy} />}
              {own.map((group) => (
                <GroupPart key={group.id} group={group} />
              ))}
            </>
          )
        }}
      </Read>
      {institutionId && <MakeForm key={institutionId} institutionId={institutionId} />}
    </div>
  )
}

function GroupPart({ group }: { group: Group }) {
  const say = useSay()
  const name = useName()
  const takeOut = useSend(takeOutOfGroup, { refresh: [listInstrumentGroups] })
  return (
    <section>
      <h2>{name(group)}</h2>
      {group.instruments.length === 0 ? (
        <p className="muted">{say(words.none)}</p>
      ) : (
        <table className="table to-list">
          <TableHead columns={[words.instrument, words.code, words.act]} />
          <tbody>
            {group.instruments.map((one) => (
              <tr key={one.id}>
                <th scope="row" className="main">
                  {name(one)}
                </th>
                <td data-label={say(words.code)}>{one.innerCode}</td>
                <td className="act">
                  <Button
                    size="small"
                    label={say(words.takeOutNamed, { name: name(one) })}
                    isBusy={takeOut.isPending}
                    onPress={() => takeOut.mutate({ id: group.id, instrumentId: one.id })}
                  >
                    {say(words.takeOut)}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {takeOut.error && <Problem key={takeOut.submittedAt} error={takeOut.error} isAnswer />}
      <PutForm group={group} />
    </section>
  )
}

function PutForm({ group }: { group: Group }) {
  const say = useSay()
  const name = useName()
  const [text, setText] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(putIntoGroup, { refresh: [listInstrumentGroups], onDone: () => setText('') })
  const codes = text.split(/[\s,，、;；]+/).filter(Boolean)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(codes.length === 0)
    if (codes.length > 0) send.mutate({ id: group.id, innerCodes: codes })
  }
  return (
    <form className="form ask-form" onSubmit={submit}>
      <Field
        label={words.codes}
        hint={say(words.codesHint)}
        {...(isTried && codes.length === 0 ? { problem: say(words.codesMissing) } : {})}
      >
        {(control) => <input {...control} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" size="small" label={say(words.putNamed, { name: name(group) })} isBusy={send.isPending}>
          {say(words.put)}
        </Button>
      </div>
    </form>
  )
}

function MakeForm({ institutionId }: { institutionId: string }) {
  const say = useSay()
  const [wish, setWish] = useState({ nameZh: '', nameEn: '' })
  const [isTried, setIsTried] = useState(false)
  const send = useSend(makeInstrumentGroup, { refresh: [listInstrumentGroups], onDone: () => setWish({ nameZh: '', nameEn: '' }) })
  const isMissing = wish.nameZh.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(isMissing)
    if (!isMissing) send.mutate({ id: institutionId, ...wish })
  }
  return (
    <form className="form box change-form" onSubmit={submit} noValidate>
      <h2>{say(words.makeInstrumentGroup)}</h2>
      <div className="fields">
        <Field label={words.nameZh} {...(isTried && isMissing ? { problem: say(words.nameMissing) } : {})}>
          {(control) => (
            <input
              {...control}
              maxLength={100}
              value={wish.nameZh}
              onChange={(event) => setWish({ ...wish, nameZh: event.target.value })}
            />
          )}
        </Field>
        <Field label={words.nameEn} isOptional>
          {(control) => (
            <input
              {...control}
              maxLength={200}
              value={wish.nameEn}
              onChange={(event) => setWish({ ...wish, nameEn: event.target.value })}
            />
          )}
        </Field>
      </div>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.make)}
        </Button>
      </div>
    </form>
  )
}
