export const generalWords = {
  mendDays: { zh: '补正期限：逾期未补正的，可以视为放弃', en: 'Days to mend; what is not mended by then may count as given up' },
  mendDaysUnit: { zh: '个工作日', en: 'working days' },
  noLimit: { zh: '不设期限', en: 'no limit' },
} as const
