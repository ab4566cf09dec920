import { type Check, countedCheck } from '../kernel/check.ts'
import { returnWords as words } from './return.words.ts'

export const countiesChecks: readonly Check[] = [
  // A return stands where its last act left it, and its cells are those that its round asks of its level.
  countedCheck(
    'returns_follow',
    words.returnsFollow,
    `select r.id, r.state <> coalesce((select a.state from return_act a where a.return_id = r.id order by a.id desc limit 1), 'filling')
      or exists (select from return_cell c where c.return_id = r.id
        and not exists (select from return_round_indicator f join indicator i using (code, version)
          where f.round_id = r.round_id and f.code = c.code and i.level = r.level)) as is_wrong
    from county_return r`,
  ),
]
