export const keyWords = {
  createApiKey: { zh: '新建接口密钥', en: 'Create an API key' },
  listMyApiKeys: { zh: '我的接口密钥', en: 'My API keys' },
  revokeApiKey: { zh: '作废接口密钥', en: 'Revoke an API key' },
  scopesNotYours: { zh: '接口密钥的权限不能超出您本人的权限：{scopes}。', en: 'A key cannot do more than you: {scopes}.' },
} as const
