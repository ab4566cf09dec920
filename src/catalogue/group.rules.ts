/** What somebody keeps: all instruments of these institutions, and these. */
export type Kept = { institutionIds: readonly string[]; instrumentIds: readonly string[] }
