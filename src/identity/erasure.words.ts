export const erasureWords = {
  exportMyData: { zh: '导出我的全部信息', en: 'Export everything held about me' },
  getMyErasure: { zh: '我的删除申请', en: 'My request for erasure' },
  requestErasure: { zh: '申请删除我的个人信息', en: 'Ask for my personal data to be erased' },
  withdrawErasure: { zh: '撤回删除申请', en: 'Withdraw my request for erasure' },
  listErasureRequests: { zh: '待办的删除申请', en: 'Requests for erasure' },
  decideErasure: { zh: '办理删除申请', en: 'Decide a request for erasure' },
  erasureOpen: { zh: '您已提交删除申请，正在办理。', en: 'Your request for erasure is already being dealt with.' },
  erasureAnswerMissing: { zh: '不同意删除的，须写明理由。', en: 'A refusal says why.' },
  ownErasure: {
    zh: '不能办理本人的申请，请由另一位安全管理员办理。',
    en: 'Nobody decides their own request; another security administrator does.',
  },
  refusedTitle: { zh: '删除申请没有同意', en: 'Your request for erasure was refused' },
  refusedText: { zh: '理由见“我的信息”。对处理有异议的，可以再次申请。', en: '“My data” says why. You may ask again if you object.' },
  erasedSubject: { zh: '县创：您的个人信息已删除', en: 'Xianchuang: your personal data are erased' },
  erasedText: {
    zh: '用户 {loginName} 的删除申请已办理：个人信息已删除，账号已注销，不能再登录。\n{note}\n以下记录依法保留，其中只有账号编号，没有姓名和号码：\n{kept}\n\n这是我们发给这个邮箱的最后一封信；地址随信封存，30 天后清除。',
    en: 'The request for erasure of the user {loginName} is carried out: the personal data are erased, the account is closed and nobody can sign in with it.\n{note}\nBy law these records stay; they hold the number of the account alone, no name and no other number:\n{kept}\n\nThis is the last letter to this address; it is sealed with the letter and cleared after 30 days.',
  },
  erasedNote: { zh: '办理说明：{answer}', en: 'Note: {answer}' },
  erasedKept: { zh: '· {name}，{months} 个月：{basis}', en: '· {name}, {months} months: {basis}' },
  fileName: { zh: '我的信息', en: 'my-data' },
} as const
