// An application being filled in or mended: it keeps itself as one types, is checked whole, and is filed.
import '../web/styles/procedures.css'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { SignedInRead } from '../identity/signedin.part.tsx'
import type { Word } from '../kernel/word.ts'
import { CallRefused } from '../web/call.ts'
import { Button, ErrorSummary, type Mistake } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Empty, Problem, Shape } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { applicationWords as words } from './application.words.ts'
import { getCase, listMyCases, submitCase } from './case.contract.ts'
import type { CaseShown } from './caseshown.contract.ts'
import { ConditionResults } from './condition.part.tsx'
import { type Draft, useDraft } from './draft.part.tsx'
import { AnswersShown } from './filled.part.tsx'
import { FormFields, fieldIdOf, type GivenRow, isAskedNow } from './form.part.tsx'
import { Kept, Until } from './kept.part.tsx'
import { listMaterials } from './material.contract.ts'
import { MaterialForm, MaterialList } from './material.part.tsx'
import { mendedWords } from './mended.words.ts'

export function ApplicationPage() {
  const say = useSay()
  const { id } = useParams({ from: '/apply/$id' })
  const { me } = useMe()
  const reading = useRead(getCase, { id }, { enabled: me !== undefined, staleTime: 0, refetchOnWindowFocus: false })
  useTitle(say(words.title))
  return (
    <Main>
      <SignedInRead
        of={reading}
        onward={`/apply/${id}`}
        why={words.signInWhy}
        gone={{
          title: words.goneTitle,
          why: words.goneWhy,
          way: (
            <Link className="btn primary" to="/my/cases">
              {say(words.crumb)}
            </Link>
          ),
        }}
      >
        {(opened) => (reading.isFetching && !reading.isFetchedAfterMount ? <Shape /> : <Opened opened={opened} />)}
      </SignedInRead>
    </Main>
  )
}

function Opened({ opened }: { opened: CaseShown }) {
  const say = useSay()
  if (opened.status === 'draft' || opened.status === 'mending') return <Filling key={opened.id} opened={opened} />
  return (
    <Empty title={words.closedTitle} why={words.closedWhy}>
      <Link className="btn primary" to="/cases/$id" params={{ id: opened.id }}>
        {say(words.toCase)}
      </Link>
    </Empty>
  )
}

function Filling({ opened }: { opened: CaseShown }) {
  const say = useSay()
  const { step } = useSearch({ from: '/apply/$id' })
  const draft = useDraft(opened)
  const isMending = opened.status === 'mending'
  return (
    <>
      <nav aria-label={say(webWords.position)}>
        <ol className="crumbs">
          <li>
            <Link to="/my/cases">{say(words.crumb)}</Link>
          </li>
          <li>
            <Link to="/cases/$id" params={{ id: opened.id }}>
              {opened.caseNo}
            </Link>
          </li>
        </ol>
      </nav>
      <header className="case-head">
        <h1 className="page-title">{say(opened.procedure)}</h1>
        <p className="muted">{say(step === 'check' ? words.checkTitle : isMending ? words.mendTitle : words.title)}</p>
      </header>
      {step === 'check' ? <Check draft={draft} /> : <Fill draft={draft} />}
    </>
  )
}

/** What keeps the application from being filed, each with the field it is about. */
function useMistakes(draft: Draft): { field: Mistake; path: string; text: string }[] {
  const say = useSay()
  const materials = useRead(listMaterials, { id: draft.kept.id })
  const { fields } = draft.kept
  const mistake = (path: string, word: Word, title: string, text: string) => ({
    ...{ path, text, field: { fieldId: fieldIdOf(path), sentence: say(word, { title, text }) } },
  })
  const titleAt = (path: string) => {
    const field = fields.find((one) => one.key === path.split('.')[0])
    const inner = field?.fields.find((one) => one.key === path.split('.')[2])
    return [field, inner].flatMap((one) => (one ? [say(one.title)] : [])).join(' · ')
  }
  const wrong = draft.issues.map(({ path, text }) => mistake(path, words.wrong, titleAt(path), say(text)))
  const missing = fields
    .filter((field) => !field.isOptional && isAskedNow(field, draft.given) && isBlank(draft.given[field.key]))
    .map((field) => mistake(field.key, words.missing, say(field.title), say(webWords.required)))
  const notGiven = (materials.data?.items ?? [])
    .filter((material) => material.isRequired && material.items.length === 0)
    .map((material) => mistake(`material.${material.code}`, words.missingMaterial, say(material.title), say(webWords.required)))
  return [...wrong, ...missing, ...notGiven]
}

const isBlank = (value: unknown) => value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

function Fill({ draft }: { draft: Draft }) {
  const say = useSay()
  const navigate = useNavigate()
  const [attempt, setAttempt] = useState(0)
  const [focused, setFocused] = useState('')
  const { kept, given, change, issues } = draft
  const mistakes = useMistakes(draft)
  const isOpen = ({ key }: { key: string }) =>
    kept.openFields === null || kept.openFields.includes(key) || issues.some(({ path }) => path.split('.')[0] === key)
  const open = kept.fields.filter(isOpen)
  const defects = new Map(kept.defects.map((defect) => [defect.path, defect.text]))
  const problemOf = (path: string) => {
    const found = attempt > 0 ? mistakes.find((one) => one.path === path)?.text : undefined
    const issue = issues.find((one) => one.path === path && focused !== path)
    return found ?? (issue && say(issue.text))
  }
  const next = async () => {
    const wrong = await draft.flush()
    if (wrong === undefined) return
    if (wrong.length + mistakes.filter((one) => !issues.some((issue) => issue.path === one.path)).length > 0) return setAttempt(attempt + 1)
    await navigate({ to: '/apply/$id', params: { id: kept.id }, search: { step: 'check' } })
  }
  return (
    <div className="apply">
      <div className="apply-side">
        <Kept draft={draft} />
        <Until kept={kept} />
        <section aria-labelledby="apply-conditions">
          <h2 id="apply-conditions">{say(words.conditionsTitle)}</h2>
          <ConditionResults conditions={kept.conditions} />
        </section>
      </div>
      <form
        className="apply-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void next()
        }}
        onFocus={(event) => setFocused(pathOf(event.target))}
        onBlur={() => setFocused('')}
      >
        {attempt > 0 && <ErrorSummary mistakes={mistakes.map((one) => one.field)} attempt={attempt} />}
        {kept.status === 'mending' && <Defects kept={kept} />}
        {open.some((field) => isAskedNow(field, given)) && (
          <section className="form" aria-labelledby="apply-form">
            <h2 id="apply-form">{say(words.formTitle)}</h2>
            <FormFields fields={open} given={given} onChange={change} problemOf={problemOf} defectOf={(path) => defects.get(path)} />
          </section>
        )}
        <section className="form" aria-labelledby="apply-materials">
          <h2 id="apply-materials">{say(words.materialsTitle)}</h2>
          <MaterialForm
            caseId={kept.id}
            isMending={kept.openFields !== null}
            problemOf={problemOf}
            defectOf={(path) => defects.get(path)}
          />
        </section>
        <Standing fields={kept.fields.filter((field) => !isOpen(field))} given={given} />
        <div className="buttons">
          <Button type="submit" kind="primary" size="large" isBusy={false}>
            {say(words.next)}
          </Button>
        </div>
      </form>
    </div>
  )
}

/** What nobody asked to mend: it is read and not changed. */
function Standing({ fields, given }: { fields: CaseShown['fields']; given: GivenRow }) {
  const say = useSay()
  if (fields.length === 0) return null
  return (
    <section aria-labelledby="apply-rest">
      <h2 id="apply-rest">{say(mendedWords.restTitle)}</h2>
      <p className="why">{say(mendedWords.restWhy)}</p>
      <AnswersShown fields={fields} answers={given} />
    </section>
  )
}

const pathOf = (target: EventTarget) => (target as HTMLElement).closest<HTMLElement>('[data-path]')?.dataset['path'] ?? ''

/** The one complete list of what is to be mended, each a way to its field. */
function Defects({ kept }: { kept: CaseShown }) {
  const say = useSay()
  const titleOf = (path: string) => kept.fields.find((field) => field.key === path)?.title
  const idOf = (path: string) => fieldIdOf(titleOf(path) || path.startsWith('material.') ? path : `material.${path}`)
  return (
    <section className="box defects" aria-labelledby="defects-title">
      <h2 id="defects-title">{say(words.mendTitle)}</h2>
      <p className="why">{say(words.mendLead, { count: kept.defects.length })}</p>
      <ol className="numbered">
        {kept.defects.map((defect) => (
          <li key={`${defect.path} ${defect.text}`}>
            <a
              href={`#${idOf(defect.path)}`}
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(idOf(defect.path))?.focus()
              }}
            >
              {titleOf(defect.path) ? say(words.wrong, { title: say(titleOf(defect.path)!), text: defect.text }) : defect.text}
            </a>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Check({ draft }: { draft: Draft }) {
  const say = useSay()
  const navigate = useNavigate()
  const { kept } = draft
  const send = useSend(submitCase, {
    refresh: [getCase, listMyCases],
    onDone: ({ id }) => void navigate({ to: '/cases/$id', params: { id } }),
  })
  const back = () => void navigate({ to: '/apply/$id', params: { id: kept.id }, search: {} })
  const isMending = kept.status === 'mending'
  const unmet = kept.conditions.filter(({ result }) => result === 'not_met')
  return (
    <div className="apply-body">
      <p className="why">{say(words.checkLead)}</p>
      <section aria-labelledby="apply-form">
        <h2 id="apply-form">{say(words.formTitle)}</h2>
        <AnswersShown fields={kept.fields} answers={draft.given} />
      </section>
      <section aria-labelledby="apply-materials">
        <h2 id="apply-materials">{say(words.materialsTitle)}</h2>
        <MaterialList caseId={kept.id} />
      </section>
      <section aria-labelledby="apply-conditions">
        <h2 id="apply-conditions">{say(words.conditionsTitle)}</h2>
        <ConditionResults conditions={kept.conditions} />
      </section>
      {send.error && (
        <Problem key={send.submittedAt} error={send.error} isAnswer>
          <Lacking error={send.error} />
        </Problem>
      )}
      <div className="buttons">
        <Button
          kind="primary"
          size="large"
          isBusy={send.isPending}
          reason={unmet.length > 0 ? `${say(words.unmetLead)}${unmet.map((one) => say(one.text)).join('；')}` : undefined}
          onPress={() => send.mutate({ id: kept.id })}
        >
          {say(isMending ? words.fileMended : words.file)}
        </Button>
        <Button size="large" onPress={back}>
          {say(words.back)}
        </Button>
      </div>
    </div>
  )
}

/** Every reason why it was not filed. */
function Lacking({ error }: { error: Error }) {
  const say = useSay()
  if (!(error instanceof CallRefused)) return null
  const lists = [error.params['issues'], error.params['conditions']] as ({ text: { zh: string; en: string } }[] | undefined)[]
  const texts = lists.flatMap((list) => list ?? []).map((one) => say(one.text))
  return (
    <ul className="reasons">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}
