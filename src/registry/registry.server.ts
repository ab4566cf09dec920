import type { Slice } from '../kernel/perform.ts'
import { changeHandlers } from './change.server.ts'
import { fileHandlers } from './file.server.ts'
import { handingOver, type MoveCases, matterHandlers } from './matter.server.ts'
import { writeMatters } from './matter.sql.ts'
import { mergerHandlers } from './merger.server.ts'
import { proposalHandlers } from './proposal.server.ts'
import { joiningHandlers, registrationListeners } from './registration.server.ts'
import { writeRules } from './registration.sql.ts'
import { statusHandlers } from './status.server.ts'

/** The slice of the registry; procedures, whose declarations it does not know, move cases for it. */
export const registrySlice = ({ moveCases }: { moveCases: MoveCases }): Slice => ({
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
  workers: [handingOver(moveCases)],
  seeds: [
    { file: 'registration_rules.csv', write: writeRules },
    { file: 'matters.csv', write: writeMatters },
  ],
})
