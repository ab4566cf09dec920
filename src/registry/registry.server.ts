import type { Slice } from '../kernel/perform.ts'
import { changeHandlers } from './change.server.ts'
import { fileHandlers } from './file.server.ts'
import { matterHandlers } from './matter.server.ts'
import { writeMatters } from './matter.sql.ts'
import { mergerHandlers } from './merger.server.ts'
import { proposalHandlers } from './proposal.server.ts'
import { joiningHandlers, registrationListeners } from './registration.server.ts'
import { writeRules } from './registration.sql.ts'
import { statusHandlers } from './status.server.ts'

export const registrySlice: Slice = {
  handlers: [
    ...joiningHandlers,
    ...changeHandlers,
    ...mergerHandlers,
    ...fileHandlers,
    ...statusHandlers,
    ...matterHandlers,
    ...proposalHandlers,
  ],
  listeners: registrationListeners,
  seeds: [
    { file: 'registration_rules.csv', write: writeRules },
    { file: 'matters.csv', write: writeMatters },
  ],
}
