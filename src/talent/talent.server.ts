import type { Slice } from '../kernel/perform.ts'
import { cardHandlers } from './card.server.ts'
import { upsertCardServices } from './card.sql.ts'

/** What the slice of talent does beyond its declarations. */
export const talentSlice: Slice = {
  handlers: cardHandlers,
  seeds: [{ file: 'card_services.csv', write: upsertCardServices }],
}
