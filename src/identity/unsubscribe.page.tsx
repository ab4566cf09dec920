// Where a letter's way out leads: asked once more, since programs that check links open them too.
import '../web/styles/inbox.css'
import { useSearch } from '@tanstack/react-router'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Problem } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { inboxWords as words } from './inbox.words.ts'
import { unsubscribe } from './notice.contract.ts'
import { categoryWord, tokenParts } from './notice.rules.ts'
import { noticeWords } from './notice.words.ts'

export function UnsubscribePage() {
  const say = useSay()
  useTitle(say(words.unsubscribeTitle))
  const { token = '' } = useSearch({ from: '/unsubscribe' })
  const parts = tokenParts(token)
  const send = useSend(unsubscribe)
  const category = parts && say(categoryWord(parts.category))
  return (
    <Main>
      <h1 className="page-title">{say(words.unsubscribeTitle)}</h1>
      {!parts ? (
        <p className="box told">{say(noticeWords.unsubscribeLinkWrong)}</p>
      ) : send.isSuccess ? (
        <p className="box told" role="status">
          {say(words.unsubscribeDone, { category })}
        </p>
      ) : (
        <div className="unsubscribe">
          <p>{say(words.unsubscribeAsk, { category })}</p>
          {send.error && <Problem error={send.error} />}
          <div className="buttons">
            <Button kind="primary" onPress={() => send.mutate({ token })} isBusy={send.isPending}>
              {say(words.unsubscribeDo)}
            </Button>
          </div>
        </div>
      )}
    </Main>
  )
}
