// What an office asked to be mended, and what became of it: each field as it was filed and as it is now.
import { useSay } from '../web/language.tsx'
import type { CaseShown } from './caseshown.contract.ts'
import { AnswerShown } from './filled.part.tsx'
import { mendedWords as words } from './mended.words.ts'

export function Mended({ of }: { of: CaseShown }) {
  const say = useSay()
  if (of.mended.length === 0) return null
  return (
    <section>
      <h2>{say(words.title)}</h2>
      <ul className="mended">
        {of.mended.map((one) => {
          const field = of.fields.find(({ key }) => key === one.key)
          const isSame = JSON.stringify(one.before) === JSON.stringify(one.after)
          return (
            <li key={`${one.path} ${one.text}`}>
              <p>
                <b>{one.title ? say(one.title) : say(words.whole)}</b>
              </p>
              <p className="why">{say(words.asked, { text: one.text })}</p>
              {!field && Array.isArray(one.before) && Array.isArray(one.after) ? (
                <Files before={one.before} after={one.after} />
              ) : !field ? (
                <p className="note">{say(words.seeAnswers)}</p>
              ) : isSame ? (
                <p className="tag warn">{say(words.same)}</p>
              ) : (
                <dl className="before-after">
                  <div>
                    <dt>{say(words.before)}</dt>
                    <dd>
                      <AnswerShown field={field} value={one.before} />
                    </dd>
                  </div>
                  <div>
                    <dt>{say(words.after)}</dt>
                    <dd>
                      <AnswerShown field={field} value={one.after} />
                    </dd>
                  </div>
                </dl>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** A material as it was given and as it is given now, by the names of its files. */
function Files({ before, after }: { before: readonly string[]; after: readonly string[] }) {
  const say = useSay()
  const told = (names: readonly string[]) => names.map((name) => name || say(words.onPaper)).join('、') || say(words.noFile)
  if (told(before) === told(after)) return <p className="tag warn">{say(words.same)}</p>
  return (
    <dl className="before-after">
      <div>
        <dt>{say(words.before)}</dt>
        <dd>{told(before)}</dd>
      </div>
      <div>
        <dt>{say(words.after)}</dt>
        <dd>{told(after)}</dd>
      </div>
    </dl>
  )
}
