/** What the figures of the talent services are called, and how each is made. */
export const talentFigureWords = {
  unitPerson: { zh: '人', en: 'people' },
  unitCard: { zh: '张', en: 'cards' },
  unitHour: { zh: '学时', en: 'teaching hours' },
  unitVisit: { zh: '次', en: 'visits' },
  unitCase: { zh: '件', en: 'cases' },
  unitPoint: { zh: '分', en: 'points' },
  unitWanYuan: { zh: '万元', en: '10,000 yuan' },

  inForce: { zh: '在认定期内的人才', en: 'Talents classified' },
  inForceDefinition: {
    zh: '当日人才分类定级在有效期内的人数，按 A 至 E 类分项。取该日及以前的最后一个动作：被撤销、到期、本人放弃的不计。',
    en: 'People whose classification was in force on the day, by class A to E; by the last act up to that day, so that none counts that was revoked, expired or declined.',
  },
  graded: { zh: '新认定人才', en: 'Talents newly classified' },
  gradedDefinition: {
    zh: '时期内批准的人才分类定级，按类别分项，记在批准当日。',
    en: 'Classifications granted in the period, by class, each on the day it was granted.',
  },
  cards: { zh: '有效人才服务卡', en: 'Service cards valid' },
  cardsDefinition: {
    zh: '当日有效的人才服务卡张数，按类别分项；冻结、注销、到期的不计。',
    en: 'Service cards valid on the day, by class; none that is frozen, cancelled or expired.',
  },
  placed: { zh: '安置入学子女', en: 'Children placed at school' },
  placedDefinition: {
    zh: '时期内批准安置入学的件数，一名子女一件。全省合计之外不公开。',
    en: 'Placements at school granted in the period, one for each child. Nothing but the whole province is published.',
  },
  promised: { zh: '安家补贴承诺金额', en: 'Settling subsidy promised' },
  promisedDefinition: {
    zh: '时期内批准的引进人才安家补贴全部分期之和，记在批准当日；以后停发的不从中扣除。',
    en: 'All instalments of the settling subsidies granted in the period, on the day they were granted; what is stopped later is not taken off.',
  },
  paid: { zh: '安家补贴已付金额', en: 'Settling subsidy paid' },
  paidDefinition: {
    zh: '时期内国库或银行回单确认付讫的安家补贴，记在付款当日。追回的不从中扣除。',
    en: 'Settling subsidy that the treasury or the bank confirmed as paid in the period, on the day of payment. What came back is not taken off.',
  },
  professors: { zh: '在聘产业教授', en: 'Industry professors in term' },
  professorsDefinition: {
    zh: '当日聘期内的产业教授人数；解聘、到期、本人放弃的不计。',
    en: 'Industry professors whose term ran on the day; none that was revoked, expired or declined.',
  },
  hours: { zh: '产业教授授课学时', en: 'Hours taught by industry professors' },
  hoursDefinition: {
    zh: '接收单位登记的授课和指导学时之和，记在授课当日；登记后撤下的不计。',
    en: 'Hours of teaching and practice that hosts recorded, on the day they were taught; what was taken away again does not count.',
  },
  visits: { zh: '进企服务次数', en: 'Visits to enterprises' },
  visitsDefinition: {
    zh: '人社干部为企业问题到访或电话联系的登记次数，记在当日。',
    en: 'Visits and calls to firms about their questions, as recorded, each on its day.',
  },
  answered: { zh: '答复企业问题', en: 'Questions of firms answered' },
  answeredDefinition: {
    zh: '时期内答复办结的企业问题，按已解决、已解释、已转办分项。',
    en: 'Questions of firms answered in the period, by whether they were solved, explained or forwarded.',
  },
  rated: { zh: '企业评价次数', en: 'Ratings by firms' },
  ratedDefinition: { zh: '企业对答复作出的满意度评价次数。', en: 'Ratings that firms gave to answers.' },
  points: { zh: '企业评价分合计', en: 'Points given by firms' },
  pointsDefinition: { zh: '企业满意度评价分（1 至 5 分）之和。', en: 'The sum of the points, 1 to 5, that firms gave.' },
  satisfaction: { zh: '企业满意度', en: 'Satisfaction of firms' },
  satisfactionDefinition: { zh: '企业评价分合计 ÷ 企业评价次数', en: 'Points given by firms ÷ ratings by firms' },
} as const
