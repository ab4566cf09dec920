import { type Check, countedCheck } from '../kernel/check.ts'
import { catalogueWords as words } from './catalogue.words.ts'

export const catalogueChecks: readonly Check[] = [
  countedCheck(
    'instruments_stand',
    words.instrumentsStand,
    `select i.id, (select count(*) from instrument_version v where v.instrument_id = i.id and v.superseded_at is null) <> 1 as is_wrong
    from instrument i`,
  ),
  // A large import leaves the job of the index a quarter of an hour.
  countedCheck(
    'search_current',
    words.searchCurrent,
    `select v.instrument_id as id, s.version_id is distinct from v.id and v.recorded_at < now() - interval '15 minutes' as is_wrong
    from instrument_version v left join instrument_search s on s.instrument_id = v.instrument_id where v.superseded_at is null`,
  ),
]
