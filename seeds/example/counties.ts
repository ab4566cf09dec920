// The three counties the letter names, at their levels; the documents and the days are invented, and the stages are nowhere said.
import { nameCounty } from '../../src/counties/designation.server.ts'
import { type Db, inTransaction } from '../../src/kernel/db.ts'

const named = [
  ['220521', 'national'],
  ['220882', 'national'],
  ['220521', 'provincial'],
  ['220882', 'provincial'],
  ['222404', 'provincial'],
] as const

export async function nameCounties(db: Db): Promise<void> {
  await inTransaction(db, 'write', async (tx) => {
    for (const [divisionCode, level] of named)
      await nameCounty(tx, { divisionCode, level, stage: 'named', firstOn: '2023-01-01', lastOn: null, documentNo: '示例文件〔2023〕1号' })
  })
}
