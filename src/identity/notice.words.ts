export const noticeWords = {
  listMyNotices: { zh: '查看我的消息', en: 'List my notices' },
  countUnread: { zh: '未读消息数', en: 'Count my unread notices' },
  markNoticesRead: { zh: '把消息标为已读', en: 'Mark notices as read' },
  getNoticePreferences: { zh: '查看消息接收方式', en: 'See how I am told' },
  setNoticePreferences: { zh: '设置消息接收方式', en: 'Choose how I am told' },
  unsubscribe: { zh: '退订一类邮件', en: 'Unsubscribe from mail of one kind' },
  unsubscribeLinkWrong: {
    zh: '这个退订链接不完整或已失效。请登录后在“消息设置”里更改。',
    en: 'This link is incomplete or no longer valid. Sign in and change it under “How I am told”.',
  },
  quietHoursWrong: { zh: '免打扰的起止时间不能相同。', en: 'Quiet hours begin and end at different times.' },

  category_booking: { zh: '预约', en: 'Bookings' },
  category_cases: { zh: '申报办理', en: 'Applications' },
  category_samples: { zh: '送样检测', en: 'Test requests' },
  category_money: { zh: '费用与额度', en: 'Charges and limits' },
  category_records: { zh: '导入与结账', en: 'Imports and closed months' },
  category_account: { zh: '账号', en: 'Your account' },
  delivery_inbox: { zh: '只进站内消息', en: 'Inbox only' },
  delivery_mail: { zh: '随时发邮件', en: 'Mail at once' },
  delivery_digest: { zh: '每天汇总一封邮件', en: 'One mail a day' },

  importFinishedTitle: { zh: '导入完成', en: 'Import finished' },
  importFinishedText: {
    zh: '文件“{fileName}”已导入 {written} 行，{refused} 行被退回。',
    en: 'Of the file “{fileName}” {written} rows went in and {refused} were refused.',
  },

  importFailedTitle: { zh: '导入没有完成', en: 'Import failed' },
  importFailedText: {
    zh: '文件“{fileName}”没有读成，一行也没有写入。原因写在导入页。',
    en: 'The file “{fileName}” could not be read, and nothing of it went in. The page of the import says why.',
  },

  digestSubject: { zh: '您有 {count} 条新消息', en: '{count} new notices' },
  mailOpen: { zh: '查看：{link}', en: 'Open: {link}' },
  mailPreferences: { zh: '邮件接收方式：{link}', en: 'How you are told: {link}' },
  mailUnsubscribe: { zh: '不再接收“{category}”类邮件：{link}', en: 'No more mail about “{category}”: {link}' },
  mailLegal: {
    zh: '本邮件告知的事项影响您的权利义务，不能退订。',
    en: 'This mail tells you of something that touches your rights or duties; it cannot be unsubscribed from.',
  },
  mailFrom: { zh: '县创系统自动发送，请勿回复。', en: 'Sent by Xianchuang; please do not reply.' },
} as const
