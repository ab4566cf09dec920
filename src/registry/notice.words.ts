export const registryNoticeWords = {
  approvedTitle: { zh: '{organisation}已登记', en: '{organisation} is registered' },
  approvedText: {
    zh: '您申请登记的{organisation}已审核同意，您现在是它的管理员。',
    en: 'The registration of {organisation} that you applied for is approved. You are its administrator now.',
  },
  refusedTitle: { zh: '{organisation}的登记申请未同意', en: 'The registration of {organisation} was refused' },
  refusedText: { zh: '理由写在申请里。', en: 'The reason stands with the application.' },
  joinAskedTitle: { zh: '有人申请加入{organisation}', en: 'Somebody asks to join {organisation}' },
  joinAskedText: { zh: '请在“我的单位”中给出角色，或写明不同意的理由。', en: 'Give a role under My organisation, or say why not.' },
  joinedTitle: { zh: '您已加入{organisation}', en: 'You belong to {organisation} now' },
  joinedText: { zh: '可以在页面右上角切换到这个单位。', en: 'You can switch to it at the top right.' },
  notJoinedTitle: { zh: '加入{organisation}的申请未同意', en: 'Your request to join {organisation} was refused' },
  changedTitle: { zh: '{organisation}的变更申请已同意', en: 'The change of {organisation} is approved' },
  changedText: { zh: '变更已生效，见“我的单位”。', en: 'It is in force; see My organisation.' },
  notChangedTitle: { zh: '{organisation}的变更申请未同意', en: 'The change of {organisation} was refused' },
} as const
