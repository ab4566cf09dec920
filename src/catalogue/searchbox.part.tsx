// The one box that asks what is to be measured: large on the home page, above the results on the page of finding.
import { type FormEvent, useEffect, useId, useState } from 'react'
import type { Word } from '../kernel/word.ts'
import { Button } from '../web/field.tsx'
import { Icon } from '../web/icon.tsx'
import { useSay } from '../web/language.tsx'
import { findWords as words } from './find.words.ts'

type Props = { query?: string; placeholder?: Word; onSearch: (query: string) => void }

export function SearchBox({ query = '', placeholder = words.placeholder, onSearch }: Props) {
  const say = useSay()
  const id = useId()
  const [text, setText] = useState(query)
  useEffect(() => setText(query), [query])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSearch(text.trim())
  }
  return (
    <search>
      <form className="find-form" onSubmit={submit}>
        <label className="unseen" htmlFor={id}>
          {say(words.searchLabel)}
        </label>
        <Icon name="search" />
        <input
          id={id}
          type="search"
          maxLength={100}
          value={text}
          placeholder={say(placeholder)}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" kind="primary" size="large">
          {say(words.search)}
        </Button>
      </form>
    </search>
  )
}
