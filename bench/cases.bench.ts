// Work lists and searches over 100,000 cases, as a county's and the province's officers open them.
import { signIn } from '../src/identity/identity.contract.ts'
import { createPerson } from '../src/identity/identity.server.ts'
import { run } from '../src/kernel/db.ts'
import { vault } from '../src/kernel/keyring.ts'
import { listCases } from '../src/procedures/case.contract.ts'
import { hammer, type Line, quantile, round } from './measure.ts'
import { recordStatements } from './recorder.ts'
import { send } from './sides.ts'
import { type BenchWorld, password, withBenchWorld } from './world.ts'

const caseCount = 100_000
const asked: Record<string, string>[] = [
  { show: 'mine' },
  { show: 'open' },
  { show: 'ended' },
  { show: 'open', procedure: 'talent_grading' },
  { show: 'ended', q: 'RCFL-2026-0412' },
  { show: 'ended', q: '示例人才41234' },
  { show: 'open', q: '示例企业' },
]

/** Three cases in ten are on their way, at every stage and in every county; the rest ended. Each is of another invented person. */
async function fill(world: BenchWorld): Promise<void> {
  const [person] = await run<{ id: string }>(world.db, 'select id from person limit 1')
  const [version] = await run<{ id: string }>(world.db, "select id from procedure_version where procedure_code = 'talent_grading'")
  const programmeId = '01900000-0000-7000-8000-0000000000a1'
  const batchId = '01900000-0000-7000-8000-0000000000a2'
  await run(world.db, `insert into programme values ($1, 'talent_grading', '示例', 'Example', '220000', '示例', $2)`, [
    programmeId,
    person!.id,
  ])
  await run(world.db, `insert into batch values ($1, $2, '示例', 'Example', '2026-01-01', null, null, null, $3)`, [
    batchId,
    programmeId,
    person!.id,
  ])
  await run(
    world.db,
    `insert into procedure_case (id, case_no, procedure_code, batch_id, version_id, applicant_id, organisation_id, division_code, status, stage,
       office_division, action_count, due_on, opened_at, filed_at, ended_at)
     select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'RCFL-2026-' || lpad(n::text, 6, '0'), 'talent_grading', $1, $2, $3, case when n % 500 = 0 then $4::uuid end, d.code,
       case when n % 10 < 3 then 'open' else 'granted' end, case when n % 10 < 3 then (array['intake', 'city', 'province', 'notice', 'decision'])[1 + n % 5] end,
       case when n % 10 < 3 then case n % 5 when 0 then d.code when 1 then left(d.code, 4) || '00' else '220000' end end, 5,
       date '2026-02-01' + n % 60, '2026-01-05', '2026-01-06', case when n % 10 < 3 then null else timestamptz '2026-02-06' end
     from generate_series(1, ${caseCount}) n
       join (select code, row_number() over (order by code) - 1 as at from division where level = 'county') d
         on d.at = (n / 10) % (select count(*) from division where level = 'county')`,
    [batchId, version!.id, person!.id, world.firmId],
  )
  const keys = Array.from({ length: caseCount }, (_, at) => vault().equalityKey('case.name', `示例人才${at + 1}`))
  await run(
    world.db,
    `insert into case_subject (case_id, procedure_code, name_sealed, name_key, is_open)
     select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'talent_grading', $1, key, false
     from unnest($2::text[]) with ordinality as k (key, n)`,
    [vault().seal('case.name', '示例人才'), keys],
  )
  await fillSteps(world)
  await run(world.db, 'vacuum analyze')
}

/**
 * Each case with five acts and what statistics keep of them: begun, filed, accepted, passed, and for the ended ones granted; one act at a
 * time, so that no statement runs into the limit.
 */
async function fillSteps(world: BenchWorld): Promise<void> {
  for (let number = 1; number <= 5; number++) {
    await run(
      world.db,
      `insert into case_action (id, case_id, number, verb, detail, acted_at)
       select gen_random_uuid(), id, $1::integer, (array['open', 'submit', 'accept', 'pass', case when status = 'granted' then 'grant' else 'assign' end])[$1],
         '{}', date '2026-01-05' + $1::integer * 6 + (hashtext(id::text) & 15)
       from procedure_case`,
      [number],
    )
    await run(
      world.db,
      `insert into case_step (action_id, case_id, number, verb, is_first, procedure_code, division_code, status, level, is_frozen, due_on,
         worked_days, promised_days, acted_on, recorded_at)
       select a.id, c.id, a.number, a.verb, true, c.procedure_code, c.division_code,
         case a.number when 1 then 'draft' when 5 then c.status else 'open' end, case a.verb when 'grant' then 'D' end, false,
         case when a.number = 5 and c.status = 'open' then c.due_on end, case a.verb when 'grant' then a.acted_at::date - date '2026-01-11' end,
         case a.verb when 'grant' then 30 end, a.acted_at::date, '2026-03-01'
       from case_action a join procedure_case c on c.id = a.case_id where a.number = $1`,
      [number],
    )
  }
}

const figures = ['cases_filed', 'cases_decided', 'case_days_mean', 'case_days_median', 'cases_open', 'talents_in_force'] as const

/** The figures that an office's statistics ask for, by county, one at a time. */
async function figureLine(world: BenchWorld, token: string): Promise<Line> {
  const timesMs = new Map<string, number[]>(figures.map((name) => [name, []]))
  const steps = (await run<{ count: number }>(world.db, 'select count(*) as count from case_step'))[0]!.count
  for (let turn = 0; turn < 12; turn++)
    for (const name of figures) {
      const started = performance.now()
      const path = `/api/figures/${name}?${new URLSearchParams({ year: '2026', by: 'county' })}`
      const reply = await send({ ...world, token }, { method: 'GET', path })
      if (reply.statusCode !== 200) throw new Error(`${name} answered ${reply.statusCode}`)
      if (turn > 1) timesMs.get(name)!.push(performance.now() - started)
    }
  return {
    what: `figures of cases over ${caseCount.toLocaleString('en-US')} cases, ${Number(steps).toLocaleString('en-US')} steps, by county`,
    ours: figures.map((name) => `${name} ${round(quantile(timesMs.get(name)!, 0.5))} ms`).join(', '),
    floor: '—',
    ratio: '—',
    aim: 'for information',
  }
}

async function officerOf(world: BenchWorld, role: string, divisionCode: string): Promise<string> {
  const loginName = `bench-${role}`
  const grants = [{ role, organisationId: null, divisionCode }]
  await createPerson(world.db, { loginName, displayName: '示例', password, isExample: true, grants })
  const reply = await world.app.server.inject({ method: 'POST', url: signIn.path, payload: { loginName, password } })
  return (reply.json() as { token: string }).token
}

/** Every list forty times for each officer, one at a time and eight at once; the floor is the statements of the province's list, bare. */
export function benchCases(): Promise<Line[]> {
  return withBenchWorld(1, async (world) => {
    await fill(world)
    const tokens = [await officerOf(world, 'county_officer', '220102'), await officerOf(world, 'provincial_officer', '220000')]
    const all = tokens.flatMap((token) =>
      asked.map((query) => ({ method: 'GET', path: `${listCases.path}?${new URLSearchParams(query)}`, token })),
    )
    const ask = async (turn: number) => {
      const one = all[turn % all.length]!
      const reply = await send({ ...world, token: one.token }, one)
      if (reply.statusCode !== 200) throw new Error(`listCases answered ${reply.statusCode}`)
    }
    for (let turn = 0; turn < all.length * 3; turn++) await ask(turn)
    const statements = await recordStatements(() => ask(asked.length))
    const lines: Line[] = []
    for (const clients of [1, 8]) {
      const { timesMs } = await hammer(clients, all.length * 40, ask)
      const bare = await hammer(clients, 100, async () => {
        for (const { text, values } of statements) if (/^\s*(select|with)/i.test(text)) await run(world.db, text, values)
      })
      lines.push({
        what: `lists and searches over ${caseCount.toLocaleString('en-US')} cases, ${all.length} questions, ${clients} at once`,
        ours: `p50 ${round(quantile(timesMs, 0.5))} ms, p95 ${round(quantile(timesMs, 0.95))} ms`,
        floor: `the statements of the province's list, bare: p50 ${round(quantile(bare.timesMs, 0.5))} ms`,
        ratio: `${round(quantile(bare.timesMs, 0.5) / quantile(timesMs, 0.5))}`,
        aim: 'p95 < 100 ms',
      })
    }
    lines.push(await figureLine(world, tokens[1]!))
    return lines
  })
}
