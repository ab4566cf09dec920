export const evaluationWords = {
  twice: { zh: '代码“{node}”用了两次。', en: 'The code "{node}" stands twice.' },
  parent_unknown: { zh: '“{node}”的上级“{parent}”不是分组。', en: '"{node}" belongs to "{parent}", which is no group.' },
  circle: { zh: '分组“{node}”绕回了自己。', en: 'The group "{node}" is a part of itself.' },
  roots: { zh: '应有且只有一个没有上级的分组，现有 {count} 个。', en: 'Exactly one group has no parent; there are {count}.' },
  empty_group: { zh: '分组“{node}”下面没有指标。', en: 'The group "{node}" has nothing in it.' },
  log_of_goalpost: { zh: '“{node}”取对数，下限应大于 0。', en: '"{node}" takes the logarithm; its lower goalpost must be above 0.' },
  classes_unordered: { zh: '等次应按分数由低到高排列。', en: 'Classes stand from the lowest score to the highest.' },
  no_unit_column: { zh: '第一行没有 unit 列。', en: 'The first line names no column "unit".' },
  column_missing: { zh: '缺少“{column}”列。', en: 'The column "{column}" is missing.' },
  not_a_number: { zh: '第 {row} 行“{column}”列的“{text}”不是数字。', en: 'Row {row}, column "{column}": "{text}" is no number.' },
  not_a_year: { zh: '第 {row} 行的年度“{text}”不对，应为四位数字。', en: 'Row {row}: "{text}" is no year of four digits.' },
  unit_empty: { zh: '第 {row} 行没有单元名称。', en: 'Row {row} names no unit.' },
  cell_missing: {
    zh: '“{unit}”{year}年缺“{column}”，方法规定不得缺项。',
    en: '"{unit}", {year}: "{column}" is missing, and the method allows no gaps.',
  },
  row_twice: { zh: '第 {row} 行：“{unit}”在同一年度出现两次。', en: 'Row {row}: "{unit}" stands twice in one year.' },
} as const
