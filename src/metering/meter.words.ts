export const meterWords = {
  listMeters: { zh: '查看仪器的计量仪表', en: "An instrument's meters" },
  registerMeter: { zh: '登记计量仪表', en: 'Register a meter' },
  fixMeter: { zh: '把仪表装到仪器上', en: 'Fix a meter to an instrument' },
  endMeterFixing: { zh: '登记仪表拆下的日期', en: 'Say when a meter was taken off' },
  changeMeterSecret: { zh: '更换仪表密钥', en: "Change a meter's secret" },
  retireMeter: { zh: '停用仪表', en: 'Take a meter out' },
  meterTaken: {
    zh: '编号 {code} 的仪表已经登记过，请核对设备编号。',
    en: 'A meter with the code {code} is registered already. Check the code of the device.',
  },
  meterOut: { zh: '这块仪表已停用，不能再改。', en: 'The meter was taken out and cannot be changed any more.' },
  meterFixed: {
    zh: '这块仪表在这些日子里已装在另一台仪器上，请先登记它拆下的日期。',
    en: 'On some of these days the meter is fixed to another instrument. Say first when it was taken off.',
  },
  fixingDaysWrong: { zh: '最后一天不能早于第一天。', en: 'The last day cannot be before the first.' },
  kind_power: { zh: '功率（瓦）', en: 'Power (W)' },
  kind_current: { zh: '电流（安）', en: 'Current (A)' },
  kind_counter: { zh: '计数', en: 'Counter' },
  kind_log_in: { zh: '登录信号', en: 'Log-in signal' },
} as const
