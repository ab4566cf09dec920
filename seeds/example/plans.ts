// Plans: of three counties an approved one with tasks in every group, one that waits at its city, one with late tasks; of a third of the others approved ones under way. All of it invented, 示例.
import { succeedGuide } from '../../src/counties/guide.server.ts'
import type { PlanContent, PlanTask } from '../../src/counties/plan.contract.ts'
import { writePlan } from '../../src/counties/plan.server.ts'
import { writeTaskReports } from '../../src/counties/task.server.ts'
import { type Db, inTransaction, run } from '../../src/kernel/db.ts'
import { newId } from '../../src/kernel/id.ts'
import { readSeed } from '../../src/kernel/seeds.ts'
import { randomFrom } from './random.ts'

const word = (zh: string, en: string) => ({ zh, en })
const groups = [
  ['policy', '抓创新政策落地', 'Put innovation policy into effect', '研发费用加计扣除政策辅导', '辅导企业 40 家'],
  ['resources', '抓创新要素集聚', 'Gather what innovation needs', '引进科技副总', '到岗 6 人'],
  ['transfer', '抓创新成果转化', 'Turn results into use', '举办校企对接会', '签约 10 项'],
  ['firms', '抓创新企业培育', 'Grow innovative firms', '高新技术企业倍增', '净增 5 家'],
  ['carriers', '抓创新载体建设', 'Build places for innovation', '建设医药产业孵化器', '入驻 20 家'],
  ['people', '抓创新惠民为民', 'Let innovation serve the people', '科技特派员全覆盖', '覆盖 15 个乡镇'],
  ['institutions', '抓创新体制机制', 'Improve how innovation is run', '建立创新联席会议', '每季度一次'],
] as const
const next = 'example-2026'

type Base = { code: string; decimals: number; value: number }
type Bases = (divisionCode: string) => Base[]
/** What a county aims at of each indicator, as the share by which it moves in a year. */
const aims: Readonly<Record<string, number>> = {
  fiscal_science_share: 0.05,
  rd_expenditure: 0.08,
  high_tech_firms: 0.15,
  tax_relief: 0.08,
  patents_per_10000: 0.1,
  energy_per_gdp: -0.025,
  new_firms: 0.03,
}

/** What each county reported of a year, of the indicators that plans aim at; the number of high-tech firms where nobody has reported. */
async function basesOf(tx: Db, year: number): Promise<Bases> {
  const rows = await run<Base & { divisionCode: string }>(
    tx,
    `select r.division_code as "divisionCode", c.code, i.decimals,
       coalesce(c.amount, round(c.numerator * i.factor / nullif(c.denominator, 0), i.decimals))::float8 as value
     from return_cell c join county_return r on r.id = c.return_id join return_round o on o.id = r.round_id
     join return_round_indicator f on f.round_id = o.id and f.code = c.code join indicator i on i.code = f.code and i.version = f.version
     where o.year = $1 and c.superseded_at is null and c.code = any($2::text[]) order by f.position`,
    [year, Object.keys(aims)],
  )
  const own = Map.groupBy(rows, ({ divisionCode }) => divisionCode)
  return (divisionCode) => own.get(divisionCode) ?? [{ code: 'high_tech_firms', decimals: 0, value: 4 }]
}

const targetsOf = (bases: readonly Base[], base: number): PlanContent['targets'] =>
  bases.flatMap(({ code, decimals, value }) =>
    [0, 1, 2, 3, 4].map((at) => ({ code, year: base + at, isBase: at === 0, value: (value * (1 + aims[code]! * at)).toFixed(decimals) })),
  )

function contentOf(name: string, base: number, bases: readonly Base[]): PlanContent {
  const text = (about: string) => `示例：${name}${about}，由本县科技部门编写，数据均为虚构。`
  return {
    chapters: {
      overview: text('的区位、人口和产业概况'),
      foundation: text('已有的企业、平台和人才基础'),
      goals: text('到规划期末的总体目标'),
      approach: text('以企业为主体、以县校合作为抓手的思路'),
      tasks: text('按七组任务分工'),
      schedule: text('分启动、推进、总结三个阶段'),
      organisation: text('由领导小组统筹，部门分工负责'),
      policies: text('在资金、人才、用地上的保障'),
    },
    targets: targetsOf(bases, base),
    milestones: [
      { on: `${base + 1}-06-30`, title: '完成任务分解' },
      { on: `${base + 3}-06-30`, title: '中期评估' },
    ],
    bodies: [{ name: `${name}创新工作领导小组（示例）`, duty: '统筹协调，每季度调度一次' }],
    policies: [{ title: '示例县支持科技创新若干措施', documentNo: `示例政发〔${base}〕3号`, department: '示例县科技局' }],
  }
}

const tasksOf = (dueOn: (at: number) => string, carriedFrom: PlanTask[] = []): PlanTask[] =>
  groups.map(([groupCode, , , title, measure], at) => ({
    ...{ key: newId(), groupCode, title: `${title}（示例）`, department: at % 2 === 0 ? '示例县科技局' : '示例县工业和信息化局' },
    ...{ fundFen: (at + 1) * 18_000_000, measure, dueOn: dueOn(at), evidence: '验收意见', carriedFrom: carriedFrom[at]?.key ?? null },
  }))

export async function planCounties(db: Db): Promise<void> {
  await inTransaction(db, 'write', async (tx) => {
    const first = tasksOf((at) => (at < 5 ? '2025-06-30' : '2025-12-31'))
    const approved = { state: 'approved', documentNo: '示例〔2023〕8号', approvedOn: '2023-04-03' } as const
    const planId = await writePlan(tx, {
      ...{
        guideCode: 'guide-2019',
        divisionCode: '220521',
        content: contentOf('通化县', 2022, (await basesOf(tx, 2022))('220521')),
        tasks: first,
        ...approved,
      },
    })
    await writeTaskReports(
      tx,
      first.slice(0, 5).map((task, at) => ({
        ...reportOf(planId, task, '2025-06-20'),
        isDone: true,
        percent: 100,
        documentNo: `示例验〔2025〕${at + 1}号`,
      })),
    )
    await succeedGuide(
      tx,
      'guide-2019',
      {
        closedOn: '2026-01-20',
        evaluation: '示例：各县（市、区）按七组任务推进，多数任务按期完成；没有完成的，转入下一期继续办理。',
        documentNo: '示例文件〔2026〕2号',
        findings: groups.map(([code, zh]) => ({ code, finding: `示例：${zh}的任务已核对，没有完成的转入下一期。` })),
      },
      {
        ...{
          code: next,
          kind: 'guide',
          title: word('创新型县（市、区）建设工作指引（示例，2026—2030年）', 'Guide to innovative counties (example, 2026–2030)'),
        },
        ...{
          documentNo: '示例文件〔2026〕3号',
          source: '示例，不是真实文件',
          firstOn: '2026-01-01',
          lastOn: '2030-12-31',
          follows: 'guide-2019',
        },
        groups: groups.map(([code, zh, en]) => ({ code, title: word(zh, en), measures: word('示例', 'example'), followsCode: code })),
        targets: [],
      },
    )
    const bases = await basesOf(tx, 2025)
    await follow(tx, first, bases)
    await others(tx, bases)
  })
}

const reportOf = (planId: string, task: PlanTask, reportedOn: string) => ({
  ...{ planId, taskKey: task.key, reportedOn, percent: 55, isDone: false, note: '示例进展', documentNo: '' },
})

/** Under the guide that follows: the same county with what it carries on, one at its city, one that is late. */
async function follow(tx: Db, before: PlanTask[], bases: Bases): Promise<void> {
  const approved = { guideCode: next, state: 'approved', documentNo: '示例〔2026〕11号', approvedOn: '2026-03-16' } as const
  const carried = tasksOf(() => '2028-12-31', [...before.slice(0, 5).map((task) => ({ ...task, key: newId() })), ...before.slice(5)]).map(
    (task, at) => (at < 5 ? { ...task, carriedFrom: null } : task),
  )
  const [tonghua, hunchun] = [carried, tasksOf((at) => (at < 2 ? '2026-06-30' : '2027-12-31'))]
  const first = await writePlan(tx, {
    ...approved,
    divisionCode: '220521',
    content: contentOf('通化县', 2025, bases('220521')),
    tasks: tonghua,
  })
  await writeTaskReports(tx, [
    ...tonghua.slice(1, 4).map((task) => reportOf(first, task, '2026-09-28')),
    { ...reportOf(first, tonghua[0]!, '2026-09-28'), isDone: true, percent: 100, documentNo: '示例验〔2026〕1号' },
  ])
  await writePlan(tx, {
    ...{ ...approved, state: 'at_city', approvedOn: null, documentNo: '' },
    ...{ divisionCode: '220882', content: contentOf('大安市', 2025, bases('220882')), tasks: tasksOf(() => '2028-06-30') },
  })
  await writePlan(tx, { ...approved, divisionCode: '222404', content: contentOf('珲春市', 2025, bases('222404')), tasks: hunchun })
}

/** Every third county of the other cities has its plan under way: most tasks move, some are done, a few are late. */
async function others(tx: Db, bases: Bases): Promise<void> {
  const random = randomFrom(20_260_316)
  const names = new Map(readSeed('divisions.csv').map((row) => [row.code!, row.name_zh!]))
  const own = readSeed('example/residents.csv').map((row) => row.code!)
  const counties = own.filter((code, at) => at % 3 === 1 && !code.startsWith('2205') && code !== '220882' && code !== '222404')
  for (const [at, divisionCode] of counties.entries()) {
    const day = String(10 + (at % 18)).padStart(2, '0')
    const approved = { guideCode: next, state: 'approved', documentNo: `示例〔2026〕${20 + at}号`, approvedOn: `2026-04-${day}` } as const
    const tasks = tasksOf(() => ['2026-10-31', '2027-06-30', '2027-12-31', '2028-12-31'][random.whole(0, 3)]!)
    const planId = await writePlan(tx, {
      ...approved,
      divisionCode,
      content: contentOf(names.get(divisionCode)!, 2025, bases(divisionCode)),
      tasks,
    })
    const moved = tasks.filter(() => random.next() < 0.8)
    await writeTaskReports(
      tx,
      moved.map((task, place) => {
        const report = reportOf(planId, task, `2026-09-${day}`)
        const isDone = random.next() < 0.25
        const done = { isDone, percent: 100, documentNo: `示例验〔2026〕${100 + at * 10 + place}号` }
        return isDone ? { ...report, ...done } : { ...report, percent: 10 * random.whole(1, 9) }
      }),
    )
  }
}
