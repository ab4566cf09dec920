export const metadataWords = {
  getPidinst: { zh: '以 PIDINST 格式读取仪器', en: 'Read an instrument as PIDINST' },
  getSchemaOrg: { zh: '以 schema.org 格式读取仪器', en: 'Read an instrument as schema.org' },
  formats: { zh: '机器可读', en: 'For machines' },
  pidinst: { zh: 'PIDINST', en: 'PIDINST' },
  schemaOrg: { zh: 'schema.org', en: 'schema.org' },
} as const
