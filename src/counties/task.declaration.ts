import { defineFigure } from '../figures/figure.rules.ts'
import { taskWords } from './task.words.ts'
import { taskFigureWords as words } from './taskfigure.words.ts'

const common = {
  unit: words.unit,
  precision: 0,
  perUnit: 1,
  kind: 'computed',
  nature: 'stock',
  dimensions: ['taskGroup', 'prefecture', 'county'],
  isDistinct: false,
  isAboutCustomers: false,
  columns: [
    { key: 'county', title: words.columnCounty, type: 'text' },
    { key: 'group', title: words.columnGroup, type: 'text' },
    { key: 'task', title: words.columnTask, type: 'text' },
    { key: 'department', title: words.columnDepartment, type: 'text' },
    { key: 'dueOn', title: words.columnDue, type: 'day' },
    { key: 'percent', title: words.columnPercent, type: 'count' },
    {
      key: 'status',
      title: words.columnStatus,
      type: 'text',
      choices: { done: taskWords.status_done, late: taskWords.status_late, on_way: taskWords.status_on_way },
    },
    { key: 'documentNo', title: words.columnDocument, type: 'text' },
  ],
} as const
const since2019 = (definition: { zh: string; en: string }) => [{ id: 'v1', validFrom: '2019-01-01', definition, documentNo: '' }]

export const countyTaskCount = defineFigure({
  ...common,
  name: 'county_task_count',
  title: words.all,
  versions: since2019(words.allDefinition),
})
export const countyTaskDoneCount = defineFigure({
  ...common,
  name: 'county_task_done_count',
  title: words.done,
  versions: since2019(words.doneDefinition),
})
export const countyTaskLateCount = defineFigure({
  ...common,
  name: 'county_task_late_count',
  title: words.late,
  versions: since2019(words.lateDefinition),
})
