// What came of an act on many at once: how many were done, and of each other why not.
import type { Word } from '../kernel/word.ts'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { deskPageWords as words } from './deskpage.words.ts'

/** One of a pile: a case by its number, a person by a masked name. */
export type PileResult = { name: string; isDone: boolean; text: Word | null }

type Props = {
  results: readonly PileResult[]
  /** The sentence that counts: `{done}` and `{failed}`. */
  done: Word
  onClose: () => void
}

export function PileResults({ results, done, onClose }: Props) {
  const say = useSay()
  const failed = results.filter((one) => !one.isDone)
  return (
    <section className={failed.length > 0 ? 'box refused' : 'box done'} role="status">
      <p>
        <b>{say(done, { done: results.length - failed.length, failed: failed.length })}</b>
      </p>
      {failed.length > 0 && (
        <ul className="reasons">
          {failed.map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: masked names may be alike, and the list stands still
            <li key={at}>
              {one.name}：{one.text && say(one.text)}
            </li>
          ))}
        </ul>
      )}
      <div className="buttons">
        <Button size="small" onPress={onClose}>
          {say(words.clear)}
        </Button>
      </div>
    </section>
  )
}
