// What a case about a county's name stands on: its city's letter, its returns, and its place in the index.
import * as z from 'zod'
import { Placed, Round } from '../evaluation/round.contract.ts'
import { operation } from '../kernel/contract.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { caseDataWords as words } from './casedata.words.ts'
import { returnStates } from './return.contract.ts'

/** For the offices that read a county's papers and for the county itself. */
export const getCaseData = operation({
  name: 'getCaseData',
  title: words.getCaseData,
  method: 'GET',
  path: '/api/cases/{id}/county-data',
  permission: 'counties.report',
  input: z.object({ id: z.uuid() }),
  output: z.object({
    divisionCode: z.string(),
    letter: z.object({ id: z.uuid(), letterNo: z.string(), rank: z.int() }).nullable(),
    /** The latest year first. */
    returns: z.array(z.object({ id: z.uuid(), year: z.int(), state: z.enum(returnStates) })),
    /**
     * The county's place in the round of the latest year that was published when the data were passed, or is now where they are not yet;
     * null where there was none or it is not in it.
     */
    index: z.object({ round: Round, placed: Placed, rankedCount: z.int(), isPinned: z.boolean() }).nullable(),
  }),
  errors: [notFound],
})
