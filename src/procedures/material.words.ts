export const materialWords = {
  listMaterials: { zh: '列出案件材料', en: 'List the materials of a case' },
  attachMaterial: { zh: '提交材料', en: 'Give a material' },
  removeMaterial: { zh: '撤下材料', en: 'Take a material away' },
  verifyMaterial: { zh: '核验材料', en: 'Check a material' },
  notToMend: {
    zh: '补正通知书没有提到这项材料，仍按原来提交的。确需更换的，请联系受理机关。',
    en: 'The list of defects does not name this material: it stands as it was given. If it must change, ask the office.',
  },
} as const
