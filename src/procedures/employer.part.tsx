// Which organisation a case is filed with: the reader's own, or the employer they find by its name or credit code.
import { useDeferredValue, useId, useState } from 'react'
import { listOrganisations } from '../identity/identity.contract.ts'
import type { Word } from '../kernel/word.ts'
import { Button, Field } from '../web/field.tsx'
import { useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { beginWords as words } from './begin.words.ts'

export type Chosen = { id: string; nameZh: string; nameEn: string; creditCode?: string | null }
type Props = {
  own: readonly Chosen[]
  chosen: Chosen | undefined
  onChoose: (chosen: Chosen | undefined) => void
  /** What the organisation is here, where it is not the employer of who applies. */
  label?: Word
  id?: string
}

export function EmployerChoice({ own, chosen, onChoose, label = words.employer, id = 'begin-employer' }: Props) {
  const say = useSay()
  const name = useName()
  if (chosen)
    return (
      <div className="field chosen-employer">
        <p className="label">{say(label)}</p>
        <p>
          <b>{name(chosen)}</b> <span className="muted">{chosen.creditCode}</span>
        </p>
        <Button size="small" label={`${say(words.change)}：${say(label)}`} onPress={() => onChoose(undefined)}>
          {say(words.change)}
        </Button>
      </div>
    )
  return <Finder own={own} onChoose={onChoose} label={label} id={id} />
}

function Finder({ own, onChoose, label, id }: Required<Pick<Props, 'own' | 'onChoose' | 'label' | 'id'>>) {
  const say = useSay()
  const list = useId()
  const [text, setText] = useState('')
  const query = useDeferredValue(text.trim())
  const isAsked = query.length >= 2
  const found = useRead(listOrganisations, { query, limit: 8 }, { enabled: isAsked, placeholderData: (before) => before })
  const items: readonly Chosen[] = isAsked ? (found.data?.items ?? []) : own
  return (
    <div className="employer-finder">
      <Field label={label} id={id} hint={say(label === words.employer ? words.employerHint : words.findHint)}>
        {(control) => (
          <input
            {...control}
            type="search"
            autoComplete="off"
            maxLength={100}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {found.error && <Problem error={found.error} />}
      {isAsked && found.data && items.length === 0 && (
        <p className="why" role="status">
          {say(words.nothingFound)}
        </p>
      )}
      {items.length > 0 && (
        <ul className="found-list" id={list} aria-label={say(words.found)}>
          {items.map((one) => (
            <FoundOne key={one.id} one={one} onChoose={onChoose} />
          ))}
        </ul>
      )}
    </div>
  )
}

function FoundOne({ one, onChoose }: { one: Chosen; onChoose: (chosen: Chosen) => void }) {
  const say = useSay()
  const name = useName()
  return (
    <li>
      <button type="button" className="link" onClick={() => onChoose(one)}>
        {name(one)}
      </button>
      <span className="muted">{one.creditCode ?? say(words.noCode)}</span>
    </li>
  )
}
