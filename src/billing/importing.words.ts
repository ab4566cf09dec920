export const importingPageWords = {
  title: { zh: '导入服务记录', en: 'Import service records' },
  lead: {
    zh: '导入往年已完成的服务：仪器编号、客户、时间或小时数、样品、金额、发票。导入的记录标为“批量导入”并入账；同一个文件再导入一次不会改变任何东西。',
    en: 'Import finished services of earlier years: instrument number, customer, times or hours, samples, amount, invoice. They are marked as imported and reach the book; importing the same file again changes nothing.',
  },
} as const
