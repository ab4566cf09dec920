// How much may be uploaded, and what a document is called when it is given out again.

export const documentMegabytes = 20
export const inflatedMegabytes = 200
export const attachmentsADay = { count: 100, megabytes: 500 } as const
/** How long a document that belongs to nothing is kept, in days. */
export const looseDays = 7
/** How long a link is good, in seconds. */
export const linkSeconds = 300

export const documentTypes = {
  pdf: 'application/pdf',
  ofd: 'application/ofd',
  png: 'image/png',
  jpg: 'image/jpeg',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  csv: 'text/csv',
} as const
export type DocumentType = keyof typeof documentTypes

export type Uploaded = { count: number; bytes: number }

/** Whether one more document of a size is within what one person may upload in 24 hours. */
export function mayUploadMore(already: Uploaded, sizeBytes: number): boolean {
  return already.count < attachmentsADay.count && already.bytes + sizeBytes <= attachmentsADay.megabytes * 1_048_576
}

const mark = '(?:绝密|机密|秘密)'
const edge = '[\\s【〔（《\\[(_.—-]'
const afterEdge = '[\\s】〕）》\\])_.—★☆0-9级件-]'
const marked = new RegExp(`(?:(?:^|${edge})(${mark})(?=$|${afterEdge}))|(?:(${mark})(?=[★☆]))`)

/**
 * The mark of secrecy that a document's name bears as marks are written, by itself or before a star (机密★1年); null where the words only
 * stand in a sentence, as trade secrets 商业秘密 do. @source 保守国家秘密法（2024）第22条: whatever is a state secret bears its mark
 */
export function secrecyMark(fileName: string): string | null {
  const found = marked.exec(fileName)
  return found ? (found[1] ?? found[2] ?? null) : null
}

// Control characters, the marks that turn the direction of writing (by which `exe.pdf` can be made to look like `fdp.exe`), and
// what file systems keep for themselves.
const unfit = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]/gu

/** The name as given without what may mislead or harm, ending as its content asks. */
export function safeFileName(given: string, mediaType: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const name = last.replace(unfit, '').replace(/^[.\s]+|[.\s]+$/g, '') || 'document'
  const ending = Object.entries(documentTypes).find(([, type]) => type === mediaType)?.[0] ?? 'bin'
  const endings = ending === 'jpg' ? ['jpg', 'jpeg'] : [ending]
  const isFit = endings.some((each) => name.toLowerCase().endsWith(`.${each}`))
  return isFit ? name : `${name}.${ending}`
}
