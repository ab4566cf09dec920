export const importWords = {
  title: { zh: '批量导入：仪器目录、历年服务记录', en: 'Import: an instrument catalogue, service records of earlier years' },
  kind: { zh: '种类：{kinds}', en: 'the kind: {kinds}' },
  file: { zh: '.xlsx 或 .csv 文件', en: 'an .xlsx or .csv file' },
  organisation: {
    zh: '记录属于哪个单位（统一社会信用代码）；企业资格名单填区划代码',
    en: 'whose records they are (unified social credit code; for statuses the code of a division)',
  },
  source: { zh: '来源名称；列对应按来源记住', en: 'who made the file; the meaning of its columns is remembered by it' },
  sheet: { zh: '工作表名称', en: 'the name of the worksheet' },
  map: {
    zh: '列的含义，可重复：列名=字段，或 列名=字段:单位；列名= 表示不读',
    en: 'what a column means, may be repeated: header=field, or header=field:unit; header= leaves it out',
  },
  preview: { zh: '只检查和预览，不写入', en: 'check and preview only, write nothing' },
  acceptDuplicates: { zh: '待确认的行也写入', en: 'write rows to be confirmed as well' },
  folder: { zh: '退回的行放在哪个文件夹（默认当前文件夹）', en: 'the folder for the refused rows (the current one by default)' },
  again: {
    zh: '同一文件再次导入不会重复。退回的行另存为一个文件，改好后再导入。',
    en: 'Importing the same file again changes nothing. Refused rows come back as a file to mend and import.',
  },
  noKind: { zh: '没有“{kind}”这种导入，可选：{kinds}', en: 'There is no kind "{kind}"; there are: {kinds}' },
  isFolder: { zh: '{file} 是文件夹，请给出一个 .xlsx 或 .csv 文件。', en: '{file} is a folder; name an .xlsx or .csv file.' },
  noFile: { zh: '没有文件 {file}。', en: 'There is no file {file}.' },
  needsOrganisation: { zh: '请用 --organisation 说明记录属于哪个单位。', en: 'Say whose records they are by --organisation.' },
  badMap: { zh: '--map {value} 不是 列名=字段 的形式。', en: '--map {value} is not of the form header=field.' },
} as const
