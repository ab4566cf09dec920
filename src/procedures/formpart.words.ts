export const formPartWords = {
  mend: { zh: '要补正：', en: 'To mend: ' },
  choose: { zh: '请选择', en: 'Choose' },
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  add: { zh: '增加一行', en: 'Add a line' },
  remove: { zh: '删除这一行', en: 'Remove this line' },
  row: { zh: '第 {number} 行', en: 'Line {number}' },
  removeRow: { zh: '删除第 {number} 行', en: 'Remove line {number}' },
  rowsFull: { zh: '最多 {most} 行。', en: '{most} lines at most.' },
} as const
