import type { Slice } from '../kernel/perform.ts'
import { changeHandlers } from './change.server.ts'
import { applicationHandlers } from './registration.server.ts'
import { writeRules } from './registration.sql.ts'

export const registrySlice: Slice = {
  handlers: [...applicationHandlers, ...changeHandlers],
  seeds: [{ file: 'registration_rules.csv', write: writeRules }],
}
