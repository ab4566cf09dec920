export const readingWords = {
  postReadings: { zh: '仪表上报读数', en: 'Readings of a meter' },
  notSigned: {
    zh: '没有这块仪表，或签名不对；没有收下任何读数。',
    en: 'There is no such meter, or the signature does not fit; no reading was taken.',
  },
  unreadable: {
    zh: '读不懂这批读数：应为 JSON，含 1 至 5000 条 readings，每条有 at、value、sequence。',
    en: 'These readings cannot be read: JSON is expected with 1 to 5,000 readings, each with at, value and sequence.',
  },
  reading_in_future: { zh: '读数时间晚于现在，请校准设备时钟。', en: 'The reading is of the future. Set the clock of the device.' },
  reading_too_old: {
    zh: '读数超过 {days} 天，不再收。',
    en: 'The reading is more than {days} days old and is no longer taken.',
  },
  reading_negative: { zh: '读数不能为负。', en: 'A reading cannot be negative.' },
  log_in_more: {
    zh: '登录信号只能是 1 或 0：只要知道有没有人登录，不要知道是谁。',
    en: 'A log-in signal is 1 or 0: whether somebody is logged in, never who.',
  },
  importReadings: { zh: '导入仪表读数', en: 'Import readings of a meter' },
  linesWrong: {
    zh: '有 {count} 行读不懂（第 {lines} 行），没有导入任何读数。每行应为“时间,读数”，如 2026-03-02 10:00:00,512.5。',
    en: '{count} lines cannot be read (lines {lines}), so nothing was imported. Each is a moment and a value: 2026-03-02 10:00:00,512.5.',
  },
  linesCount: { zh: '一次导入 1 至 {most} 行读数，请分成几个文件。', en: 'A file holds 1 to {most} readings. Split it.' },
} as const
