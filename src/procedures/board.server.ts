import { masked } from '../identity/personal.rules.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { listNoticeBoard, objectedBefore, objectToCase } from './board.contract.ts'
import { listOnNotice } from './board.sql.ts'
import { append, project } from './journal.server.ts'
import { declarationOf, type Ground, isMine, loadCase } from './known.server.ts'
import { insertObjection, listObjections } from './objection.sql.ts'

export const boardHandlers = (ground: Ground) => [
  handle(listNoticeBoard, async ({ input, db, now }) => {
    const open = ground.declared.filter((one) => !one.isConfidential).map((one) => one.code)
    const codes = input.procedure === undefined ? open : open.filter((code) => code === input.procedure)
    const found = await listOnNotice(db, { codes, today: dayOf(now), after: input.cursor ?? null, limit: input.limit + 1 })
    const rows = found.slice(0, input.limit)
    const items = rows.map(({ edition, subjectName, ...row }) => {
      const procedure = declarationOf(ground, { procedureCode: row.procedureCode, edition })
      const name = procedure.subject !== 'person' ? subjectName : masked('name', subjectName)
      return { ...row, procedure: procedure.title, subjectName: name }
    })
    return { items, nextCursor: found.length > input.limit ? rows.at(-1)!.id : null }
  }),

  handle(objectToCase, async ({ input, actor, db, now }) => {
    const loaded = await loadCase(ground, db, input.id, true)
    const { state, procedure, row } = loaded
    const isPublic = state.status === 'open' && state.noticeTo !== null && dayOf(now) <= state.noticeTo && !procedure.isConfidential
    if (!isPublic || isMine(actor, loaded)) throw notFound({ what: 'case' })
    const earlier = await listObjections(db, row.id)
    if (earlier.some((one) => one.raisedBy === actor.personId)) throw objectedBefore({})
    const objectionId = await insertObjection(db, { caseId: row.id, raisedBy: actor.personId, raisedAt: isoOf(now), text: input.text })
    await append(db, loaded, { verb: 'object', actorId: actor.personId, detail: { objectionId } }, now)
    await project(db, loaded)
    return { objectionId }
  }),
]
