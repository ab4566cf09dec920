export const passkeyWords = {
  beginPasskey: { zh: '开始添加通行密钥', en: 'Begin adding a passkey' },
  addPasskey: { zh: '添加通行密钥', en: 'Add a passkey' },
  listMyPasskeys: { zh: '我的通行密钥', en: 'My passkeys' },
  removePasskey: { zh: '删除通行密钥', en: 'Remove a passkey' },
  beginPasskeySignIn: { zh: '开始用通行密钥登录', en: 'Begin signing in with a passkey' },
  signInWithPasskey: { zh: '用通行密钥登录', en: 'Sign in with a passkey' },
  passkeyRefused: {
    zh: '这个通行密钥没有通过。它可能不属于本系统，或者已被删除；请重试或改用密码。',
    en: 'This passkey was not accepted. It may not belong here, or was removed; try again or use your password.',
  },
  passkeyTaken: { zh: '这个通行密钥已经添加过了。', en: 'This passkey has been added already.' },
} as const
