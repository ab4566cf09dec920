/** Whether a batch takes applications at a moment: from its opening until its closing, if it has one. */
export function isOpenAt(batch: { opensAt: string; closesAt: string | null }, now: Date): boolean {
  return Date.parse(batch.opensAt) <= now.getTime() && (batch.closesAt === null || now.getTime() < Date.parse(batch.closesAt))
}
