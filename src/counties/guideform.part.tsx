// What the province does with its programmes: closes one that ended, and loads the next.
import { type FormEvent, useState } from 'react'
import type { Input } from '../kernel/contract.ts'
import type { Word } from '../kernel/word.ts'
import { DayText } from '../web/daytext.tsx'
import { Button, Field } from '../web/field.tsx'
import { shanghaiDay } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { closeGuide, type Guide, guideKinds, type ListedGuide, listGuides, loadGuide, recordGuideTargets } from './guide.contract.ts'
import { guideWords } from './guide.words.ts'
import { guidePageWords as words } from './guidepage.words.ts'
import { DayField, Line, Rows } from './rows.part.tsx'

export function CloseGuide({ guide, onDone }: { guide: ListedGuide; onDone: () => void }) {
  const say = useSay()
  const [closedOn, setClosedOn] = useState(shanghaiDay(Date.now()))
  const [documentNo, setDocumentNo] = useState('')
  const [evaluation, setEvaluation] = useState('')
  const [findings, setFindings] = useState<Readonly<Record<string, string>>>({})
  const [isTried, setIsTried] = useState(false)
  const send = useSend(closeGuide, { refresh: [listGuides], onDone })
  const isShort = evaluation.trim().length < 20
  const missing = (isMissing: boolean, word: Word = words.missing) => (isTried && isMissing ? { problem: say(word) } : {})
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (!closedOn || documentNo.trim().length < 2 || isShort) return
    const said = Object.entries(findings).map(([code, finding]) => ({ code, finding }))
    send.mutate({ code: guide.code, closedOn, documentNo, evaluation, findings: said })
  }
  return (
    <form className="form pane" onSubmit={submit} noValidate>
      <p className="why">{say(words.closeLead)}</p>
      <Field label={words.closedOn} {...missing(closedOn === '')}>
        {(control) => <DayText control={control} value={closedOn} onChange={setClosedOn} />}
      </Field>
      <Field label={words.documentNo} {...missing(documentNo.trim().length < 2)}>
        {(control) => <input {...control} maxLength={100} value={documentNo} onChange={(event) => setDocumentNo(event.target.value)} />}
      </Field>
      <Field label={words.evaluation} {...missing(isShort, words.evaluationShort)}>
        {(control) => (
          <textarea {...control} rows={8} maxLength={20_000} value={evaluation} onChange={(event) => setEvaluation(event.target.value)} />
        )}
      </Field>
      {guide.groups.map(({ code, title }) => {
        const { taskCount: tasks = 0, doneCount: done = 0 } = guide.progress.find((one) => one.code === code) ?? {}
        return (
          <Field key={code} label={title} hint={say(words.counted, { tasks, done })} isOptional>
            {(control) => (
              <textarea
                {...control}
                rows={2}
                maxLength={2000}
                value={findings[code] ?? ''}
                onChange={(event) => setFindings({ ...findings, [code]: event.target.value })}
              />
            )}
          </Field>
        )
      })}
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.close)}
        </Button>
        <Button onPress={onDone}>{say(words.cancel)}</Button>
      </div>
    </form>
  )
}

type Draft = Input<typeof loadGuide>
type Group = Draft['groups'][number]
const nothing = { zh: '', en: '' }
const freshGroup: Group = { code: '', title: nothing, measures: nothing, followsCode: null }
const fresh: Draft = {
  ...{ code: '', kind: 'guide', title: nothing, documentNo: '', source: '', firstOn: '', lastOn: '', follows: null },
  ...{ groups: [freshGroup], targets: [] },
}
const isBlank = ({ zh, en }: { zh: string; en: string }) => zh.trim() === '' || en.trim() === ''
const codeForm = /^[a-z][a-z0-9-]{1,39}$/
const groupForm = /^[a-z][a-z0-9_]{1,39}$/

/** Whether a draft may be sent; each field tells what it lacks by itself. */
const isWhole = ({ code, title, documentNo, source, firstOn, lastOn, groups, targets = [] }: Draft) =>
  codeForm.test(code) &&
  !isBlank(title) &&
  documentNo.trim().length >= 2 &&
  source.trim().length >= 2 &&
  firstOn !== '' &&
  lastOn !== '' &&
  groups.length > 0 &&
  groups.every((group) => groupForm.test(group.code) && !isBlank(group.title) && !isBlank(group.measures)) &&
  new Set(groups.map((group) => group.code)).size === groups.length &&
  areWhole(targets)

/** What a successor begins with: the groups of the one before, each going on from itself. */
const groupsAfter = (before: Guide | undefined): Group[] =>
  before ? before.groups.map(({ code, title, measures }) => ({ code, title, measures, followsCode: code })) : [freshGroup]

export function LoadGuide({ guides, onDone }: { guides: readonly Guide[]; onDone: () => void }) {
  const say = useSay()
  const [draft, setDraft] = useState(fresh)
  const [isTried, setIsTried] = useState(false)
  const send = useSend(loadGuide, { refresh: [listGuides], onDone })
  const set = (more: Partial<Draft>) => setDraft({ ...draft, ...more })
  const before = guides.find(({ code }) => code === draft.follows)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (isWhole(draft)) send.mutate(draft)
  }
  return (
    <form className="form pane" onSubmit={submit} noValidate>
      <h2>{say(words.load)}</h2>
      <p className="why">{say(words.loadLead)}</p>
      <Head draft={draft} guides={guides} isTried={isTried} onChange={setDraft} />
      <Groups draft={draft} before={before} isTried={isTried} onChange={(groups) => set({ groups })} />
      <Targets rows={draft.targets ?? []} isTried={isTried} onChange={(targets) => set({ targets })} />
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.send)}
        </Button>
        <Button onPress={onDone}>{say(words.cancel)}</Button>
      </div>
    </form>
  )
}

type HeadProps = { draft: Draft; guides: readonly Guide[]; isTried: boolean; onChange: (draft: Draft) => void }

/** What a programme is called, from when till when it is in force, and which one it follows. */
function Head({ draft, guides, isTried, onChange }: HeadProps) {
  const say = useSay()
  const set = (more: Partial<Draft>) => onChange({ ...draft, ...more })
  const lacking = (isMissing: boolean, word: Word = words.missing) => (isTried && isMissing ? { problem: say(word) } : {})
  const closed = guides.filter(
    ({ kind, state, code }) => kind === draft.kind && state === 'closed' && !guides.some((one) => one.follows === code),
  )
  return (
    <div className="plan-row">
      <Field label={words.kind}>
        {(control) => (
          <select {...control} value={draft.kind} onChange={(event) => set({ kind: event.target.value as Draft['kind'], follows: null })}>
            {guideKinds.map((kind) => (
              <option key={kind} value={kind}>
                {say(guideWords[`kind_${kind}`])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.followsOf}>
        {(control) => (
          <select
            {...control}
            value={draft.follows ?? ''}
            onChange={(event) => {
              const follows = event.target.value || null
              set({ follows, groups: groupsAfter(guides.find(({ code }) => code === follows)) })
            }}
          >
            <option value="">{say(words.followsNone)}</option>
            {closed.map(({ code, title }) => (
              <option key={code} value={code}>
                {say(title)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Line
        label={words.code}
        value={draft.code}
        onChange={(code) => set({ code })}
        {...lacking(!codeForm.test(draft.code), words.codeWrong)}
      />
      <Both titles={[words.titleZh, words.titleEn]} value={draft.title} onChange={(title) => set({ title })} isTried={isTried} />
      <Line
        label={words.documentNo}
        value={draft.documentNo}
        onChange={(documentNo) => set({ documentNo })}
        {...lacking(draft.documentNo.trim().length < 2)}
      />
      <Line
        label={words.sourceOf}
        value={draft.source}
        onChange={(source) => set({ source })}
        {...lacking(draft.source.trim().length < 2)}
      />
      <DayField label={words.firstOn} value={draft.firstOn} onChange={(firstOn) => set({ firstOn })} {...lacking(draft.firstOn === '')} />
      <DayField label={words.lastOn} value={draft.lastOn} onChange={(lastOn) => set({ lastOn })} {...lacking(draft.lastOn === '')} />
    </div>
  )
}

type SentTargets = NonNullable<Draft['targets']>
const areWhole = (targets: SentTargets) => targets.every((target) => !isBlank(target.title) && !isBlank(target.wanted))

function Targets({ rows, isTried, onChange }: { rows: SentTargets; isTried: boolean; onChange: (rows: SentTargets) => void }) {
  return (
    <Rows
      title={words.targets}
      rows={rows}
      fresh={{ title: nothing, wanted: nothing, source: '' }}
      onChange={onChange}
      draw={(row, change) => (
        <>
          <Both
            titles={[words.titleZh, words.titleEn]}
            value={row.title}
            onChange={(title) => change({ ...row, title })}
            isTried={isTried}
          />
          <Both
            titles={[words.wantedZh, words.wantedEn]}
            value={row.wanted}
            onChange={(wanted) => change({ ...row, wanted })}
            isTried={isTried}
          />
          <Line label={words.targetSource} value={row.source ?? ''} onChange={(source) => change({ ...row, source })} />
        </>
      )}
    />
  )
}

/** Writes down what of a programme came to hand after it was loaded. */
export function AmendGuide({ guide, onDone }: { guide: Guide; onDone: () => void }) {
  const say = useSay()
  const [documentNo, setDocumentNo] = useState(guide.documentNo)
  const [targets, setTargets] = useState<SentTargets>(guide.targets)
  const [isTried, setIsTried] = useState(false)
  const send = useSend(recordGuideTargets, { refresh: [listGuides], onDone })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (areWhole(targets)) send.mutate({ code: guide.code, documentNo, targets })
  }
  return (
    <form className="form pane" onSubmit={submit} noValidate>
      <Line label={words.documentNo} value={documentNo} onChange={setDocumentNo} />
      <Targets rows={targets} isTried={isTried} onChange={setTargets} />
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.save)}
        </Button>
        <Button onPress={onDone}>{say(words.cancel)}</Button>
      </div>
    </form>
  )
}

type GroupsProps = { draft: Draft; before: Guide | undefined; isTried: boolean; onChange: (groups: Group[]) => void }

function Groups({ draft: { groups }, before, isTried, onChange }: GroupsProps) {
  const say = useSay()
  const isWrong = (code: string) => !groupForm.test(code) || groups.filter((group) => group.code === code).length > 1
  return (
    <Rows
      title={words.groups}
      rows={groups}
      fresh={freshGroup}
      onChange={onChange}
      draw={(row, change) => (
        <>
          <Line
            label={words.code}
            value={row.code}
            onChange={(code) => change({ ...row, code })}
            {...(isTried && isWrong(row.code) ? { problem: say(words.groupCodeWrong) } : {})}
          />
          <Both
            titles={[words.titleZh, words.titleEn]}
            value={row.title}
            onChange={(title) => change({ ...row, title })}
            isTried={isTried}
          />
          <Both
            titles={[words.measuresZh, words.measuresEn]}
            value={row.measures}
            onChange={(measures) => change({ ...row, measures })}
            isTried={isTried}
          />
          {before && (
            <Field label={words.followsGroup}>
              {(control) => (
                <select
                  {...control}
                  value={row.followsCode ?? ''}
                  onChange={(event) => change({ ...row, followsCode: event.target.value || null })}
                >
                  <option value="">{say(words.followsNone)}</option>
                  {before.groups.map((group) => (
                    <option key={group.code} value={group.code}>
                      {say(group.title)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          )}
        </>
      )}
    />
  )
}

type BothProps = {
  titles: readonly [{ zh: string; en: string }, { zh: string; en: string }]
  value: { zh: string; en: string }
  onChange: (value: { zh: string; en: string }) => void
  isTried: boolean
}

/** A text in both languages, which are both needed. */
function Both({ titles: [zh, en], value, onChange, isTried }: BothProps) {
  const say = useSay()
  const lacking = (text: string) => (isTried && text.trim() === '' ? { problem: say(words.missing) } : {})
  return (
    <>
      <Line label={zh} value={value.zh} onChange={(text) => onChange({ ...value, zh: text })} {...lacking(value.zh)} />
      <Line label={en} value={value.en} onChange={(text) => onChange({ ...value, en: text })} {...lacking(value.en)} />
    </>
  )
}
