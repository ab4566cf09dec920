// How the tasks of all counties stand, as figures that open to the tasks. What is at risk is the offices' own warning and is no figure.
import type { FigureDeclaration } from '../figures/figure.rules.ts'
import type { ComputedSource } from '../figures/source.server.ts'
import type { Db } from '../kernel/db.ts'
import type { Word } from '../kernel/word.ts'
import { divisionsOn } from '../places/places.server.ts'
import { listGuideRows } from './guide.sql.ts'
import { type Listed, listedSource } from './returnfigure.server.ts'
import { countyTaskCount, countyTaskDoneCount, countyTaskLateCount } from './task.declaration.ts'
import { type Judged, tasksOn } from './task.server.ts'
import { isAnyPlanApproved } from './task.sql.ts'

/** Groups of different programmes may have one code. */
const groupKey = ({ guideCode, groupCode }: Judged) => `${guideCode}:${groupCode}`

function shownTask(task: Judged, county: string): Listed {
  const { key, divisionCode, groupTitle, title, department, dueOn, percent, status, documentNo } = task
  return {
    row: { id: key, divisionCode, taskGroup: groupKey(task) },
    shown: {
      id: key,
      values: {
        ...{ county, group: groupTitle.zh, task: title, department, dueOn, percent, documentNo },
        status: status === 'at_risk' ? 'on_way' : status,
      },
      link: `/counties/${divisionCode}/tasks`,
    },
  }
}

/** What groups are called: by their title alone, and with their programme where two have the same. */
async function groupLabels(db: Db, keys: readonly string[]): Promise<Map<string, Word>> {
  const found = (await listGuideRows(db)).flatMap((guide) =>
    guide.groups.map(({ code, title }) => ({ key: `${guide.code}:${code}`, title, guide: guide.title })),
  )
  const shown = found.filter(({ key }) => keys.includes(key))
  const isAlone = (title: Word) => shown.filter((one) => one.title.zh === title.zh).length === 1
  return new Map(
    shown.map(({ key, title, guide }) => [
      key,
      isAlone(title) ? title : { zh: `${title.zh}（${guide.zh}）`, en: `${title.en} (${guide.en})` },
    ]),
  )
}

function taskSource(figure: FigureDeclaration, counts: (task: Judged) => boolean): ComputedSource {
  return listedSource(
    figure,
    async (db, { period, asOf }, within) => {
      const on = period.on ?? ''
      const tasks = (await tasksOn(db, { on, patterns: [`${within}%`], asOf })).filter((task) => !task.divisionCode.endsWith('0000'))
      const names = new Map((await divisionsOn(db, on)).map((division) => [division.code, division.nameZh]))
      return tasks.filter(counts).map((task) => shownTask(task, names.get(task.divisionCode) ?? task.divisionCode))
    },
    {
      isRecorded: (db, { asOf }) => isAnyPlanApproved(db, asOf),
      labels: async (db, by, keys) => (by === 'taskGroup' ? groupLabels(db, keys) : new Map()),
    },
  )
}

export const taskSources = [
  taskSource(countyTaskCount, () => true),
  taskSource(countyTaskDoneCount, (task) => task.status === 'done'),
  taskSource(countyTaskLateCount, (task) => task.status === 'late'),
]
