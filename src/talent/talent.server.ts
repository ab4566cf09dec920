import type { Slice } from '../kernel/perform.ts'
import type { Ground } from '../procedures/known.server.ts'
import { cardHandlers } from './card.server.ts'
import { upsertCardServices } from './card.sql.ts'
import { earlierHandlers } from './earlier.server.ts'
import { earlierPaperHandlers } from './earlierpaper.server.ts'
import { earlierRevisionHandlers } from './earlierrevision.server.ts'
import { schoolPlaceHandlers, schoolPlaceListeners } from './schoolplace.server.ts'
import { placesCounted } from './schoolplace.sql.ts'

/** What the slice of talent does beyond its declarations. */
export const talentSlice = (ground: Ground): Slice => ({
  handlers: [...cardHandlers, ...earlierHandlers, ...earlierPaperHandlers, ...earlierRevisionHandlers, ...schoolPlaceHandlers(ground)],
  listeners: schoolPlaceListeners,
  checks: [placesCounted],
  seeds: [{ file: 'card_services.csv', write: upsertCardServices }],
})
