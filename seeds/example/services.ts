// A few cases of every other procedure, in different states, by the example's own accounts: few and telling, each through the operations.
import { addMyChild } from '../../src/identity/consent.contract.ts'
import { addDays, dayOf, isoOf, momentOf } from '../../src/kernel/time.ts'
import { objectToCase } from '../../src/procedures/board.contract.ts'
import { type Act, actOnCase, getCase, saveCase, startCase, submitCase, withdrawCase } from '../../src/procedures/case.contract.ts'
import type { CaseShown } from '../../src/procedures/caseshown.contract.ts'
import { attachMaterial, listMaterials } from '../../src/procedures/material.contract.ts'
import { getProcedure } from '../../src/procedures/procedure.contract.ts'
import { openBatch, openProgramme } from '../../src/procedures/programme.contract.ts'
import { recordForCase } from '../../src/procedures/record.contract.ts'
import { keepSchoolPlace, setSchoolPlaces } from '../../src/talent/schoolplace.contract.ts'
import { comingSchoolYear } from '../../src/talent/schoolplace.rules.ts'
import type { Caller } from './applications.ts'

type People = Record<'talent' | 'employer' | 'county' | 'city' | 'province' | 'leader' | 'bureau' | 'officer' | 'rival' | 'firm', string>
export type ServicesOf = {
  people: People
  /** Two invented people without a class of talent. */
  invented: readonly [string, string]
  firm: { id: string; name: string; divisionCode: string }
  host: { code: string; name: string }
  /** The number under which the talent was classified, and the class. */
  talentId: string
  talentClass: 'C'
  /** Resident and credit codes of nobody. */
  numbers: { professors: readonly [string, string]; newFirm: string }
}

const accept: Act = { verb: 'accept', opinion: '' }
const pass: Act = { verb: 'pass', opinion: '' }
const day = 24 * 3_600_000
const daysBefore = (days: number) => dayOf(new Date(Date.now() - days * day))

/** What the cases of one journey share: the days run on from the first. */
function journeyOf({ at, call }: Caller) {
  let moment = 0
  const begin = (daysAgo: number) => {
    moment = Date.now() - daysAgo * day
    at(new Date(moment))
  }
  const later = (days: number) => {
    moment = Math.min(moment + days * day, Date.now())
    at(new Date(moment))
  }
  return {
    begin,
    later,
    call,
    /** Opens a programme with one batch. @returns the batch's id */
    async open(province: string, procedureCode: string, named: object, batch: object = {}): Promise<string> {
      const programme = {
        procedureCode,
        divisionCode: '220000',
        documentNo: '示例〔2026〕2号',
        nameEn: 'Example programme',
        nameZh: '示例：常年受理',
      }
      const { id } = await call(province, openProgramme, { ...programme, ...named })
      const all = { nameZh: '示例：常年受理', nameEn: 'Example: all year round', opensAt: isoOf(new Date(moment)) }
      return (await call(province, openBatch, { id, ...all, ...batch })).id
    },
    async draft(who: string, batchId: string, answers: object, organisationId?: string): Promise<string> {
      const { id } = await call(who, startCase, { batchId, ...(organisationId ? { organisationId } : {}) })
      await call(who, saveCase, { id, answers: { ...answers } })
      return id
    },
    async file(who: string, batchId: string, answers: object, organisationId?: string): Promise<CaseShown> {
      const id = await this.draft(who, batchId, answers, organisationId)
      for (const { code, isRequired } of (await call(who, listMaterials, { id })).items)
        if (isRequired) await call(who, attachMaterial, { id, code })
      return call(who, submitCase, { id })
    },
    /** One act after another, each some days after the one before. */
    async go(id: string, steps: readonly (readonly [string, Act, number])[]): Promise<void> {
      for (const [who, act, days] of steps) {
        later(days)
        const { actionCount } = await call(who, getCase, { id })
        await call(who, actOnCase, { id, number: actionCount, act })
      }
    },
    /** Lines of a kind, by the days before today on which they happened. */
    async note(who: string, caseNo: string, kind: string, lines: readonly (readonly [number, number, string])[]): Promise<void> {
      for (const [daysAgo, amount, text] of lines) {
        // On the day itself, or later: nothing is recorded before it happened.
        moment = Math.max(moment, Date.now() - daysAgo * day)
        at(new Date(moment))
        await call(who, recordForCase, { caseNo, kind, on: daysBefore(daysAgo), amount, text })
      }
    },
  }
}
type Journey = ReturnType<typeof journeyOf>
/** Somebody's own lines of the form. */
const telling = (name: string, idNumber: string, division: string) => ({ name, idNumber, phone: '13800002001', division })

/** Two offers of the three that are needed. */
async function spouseCase(on: Journey, [talent, county]: readonly [string, string], batchId: string, known: object): Promise<void> {
  on.begin(20)
  const spouse = await on.file(talent, batchId, {
    ...{ ...known, spouseName: '示例配偶', spousePhone: '13800002002', spouseAgrees: true, employer: 'enterprise', education: 'bachelor' },
    ...{ occupation: '示例会计', wish: 'recommended', wishes: [{ post: '会计', place: '示例县城区' }] },
  })
  await on.go(spouse.id, [[county, accept, 2]])
  await on.note(county, spouse.caseNo, 'offer', [
    [12, 1, '示例企业甲：会计'],
    [6, 1, '示例企业乙：财务主管'],
  ])
}

/** The talent's own: a card, a place at a school, offers for the spouse, and a subsidy on notice with an objection. */
async function talentCases(on: Journey, { people, firm, talentId, talentClass }: ServicesOf): Promise<void> {
  const { talent, province, leader, county, city, employer, bureau, rival } = people
  const own = telling('褚示例', talentId, firm.divisionCode)
  const { idNumber: _, ...known } = own
  on.begin(55)
  const batchOf = (code: string) => on.open(province, code, {})
  const [cards, schools, spouses, subsidies] = [
    await batchOf('service_card'),
    await batchOf('talent_schooling'),
    await batchOf('talent_spouse'),
    await batchOf('settling_subsidy'),
  ]
  const card = await on.file(talent, cards, { ...own, wantedClass: talentClass })
  await on.go(card.id, [
    [province, accept, 2],
    [leader, { verb: 'grant', level: talentClass, reason: '示例：制发服务卡' }, 3],
  ])

  on.begin(45)
  const year = comingSchoolYear(dayOf(new Date()))
  const places = []
  for (const [school, stage, count] of [
    ['示例第一小学', 'primary', 2],
    ['示例第二小学', 'primary', 6],
    ['示例中学', 'junior', 4],
  ] as const)
    places.push(await on.call(bureau, setSchoolPlaces, { divisionCode: firm.divisionCode, school, stage, grade: 1, year, places: count }))
  const wishes = ['示例第一小学', '示例第二小学'].map((school) => ({ school, kind: 'public' }))
  const children = []
  for (const [name, age] of [
    ['褚小示例', 7],
    ['褚幼示例', 6],
  ] as const) {
    const told = { name, bornOn: `${year - age}-05-01`, purpose: 'schooling', textVersion: 1 }
    const child = (await on.call(talent, addMyChild, told)).id
    children.push(await on.file(talent, schools, { ...known, child, stage: 'primary', startsOn: `${year}-09-01`, wishes }))
  }
  const [placed, waiting] = children as [CaseShown, CaseShown]
  await on.go(placed.id, [[bureau, accept, 1]])
  await on.call(bureau, keepSchoolPlace, { id: placed.id, placeId: places[0]!.id })
  await on.go(placed.id, [
    [bureau, pass, 3],
    [bureau, { verb: 'grant', reason: '示例：安排在第一志愿学校' }, 2],
  ])
  await on.go(waiting.id, [[bureau, accept, 1]])

  await spouseCase(on, [talent, county], spouses, known)

  on.begin(17)
  const subsidy = await on.file(
    talent,
    subsidies,
    {
      ...{ ...own, talentClass, introducedOn: daysBefore(200), contractTerm: 'open', contractFrom: daysBefore(200) },
      ...{ hasOther: false, bank: '示例银行示例支行', account: '6222020000000001234', promise: true },
    },
    firm.id,
  )
  await on.go(subsidy.id, [
    [employer, pass, 3],
    [county, accept, 3],
    [city, pass, 5],
    [city, { verb: 'publish' }, 4],
  ])
  on.later(1)
  await on.call(rival, objectToCase, { id: subsidy.id, text: '示例异议：合同起始日期与我单位了解的不一致，请核实。' })
}

/** Both programmes of industry professors; one of them taught since, one was refused. */
async function professorCases(on: Journey, { people, invented, firm, host, numbers }: ServicesOf): Promise<void> {
  const { province, employer, county, city, leader, officer } = people
  on.begin(120)
  const title = { nameZh: '示例：2025 年省产业教授选聘', nameEn: 'Example: industry professors, provincial rule of 2025' }
  const batchId = await on.open(province, 'industry_professors', { ...title, documentNo: '吉科发人才〔2025〕27号' })
  const changchun = {
    ...{ divisionCode: '220100', documentNo: '长春市2023年公开选聘（文号待核）', nameZh: '示例：长春市 2023 年产业教授选聘（已结束）' },
    nameEn: 'Example: industry professors of Changchun, 2023 (closed)',
  }
  const days = { opensAt: isoOf(momentOf('2023-03-01')), closesAt: isoOf(momentOf('2023-04-30')), referenceOn: '2023-03-01', quota: 50 }
  const named = { nameZh: '示例：首批（50 名；受理日期为示例）', nameEn: 'Example: first batch of 50; its days are the example’s' }
  await on.open(province, 'industry_professors', changchun, { ...days, ...named })
  const answers = (name: string, idNumber: string, workingSince: string) => ({
    ...{ ...telling(name, idNumber, firm.divisionCode), foundedOn: '2015-03-01', workingSince, position: '示例总工程师' },
    ...{ ability: '示例：主持产线改造，能带学生实习。', hasResearchMoney: true, offersPractice: true, priority: ['high_tech'] },
    ...{ hostCode: host.code, hostName: host.name, subject: '示例课程：精密制造' },
  })
  const [taught, refused] = numbers.professors
  const first = await on.file(invented[0], batchId, answers('示例产业教授甲', taught, '2016-05-01'), firm.id)
  const second = await on.file(invented[1], batchId, answers('示例产业教授乙', refused, '2018-05-01'), firm.id)
  const recommended = [
    [employer, pass, 2],
    [county, accept, 2],
    [city, pass, 3],
  ] as const
  await on.go(first.id, [
    ...recommended,
    [province, pass, 8],
    [province, { verb: 'publish' }, 1],
    [province, { verb: 'close_notice' }, 18],
    [leader, { verb: 'grant', reason: '示例：同意聘任，聘期两年' }, 2],
  ])
  await on.note(officer, first.caseNo, 'teaching', [
    [60, 8, '示例课程第一至四讲'],
    [38, 6, '示例课程第五至七讲'],
    [15, 10, '示例企业实习带教'],
  ])
  on.begin(100)
  await on.go(second.id, recommended)
  await on.go(second.id, [[province, { verb: 'refuse', reason: '示例：合作课程与岗位不相符。', ground: 'merits' }, 6]])
}

/** What a firm asks and applies for itself, and what somebody registers. */
async function firmCases(on: Journey, { people, invented, firm, numbers }: ServicesOf): Promise<void> {
  const { province, employer, county } = people
  on.begin(50)
  const batchOf = (code: string) => on.open(province, code, {})
  const [visits, engagements, bases] = [
    await batchOf('enterprise_visits'),
    await batchOf('flexible_engagement'),
    await batchOf('entrepreneurship_bases'),
  ]
  const own = { firm: firm.name, division: firm.divisionCode }
  const asking = (kind: string, question: string) => ({ ...own, contact: '卫示例', phone: '13800002003', kind, question })
  const answered = await on.file(employer, visits, asking('hiring', '示例：春节后缺熟练焊工，能否对接职业学校？'), firm.id)
  await on.go(answered.id, [[county, accept, 1]])
  on.later(3)
  await on.note(county, answered.caseNo, 'visit', [[46, 1, '示例：到厂走访，查看车间用工情况']])
  await on.go(answered.id, [
    [county, pass, 1],
    [county, { verb: 'grant', level: 'solved', reason: '示例：已与示例技工学校对接，定向输送十二人。' }, 2],
  ])
  on.later(1)
  await on.note(employer, answered.caseNo, 'satisfaction', [[40, 5, '示例：问题解决得很快']])
  on.begin(4)
  const open = await on.file(employer, visits, asking('insurance', '示例：灵活就业人员如何参保？'), firm.id)
  await on.go(open.id, [[county, accept, 1]])

  on.begin(30)
  const engaged = {
    ...{ ...own, talentName: '示例专家', home: '示例大学', homeAgrees: true, contractFrom: daysBefore(300) },
    ...{
      contractTo: addDays(daysBefore(300), 800),
      tasks: '示例：改进焊接工艺',
      property: '示例：归企业所有，署名共享',
      payFen: 20_000_000,
    },
    ...{ bank: '示例银行示例支行', account: '6222020000000001242' },
  }
  const engagement = await on.file(employer, engagements, engaged, firm.id)
  await on.go(engagement.id, [[county, accept, 2]])
  await on.note(employer, engagement.caseNo, 'presence', [
    [150, 28, '示例：驻厂调试'],
    [110, 30, '示例：驻厂试制'],
    [60, 25, '示例：现场指导'],
  ])
  const { id: given } = await on.file(employer, engagements, { ...engaged, talentName: '示例顾问' }, firm.id)
  await on.call(employer, withdrawCase, { id: given, reason: '示例：协议改期，重新申请' })

  on.begin(12)
  const base = await on.file(
    employer,
    bases,
    {
      ...{ ...own, founder: 'graduate', kind: 'processing', startedOn: '2021-03-01', squareMetres: 1_200, founders: 22, jobs: 64 },
      ...{ isLawful: true, helps: true },
    },
    firm.id,
  )
  const defects = [{ path: 'material.roster', text: '示例：名册缺少六户的联系方式，请补齐。' }]
  await on.go(base.id, [[county, { verb: 'ask_mend', defects }, 2]])

  on.begin(2)
  const { batches } = await on.call(invented[1], getProcedure, { code: 'organisation_registration' })
  const wish = { creditCode: numbers.newFirm, nameZh: '示例新设装备有限公司', kind: 'firm', division: firm.divisionCode }
  await on.file(invented[1], batches[0]!.id, { ...wish, contact: '示例联系人 13800002004' })
  await on.draft(invented[0], batches[0]!.id, { nameZh: '示例筹建工坊', kind: 'firm', division: firm.divisionCode })
}

/** Files all of them. */
export async function fileServices(caller: Caller, of: ServicesOf): Promise<void> {
  const on = journeyOf(caller)
  await talentCases(on, of)
  await professorCases(on, of)
  await firmCases(on, of)
}
