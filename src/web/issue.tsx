// What the server found wrong with single values of an input, each beside the field it is about.
import type { InputIssue } from '../kernel/kernel.contract.ts'
import { CallRefused } from './call.ts'
import type { Mistake } from './field.tsx'
import { useLanguage } from './language.tsx'
import type { CallError } from './query.tsx'

/** The issues of a refused input as a form's mistakes; none for any other error. `fieldIdOf` names the field of an issue's path. */
export function useIssues(error: CallError | null, fieldIdOf: (path: string) => string): Mistake[] {
  const { language } = useLanguage()
  if (!(error instanceof CallRefused) || error.code !== 'invalid_input') return []
  const issues = (error.params['issues'] as readonly InputIssue[] | undefined) ?? []
  return issues.map((issue) => ({ fieldId: fieldIdOf(issue.path), sentence: issue.text[language] }))
}
