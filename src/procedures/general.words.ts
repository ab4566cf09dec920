export const generalWords = {
  mendDays: { zh: '补正期限：逾期未补正的，可以视为放弃', en: 'Days to mend; what is not mended by then may count as given up' },
  mendDaysUnit: { zh: '个工作日', en: 'working days' },
  noLimit: { zh: '不设期限', en: 'no limit' },
  refusesWhileOwed: {
    zh: '以前的补助应退未退的，不予受理新的（1 为是，0 为否）',
    en: 'A new subsidy is refused while an earlier one is to be paid back (1 yes, 0 no)',
  },
  verifiesMaterials: {
    zh: '应交的材料逐项核验属实后才能同意（1 为是，0 为否）',
    en: 'Nothing is granted before every material that is asked for was found in order (1 yes, 0 no)',
  },
  refusesUnit: { zh: '（是）', en: '(yes)' },
  refusesNot: { zh: '否', en: 'no' },
  authorisation: { zh: '授权书（本人签名，授权单位代为申请）', en: 'Authorisation, signed by the person whom it is for' },
  fromPerson: { zh: '被代办的本人', en: 'the person whom it is for' },
  owesNothing: { zh: '没有应退未退的补助', en: 'No earlier subsidy is still to be paid back' },
  owes: {
    zh: '以前的补助还有 {owedYuan} 元应退未退，退清后才能申请新的补助',
    en: '{owedYuan} yuan of an earlier subsidy are still to be paid back; a new one can be applied for once they are',
  },
} as const
