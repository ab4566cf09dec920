// Taking back or correcting what came in: the same checks as for a list, and the person it belongs to is told.

import { scopesOf } from '../identity/grant.rules.ts'
import { notify } from '../identity/notice.server.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { isWithin } from '../places/places.rules.ts'
import { correctEarlier, earlierTaken, revokeEarlier } from '../procedures/earlier.server.ts'
import type { EarlierIssue, EarlierRead } from './earlier.rules.ts'
import { readEarlierRow } from './earlier.rules.ts'
import { procedureOf } from './earlier.server.ts'
import { earlierRowWords } from './earlier.words.ts'
import { type Correction, earlierRevised, earlierUnfit, reviseEarlierGrant } from './earlierrevision.contract.ts'
import { earlierRevisedNotice } from './notice.contract.ts'

const kindNames = { class: '类别', card: '服务卡', payment: '安家补贴' } as const
type Taken = NonNullable<Awaited<ReturnType<typeof earlierTaken>>>

const unfit = (codes: readonly EarlierIssue[]) => earlierUnfit({ problems: codes.map((code) => ({ code, text: earlierRowWords[code] })) })

/** A correction read as a line of a list would be. @throws earlier_unfit with every reason */
function readCorrection({ kind, name, idNumber }: Taken, given: Correction, today: string): EarlierRead {
  const { read, issues } = readEarlierRow(
    {
      ...{ 姓名: name, 证件号码: idNumber, 种类: kindNames[kind], 类别: given.level, 编号: given.grantNo, 金额: given.amount },
      ...{ 起: given.firstOn, 止: given.lastOn, 文号: given.documentNo, 文件日期: given.documentOn },
    },
    today,
  )
  // Name and number are not corrected, and may have been erased since.
  const against = issues.filter((code) => code !== 'name_missing' && code !== 'id_wrong')
  if (against.length > 0) throw unfit(against)
  return read
}

const compared = ['level', 'grantNo', 'fen', 'firstOn', 'lastOn', 'documentNo', 'documentOn'] as const

export const earlierRevisionHandlers = [
  handle(reviseEarlierGrant, async ({ input, actor, db, now }) => {
    const { id, reason, correction } = input
    const directed = scopesOf(actor, 'procedures.direct').divisionCodes
    const taken = await earlierTaken(db, id)
    if (!taken || !directed.some((code) => isWithin(taken.divisionCode, code))) throw notFound({ what: 'grant' })
    if (taken.supersededAt !== null) throw earlierRevised({})
    const revising = { reason, by: actor.personId, now }
    const { personId, documentNo, kind } = taken
    if (personId) await notify(db, { personIds: [personId] }, { kind: earlierRevisedNotice, params: { documentNo }, link: '/my/card' })
    if (!correction) {
      await revokeEarlier(db, taken, revising)
      return { state: 'revoked' as const, id }
    }
    const read = readCorrection(taken, correction, dayOf(now))
    if (compared.every((field) => taken[field] === read[field])) throw unfit(['nothing_changed'])
    const done = await correctEarlier(db, taken, { ...read, kind, procedureCode: procedureOf[kind].code }, revising)
    if ('finding' in done) throw unfit([done.finding === 'unchanged' ? 'row_twice' : done.finding])
    return { state: 'corrected' as const, id: done.id }
  }),
]
