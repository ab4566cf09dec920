export const taskFigureWords = {
  all: { zh: '重点任务', en: 'County tasks' },
  allDefinition: {
    zh: '当日各县（市、区）已批准实施方案中的重点任务数，每项一次；省本级方案的任务不计。',
    en: 'Tasks of the counties’ approved plans that hold on the day, each once; those of the province’s own plan are not counted.',
  },
  done: { zh: '已完成的重点任务', en: 'County tasks done' },
  doneDefinition: {
    zh: '当日重点任务中，县里已报告完成并写明佐证材料文号的。',
    en: 'County tasks on the day that their county has reported done, with the document that proves it.',
  },
  late: { zh: '逾期的重点任务', en: 'County tasks late' },
  lateDefinition: {
    zh: '当日重点任务中，已过完成期限还没有报告完成的。',
    en: 'County tasks on the day that are past their last day and not reported done.',
  },
  unit: { zh: '项', en: 'tasks' },
  columnCounty: { zh: '县（市、区）', en: 'County' },
  columnGroup: { zh: '任务组', en: 'Group' },
  columnTask: { zh: '任务', en: 'Task' },
  columnDepartment: { zh: '牵头部门', en: 'Department' },
  columnDue: { zh: '完成期限', en: 'Due' },
  columnPercent: { zh: '进度（%）', en: 'Progress (%)' },
  columnStatus: { zh: '状态', en: 'State' },
  columnDocument: { zh: '佐证文号', en: 'Document' },
} as const
