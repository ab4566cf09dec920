// Addresses for calendar programs: made, told once, and ended. For one's own bookings, or for the times of one instrument.
import '../web/styles/feed.css'
import { useState } from 'react'
import { CopyButton } from '../web/copy.tsx'
import { Button } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { Dot } from '../web/icon.tsx'
import { useLanguage, useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { type CalendarFeed, createCalendarFeed, endCalendarFeed, listMyCalendarFeeds } from './feed.contract.ts'
import { feedWords as words } from './feed.words.ts'

export function FeedBox({ instrumentId }: { instrumentId?: string }) {
  const say = useSay()
  const { language } = useLanguage()
  const reading = useRead(listMyCalendarFeeds, {})
  const [url, setUrl] = useState<string>()
  const send = useSend(createCalendarFeed, { onDone: (made) => setUrl(made.url), refresh: [listMyCalendarFeeds] })
  const isHere = (feed: CalendarFeed) => feed.instrumentId === (instrumentId ?? null)
  return (
    <section className="box feed-box" aria-labelledby="feeds">
      <h2 id="feeds">{say(words.title)}</h2>
      <p className="why">{say(instrumentId ? words.whyInstrument : words.whyOwn)}</p>
      <Read of={reading} rows={1}>
        {({ items }) => {
          const here = items.filter(isHere)
          return (
            here.length > 0 && (
              <ul className="feed-list">
                {here.map((feed) => (
                  <Feed key={feed.id} feed={feed} />
                ))}
              </ul>
            )
          )
        }}
      </Read>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      {url ? (
        <div className="box done" role="status">
          <p>
            <b>{say(words.made)}</b>
          </p>
          <p className="feed-address">{url}</p>
          <p className="why">{say(words.madeWhy)}</p>
          <div className="buttons">
            <CopyButton text={url} word={words.copy} done={words.copied} />
            <Button onPress={() => setUrl(undefined)}>{say(words.done)}</Button>
          </div>
        </div>
      ) : (
        <div className="buttons">
          <Button isBusy={send.isPending} onPress={() => send.mutate({ language, ...(instrumentId ? { instrumentId } : {}) })}>
            {say(words.make)}
          </Button>
        </div>
      )}
    </section>
  )
}

function Feed({ feed }: { feed: CalendarFeed }) {
  const say = useSay()
  const end = useSend(endCalendarFeed, { refresh: [listMyCalendarFeeds] })
  const made = moment(feed.recordedAt)
  const name = feed.instrumentNameZh ?? say(words.own)
  return (
    <li>
      <div>
        <p>{name}</p>
        <p className="note">
          {say(words.madeOn, { moment: made })}
          <Dot />
          {feed.lastReadAt ? say(words.readOn, { moment: moment(feed.lastReadAt) }) : say(words.readNever)}
        </p>
        {end.error && <Problem key={end.submittedAt} error={end.error} isAnswer />}
      </div>
      <Button
        size="small"
        label={say(words.endNamed, { name, moment: made })}
        isBusy={end.isPending}
        onPress={() => end.mutate({ id: feed.id })}
      >
        {say(words.end)}
      </Button>
    </li>
  )
}
