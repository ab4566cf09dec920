// What the reader was told, latest first.
import '../web/styles/inbox.css'
import { Link, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, Choice } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { useRead, useReadOn, useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Empty, Read, Shape, SignInFirst } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { inboxWords as words } from './inbox.words.ts'
import { useMe } from './me.part.tsx'
import { countUnread, listMyNotices, markNoticesRead, type Notice } from './notice.contract.ts'
import { categoryWord } from './notice.rules.ts'

type Shown = 'all' | 'unread'

export function InboxPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me, isAsking } = useMe()
  return (
    <Main>
      <h1 className="page-title">{say(words.title)}</h1>
      {isAsking ? <Shape /> : me ? <Notices /> : <SignInFirst onward="/inbox" />}
    </Main>
  )
}

function Notices() {
  const say = useSay()
  const [show, setShow] = useState<Shown>('all')
  const reading = useReadOn(listMyNotices, { show })
  const unread = useRead(countUnread, {})
  const mark = useSend(markNoticesRead, { refresh: [listMyNotices, countUnread] })
  return (
    <>
      <div className="inbox-head">
        <Choice
          label={words.show}
          value={show}
          onChoose={setShow}
          options={[
            { value: 'all', word: words.all },
            { value: 'unread', word: words.unread },
          ]}
        />
        <Button
          onPress={() => mark.mutate({})}
          isBusy={mark.isPending}
          reason={unread.data?.count === 0 ? say(words.nothingUnread) : undefined}
        >
          {say(words.markAll)}
        </Button>
        <Link to="/inbox/settings">{say(words.settings)}</Link>
      </div>
      <Read of={reading}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items)
          if (items.length === 0)
            return show === 'all' ? (
              <Empty title={words.emptyTitle} why={words.emptyWhy} />
            ) : (
              <Empty title={words.emptyUnreadTitle} why={words.emptyUnreadWhy} />
            )
          return (
            <>
              <ul className="notices">
                {items.map((item) => (
                  <NoticeRow key={item.id} item={item} onOpen={() => item.readAt ?? mark.mutate({ ids: [item.id] })} />
                ))}
              </ul>
              {reading.hasNextPage && (
                <Button onPress={() => void reading.fetchNextPage()} isBusy={reading.isFetchingNextPage}>
                  {say(webWords.showMore)}
                </Button>
              )}
            </>
          )
        }}
      </Read>
    </>
  )
}

function NoticeRow({ item, onOpen }: { item: Notice; onOpen: () => void }) {
  const say = useSay()
  const { language } = useLanguage()
  const { history } = useRouter()
  return (
    <li className={item.readAt ? undefined : 'unread'}>
      <h2>
        {item.title[language]}
        {!item.readAt && <span className="tag">{say(words.isNew)}</span>}
      </h2>
      <p>{item.text[language]}</p>
      <p className="notice-foot">
        <span>{say(categoryWord(item.category))}</span>
        <time dateTime={item.recordedAt}>{moment(item.recordedAt)}</time>
        <a
          href={item.link}
          onClick={(event) => {
            onOpen()
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            history.push(item.link)
          }}
        >
          {say(words.open)}
          <span className="unseen"> {item.title[language]}</span>
        </a>
      </p>
    </li>
  )
}
