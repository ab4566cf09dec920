import { type Check, countedCheck } from '../kernel/check.ts'
import { planWords as words } from './plan.words.ts'

export const planChecks: readonly Check[] = [
  // A version of a plan stands where its last act left it.
  countedCheck(
    'plans_follow',
    words.plansFollow,
    `select v.id, v.state <> coalesce((select a.state from plan_act a where a.version_id = v.id order by a.id desc limit 1), 'draft') as is_wrong
    from plan_version v`,
  ),
]
