import { type Check, countedCheck } from '../kernel/check.ts'
import { identityWords as words } from './identity.words.ts'

export const organisationsStand: Check = countedCheck(
  'organisations_stand',
  words.organisationsStand,
  `select o.id, (select count(*) from organisation_version v where v.organisation_id = o.id and v.superseded_at is null) <> 1 as is_wrong
  from organisation o`,
)
