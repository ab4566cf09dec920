export const childWords = {
  choose: { zh: '请选择', en: 'Choose' },
  none: { zh: '还没有登记子女。请先到“我的信息”登记并同意。', en: 'No child was added yet. Add one under “My data”, and consent.' },
  hidden: { zh: '子女信息不显示', en: 'Not shown' },
} as const
