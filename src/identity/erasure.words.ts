export const erasureWords = {
  exportMyData: { zh: '导出我的全部信息', en: 'Export everything held about me' },
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
  fileName: { zh: '我的信息', en: 'my-data' },
} as const
