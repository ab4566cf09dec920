export const handoverWords = {
  listBookers: { zh: '本单位可以预约的同事', en: 'Colleagues who may book' },
  handOverBooking: { zh: '把预约转给同事', en: 'Hand a booking over to a colleague' },
  colleagueUnknown: {
    zh: '只能转给本单位另一位可以预约的同事。',
    en: 'A booking is handed over to another of your organisation who may book.',
  },
  handOver: { zh: '转给同事', en: 'Hand over' },
  handOverNamed: { zh: '转给同事：{name}，{slot}', en: 'Hand over: {name}, {slot}' },
  to: { zh: '转给', en: 'To' },
  ask: {
    zh: '转给后由同事使用，通知发给同事；需要审批的，重新审批。',
    en: 'Your colleague uses it and is told. Where bookings are approved by hand, it is asked for again.',
  },
  nobody: { zh: '本单位没有别的可以预约的同事。', en: 'Nobody else of your organisation may book.' },
  sure: { zh: '转给', en: 'Hand over' },
  missing: { zh: '请选同事。', en: 'Choose the colleague.' },
} as const
