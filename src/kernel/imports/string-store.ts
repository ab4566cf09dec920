import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const pageBytes = 1024 * 1024
const pagesInMemory = 16
const pagesCached = 8

/**
 * Keeps any number of texts in a bounded amount of memory: the first 16 MB stay in memory, the rest go to a temporary file.
 * A workbook refers to its texts by number, and a big one has millions.
 */
export class StringStore {
  readonly #at: number[][] = [[]]
  #count = 0
  readonly #pages: Buffer[] = []
  #page = Buffer.allocUnsafe(pageBytes)
  #pageNo = 0
  #filled = 0
  #folder = ''
  #file = -1
  readonly #cache = new Map<number, Buffer>()

  get count(): number {
    return this.#count
  }

  /** @param text at most 250,000 characters. */
  add(text: string): void {
    const bytes = Buffer.byteLength(text)
    if (this.#filled + 4 + bytes > pageBytes) this.#turnPage()
    this.#page.writeUInt32LE(bytes, this.#filled)
    this.#page.write(text, this.#filled + 4)
    let block = this.#at.at(-1)!
    if (block.length === 65_536) {
      block = []
      this.#at.push(block)
    }
    block.push(this.#pageNo * pageBytes + this.#filled)
    this.#count++
    this.#filled += 4 + bytes
  }

  get(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return undefined
    const at = this.#at[index >> 16]![index & 65_535]!
    const page = this.#pageAt(Math.floor(at / pageBytes))
    const from = at % pageBytes
    return page.toString('utf8', from + 4, from + 4 + page.readUInt32LE(from))
  }

  close(): void {
    if (this.#file >= 0) closeSync(this.#file)
    if (this.#folder !== '') rmSync(this.#folder, { recursive: true, force: true })
    this.#file = -1
    this.#folder = ''
  }

  #turnPage(): void {
    if (this.#pageNo < pagesInMemory) {
      this.#pages.push(this.#page)
      this.#page = Buffer.allocUnsafe(pageBytes)
    } else {
      if (this.#file < 0) {
        this.#folder = mkdtempSync(join(tmpdir(), 'xianchuang-sheet-'))
        this.#file = openSync(join(this.#folder, 'texts'), 'w+', 0o600)
      }
      writeSync(this.#file, this.#page, 0, pageBytes, (this.#pageNo - pagesInMemory) * pageBytes)
    }
    this.#pageNo++
    this.#filled = 0
  }

  #pageAt(pageNo: number): Buffer {
    if (pageNo === this.#pageNo) return this.#page
    if (pageNo < pagesInMemory) return this.#pages[pageNo]!
    const known = this.#cache.get(pageNo)
    if (known) return known
    const oldest = this.#cache.size < pagesCached ? undefined : this.#cache.keys().next().value
    const page = oldest === undefined ? Buffer.allocUnsafe(pageBytes) : this.#cache.get(oldest)!
    if (oldest !== undefined) this.#cache.delete(oldest)
    readSync(this.#file, page, 0, pageBytes, (pageNo - pagesInMemory) * pageBytes)
    this.#cache.set(pageNo, page)
    return page
  }
}
