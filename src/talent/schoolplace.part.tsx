// How a place at a school is told: its stage with the grade, and its school year.
import { useSay } from '../web/language.tsx'
import { schoolingWords } from './schooling.words.ts'
import type { SchoolPlace } from './schoolplace.contract.ts'
import { schoolPlacePageWords as words } from './schoolplacepage.words.ts'

type Graded = Pick<SchoolPlace, 'stage' | 'grade'>

export function useStageName(): (place: Graded) => string {
  const say = useSay()
  return ({ stage, grade }) =>
    `${say(schoolingWords[stage])} ${say(stage === 'preschool' ? schoolingWords.grade_preschool : schoolingWords.grade_school, { grade })}`
}

export function useSchoolYear(): (year: number) => string {
  const say = useSay()
  return (year) => say(words.yearOf, { year, next: year + 1 })
}
