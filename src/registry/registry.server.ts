import type { Slice } from '../kernel/perform.ts'
import { changeHandlers } from './change.server.ts'
import { matterHandlers } from './matter.server.ts'
import { writeMatters } from './matter.sql.ts'
import { applicationHandlers } from './registration.server.ts'
import { writeRules } from './registration.sql.ts'
import { statusHandlers } from './status.server.ts'

export const registrySlice: Slice = {
  handlers: [...applicationHandlers, ...changeHandlers, ...statusHandlers, ...matterHandlers],
  seeds: [
    { file: 'registration_rules.csv', write: writeRules },
    { file: 'matters.csv', write: writeMatters },
  ],
}
