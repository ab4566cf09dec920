import type { Procedure } from '../procedures/procedure.rules.ts'
import { grading } from './grading.declaration.ts'

/** Every procedure that this slice declares. */
export const talentProcedures: readonly Procedure[] = [grading]
