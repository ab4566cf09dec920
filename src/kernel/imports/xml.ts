import { SheetProblem } from './sheet-problem.ts'

export type XmlListener = {
  /** `attributes` is the raw text between the name and the end of the tag: ask attributeOf. Names come without their prefix. */
  open(name: string, attributes: string): void
  close(name: string): void
  text(text: string): void
}

const longestToken = 4 * 1024 * 1024

/**
 * Reads the XML of an office document as it arrives: elements, text, CDATA; no document type, no entities but the five and numbers.
 * Far smaller and faster than a general parser, and nothing in it can grow with the file.
 * @throws SheetProblem 'broken'
 */
export class XmlScanner {
  #rest = ''
  readonly #listener: XmlListener

  constructor(listener: XmlListener) {
    this.#listener = listener
  }

  write(piece: string): void {
    const source = this.#rest === '' ? piece : this.#rest + piece
    let at = 0
    while (at < source.length) {
      const next = source[at] === '<' ? this.#tag(source, at) : this.#text(source, at)
      if (next < 0) break
      at = next
    }
    this.#rest = source.slice(at)
    if (this.#rest.length > longestToken) throw new SheetProblem('broken')
  }

  end(): void {
    if (this.#rest.trim() !== '') throw new SheetProblem('broken')
  }

  #text(source: string, at: number): number {
    const end = source.indexOf('<', at)
    if (end < 0) return -1
    this.#listener.text(unescapeXml(source.slice(at, end)))
    return end
  }

  #tag(source: string, at: number): number {
    const second = source[at + 1]
    if (second === '!') return this.#special(source, at)
    if (second === '?') return endAfter(source, '?>', at)
    const end = tagEnd(source, at + 1)
    if (end < 0) return -1
    if (second === '/') {
      this.#listener.close(localName(source.slice(at + 2, end).trim()))
      return end + 1
    }
    const closesItself = source[end - 1] === '/'
    const inside = source.slice(at + 1, closesItself ? end - 1 : end)
    const space = inside.search(/\s/)
    const name = localName(space < 0 ? inside : inside.slice(0, space))
    this.#listener.open(name, space < 0 ? '' : inside.slice(space))
    if (closesItself) this.#listener.close(name)
    return end + 1
  }

  #special(source: string, at: number): number {
    if (source.length < at + 9) return -1
    if (source.startsWith('<!--', at)) return endAfter(source, '-->', at)
    if (!source.startsWith('<![CDATA[', at)) throw new SheetProblem('broken')
    const end = source.indexOf(']]>', at)
    if (end < 0) return -1
    this.#listener.text(source.slice(at + 9, end))
    return end + 3
  }
}

/** The value of one attribute, by its name with or without a prefix; undefined if it is not there. */
export function attributeOf(attributes: string, name: string): string | undefined {
  let at = attributes.indexOf(name)
  while (at >= 0) {
    const before = attributes[at - 1]
    const from = at + name.length
    if ((before === undefined || before === ':' || before <= ' ') && /^\s*=\s*["']/.test(attributes.slice(from, from + 8))) {
      const quoteAt = attributes.slice(from).search(/["']/) + from
      const end = attributes.indexOf(attributes[quoteAt]!, quoteAt + 1)
      return end < 0 ? undefined : unescapeXml(attributes.slice(quoteAt + 1, end))
    }
    at = attributes.indexOf(name, from)
  }
  return undefined
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]{2,4});/g, (whole, body: string) => {
    if (body[0] !== '#') return named[body] ?? whole
    const code = body[1] === 'x' ? Number.parseInt(body.slice(2), 16) : Number(body.slice(1))
    return code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

/** Where the tag ends: a `>` inside an attribute's quotes is part of the value. */
function tagEnd(source: string, from: number): number {
  let quote = ''
  for (let at = from; at < source.length; at++) {
    const sign = source[at]!
    if (quote !== '') {
      if (sign === quote) quote = ''
    } else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '>') return at
  }
  return -1
}

function endAfter(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
