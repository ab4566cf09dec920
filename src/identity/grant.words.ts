export const grantWords = {
  listRoles: { zh: '角色表', en: 'Table of roles' },
  listGrants: { zh: '授权一览', en: 'Who may do what' },
  listPeople: { zh: '人员一览', en: 'People' },
  grantRole: { zh: '授予角色', en: 'Grant a role' },
  endGrant: { zh: '收回角色', en: 'End a role' },
  scopeUnfit: {
    zh: '角色 {role} 的范围不对：单位的角色授予一个单位，部门的角色授予一个区划，个人的角色不带范围；仪器组只用于机组管理员。',
    en: 'The scope does not fit role {role}: roles of organisations take one organisation, roles of departments a division, personal roles none; groups of instruments are for operators only.',
  },
  ownGrant: {
    zh: '不能给自己授权，也不能收回自己的角色，请由另一位管理员办理。',
    en: 'Nobody grants or ends a role of their own. Ask another administrator.',
  },
  roleNotYours: {
    zh: '角色 {role} 不由单位授予，请向安全管理员申请。',
    en: 'Role {role} is not for an organisation to give. Ask the security administrator.',
  },
  adminsApart: {
    zh: '系统管理员、安全管理员、审计管理员不得由同一人担任（三员分立）。',
    en: 'One person may not be two of system, security and audit administrator.',
  },
  noSuchRole: { zh: '没有角色 {role}，请从角色表中选。', en: 'There is no role {role}. Choose one of the table of roles.' },
  grantDaysWrong: { zh: '授权的终止时间须晚于起始时间，也须晚于现在。', en: 'A grant ends after it begins, and not in the past.' },
} as const
