export const benchCommandWords = {
  title: {
    zh: '测量：预约、查找、报表、导入、首页，与同一次运行的底线相比',
    en: 'Measure booking, search, statement, import and the home page against a floor of the same run',
  },
  names: {
    zh: '只测其中几项：booking availability audit search cases statement import index meters page',
    en: 'only some: booking availability audit search cases statement import index meters page',
  },
  failed: { zh: '测量没有完成，原因见上。', en: 'The measuring did not finish; the reason stands above.' },
  race: {
    zh: '从外面对一个预约系统并发抢约，先报重叠，再报快慢；不写则测本产品各项',
    en: 'race for one resource of a booking system from outside, overlaps told before speed; without it, measure the product',
  },
  url: { zh: '抢约：被测系统的地址', en: 'race: where the system is' },
  set: {
    zh: '抢约：给适配器的设置，可写多次；本产品要 login（可用逗号写多个）、password、instrument',
    en: 'race: a setting for the adapter, as often as needed; our own takes login (several with commas), password, instrument',
  },
  adapter: {
    zh: '抢约：别的系统的适配器文件（见 bench/race/README.md）',
    en: 'race: the adapter of another system (see bench/race/README.md)',
  },
  clients: { zh: '抢约：并发客户端数，默认 32', en: 'race: how many clients at once, 32 unless told' },
  rounds: { zh: '抢约：轮数，默认 50', en: 'race: how many rounds, 50 unless told' },
  seed: { zh: '抢约：随机种子，默认 1', en: 'race: where its random numbers begin, 1 unless told' },
  needsUrl: { zh: '抢约要 --url，写被测系统的地址。', en: 'A race needs --url: where the system is.' },
  noAdapter: { zh: '没有适配器文件 {file}。', en: 'There is no adapter {file}.' },
  notRace: { zh: '“{value}”不认识；这里只能写 race，或不写。', en: '"{value}" is not known; write race, or nothing.' },
  raceOnly: { zh: '{option} 只用于抢约：bench race --url …', en: '{option} is of the race alone: bench race --url …' },
  raceFailed: { zh: '抢约没有通过：有重叠、丢失等，或没有跑完，见上。', en: 'The race was not passed, or did not finish; see above.' },
  cloneOnly: { zh: '测量只在源代码目录里可用。', en: 'Benches are there only in a clone of the source.' },
} as const
