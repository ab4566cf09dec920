export const privacyWords = {
  title: { zh: '个人信息保护', en: 'Personal data' },
  lead: {
    zh: '本系统保存哪些个人信息、为什么、依据什么、保存多久、谁看得到，都在这里。姓名、证件号码、电话、银行账号和邮箱加密保存，名单之外不作他用。',
    en: 'What this system holds about people, why, by what rule, for how long, and who sees it. Names, document numbers, phones, bank accounts and addresses are sealed, and serve nothing that is not listed.',
  },
  register: { zh: '处理目的登记', en: 'Register of purposes' },
  what: { zh: '保存什么', en: 'What is held' },
  basis: { zh: '依据', en: 'By what rule' },
  keep: { zh: '保存多久', en: 'How long' },
  who: { zh: '谁看得到', en: 'Who sees it' },
  months: { zh: '{months} 个月，', en: '{months} months: ' },
  seenPlain: { zh: '直接看到：{roles}。', en: 'As it is: {roles}.' },
  seenMasked: {
    zh: '平时只看到遮掩后的，说明理由才能看完整内容，您看得到谁看过：{roles}。',
    en: 'Masked, and as it is only for a reason; you see who looked: {roles}.',
  },
  seenNobody: { zh: '只有您本人；系统只按这个目的使用。', en: 'You alone; the system uses it for this purpose only.' },
  seenRecords: {
    zh: '记录里只有账号编号；按职责办理业务或审计的岗位看得到记录。',
    en: 'The records hold the number of the account alone; those whose duty is the matter or its audit see the records.',
  },
  onlyOwn: { zh: '各岗位只看得到本单位、本区划的人。', en: 'Every role sees only people of its own organisation or division.' },
  rights: { zh: '您的权利怎么行使', en: 'How to use your rights' },
  rightsText: {
    zh: '登录后在“我的信息”里可以查看、更正、导出本人信息，查看谁看过，撤回同意，申请删除。删除申请由安全管理员办理，办结后通知您，账号已注销的寄信到您核实过的邮箱；依法必须保存的，申请前就会列明。',
    en: 'Under “My data”, once signed in, you see, correct and export what is held of you, see who looked, withdraw consents and ask for erasure. The security administrator decides, and you are told, by letter to your verified address when the account is gone. What a law orders to be kept is named before you ask.',
  },
  toMine: { zh: '我的信息', en: 'My data' },
  minors: {
    zh: '未满十八周岁的，账号须监护人同意才能使用；子女信息只凭监护人的同意保存，撤回即删除。',
    en: 'Under eighteen an account needs a guardian’s consent; children’s data are kept by a guardian’s consent alone and erased when it is withdrawn.',
  },
  contact: { zh: '联系谁', en: 'Whom to ask' },
  contactNone: {
    zh: '本系统的运行单位尚未公布联系方式。已登录的，可在“我的信息”里直接提出申请。',
    en: 'The operator has not published a contact yet. Once signed in, ask under “My data”.',
  },
  contactExample: {
    zh: '示例省科技资源共享平台个人信息保护联系人（示例），电话 0431-0000 0000',
    en: 'Contact for personal data of the example province (示例), phone 0431-0000 0000',
  },
  noAccount: {
    zh: '没有账号、或登录不了的，请向上述联系人提出，核对身份后办理。',
    en: 'Without an account, or unable to sign in, ask the contact; they check who you are first.',
  },
} as const
