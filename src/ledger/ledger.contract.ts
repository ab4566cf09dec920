import { defineError } from '../kernel/errors.ts'
import { ledgerWords as words } from './ledger.words.ts'

export const commodities = ['CNY', 'TIME', 'SAMPLE'] as const
export type Commodity = (typeof commodities)[number]
export const purposes = [
  'receivable',
  'service_income',
  'time_given',
  'time_used',
  'samples_given',
  'samples_tested',
  'spending',
  'funding',
] as const
export type Purpose = (typeof purposes)[number]

/** What the book learns of one finished service; amounts are whole fen, seconds and pieces, and 0 posts nothing. */
export type ServicePosting = {
  serviceId: string
  /** The day the service was finished, '2022-01-31'. */
  effectiveOn: string
  institutionId: string
  /** An organisation, or a customer known only by name. */
  customerId: string
  fen: number
  seconds: number
  samples: number
}

export const limitReached = defineError<{ remainingFen: number; wantedFen: number }>('limit_reached', 409, words.limitReached)
export const monthClosed = defineError<{ month: string }>('month_closed', 409, words.monthClosed)
export const monthNotOver = defineError<{ month: string }>('month_not_over', 422, words.monthNotOver)
export const monthAlreadyClosed = defineError<{ month: string }>('month_already_closed', 409, words.monthAlreadyClosed)
export const monthNotClosed = defineError<{ month: string }>('month_not_closed', 409, words.monthNotClosed)
