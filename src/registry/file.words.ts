export const fileWords = {
  getOrganisationFile: { zh: '单位档案', en: 'An organisation’s file' },
  setOrganisationContact: { zh: '登记单位联系方式', en: 'Say whom to ask for at an organisation' },
} as const
