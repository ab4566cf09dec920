/** What offices are told of a county's papers on their way. */
export const countyNoticeWords = {
  returnBack: { zh: '{place}{year}年数据填报被退回或重新开启', en: 'The return of {place} for {year} is open again' },
  returnWaits: { zh: '{place}{year}年数据填报等您办理', en: 'The return of {place} for {year} waits for you' },
  returnDone: { zh: '{place}{year}年数据填报已审定', en: 'The return of {place} for {year} is approved' },
  planBack: { zh: '{place}的实施方案被退回', en: 'The plan of {place} was sent back' },
  planWaits: { zh: '{place}的实施方案等您办理', en: 'The plan of {place} waits for you' },
  planDone: { zh: '{place}的实施方案已批准', en: 'The plan of {place} is approved' },
  reportBack: { zh: '{place}{year}年{half}半年进展报告被退回', en: 'The half-year report of {place}, {year} {half}, was sent back' },
  reportWaits: { zh: '{place}{year}年{half}半年进展报告等您办理', en: 'The half-year report of {place}, {year} {half}, waits for you' },
  reportDone: { zh: '{place}{year}年{half}半年进展报告已接收', en: 'The half-year report of {place}, {year} {half}, is accepted' },
  backText: { zh: '意见写在办理记录里，改好后重新提交。', en: 'What is wrong stands in its trail; mend it and hand it in again.' },
  waitsText: { zh: '请核对后通过或退回。', en: 'Look it over, then pass it on or send it back.' },
  doneText: { zh: '已锁定，办理记录里有全过程。', en: 'It is locked; its trail has all that was done.' },
} as const
