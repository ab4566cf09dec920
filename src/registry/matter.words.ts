export const matterWords = {
  listMatters: { zh: '事项及其归属', en: 'Matters and who holds them' },
  transferMatter: { zh: '移交事项', en: 'Transfer a matter' },
  transferTooEarly: {
    zh: '移交日期应晚于现承办单位的起始日期 {validFrom}。',
    en: 'The first day must come after {validFrom}, the first day of the present holder.',
  },
  handedOver: {
    zh: '自 {validFrom} 起由{body}承办（{documentNo}）。',
    en: 'With {body} from {validFrom} on ({documentNo}).',
  },
  holderNotGovernment: { zh: '事项只能由政府部门承办。', en: 'Only a government body holds a matter.' },
} as const
