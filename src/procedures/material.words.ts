export const materialWords = {
  listMaterials: { zh: '列出案件材料', en: 'List the materials of a case' },
  attachMaterial: { zh: '提交材料', en: 'Give a material' },
  removeMaterial: { zh: '撤下材料', en: 'Take a material away' },
  verifyMaterial: { zh: '核验材料', en: 'Check a material' },
} as const
