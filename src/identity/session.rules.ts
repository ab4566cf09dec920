// What a session says of where it was opened: enough to recognise one's own, too little to follow anybody.

export type Device = { browser: string | null; operatingSystem: string | null }

const browsers: readonly [RegExp, string][] = [
  [/\bMicroMessenger\//, 'WeChat'],
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bQQBrowser\//, 'QQ Browser'],
  [/\bHuaweiBrowser\//, 'Huawei Browser'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\b(?:Headless)?Chrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: readonly [RegExp, string][] = [
  [/\bHarmonyOS\b|\bOpenHarmony\b/, 'HarmonyOS'],
  [/\biPhone\b|\biPad\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

/** The browser and the system that a user agent names, or nothing where it names neither: a program, most likely. */
export function deviceOf(agent: string): Device {
  const first = (kinds: readonly [RegExp, string][]) => kinds.find(([pattern]) => pattern.test(agent))?.[1] ?? null
  return { browser: first(browsers), operatingSystem: first(systems) }
}

export type Place = { place: 'this_machine' | 'internal' | 'internet' | null; addressShown: string | null }

/** Where an address lies, and as much of it as a person needs to tell office from home: the first half. */
export function placeOf(address: string): Place {
  const plain = address.replace(/^::ffff:/, '')
  if (plain === '') return { place: null, addressShown: null }
  const isOld = /^\d+\.\d+\.\d+\.\d+$/.test(plain)
  const addressShown = isOld ? `${plain.split('.').slice(0, 2).join('.')}.*.*` : `${plain.split(':').slice(0, 2).join(':')}:*`
  if (plain === '::1' || plain.startsWith('127.')) return { place: 'this_machine', addressShown: null }
  const isInternal = isOld ? /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)/.test(plain) : /^f[cd]|^fe[89ab]/i.test(plain)
  return { place: isInternal ? 'internal' : 'internet', addressShown }
}
