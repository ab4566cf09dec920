export const importsWords = {
  confirmImportMapping: { zh: '确认导入各列的含义', en: 'Confirm what the columns mean' },
  applyImport: { zh: '写入导入的数据', en: 'Write what was imported' },
  getImport: { zh: '查看一次导入', en: 'See one import' },
  listImports: { zh: '查看历次导入', en: 'List imports' },
  listImportRows: { zh: '查看导入的各行', en: 'List the rows of an import' },
  downloadRefusedRows: { zh: '下载未通过的行', en: 'Download the refused rows' },

  noSuchFile: { zh: '没有找到已上传的文件，请先上传。', en: 'No such uploaded file. Upload it first.' },
  importBusy: { zh: '这次导入正在处理，请等它完成。', en: 'This import is being worked on. Wait until it is done.' },
  importDone: { zh: '这次导入已经结束，不能再改。', en: 'This import is over and cannot be changed.' },
  anotherApplying: {
    zh: '同一单位的另一次导入正在写入，请等它完成。',
    en: 'Another import of the same institution is being written. Wait until it is done.',
  },
  notPreviewed: { zh: '这次导入还没有检查完，不能写入。', en: 'This import has not been checked yet and cannot be written.' },
  mappingFaulty: { zh: '列的对应有 {count} 处不对，请改正。', en: '{count} things are wrong with the columns. Put them right.' },
  nothingRefused: { zh: '这次导入没有未通过的行。', en: 'No row of this import was refused.' },

  reasonHeading: { zh: '未通过的原因（导入时忽略本列）', en: 'Why refused (this column is ignored)' },
  reasonInColumn: { zh: '第 {row} 行“{column}”：{reason}', en: 'Row {row}, “{column}”: {reason}' },
  reasonInRow: { zh: '第 {row} 行：{reason}', en: 'Row {row}: {reason}' },
  refusedFileName: { zh: '未通过的行', en: 'refused rows' },
  refusedSheetName: { zh: '未通过的行', en: 'Refused rows' },

  commandReading: { zh: '已检查 {rows} 行（{percent}%）', en: '{rows} rows checked ({percent}%)' },
  commandApplying: { zh: '已写入 {rows} 行', en: '{rows} rows written' },
  commandCounts: {
    zh: '新增 {new}，变更 {changed}，未变 {unchanged}，待确认 {duplicate}，未通过 {refused}',
    en: '{new} new, {changed} changed, {unchanged} unchanged, {duplicate} to be confirmed, {refused} refused',
  },
  commandNeedsMapping: { zh: '请说明各列的含义：{faults}。', en: 'Say what the columns mean: {faults}.' },
  commandFailed: { zh: '导入没有完成：{reason}', en: 'The import was not done: {reason}' },
  commandRefusedFile: { zh: '未通过的行在 {path}', en: 'The refused rows are in {path}' },
} as const

/** Why a cell or a row is refused. `{given}` is what stands in the cell. */
export const reasonWords = {
  missing: { zh: '必填，未填写', en: 'required, but blank' },
  missing_for_new: { zh: '新增时必填，未填写', en: 'required for a new record, but blank' },
  cells_slipped: {
    zh: '本行有 {cells} 格，表头有 {headers} 列，内容可能错位',
    en: 'the row has {cells} cells and the heading {headers}; the values may have slipped',
  },
  cell_error: { zh: '单元格是错误值 {given}', en: 'the cell is the error {given}' },
  formula_without_result: { zh: '公式没有保存计算结果，请改为数值', en: 'the formula has no saved result; put in the value' },
  text_too_long: { zh: '共 {length} 字，超过 {most} 字', en: '{length} characters, more than {most}' },
  code_lost_digits: {
    zh: '“{given}”已被表格软件改成数字并丢失末尾数位，请把该列设为文本后重新填写',
    en: '“{given}” has lost digits in the spreadsheet; make the column text and enter it again',
  },
  not_a_code: { zh: '“{given}”不是编号', en: '“{given}” is not a code' },
  not_a_number: { zh: '“{given}”不是数', en: '“{given}” is not a number' },
  not_whole: { zh: '“{given}”不是整数', en: '“{given}” is not a whole number' },
  not_a_choice: { zh: '“{given}”不在可选范围内：{choices}', en: '“{given}” is none of: {choices}' },
  not_yes_no: { zh: '“{given}”看不出是“是”还是“否”', en: '“{given}” is neither yes nor no' },
  negative: { zh: '“{given}”是负数', en: '“{given}” is negative' },
  too_large: { zh: '“{given}”太大', en: '“{given}” is too large' },
  lost_digits: { zh: '“{given}”是科学计数，可能丢失了数位，请写出完整数字', en: '“{given}” may have lost digits; write it out' },
  unclear_separators: {
    zh: '“{given}”的逗号和小数点看不明白，请写成 1200.50 或 1,200.50',
    en: 'the separators in “{given}” are unclear; write 1200.50 or 1,200.50',
  },
  unit_unknown: {
    zh: '“{given}”没有单位，列名也没有：请写明“元”或“万元”，或在确认列时选定单位',
    en: '“{given}” has no unit and neither has the column: write yuan or ten thousand yuan, or choose the unit of the column',
  },
  unit_conflict: {
    zh: '“{given}”带 ￥，而本列单位不是元：请写明单位',
    en: '“{given}” carries ¥ while the column is not in yuan: write the unit',
  },
  finer_than_fen: { zh: '“{given}”换算后不到一分，请写到分为止', en: '“{given}” is finer than a fen' },
  not_an_amount: { zh: '“{given}”不是金额', en: '“{given}” is not an amount' },
  not_exact: { zh: '“{given}”不是确切的金额', en: '“{given}” is not exact' },
  range: { zh: '“{given}”是一个范围，请写一个确切的数', en: '“{given}” is a range; give one amount' },
  on_request: { zh: '“{given}”不是金额', en: '“{given}” is no amount' },
  foreign_currency: { zh: '“{given}”不是人民币金额', en: '“{given}” is not in renminbi' },
  not_a_day: { zh: '“{given}”不是日期，请写成 2016-01-06', en: '“{given}” is not a date; write 2016-01-06' },
  no_such_day: { zh: '“{given}”这一天不存在', en: 'there is no such day as “{given}”' },
  no_such_time: { zh: '“{given}”的时刻不存在', en: 'there is no such time as in “{given}”' },
  no_day: { zh: '“{given}”没有写到日，请写成 2016-01-06', en: '“{given}” names no day; write 2016-01-06' },
  no_time: { zh: '“{given}”没有时刻，请写成 2016-01-06 08:30', en: '“{given}” names no time; write 2016-01-06 08:30' },
  short_year: { zh: '“{given}”的年份只有两位，请写四位', en: 'the year in “{given}” has two digits; write four' },
  day_month_order: {
    zh: '“{given}”看不出日和月的先后，请写成 2016-01-06，或在确认列时选定写法',
    en: 'day and month cannot be told apart in “{given}”; write 2016-01-06, or choose the notation of the column',
  },
  maybe_serial: {
    zh: '“{given}”可能是表格软件的日期序号（{meant}），请写成日期，或在确认列时选定写法',
    en: '“{given}” may be a spreadsheet’s day number ({meant}); write the date, or choose the notation of the column',
  },
  day_out_of_range: { zh: '“{given}”不在 {earliest} 至 {latest} 之间', en: '“{given}” is not between {earliest} and {latest}' },
  not_a_span: {
    zh: '“{given}”不是时长，请写成 3.5 小时或 3小时30分',
    en: '“{given}” is not a length of time; write 3.5 h or 3h30m',
  },
  unclear_clock: { zh: '“{given}”看不出是时分还是分秒，请写成 3小时30分', en: '“{given}” may be hours or minutes; write 3h30m' },
  time_unit_unknown: { zh: '“{given}”没有单位，请写明小时或分钟', en: '“{given}” has no unit; write hours or minutes' },
  key_conflict: {
    zh: '同一编号在第 {rows} 行也有，内容不同，请只保留一行',
    en: 'the same code stands in row {rows} with other values; keep one',
  },
  repeats_row: { zh: '与第 {rows} 行完全相同', en: 'the same as row {rows}' },
  looks_like_row: {
    zh: '编号不同，其他关键内容与第 {rows} 行相同，可能是同一对象',
    en: 'another code, but otherwise like row {rows}: perhaps the same thing',
  },
  looks_like_record: {
    zh: '编号不同，其他关键内容与已有的 {key} 相同，可能是同一对象',
    en: 'another code, but otherwise like {key}, which is there already: perhaps the same thing',
  },
} as const

/** Why a whole file cannot be read. */
export const problemWords = {
  empty: { zh: '文件是空的。', en: 'The file is empty.' },
  only_header: { zh: '只有表头，没有数据行。', en: 'There is a heading but no rows.' },
  no_header: { zh: '没有找到表头。', en: 'No heading was found.' },
  not_a_sheet: {
    zh: '不是 .xlsx 或 .csv 表格，请另存为 .xlsx 或 .csv 再上传。',
    en: 'This is neither .xlsx nor .csv. Save it as one of these.',
  },
  old_excel: { zh: '这是旧版 .xls，请另存为 .xlsx 再上传。', en: 'This is an old .xls. Save it as .xlsx.' },
  encrypted: { zh: '文件有密码，请去掉密码再上传。', en: 'The file has a password. Remove it and upload again.' },
  broken: { zh: '文件已损坏或不完整，请重新导出。', en: 'The file is broken or incomplete. Export it again.' },
  no_such_sheet: { zh: '没有名为“{sheet}”的工作表。', en: 'There is no sheet named “{sheet}”.' },
  too_large: { zh: '文件超过 {most} MB，请拆分。', en: 'The file is larger than {most} MB. Split it.' },
  too_large_inside: { zh: '文件展开后异常地大，已拒绝。', en: 'The file unfolds to an unreasonable size and was refused.' },
  too_many_rows: { zh: '超过 {most} 行，请拆分。', en: 'More than {most} rows. Split the file.' },
  too_many_columns: { zh: '第 {row} 行超过 {most} 列。', en: 'Row {row} has more than {most} columns.' },
  cell_too_long: { zh: '有单元格的文字过长。', en: 'A cell holds too much text.' },
  encoding: {
    zh: '文字编码不是 UTF-8 或 GB18030，请另存为 UTF-8 的 .csv。',
    en: 'The text is neither UTF-8 nor GB18030. Save it as a UTF-8 .csv.',
  },
  interrupted: { zh: '处理中断，没有完成，请重新导入。', en: 'The work was interrupted and not finished. Import again.' },
  expired: { zh: '预览已超过 30 天，请重新导入。', en: 'The preview is older than 30 days. Import again.' },
  quotes: { zh: '第 {row} 行起引号不配对。', en: 'From row {row} on the quotes do not match.' },
} as const

/** Units and notations a column may be in. */
export const unitWords = {
  fen: { zh: '分', en: 'fen' },
  yuan: { zh: '元', en: 'yuan' },
  thousand_yuan: { zh: '千元', en: 'thousand yuan' },
  wan_yuan: { zh: '万元', en: '×10,000 yuan' },
  million_yuan: { zh: '百万元', en: 'million yuan' },
  yi_yuan: { zh: '亿元', en: '100 million yuan' },
  hour: { zh: '小时', en: 'hours' },
  minute: { zh: '分钟', en: 'minutes' },
  second: { zh: '秒', en: 'seconds' },
  clock: { zh: '时:分', en: 'hours:minutes' },
  day_month_year: { zh: '日/月/年', en: 'day/month/year' },
  month_day_year: { zh: '月/日/年', en: 'month/day/year' },
  serial_1900: { zh: '表格日期序号（1900）', en: 'spreadsheet day number (1900)' },
  serial_1904: { zh: '表格日期序号（1904）', en: 'spreadsheet day number (1904)' },
} as const

/** What is wrong with a mapping of columns. */
export const faultWords = {
  unknown_column: { zh: '文件里没有“{name}”这一列', en: 'the file has no column “{name}”' },
  unknown_field: { zh: '没有“{name}”这一项', en: 'there is no field “{name}”' },
  field_twice: { zh: '“{name}”对应了两列', en: '“{name}” stands for two columns' },
  unknown_unit: { zh: '“{name}”列的单位不对', en: 'the unit of column “{name}” is not one it can have' },
  field_missing: { zh: '缺少“{name}”对应的列', en: 'no column stands for “{name}”' },
} as const
