export const versionWords = {
  listVersions: { zh: '列出事项的版本', en: 'List the versions of a procedure' },
  publishVersion: { zh: '发布新版本', en: 'Publish a version' },
  previewVersion: { zh: '用以往案件试算新版本', en: 'Try a version on earlier cases' },
  parametersWrong: { zh: '参数不齐或不对，见列出的每一项。', en: 'Some parameters are missing or wrong; each is listed.' },
  versionTooEarly: {
    zh: '新版本不能早于已发布版本的生效日 {validFrom}。',
    en: 'A version may not begin before one that was published: {validFrom}.',
  },
  draftVersion: { zh: '拟定新版本', en: 'Draft a version' },
  textsWrong: { zh: '有文字不能发布，见列出的每一项。', en: 'Some words cannot be published; each is listed.' },
  standardWrong: { zh: '参考标准有不对的条目，见列出的每一项。', en: 'Some items of the standard are wrong; each is listed.' },
  versionUntried: {
    zh: '发布的和试算的不一致：现在试算是 {cases} 件，其中 {changed} 件结论会变。请重新试算，再发布。',
    en: 'This is not what was tried: of {cases} cases {changed} would come out otherwise by now. Try it again, then publish.',
  },
} as const
