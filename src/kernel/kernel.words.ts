export const kernelWords = {
  notSignedIn: { zh: '请先登录。', en: 'Please sign in first.' },
  notPermitted: {
    zh: '您没有这项权限：{permission}。需要时请本单位管理员授权。',
    en: 'You do not have the permission for this: {permission}. Ask your organisation’s administrator if you need it.',
  },
  secondFactorNeeded: {
    zh: '您的岗位要求两步验证。请先在“账号安全”里设置第二步验证。',
    en: 'Your role asks for a second step at sign-in. Set it up under “Account security” first.',
  },
  accountHeld: {
    zh: '账号暂停使用，原因和办法见“我的信息”。',
    en: 'The account rests. “My data” says why, and what to do.',
  },
  inPersonOnly: { zh: '这件事须本人登录办理，不能用接口密钥。', en: 'A person has to sign in for this; an API key will not do.' },
  notFound: { zh: '没有找到，或者您无权查看。', en: 'Not found, or not yours to see.' },
  invalidInput: { zh: '有 {count} 处填写不符合要求，请按提示修改。', en: '{count} of the values need mending; see each one.' },
  tryAgain: { zh: '同时办理的人较多，请稍后再试一次。', en: 'Many people are doing this at once. Please try again.' },
  keyReused: {
    zh: '这个幂等键已用于另一项不同的请求，请换一个新的。',
    en: 'This Idempotency-Key was used for a different request. Use a new one.',
  },
  fault: {
    zh: '系统出错了，是我们的问题。请把编号 {requestId} 告诉我们。',
    en: 'Something went wrong on our side. Please tell us number {requestId}.',
  },
  tooManyRequests: { zh: '请求过于频繁，请在 {seconds} 秒后再试。', en: 'Too many requests. Try again in {seconds} seconds.' },
  uploadTooLarge: {
    zh: '文件超过 {megabytes} MB，请拆分后再上传。',
    en: 'The file is larger than {megabytes} MB. Split it and upload again.',
  },
  unreadableBody: { zh: '请求内容不是有效的 JSON。', en: 'The request body is not valid JSON.' },
  foreignOrigin: { zh: '请求来自其他网站，已拒绝。', en: 'The request came from another site and was refused.' },
  noSuchAddress: { zh: '没有这个地址。', en: 'There is no such address.' },
  productName: { zh: '县创', en: 'Xianchuang' },
  getMailState: { zh: '邮件收发情况', en: 'How the mail is doing' },
  uploadFile: { zh: '上传文件', en: 'Upload a file' },
  guardsOn: { zh: '约束和触发器全部有效', en: 'all constraints and triggers are on' },
  sealedOpens: { zh: '封存的信息都能打开', en: 'every sealed value opens' },
} as const
