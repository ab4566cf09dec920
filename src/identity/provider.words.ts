export const providerWords = {
  beginProviderSignIn: { zh: '转到统一身份认证', en: 'Begin signing in at the identity provider' },
  finishProviderSignIn: { zh: '从统一身份认证返回', en: 'Finish signing in from the identity provider' },
  listMyIdentities: { zh: '我绑定的统一身份', en: 'My outside identities' },
  unlinkIdentity: { zh: '解除绑定', en: 'Unlink an outside identity' },
  noProvider: { zh: '本系统没有接入统一身份认证。', en: 'No identity provider is set up here.' },
  providerRefused: {
    zh: '统一身份认证没有通过，或者这次登录已经用过、等得太久。请重新开始。',
    en: 'The identity provider did not vouch for you, or this sign-in was used or took too long. Please start over.',
  },
  providerUnreachable: {
    zh: '统一身份认证现在连不上，请稍后再试，或者用密码登录。',
    en: 'The identity provider cannot be reached now. Try again later, or use your password.',
  },
  identityTaken: { zh: '这个统一身份已经绑定了另一个账号。', en: 'This outside identity belongs to another account already.' },
  onlyWayIn: {
    zh: '解除后就没有办法登录了。请先设置密码或添加通行密钥。',
    en: 'Without it you could not sign in. Set a password or add a passkey first.',
  },

  title: { zh: '统一身份认证', en: 'Identity provider' },
  why: { zh: '绑定“{name}”的身份，以后可以从那里登录。', en: 'Link your identity at “{name}” to sign in from there.' },
  by: { zh: '用“{name}”登录', en: 'Sign in with “{name}”' },
  link: { zh: '绑定“{name}”', en: 'Link “{name}”' },
  unlink: { zh: '解除绑定', en: 'Unlink' },
  kind_natural: { zh: '个人实名', en: 'verified natural person' },
  kind_legal: { zh: '法人实名', en: 'verified legal person' },
  kind_none: { zh: '未说明实名', en: 'no real-name level told' },
  level: { zh: '等级 {level}', en: 'level {level}' },
  since: { zh: '{moment} 绑定', en: 'linked {moment}' },
} as const
