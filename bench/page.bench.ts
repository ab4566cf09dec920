// The home page on a throttled phone: when its largest part is painted (LCP), with nothing in the cache.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { build } from 'vite'
import { openBrowser } from '../test/journeys/browser.ts'
import { type Line, median } from './measure.ts'
import { withBenchWorld } from './world.ts'

const rounds = 5
const phone = { width: 390, height: 844 }
const slowerBy = 4
/** Slow 4G as Lighthouse has it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
const slow4g = { offline: false, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8, latency: 150 }

type Painted = { at: number; what: string }

/** One visit of an empty browser. @returns when the largest part was painted, in milliseconds, and which it was. */
async function visit(browser: Browser, address: string): Promise<Painted> {
  const context = await browser.newContext({ viewport: phone, isMobile: true, locale: 'zh-CN' })
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', slow4g)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowerBy })
    await page.goto(address, { waitUntil: 'networkidle' })
    return await page.evaluate(
      () =>
        new Promise<Painted>((resolve) => {
          new PerformanceObserver((list) => {
            const last = list.getEntries().at(-1) as (PerformanceEntry & { element?: Element }) | undefined
            resolve({ at: last?.startTime ?? 0, what: last?.element?.tagName.toLowerCase() ?? '' })
          }).observe({ type: 'largest-contentful-paint', buffered: true })
        }),
    )
  } finally {
    await context.close()
  }
}

/** The built product's home page as a phone on a slow line first sees it. */
export async function benchPage(): Promise<Line[]> {
  const browser = await openBrowser()
  const what = `home page on a phone (${slowerBy} times slower, slow 4G): largest paint`
  if (typeof browser === 'string') return [{ what, ours: browser, floor: '—', ratio: '—', aim: '< 1.5 s' }]
  const root = join(import.meta.dirname, '..')
  const folder = await mkdtemp(join(tmpdir(), 'xianchuang-page-'))
  try {
    const config = { root: join(root, 'src/web'), configFile: join(root, 'vite.config.ts'), logLevel: 'error' } as const
    await build({ ...config, build: { outDir: folder, emptyOutDir: true } })
    return await withBenchWorld(
      20,
      async ({ origin }) => {
        const seen: Painted[] = []
        for (let round = 0; round < rounds; round += 1) seen.push(await visit(browser, origin))
        const middle = median(seen.map(({ at }) => at)) / 1000
        const ours = `${middle.toFixed(2)} s (${seen.map(({ at }) => (at / 1000).toFixed(2)).join(', ')}; ${seen.at(-1)?.what})`
        return [{ what, ours, floor: '—', ratio: '—', aim: '< 1.5 s' }]
      },
      folder,
    )
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
}
