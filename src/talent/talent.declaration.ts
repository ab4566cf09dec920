import type { Procedure } from '../procedures/procedure.rules.ts'
import { base } from './base.declaration.ts'
import { card } from './card.declaration.ts'
import { flexible } from './flexible.declaration.ts'
import { grading } from './grading.declaration.ts'
import { professor } from './professor.declaration.ts'
import { schooling } from './schooling.declaration.ts'
import { settling } from './settling.declaration.ts'
import { spouse } from './spouse.declaration.ts'
import { visit } from './visit.declaration.ts'

/** Every procedure that this slice declares. */
export const talentProcedures: readonly Procedure[] = [grading, settling, card, schooling, spouse, flexible, professor, visit, base]
