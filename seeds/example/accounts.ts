/** Public by intention: the example's accounts open nothing but invented data, on a server that listens on loopback. */
export const examplePassword = 'shili-2022'
export const exampleAccounts = [
  'firm',
  'rival',
  'officer',
  'operator',
  'province',
  'auditor',
  'admin',
  'security',
  'employer',
  'county',
  'bureau',
  'city',
  'hunchun',
  'yanbian',
  'leader',
  'reviewer',
  'talent',
  'finance',
] as const
