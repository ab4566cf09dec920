export const minorWords = {
  getMyMinority: { zh: '未成年人账号的状态', en: 'The state of an account of a minor' },
  askGuardian: { zh: '请监护人同意', en: 'Ask a guardian to consent' },
  listMyWards: { zh: '请我作为监护人同意的账号', en: 'Accounts that ask me to consent as a guardian' },
  consentToWard: { zh: '以监护人身份同意', en: 'Consent as a guardian' },
  declineWard: { zh: '不同意或不是监护人', en: 'Decline, or not the guardian' },
  noMinor: { zh: '您的账号不需要监护人同意。', en: 'Your account needs no consent of a guardian.' },
  guardianUnproven: {
    zh: '请先在“我的信息”里填写您本人的居民身份证号；监护人须年满十八周岁。',
    en: 'Enter your own resident identity number under “My data” first; a guardian is eighteen or older.',
  },
  askedTitle: { zh: '有人请您以监护人身份同意', en: 'Somebody asks for your consent as their guardian' },
  askedText: {
    zh: '一位未成年人请您同意其使用账号。请到“我的信息”查看是谁、同意什么；不是您监护的，请选“不同意”。',
    en: 'A minor asks you to consent to their account. “My data” says who and to what; if you are not the guardian, decline.',
  },
  givenTitle: { zh: '监护人已同意', en: 'Your guardian consents' },
  givenText: { zh: '您的账号可以使用了。', en: 'Your account can be used.' },
  declinedTitle: { zh: '监护人没有同意', en: 'No consent' },
  declinedText: { zh: '您的账号暂停使用。可以改请另一位监护人。', en: 'Your account rests. You may ask another guardian.' },
  withdrawnTitle: { zh: '监护人撤回了同意', en: 'Your guardian withdrew the consent' },
  withdrawnText: {
    zh: '您的账号暂停使用，凭该同意填写的信息已删除。',
    en: 'Your account rests, and what you told under that consent is erased.',
  },
} as const
