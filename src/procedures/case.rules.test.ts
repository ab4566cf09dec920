import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { openFiles } from '../kernel/files.ts'
import { readSeed } from '../kernel/seeds.ts'
import { procedures, rulings, slicesInOrder } from '../slices.server.ts'
import { type Action, type ActProblem, actsOf, type CaseState, endedStatuses, foldCase, step, unopened, type Verb } from './case.rules.ts'
import { dueOf, urgencyOf } from './clock.rules.ts'
import { checkAnswers, missingOf } from './form.rules.ts'
import { defineProcedure, officesOfAll, type Procedure } from './procedure.rules.ts'
import { parameterFaults, proveProcedure } from './proof.rules.ts'

const files = openFiles('/nonexistent')
const prove = (procedure: Procedure) => proveProcedure(procedure, Object.keys(rulings))

const calendar = { exceptions: new Map([['2026-10-01', false]]), knownYears: new Set([2026]) }

test('suspended working days do not count, and what reaches into a year without a notice is provisional', () => {
  const due = (suspensions: Parameters<typeof dueOf>[2], from = '2026-03-02', limit = 5) => dueOf(from, limit, suspensions, calendar)
  assert.deepEqual(due([]), { day: '2026-03-09', isCertain: true })
  assert.deepEqual(due([{ kind: 'mending', from: '2026-03-03', to: '2026-03-10' }]), { day: '2026-03-16', isCertain: true })
  const twice = [
    { kind: 'mending', from: '2026-03-03', to: '2026-03-10' },
    { kind: 'objection', from: '2026-03-05', to: '2026-03-10' },
  ] as const
  assert.deepEqual(due(twice), { day: '2026-03-16', isCertain: true })
  assert.equal(due([{ kind: 'expert', from: '2026-03-03', to: null }]), null)
  assert.deepEqual(due([], '2026-09-30', 1), { day: '2026-10-02', isCertain: true })
  assert.deepEqual(due([], '2026-12-30', 5)?.isCertain, false)
})

test('what is due within two working days is due soon, however many days a holiday puts between', () => {
  const week = { exceptions: new Map(['01', '02', '05', '06', '07'].map((day) => [`2026-10-${day}`, false])), knownYears: new Set([2026]) }
  for (const [dueOn, today, urgency] of [
    [null, '2026-03-02', 'none'],
    ['2026-03-02', '2026-03-03', 'late'],
    ['2026-03-03', '2026-03-03', 'soon'],
    ['2026-03-09', '2026-03-05', 'soon'],
    ['2026-03-09', '2026-03-04', 'in_time'],
    ['2026-10-09', '2026-09-30', 'soon'],
    ['2026-10-09', '2026-09-29', 'in_time'],
  ] as const)
    assert.equal(urgencyOf(dueOn, today, week), urgency, `${dueOn} on ${today}`)
})

test('every declared procedure is proved: an end is reached from everywhere, and every number is a parameter', () => {
  assert.ok(procedures.length > 0)
  for (const procedure of procedures) assert.deepEqual(prove(procedure), [], procedure.code)
})

test('every office is of a permission that a role gives, and what takes an outcome back is an act or an operation there is', () => {
  const given = new Set(readSeed('role_permissions.csv').flatMap((row) => row.permissions?.split(' ') ?? []))
  const operations = new Set(slicesInOrder({ files }).flatMap(({ handlers }) => handlers.map(({ contract }) => contract.name)))
  for (const procedure of procedures) {
    for (const office of officesOfAll(procedure)) assert.ok(office.at === 'employer' || given.has(office.permission), procedure.code)
    const { reversedBy } = procedure.outcome
    assert.ok(reversedBy === 'revoke' || operations.has(reversedBy.operation), procedure.code)
  }
})

const sound = procedures.find((one) => one.code === 'talent_grading')!
const broken: [string, Partial<Procedure>, RegExp][] = [
  ['no decision', { stages: sound.stages.slice(0, -1) }, /do not end with a decision/],
  [
    'a way back that leads on',
    { stages: sound.stages.map((stage, at) => (at === 1 ? { ...stage, returnsTo: ['province'] } : stage)) },
    /no earlier stage/,
  ],
  ['a stage twice', { stages: [sound.stages[0]!, ...sound.stages] }, /stands twice/],
  ['returns without end', { returnsMost: 99 }, /more than five times/],
  ['a limit that is no parameter', { promisedDays: 'nothing' }, /no whole number among the parameters/],
  [
    'limits beyond the promise',
    { promisedDays: 3, stages: sound.stages.map((stage) => ({ ...stage, days: 2 })) },
    /less than the stages take/,
  ],
  ['a number in plain', { form: { ...sound.form, other: { type: 'phone', title: sound.title } } }, /personal and not marked so/],
  ['a personal statistic', { form: { ...sound.form, name: { ...sound.form['name']!, isCounted: true } } }, /personal and counted/],
  ['no basis', { basis: [] }, /names no document/],
  ['no division', { divisionField: 'name' }, /is not a division/],
  [
    'an office that no rule names',
    { stages: sound.stages.map((stage) => ({ ...stage, office: { at: 'ruled', ruling: 'nothing', permission: 'procedures.decide' } })) },
    /is named by no rule: nothing/,
  ],
  [
    'an employer who tells what to mend, and cannot end what is not',
    { stages: sound.stages.map((stage) => (stage.office.at === 'employer' ? { ...stage, asksToMend: true } : stage)) },
    /where no office can end what is never mended/,
  ],
  [
    'a number of its own under the name of a general one',
    { parameters: { ...sound.parameters, mendDays: { type: 'integer', title: sound.title, unit: sound.title, least: 0, most: 9 } } },
    /mendDays is a general one already/,
  ],
  ['an employer before there is one', { subject: 'new_organisation' }, /an employer that nobody has yet/],
]
for (const [what, change, told] of broken)
  test(`a declaration with ${what} is refused`, () => {
    const faults = prove({ ...sound, ...change })
    assert.match(faults.map((fault) => `${fault.at} ${fault.what}`).join('\n'), told)
  })

test('parameters are whole, within their bounds, and keep the promise', () => {
  assert.deepEqual(
    parameterFaults(sound, {})
      .map(([, what]) => what)
      .every((what) => what === 'missing'),
    true,
  )
  // A general number may be left out, and is within its bounds where it is given.
  const ofGeneral = (values: Record<string, unknown>) => parameterFaults(sound, values).filter(([key]) => key === 'mendDays')
  assert.deepEqual([ofGeneral({}), ofGeneral({ mendDays: 15 }), ofGeneral({ mendDays: -1 })], [[], [], [['mendDays', 'wrong']]])
  // Whoever is asked to leave a notice up longer than its stage may last would be late by obeying.
  const row = readSeed('procedure_versions.csv').find((one) => one['procedure_code'] === 'talent_grading')
  const given = JSON.parse(row!['parameters']!) as Record<string, number>
  assert.deepEqual(parameterFaults(sound, given), [])
  assert.deepEqual(parameterFaults(sound, { ...given, noticeDays: given['noticeLimit']! + 1 }), [['noticeDays', 'stage']])
})

const day = (at: number) => new Date(Date.parse('2026-01-05') + at * 86_400_000).toISOString().slice(0, 10)

/** Any act that the rules leave open, with a detail that fits. */
function nextActions(state: CaseState, at: number): Action[] {
  const base = { number: state.actionCount + 1, actorId: `officer-${at}`, actedOn: day(at), actedAt: `${day(at)}T02:00:00.000Z` }
  const codes = sound.stages.map((stage) => stage.code)
  const here = codes.indexOf(state.stage ?? '')
  const toStage = codes[here + 1] ?? null
  if (state.status === 'draft') return [{ ...base, verb: 'submit', toStage: codes[0]!, detail: {} }]
  if (state.status === 'mending') {
    const isOver = actsOf(sound, state, day(at)).some(({ verb, problems }) => verb === 'lapse' && problems.length === 0)
    const lapse: Action[] = isOver ? [{ ...base, verb: 'lapse', toStage: null, detail: {} }] : []
    return [{ ...base, verb: 'mend', toStage: state.stage, detail: {} }, ...lapse]
  }
  if (sound.stages[here]?.kind === 'expert' && state.sheets < Math.max(state.seats, 1)) {
    const verb = state.seats === 0 ? ('draw' as const) : ('hand_in' as const)
    return [{ ...base, verb, toStage: null, detail: { seatIds: verb === 'draw' ? ['one', 'two'] : ['one'] } }]
  }
  const open = actsOf(sound, state, day(at)).filter((one) => one.problems.length === 0 && one.verb !== 'minutes')
  return open.map(({ verb }): Action => {
    const back = codes[Math.max(here - 1, 0)]!
    const detail = {
      ...(verb === 'publish' ? { noticeTo: day(at + 3) } : {}),
      ...(verb === 'ask_mend' ? { mendTo: day(at) } : {}),
      ...(verb === 'suspend' ? { kind: 'inspection' as const } : {}),
      ...(verb === 'assign' || verb === 'add_signer' ? { personId: `officer-${at + 1}` } : {}),
      ...(verb === 'grant' ? { level: 'D' } : {}),
    }
    const target = verb === 'return' ? back : verb === 'overturn' ? codes.at(-1)! : toStage
    return { ...base, verb, toStage: target, detail }
  })
}

const sideways: ReadonlySet<Verb> = new Set(['reject', 'refuse', 'return', 'suspend', 'assign', 'add_signer', 'ask_mend'])

test('walked at random, every case comes to an end, and its state is what its journal says', () => {
  const seen = new Set<Verb>()
  fc.assert(
    fc.property(fc.array(fc.nat(999), { minLength: 80, maxLength: 80 }), (choices) => {
      let state = unopened
      const journal: Action[] = []
      for (const [at, choice] of choices.entries()) {
        if (endedStatuses.includes(state.status) && state.status !== 'granted') break
        const actions = nextActions(state, at * 2)
        // Nothing is left but to wait for a notice to run out, or for a signature.
        const waits = state.waitingSigners.map(
          (actorId): Action => ({
            ...{ number: state.actionCount + 1, verb: 'sign', toStage: null, actorId, detail: { agrees: true } },
            ...{ actedOn: day(at * 2), actedAt: `${day(at * 2)}T02:00:00.000Z` },
          }),
        )
        const all = [...actions, ...waits]
        if (all.length === 0 && state.noticeTo !== null) continue
        assert.ok(all.length > 0, `${state.status} ${state.stage}`)
        // Three times in four the case goes on its way, so that walks come to the end of it too.
        const onward = all.filter((one) => !sideways.has(one.verb))
        const open = choice % 4 === 0 || onward.length === 0 ? all : onward
        const action = open[Math.floor(choice / 4) % open.length]!
        seen.add(action.verb)
        journal.push(action)
        state = step(state, action)
        assert.ok(state.returns <= sound.returnsMost && state.mends <= 1)
      }
      assert.deepEqual(foldCase(journal), state)
    }),
    { numRuns: 300, seed: 20_220_522 },
  )
  for (const verb of [
    'submit',
    'accept',
    'ask_mend',
    'mend',
    'lapse',
    'return',
    'publish',
    'close_notice',
    'grant',
    'refuse',
    'revoke',
    'conclude',
  ] as const)
    assert.ok(seen.has(verb), verb)
})

test('a return never outlasts its bound, and a second list of defects is never told', () => {
  const state: CaseState = { ...unopened, status: 'open', stage: 'intake', mends: 1 }
  const problems = (verb: Verb, from: CaseState): ActProblem[] =>
    actsOf(sound, from, '2026-01-05').find((one) => one.verb === verb)!.problems
  assert.deepEqual(problems('ask_mend', state), ['mended_before'])
  assert.deepEqual(problems('return', { ...state, stage: 'city', returns: 3 }), ['returned_enough'])
})

test('what is never mended ends only after its last day; an appeal that is right gives it back to be mended', () => {
  const told = (verb: Verb, at: number, more: Partial<Action> = {}): Action => ({
    ...{ number: at, verb, toStage: null, actorId: null, actedOn: day(at), actedAt: `${day(at)}T02:00:00.000Z`, detail: {} },
    ...more,
  })
  const mending = [told('submit', 1, { toStage: 'intake' }), told('ask_mend', 2, { detail: { mendTo: day(5), isMendToCertain: false } })]
  const open = (actions: readonly Action[], at: number) => actsOf(sound, foldCase(actions), day(at))
  assert.deepEqual(
    [5, 6].map((at) => open(mending, at)),
    [[{ verb: 'lapse', problems: ['mend_runs'] }], [{ verb: 'lapse', problems: [] }]],
  )
  const without = [mending[0]!, told('ask_mend', 2)]
  assert.deepEqual(open(without, 99), [{ verb: 'lapse', problems: ['no_mend_limit'] }])
  const over = [...mending, told('lapse', 6)]
  const pick = ({ status, stage, mendTo, isMendToCertain, endedOn }: CaseState) => [status, stage, mendTo, isMendToCertain, endedOn]
  assert.deepEqual(pick(foldCase(over)), ['lapsed', null, null, true, day(6)])
  const right = [...over, told('appeal', 7), told('overturn', 8, { toStage: 'intake', detail: { mendTo: day(12) } })]
  assert.deepEqual(pick(foldCase(right)), ['mending', 'intake', day(12), true, null])
  assert.deepEqual(pick(foldCase([...over, told('appeal', 7), told('uphold', 8)])), ['lapsed', null, null, true, day(8)])
  const mended = foldCase([...right, told('mend', 9, { toStage: 'intake' })])
  assert.deepEqual(
    [...pick(mended), mended.suspensions],
    ['open', 'intake', null, true, null, [{ kind: 'mending', from: day(8), to: day(9) }]],
  )
})

const { idField: _, ...plain } = sound
const small = defineProcedure({
  ...plain,
  nameField: 'name',
  divisionField: 'division',
  form: {
    name: { type: 'text', title: sound.title, personal: 'name' },
    division: { type: 'division', title: sound.title },
    hasChild: { type: 'yes', title: sound.title },
    children: {
      type: 'rows',
      title: sound.title,
      atMost: 2,
      askedWhen: { field: 'hasChild', is: [true] },
      fields: { age: { type: 'integer', title: sound.title, most: 17 } },
    },
  },
  parameters: {},
  conditions: [],
  materials: [],
  stages: [],
  outcome: { kind: 'place', termMonths: 0, reversedBy: 'revoke' },
})

test('what is wrong of a form is named, what is not asked is dropped, what is missing is told', () => {
  const check = (sent: Record<string, unknown>) => checkAnswers(small.form, sent, '2026-01-05')
  const kept = check({ name: ' 示例 ', hasChild: false, children: [{ age: 3 }], other: 1 })
  assert.deepEqual(kept.answers, { name: '示例', hasChild: false })
  assert.deepEqual(
    kept.issues.map((issue) => issue.path),
    ['other'],
  )
  const wrong = check({ hasChild: true, children: [{ age: 30 }] })
  assert.deepEqual(
    wrong.issues.map((issue) => issue.path),
    ['children.0.age'],
  )
  assert.deepEqual(
    missingOf(small.form, { hasChild: true }).map((issue) => issue.path),
    ['name', 'division', 'children'],
  )
})
