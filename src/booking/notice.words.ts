export const bookingNoticeWords = {
  bookingWaitsTitle: { zh: '有预约待审批', en: 'A booking awaits your decision' },
  bookingWaitsText: {
    zh: '{organisation}申请使用“{instrument}”，{startsAt} 至 {endsAt}。',
    en: '{organisation} asks for “{instrument}” from {startsAt} to {endsAt}.',
  },
  bookingApprovedTitle: { zh: '预约已通过', en: 'Booking approved' },
  bookingApprovedText: {
    zh: '您对“{instrument}”的预约已通过：{startsAt} 至 {endsAt}。',
    en: 'Your booking of “{instrument}” is approved: {startsAt} to {endsAt}.',
  },
  bookingRejectedTitle: { zh: '预约未通过', en: 'Booking not approved' },
  bookingRejectedText: {
    zh: '您对“{instrument}”的预约（{startsAt} 至 {endsAt}）未通过，理由见“我的事务”。',
    en: 'Your booking of “{instrument}” ({startsAt} to {endsAt}) was not approved; the reason is on your page.',
  },
  bookingChangedTitle: { zh: '预约有改动', en: 'A booking was changed' },
  bookingChangedText: {
    zh: '{organisation}更改了对“{instrument}”的预约，现为 {startsAt} 至 {endsAt}。',
    en: '{organisation} changed its booking of “{instrument}”; it is now {startsAt} to {endsAt}.',
  },
  bookingCancelledTitle: { zh: '预约已取消', en: 'Booking cancelled' },
  bookingCancelledText: {
    zh: '{organisation}对“{instrument}”的预约（{startsAt} 至 {endsAt}）已取消。',
    en: 'The booking of “{instrument}” by {organisation} ({startsAt} to {endsAt}) was cancelled.',
  },
  bookingHandedOverTitle: { zh: '同事转给您一个预约', en: 'A booking was handed over to you' },
  bookingHandedOverText: {
    zh: '“{instrument}”的预约（{startsAt} 至 {endsAt}）转给您使用。',
    en: 'The booking of “{instrument}”, {startsAt} to {endsAt}, is yours now.',
  },
  bookingNoShowTitle: { zh: '登记为未到场', en: 'Recorded as nobody came' },
  bookingNoShowText: {
    zh: '您对“{instrument}”的预约（{startsAt} 至 {endsAt}）被登记为未到场。如有出入，请联系仪器所在单位。',
    en: 'Your booking of “{instrument}” ({startsAt} to {endsAt}) was recorded as nobody came. If that is wrong, tell the institution.',
  },
  bookingLapsedTitle: { zh: '预约过时失效', en: 'Booking lapsed' },
  bookingLapsedText: {
    zh: '您对“{instrument}”的预约（{startsAt} 至 {endsAt}）到时仍未审批，已自动失效。',
    en: 'Nobody decided on your booking of “{instrument}” ({startsAt} to {endsAt}) in time; it lapsed.',
  },
  turnCameTitle: { zh: '排队轮到您了', en: 'It is your turn' },
  turnCameText: {
    zh: '“{instrument}”{startsAt} 至 {endsAt} 空出来了，为您保留到 {turnEndsAt}，请在“我的预约”里约下。',
    en: '“{instrument}” is free from {startsAt} to {endsAt} and kept for you until {turnEndsAt}: book it on your page.',
  },
  turnPassedTitle: { zh: '轮到的时段不再保留', en: 'Your turn is over' },
  turnPassedText: {
    zh: '“{instrument}”{startsAt} 至 {endsAt} 不再为您保留。',
    en: '“{instrument}”, {startsAt} to {endsAt}, is kept for you no longer.',
  },
  requestWaitsTitle: { zh: '有送样检测待答复', en: 'A test request awaits your answer' },
  requestWaitsText: {
    zh: '{organisation}请求在“{instrument}”上检测 {samples} 个样品。',
    en: '{organisation} asks for a test of {samples} samples on “{instrument}”.',
  },
  requestAcceptedTitle: { zh: '送样检测已接受', en: 'Test request accepted' },
  requestAcceptedText: {
    zh: '“{instrument}”接受了您 {samples} 个样品的检测请求，说明见“我的事务”。',
    en: 'Your request to test {samples} samples on “{instrument}” was accepted; see your page.',
  },
  requestDeclinedTitle: { zh: '送样检测未接受', en: 'Test request declined' },
  requestDeclinedText: {
    zh: '您 {samples} 个样品在“{instrument}”上的检测请求未被接受，理由见“我的事务”。',
    en: 'Your request to test {samples} samples on “{instrument}” was declined; the reason is on your page.',
  },
  requestWithdrawnTitle: { zh: '送样检测已撤回', en: 'Test request withdrawn' },
  requestWithdrawnText: {
    zh: '{organisation}撤回了在“{instrument}”上检测 {samples} 个样品的请求。',
    en: '{organisation} withdrew its request to test {samples} samples on “{instrument}”.',
  },
  offerTakenTitle: { zh: '您的报价被选定', en: 'Your offer was taken' },
  offerTakenText: {
    zh: '{organisation}选定了“{instrument}”检测 {samples} 个样品的报价，请起草合同。',
    en: '{organisation} took your offer to test {samples} samples on “{instrument}”; draft the contract.',
  },
  offerNotTakenTitle: { zh: '询价已结束', en: 'An inquiry is over' },
  offerNotTakenText: {
    zh: '{organisation}在“{instrument}”上检测 {samples} 个样品的询价已结束，没有选您的报价，不用再办。',
    en: 'The inquiry of {organisation} for {samples} samples on “{instrument}” is over without taking your offer; nothing is left to do.',
  },
  inquiryEndedTitle: { zh: '询价没有办成', en: 'Your inquiry came to nothing' },
  inquiryEndedText: {
    zh: '所问的单位都没有报价，已作为没有满足的需求报给当地科技部门（不写单位名称）。',
    en: 'No owner offered; it was told to the science bureau as an unmet need, without your name.',
  },
  orderMovedTitle: { zh: '委托有进展：{step}', en: 'Test order: {step}' },
  orderMovedText: {
    zh: '委托 {number}（{instrument}，{samples} 个样品）：{step}。请打开委托查看，需要您办理的在页面上方。',
    en: 'Order {number} ({instrument}, {samples} samples): {step}. Open it; what is yours to do stands at its top.',
  },
  qualificationAskedTitle: { zh: '资质申请待审核', en: 'A qualification is asked for' },
  qualificationAskedText: {
    zh: '{organisation}有人申请“{instrument}”的“{level}”资质，请在仪器的“上机资质”中办理。',
    en: 'Somebody of {organisation} asks for the level “{level}” of “{instrument}”; decide under “Qualification”.',
  },
  qualificationEndsTitle: { zh: '资质快到期', en: 'Your qualification soon ends' },
  qualificationEndsText: {
    zh: '您在“{instrument}”的“{level}”资质到 {lastOn} 为止（到期、久未使用或安全证书到期）。要继续用，请在仪器页面申请延长、报名培训或更新证书。',
    en: 'Your level “{level}” of “{instrument}” is good until {lastOn}: it ends, rests for want of use, or a certificate does. Ask, enrol or renew on the instrument’s page.',
  },
  trainingSeatGivenTitle: { zh: '培训候补成功', en: 'You have a seat in the training' },
  trainingSeatGivenText: {
    zh: '“{instrument}”的“{level}”培训（{startsAt} 至 {endsAt}）有了名额，您已报上。不能参加请及时退出。',
    en: 'A seat came free in the training for “{level}” of “{instrument}”, {startsAt} to {endsAt}: it is yours. Withdraw if you cannot come.',
  },
  trainingCancelledTitle: { zh: '培训已取消', en: 'Training called off' },
  trainingCancelledText: {
    zh: '“{instrument}”的“{level}”培训（{startsAt} 至 {endsAt}）已取消，原因见“我的资质”。',
    en: 'The training for “{level}” of “{instrument}”, {startsAt} to {endsAt}, was called off; see “My qualifications” for why.',
  },
  qualificationDecidedTitle: { zh: '资质有变化', en: 'Your qualification has changed' },
  qualificationDecidedText: {
    zh: '您在“{instrument}”的“{level}”资质有新的办理结果，详见“我的资质”。',
    en: 'Something was decided on your level “{level}” of “{instrument}”; see “My qualifications”.',
  },
  faultReportedTitle: { zh: '有仪器故障待确认', en: 'A fault was reported' },
  faultReportedText: {
    zh: '“{instrument}”有人报告故障，请确认并安排维修。',
    en: 'Somebody reported a fault of “{instrument}”; accept it and plan its repair.',
  },
  faultDecidedTitle: { zh: '您报告的故障有了进展', en: 'News of a fault you reported' },
  faultDecidedText: { zh: '“{instrument}”的故障现在是：{state}。', en: 'The fault of “{instrument}” is now: {state}.' },
} as const
