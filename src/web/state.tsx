// What a page shows when it has nothing, waits, was refused, or failed.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { permissionWords } from '../identity/permission.words.ts'
import type { Language, Word } from '../kernel/word.ts'
import { CallRefused } from './call.ts'
import { readable } from './format.ts'
import { T, useLanguage, useSay } from './language.tsx'
import type { CallError } from './query.tsx'
import { webWords } from './web.words.ts'

/** Nothing here yet: what will appear, where it comes from, one action. */
export function Empty({ title, why, children }: { title: Word; why: Word; children?: ReactNode }) {
  return (
    <div className="box empty">
      <p>
        <b>
          <T w={title} />
        </b>
      </p>
      <p className="why">
        <T w={why} />
      </p>
      {children && <div className="buttons">{children}</div>}
    </div>
  )
}

/** Who is not signed in is told what they will see, and comes back to where they were. */
export function SignInFirst({ onward, why = webWords.signInFirstWhy }: { onward: string; why?: Word }) {
  return (
    <Empty title={webWords.signInFirstTitle} why={why}>
      <Link className="btn primary" to="/sign-in" search={{ onward }}>
        <T w={webWords.signIn} />
      </Link>
    </Empty>
  )
}

/** What an address does not lead to: named as the page's own heading, and the way on. */
export function Gone({ title, why, children }: { title: Word; why: Word; children: ReactNode }) {
  return (
    <>
      <h1 className="page-title">
        <T w={title} />
      </h1>
      <p className="why">
        <T w={why} />
      </p>
      <div className="buttons">{children}</div>
    </>
  )
}

/** Whether the answer says that there is nothing at the address: a name nobody knows, or one that cannot be one. */
export function isGone(error: CallError | null): boolean {
  return error instanceof CallRefused && (error.code === 'not_found' || error.code === 'invalid_input')
}

/** The shape of a list that is on its way; it appears only after 0.2 s and stands still. */
export function Shape({ rows = 5 }: { rows?: number }) {
  return (
    <div className="shape" role="status">
      <span className="unseen">
        <T w={webWords.loading} />
      </span>
      <div aria-hidden="true">
        {Array.from({ length: rows + 1 }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a shape have no identity
          <div key={index} className={index === 0 ? 'row head' : 'row'}>
            <i />
            <i />
            <i />
          </div>
        ))}
      </div>
    </div>
  )
}

/** The sentence of what went wrong with a call, in the reader's language. */
export function useErrorSentence(): (error: CallError) => string {
  const say = useSay()
  const { language } = useLanguage()
  return (error) => {
    if (error instanceof CallRefused) {
      const params = { ...readable(error.params, language), ...permissionIn(error.params, language) }
      return error.word ? say(error.word, params) : say(webWords.unknownRefusal, { code: error.code })
    }
    return error.requestId ? say(webWords.faultWithNumber, { requestId: error.requestId }) : say(webWords.faultNoAnswer)
  }
}

/** The permission that a refusal misses, in words and not by its name. */
function permissionIn(params: Readonly<Record<string, unknown>>, language: Language): { permission?: string } {
  const word = permissionWords[params['permission'] as keyof typeof permissionWords] as Word | undefined
  return word ? { permission: word[language] } : {}
}

type ProblemProps = {
  error: CallError
  retry?: () => void
  isAnswer?: boolean
  title?: Word
  /** Said instead of the error's own sentence, where the page knows more. */
  sentence?: string
  /** The sentences of a refusal that lists its reasons, as `reason_<code>`. */
  reasonWords?: Readonly<Record<string, Word | object>>
  /** What to do now: buttons and links. */
  children?: ReactNode
}

/**
 * Why a call came to nothing. A refusal says what, why, and by its children what now; a fault admits itself and gives its number.
 * It takes the focus when it appears after something the reader did (`isAnswer`).
 */
export function Problem({ error, retry, isAnswer, title, sentence, reasonWords, children }: ProblemProps) {
  const own = useErrorSentence()(error)
  const isRefusal = error instanceof CallRefused
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isAnswer) box.current?.focus()
  }, [isAnswer])
  return (
    <div ref={box} className={isRefusal ? 'box refused' : 'box fault'} role="alert" tabIndex={-1}>
      <p>
        <b>
          <T w={title ?? (isRefusal ? webWords.refusedTitle : webWords.faultTitle)} />
        </b>
      </p>
      <p className="why">{sentence ?? own}</p>
      {reasonWords && isRefusal && <Reasons error={error} words={reasonWords} />}
      {(children || retry) && (
        <div className="buttons">
          {children}
          {retry && (
            <button type="button" className="btn" onClick={retry}>
              <T w={webWords.retry} />
            </button>
          )}
        </div>
      )}
    </div>
  )
}

type Reason = { code: string; params?: Record<string, unknown> }

/** Every reason of a refusal, each as its own sentence. */
function Reasons({ error, words }: { error: CallRefused; words: Readonly<Record<string, Word | object>> }) {
  const say = useSay()
  const { language } = useLanguage()
  const reasons = (error.params['reasons'] as Reason[] | undefined) ?? []
  return (
    <ul className="reasons">
      {reasons.map((reason) => {
        const word = words[`reason_${reason.code}`] as Word | undefined
        return (
          <li key={`${reason.code} ${JSON.stringify(reason.params)}`}>
            {word ? say(word, readable({ ...reason, ...reason.params }, language)) : reason.code}
          </li>
        )
      })}
    </ul>
  )
}

export type Reading<Data> = { data: Data | undefined; error: CallError | null; isPending: boolean; refetch: () => unknown }

/** One reading in its three states: its shape, its problem, or what it holds. */
export function Read<Data>({
  of,
  rows,
  shape,
  children,
}: {
  of: Reading<Data>
  rows?: number
  shape?: ReactNode
  children: (data: Data) => ReactNode
}) {
  if (of.data !== undefined) return children(of.data)
  if (of.error) return <Problem error={of.error} retry={() => void of.refetch()} />
  return shape ?? <Shape rows={rows} />
}

/** Long work, told in counts. */
export function Progress({ done, total, label, children }: { done: number; total: number; label: Word; children?: ReactNode }) {
  const say = useSay()
  const share = total > 0 ? Math.min(1, done / total) : 0
  return (
    <>
      <div
        className="progress"
        role="progressbar"
        aria-label={say(label)}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={Math.min(done, total)}
      >
        <i style={{ width: `${(share * 100).toFixed(1)}%` }} />
      </div>
      {children}
    </>
  )
}
