// The documents behind what was given before this platform: who may give them their file, and who reads them.

import { scopesOf } from '../identity/grant.rules.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { isWithin } from '../places/places.rules.ts'
import { earlierOf } from '../procedures/earlier.server.ts'
import { givePaper, paperDivisions, papersIn, papersOf } from '../procedures/earlierpaper.server.ts'
import { patternsOf } from './earlier.server.ts'
import {
  documentNotScan,
  earlierPaperPurpose,
  giveEarlierPaper,
  listEarlierPapers,
  listMyEarlierGrants,
  paperTypes,
} from './earlierpaper.contract.ts'

export const earlierPaperHandlers = [
  handle(listEarlierPapers, async ({ actor, db, now }) => papersIn(db, patternsOf(actor), now)),

  handle(giveEarlierPaper, async ({ input, actor, db, now }) => {
    const { attachmentId, ...name } = input
    // One file speaks for all rows that name the document: whoever gives it directs all of them.
    const directed = scopesOf(actor, 'procedures.direct').divisionCodes
    const divisions = await paperDivisions(db, name)
    const isDirected = divisions.every((division) => directed.some((code) => isWithin(division, code)))
    if (divisions.length === 0 || !isDirected) throw notFound({ what: 'document' })
    const file = await givePaper(db, name, { attachmentId, purpose: earlierPaperPurpose, by: actor, now })
    // What a file is was told by its content when it was uploaded.
    if (!paperTypes.includes(file.mediaType)) throw documentNotScan({})
    return file
  }),

  handle(listMyEarlierGrants, async ({ actor, db, now }) => {
    const rows = await earlierOf(db, actor.personId)
    const fileOf = await papersOf(db, rows, now)
    const items = rows.map(({ id, kind, level, grantNo, fen, firstOn, lastOn, documentNo, documentOn, state, reason }) => {
      const own = { id, kind, level, grantNo, fen, firstOn, lastOn, documentNo, documentOn, state, reason }
      return { ...own, file: fileOf({ documentNo, documentOn }) }
    })
    return { items }
  }),
]
