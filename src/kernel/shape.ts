// Values that many operations take, in the shapes the database can hold and count with.
import * as z from 'zod'

/** Days before the year 1000 are slips of the pen, and those near the year 9999 cannot be counted on from. */
const isOfOurTime = (text: string) => text >= '1000' && text < '9999'

/** A day as sent: '2022-03-04'. */
export const daySent = z.iso.date().refine(isOfOurTime)
/** A moment as sent: '2022-03-04T01:00:00Z'. */
export const momentSent = z.iso.datetime().refine(isOfOurTime)
/** A moment as sent, in any zone: '2022-03-04T09:00:00+08:00'. */
export const momentSentFrom = z.iso.datetime({ offset: true }).refine(isOfOurTime)

/** Where a page of a list ended, as the list's answer told it: what its order is made of, joined by one letter that none of it holds. */
export function pageMark(joint: ' ' | '_', ...parts: readonly z.ZodType[]) {
  return z
    .string()
    .max(200)
    .refine((text) => {
      const given = text.split(joint)
      return given.length === parts.length && parts.every((part, at) => part.safeParse(given[at]).success)
    })
}
