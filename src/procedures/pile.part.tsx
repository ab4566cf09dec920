// Several cases decided at once: one act for all, and for each whether it was done, or why not.
import { useState } from 'react'
import { Button, Choice, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { isRefusal } from './acting.rules.ts'
import { actingWords } from './acting.words.ts'
import { actOnCases, getCase, listCases, type PileAct } from './case.contract.ts'
import type { CaseBrief } from './caseshown.contract.ts'
import { deskPageWords as words } from './deskpage.words.ts'
import { type PileResult, PileResults } from './pileresult.part.tsx'
import { getProcedure } from './procedure.contract.ts'
import { groundsChosen } from './step.rules.ts'
import { groundWords } from './step.words.ts'

type Verb = PileAct['verb']
const verbsOfKind: Readonly<Record<string, readonly Verb[]>> = {
  intake: ['accept', 'reject'],
  review: ['pass', 'refuse'],
  notice: ['publish', 'close_notice'],
  decision: ['grant', 'refuse'],
}
const needsReason = (verb: Verb) => verb === 'reject' || verb === 'refuse' || verb === 'grant'
const pileMost = 100
const reasonLeast = 4

/** The acts that all chosen cases have in common: those of their one kind of stage. */
function commonVerbs(cases: readonly CaseBrief[]): readonly Verb[] {
  const kinds = new Set(cases.map((one) => (one.status === 'open' ? one.stageKind : null)))
  const [kind] = kinds
  const verbs = kinds.size === 1 && kind ? (verbsOfKind[kind] ?? []) : []
  // The levels to grant are those of one procedure.
  return new Set(cases.map((one) => one.procedureCode)).size === 1 ? verbs : verbs.filter((verb) => verb !== 'grant')
}

export function Pile({ chosen, onClear }: { chosen: readonly CaseBrief[]; onClear: () => void }) {
  const say = useSay()
  const [results, setResults] = useState<PileResult[]>()
  const numbers = new Map(chosen.map((one) => [one.id, one.caseNo]))
  const send = useSend(actOnCases, {
    refresh: [listCases, getCase],
    onDone: ({ items }) => {
      setResults(items.map(({ id, isDone, text }) => ({ name: numbers.get(id) ?? id, isDone, text })))
      onClear()
    },
  })
  if (chosen.length === 0)
    return results ? <PileResults results={results} done={words.pileDone} onClose={() => setResults(undefined)} /> : null
  const verbs = commonVerbs(chosen)
  return (
    <section className="pile" aria-label={say(words.pileTitle)}>
      <div className="pile-head">
        <b>{say(words.selected, { count: chosen.length })}</b>
        <Button size="small" kind="quiet" onPress={onClear}>
          {say(words.clear)}
        </Button>
      </div>
      <p className="why">{say(verbs.length === 0 ? words.pileMixed : chosen.length > pileMost ? words.pileMost : words.pileLead)}</p>
      {verbs.length > 0 && chosen.length <= pileMost && (
        <PileForm
          key={verbs.join()}
          verbs={verbs}
          procedureCode={chosen[0]!.procedureCode}
          isBusy={send.isPending}
          onAct={(act) => send.mutate({ cases: chosen.map(({ id, actionCount }) => ({ id, number: actionCount })), act })}
        />
      )}
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
    </section>
  )
}

type FormProps = { verbs: readonly Verb[]; procedureCode: string; isBusy: boolean; onAct: (act: PileAct) => void }

function PileForm({ verbs, procedureCode, isBusy, onAct }: FormProps) {
  const say = useSay()
  const [verb, setVerb] = useState<Verb>(verbs[0]!)
  const [text, setText] = useState('')
  const [level, setLevel] = useState('')
  const [ground, setGround] = useState('')
  const [isGroundMissing, setIsGroundMissing] = useState(false)
  const [isMissing, setIsMissing] = useState(false)
  const isRefusing = isRefusal(verb)
  const takesText = verb !== 'publish' && verb !== 'close_notice'
  const levels = useRead(getProcedure, { code: procedureCode }, { enabled: verb === 'grant', staleTime: 600_000 }).data?.levels ?? []
  const send = () => {
    const isShort = needsReason(verb) && text.trim().length < reasonLeast
    setIsMissing(isShort)
    setIsGroundMissing(isRefusing && ground === '')
    if (isShort || (isRefusing && ground === '')) return
    if (verb === 'publish' || verb === 'close_notice') onAct({ verb })
    else if (verb === 'accept' || verb === 'pass') onAct({ verb, opinion: text })
    else if (verb === 'grant') onAct({ verb, reason: text, ...(level ? { level } : {}) })
    else onAct({ verb, reason: text, ground })
  }
  return (
    <div className="pile-form">
      <Choice
        label={actingWords.title}
        value={verb}
        options={verbs.map((value) => ({ value, word: actingWords[value] }))}
        onChoose={(chosen) => {
          setVerb(chosen)
          setIsMissing(false)
          setIsGroundMissing(false)
        }}
      />
      {isRefusing && <Ground value={ground} isMissing={isGroundMissing} onChange={setGround} />}
      {takesText && (
        <Field
          label={needsReason(verb) ? actingWords.reason : actingWords.opinion}
          isOptional={!needsReason(verb)}
          {...(isMissing ? { problem: say(actingWords.reasonMissing) } : {})}
        >
          {(control) => <input {...control} maxLength={2000} value={text} onChange={(event) => setText(event.target.value)} />}
        </Field>
      )}
      {verb === 'grant' && levels.length > 0 && (
        <Field label={actingWords.level}>
          {(control) => (
            <select {...control} className="input" value={level} onChange={(event) => setLevel(event.target.value)}>
              <option value="">{say(actingWords.choose)}</option>
              {levels.map(({ code, title }) => (
                <option key={code} value={code}>
                  {say(title)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Button kind="primary" isBusy={isBusy} onPress={send}>
        {say(actingWords[verb])}
      </Button>
    </div>
  )
}

/** The kind of ground that all of a pile are refused on. */
function Ground({ value, isMissing, onChange }: { value: string; isMissing: boolean; onChange: (ground: string) => void }) {
  const say = useSay()
  return (
    <Field label={actingWords.ground} {...(isMissing ? { problem: say(actingWords.chooseMissing) } : {})}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{say(actingWords.choose)}</option>
          {groundsChosen.map((code) => (
            <option key={code} value={code}>
              {say(groundWords[code])}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
