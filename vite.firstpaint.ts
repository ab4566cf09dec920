// What the build adds to what Vite makes: the home page's own document, painted before any script has come, and files packed once.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { homeWords } from './src/web/home.words.ts'
import { webWords } from './src/web/web.words.ts'

type Word = { zh: string; en: string }
type Chunk = { file: string; imports?: string[]; css?: string[]; isEntry?: boolean }

const both = ({ zh, en }: Word) => `<span class="zh-only">${zh}</span><span class="en-only" lang="en">${en}</span>`

/** The frame and the question, as React draws them: what is largest on a phone is text, and stands here already. */
const firstPaint = (mark: string) => `
      <aside class="strip"><div class="wrap"></div></aside>
      <header class="top"><div class="wrap">
        <a class="brand" href="/">${mark}<b>${both(webWords.brand)}</b><small>${both(webWords.brandSmall)}</small></a>
      </div></header>
      <main id="main"><div class="wrap hero"><div class="ask">
        <h1>${both(homeWords.question)}</h1>
        <p class="lead-in">${both(homeWords.lead)}</p>
      </div></div></main>`

/** Every chunk that must be there before this one runs, itself included. */
function needed(manifest: Readonly<Record<string, Chunk>>, name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found
  found.add(name)
  for (const other of manifest[name]?.imports ?? []) needed(manifest, other, found)
  return found
}

/** The document of '/': the same as of any address, with the page's own files asked for at once and its first paint in it. */
function homeDocument(folder: string): string {
  const document = readFileSync(join(folder, 'index.html'), 'utf8')
  const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'))
  const chunks = [...needed(manifest, 'home.page.tsx')].flatMap((name) => manifest[name] ?? [])
  const styles = [...new Set(chunks.flatMap(({ css }) => css ?? []))].filter((file) => !document.includes(file))
  const scripts = chunks.map(({ file }) => file).filter((file) => !document.includes(file))
  const links = [
    ...styles.map((file) => `<link rel="stylesheet" crossorigin href="/${file}">`),
    ...scripts.map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`),
  ]
  const mark = readFileSync(join(folder, 'mark.svg'), 'utf8').replace('<svg ', '<svg aria-hidden="true" ')
  return document
    .replace('</head>', `${links.map((link) => `  ${link}\n`).join('')}  </head>`)
    .replace('<noscript>', `${firstPaint(mark)}<noscript>`)
}

/** Packs what is served as it stands, with all the effort that the server has no time for at each request. */
function pack(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css|svg|html)$/.test(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = readFileSync(path)
    const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength } })
    if (packed.byteLength < bytes.byteLength) writeFileSync(`${path}.br`, packed)
  }
}

/** A step of the build, after everything is written. */
export function firstPaintPlugin() {
  return {
    name: 'first-paint',
    writeBundle({ dir }: { dir?: string | undefined }) {
      if (!dir) return
      writeFileSync(join(dir, 'home.html'), homeDocument(dir))
      pack(dir)
    },
  }
}
